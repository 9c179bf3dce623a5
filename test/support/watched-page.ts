// A page of the panel that is watched while it is used: what the browser complains of, what is still on its way, and
// whether what stands there is sound for whoever sees, types or taps.
import type { Browser, Page, Request } from 'playwright-core';
import { axeComplaints, contrastComplaints, targetComplaints } from './axe.js';
import { newPage, type SignedIn } from './browser.js';
import { eventually } from './eventually.js';
import type { Click } from './opened-things.js';

const wide = { width: 1440, height: 900 };
const patienceMs = 60_000;
const phone = { width: 390, height: 844 };

/** What can be read off a page at once; runs in the browser. */
const soundness = `(() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const heads = all('h1').map((head) => head.textContent);
  const primary = all('.mantine-Button-root:not([data-variant], .danger)').map((button) => button.textContent);
  const moving = document.getAnimations().filter((one) => one.effect.getComputedTiming().duration > 1);
  return [
    ...(heads.length === 1 ? [] : ['headings of the first level: ' + heads.length]),
    ...(document.title === heads[0] + ' · Portside' ? [] : ['title: ' + document.title]),
    ...(primary.length <= 1 ? [] : ['primary buttons: ' + primary.join(', ')]),
    ...moving.map((one) => 'moves in spite of the wish for less motion: ' + one.effect.target.className),
  ];
})()`;

const overflow = `(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const beyond = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 1);
  const last = beyond.at(-1);
  return ['scrolls sideways for ' + (last ? last.tagName + '.' + last.className : 'something')];
})()`;

const smallButtons = `[...document.querySelectorAll('.mantine-Button-root, .bar a')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => element.getBoundingClientRect().height < 44)
  .map((element) => 'less than 44 px on a phone: ' + element.textContent)`;

const focusIsSeen = `(() => {
  const at = document.activeElement;
  const seen = (element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  };
  if (at === document.body || !at.closest('main')) return ['Tab leads to ' + at.tagName + ' outside of the content'];
  return seen(at) || seen(at.parentElement) ? [] : ['focus is not seen on ' + at.tagName + '.' + at.className];
})()`;

/** A page, and everything that was wrong on it since `takeComplaints`. */
export class WatchedPage {
  readonly #onTheWay = new Set<Request>();
  #complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.#complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#complaints.push(`page: ${error.message}`));
    page.on('request', (request) => {
      if (request.resourceType() !== 'eventsource') this.#onTheWay.add(request);
    });
    page.on('requestfinished', (request) => this.#onTheWay.delete(request));
    page.on('requestfailed', (request) => this.#onTheWay.delete(request));
  }

  /** A wide page that wishes for little motion; of somebody who is signed in, or of nobody. */
  static async open(browser: Browser, url: string, as?: SignedIn): Promise<WatchedPage> {
    const { page } = await newPage(browser, url, as);
    // Several look at once, on a machine that does other things as well.
    page.setDefaultTimeout(patienceMs);
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
    return new WatchedPage(page);
  }

  /** Goes to an address as a link inside the panel does, or loads it where nothing is loaded yet. */
  async go(address: string): Promise<void> {
    if (!this.page.url().startsWith('http')) await this.page.goto(address);
    else await this.page.evaluate(`history.pushState({}, '', ${JSON.stringify(address)})`);
  }

  /** Goes there and waits until the page has come: a heading that was not there before, where it is another page. */
  async follow(address: string): Promise<void> {
    const here = new URL(this.page.url());
    const elsewhere =
      new URL(address, here.origin === 'null' ? 'http://panel.invalid' : here).pathname !== here.pathname;
    if (elsewhere) await this.page.evaluate(`document.querySelector('h1')?.setAttribute('data-left', '')`);
    await this.go(address);
    await this.page
      .locator(elsewhere ? 'h1:not([data-left])' : 'h1')
      .first()
      .waitFor();
    await this.settle();
  }

  /** Waits until nothing is on its way and everything that came is drawn. */
  readonly settle = async (): Promise<void> => {
    const drawn = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
      done(!document.querySelector('[aria-busy="true"]')))))`;
    const idle = () => this.#onTheWay.size === 0;
    const atRest = async () => idle() && (await this.page.evaluate<boolean>(drawn)) && idle();
    await eventually('the page has come to rest', atRest, patienceMs);
  };

  /** What is wrong with the page as it stands. */
  async judge(): Promise<string[]> {
    const found = await this.page.evaluate<string[]>(soundness);
    await this.page.keyboard.press('Tab');
    found.push(...(await this.page.evaluate<string[]>(focusIsSeen)));
    return [...found, ...(await axeComplaints(this.page))];
  }

  /** What is wrong with it in the dark and on a phone; it is wide and light again. */
  async turn(): Promise<string[]> {
    const { page } = this;
    await this.#wear('dark');
    const found = (await contrastComplaints(page)).map((words) => `dark: ${words}`);
    await page.setViewportSize(phone);
    await this.settle();
    found.push(...(await page.evaluate<string[]>(overflow)));
    found.push(...(await page.evaluate<string[]>(smallButtons)));
    found.push(...(await targetComplaints(page)).map((words) => `phone: ${words}`));
    await page.setViewportSize(wide);
    await this.#wear('light');
    return found;
  }

  /** Clicks one after the other and looks at what opened; a dialog must close with Escape and give the focus back. */
  async open(clicks: readonly Click[], shows?: string): Promise<string[]> {
    const { page } = this;
    for (const [role, name] of clicks) await page.getByRole(role, { name }).first().click();
    const dialog = page.getByRole('dialog');
    await (shows === undefined ? dialog : page.getByText(shows).first()).waitFor();
    await this.settle();
    const found = [...(await axeComplaints(page)), ...(await this.turn())];
    if (shows !== undefined) return found;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // A menu is closed by then; the button that opened it is what is left.
    const last = clicks.findLast(([role]) => role !== 'menuitem');
    const back = await page.evaluate<string>(
      `document.activeElement === document.body ? 'nothing' : document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
    );
    return back.startsWith(last?.[1] ?? '') ? found : [...found, `the focus goes back to ${back}`];
  }

  /** What axe finds, in the theme and width it has now. */
  axe(): Promise<string[]> {
    return axeComplaints(this.page);
  }

  async #wear(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ reducedMotion: 'reduce', colorScheme });
    await this.page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor({ state: 'attached' });
  }

  /** What the browser has complained of since it was last asked. */
  takeComplaints(): string[] {
    const taken = this.#complaints;
    this.#complaints = [];
    return taken;
  }

  /** Where the links of the page lead inside the panel. */
  links(): Promise<string[]> {
    return this.page.evaluate<string[]>(
      `[...new Set([...document.querySelectorAll('a[href^="/"]:not([href^="/api/"])')].map((link) => link.getAttribute('href')))]`,
    );
  }

  readonly close = (): Promise<void> => this.page.context().close();
}
