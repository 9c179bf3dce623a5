// Every screen as each role, out of the table in test/support/screens.ts: sound for eye, keyboard and thumb, refused in
// words to who may not see it, with something to say where it is empty and a way on where the server is lost.
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn, type SignedIn } from '../support/browser.js';
import { startFurnished, type Furnished } from '../support/furnished.js';
import type { Login } from '../support/product.js';
import { needsPrograms } from '../support/programs.js';
import { openedThings } from '../support/opened-things.js';
import { addressOf, pathsOfRouter, screenAt, screens, type Screen, type Viewer } from '../support/screens.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { WatchedPage } from '../support/watched-page.js';

const needs = needsPrograms('chromium', 'curl');
/** What pages ask the API for, but for who is signed in. */
const answers = /\/api\/v1\/(?!auth\/session|events)/;
const roles = ['admin', 'support', 'customer'] as const;

it('every route of the router stands in the table of screens', () => {
  const known = screens.map(({ path }) => path);
  const missing = pathsOfRouter().filter((path) => path !== '/' && !known.includes(path));
  const lines = missing.map((path) => `{ path: '${path}', viewers: staff, title: 'its heading' },`);
  expect(lines, 'Add these lines to `screens` in test/support/screens.ts').toEqual([]);
  expect(
    known.filter((path) => !pathsOfRouter().includes(path)),
    'These are not in the router',
  ).toEqual([]);
});

describe.skipIf(needs.missing)(`every screen${needs.note}`, { timeout: 480_000 }, () => {
  let furnished: Furnished;
  let browser: Browser;
  const signedIn = new Map<Viewer, SignedIn>();

  beforeAll(async () => {
    [furnished, browser] = await Promise.all([startFurnished(), openBrowser()]);
    const { product, newcomer, support } = furnished;
    const logins: [Viewer, Login][] = [
      ['admin', product.admin],
      ['support', support],
      ['customer', product.demoCustomer],
      ['newcomer', newcomer],
    ];
    for (const [viewer, login] of logins) {
      const { page } = await newPage(browser, product.panelUrl);
      await signIn(page, login);
      signedIn.set(viewer, await page.context().storageState());
      await page.context().close();
    }
  });
  afterAll(async () => {
    await browser?.close();
    await furnished?.dispose();
  });

  const pageOf = (viewer: Viewer) => WatchedPage.open(browser, furnished.product.panelUrl, signedIn.get(viewer));
  const at = ({ path, tail = '' }: Screen) => addressOf(path + tail, furnished.ids);
  const seenBy = (viewer: Viewer) => screens.filter(({ viewers }) => viewers.includes(viewer));
  const framed = screens.filter(({ viewers }) => viewers.some((viewer) => viewer === 'admin' || viewer === 'support'));

  /** What is wrong with each of them, the screen before it. */
  async function complaintsOf(of: readonly Screen[], look: (screen: Screen) => Promise<string[]>): Promise<string[]> {
    const found: string[] = [];
    for (const screen of of) {
      const wrong = await look(screen).catch((thrown: unknown) => [String(thrown)]);
      found.push(...wrong.map((words) => `${screen.path}: ${words}`));
    }
    return found;
  }

  /** Links that lead nowhere, or where this viewer may not go. */
  async function deadLinks(watched: WatchedPage, viewer: Viewer): Promise<string[]> {
    const dead = (await watched.links()).filter((href) => href !== '/' && !screenAt(href)?.viewers.includes(viewer));
    return dead.filter((href) => href !== '/sign-in').map((href) => `leads where it may not: ${href}`);
  }

  it.concurrent.for([...roles, 'nobody'] as const)('is sound for %s', async (viewer) => {
    const watched = await pageOf(viewer);
    const found = await complaintsOf(seenBy(viewer), async (screen) => {
      await watched.follow(at(screen));
      const head = await watched.page.locator('h1').first().innerText();
      return [
        ...(head === screen.title ? [] : [`its heading is ${head}`]),
        ...(await watched.judge()),
        // Support sees the colours and widths of the admin’s pages.
        ...(viewer === 'support' ? [] : await watched.turn()),
        ...(await deadLinks(watched, viewer)),
        ...watched.takeComplaints(),
      ];
    });
    expect(found).toEqual([]);
    await watched.close();
  });

  it.concurrent.for(['admin', 'customer'] as const)('is sound for %s with what opens on it', async (viewer) => {
    const watched = await pageOf(viewer);
    const found: string[] = [];
    for (const { on, clicks, shows } of openedThings.filter(({ as }) => as === viewer)) {
      const open = async () => {
        await watched.follow('/more');
        await watched.follow(addressOf(on, furnished.ids));
        return watched.open(clicks, shows);
      };
      const wrong = await open().catch((thrown: unknown) => [String(thrown)]);
      const name = [on, ...clicks.map(([, words]) => words)].join(' > ');
      found.push(...[...wrong, ...watched.takeComplaints()].map((words) => `${name}: ${words}`));
    }
    expect(found).toEqual([]);
    await watched.close();
  });

  it.concurrent('is refused in words, with a way out, to a role it is not for', async () => {
    for (const viewer of roles) {
      const watched = await pageOf(viewer);
      const found = await complaintsOf(
        framed.filter(({ viewers }) => !viewers.includes(viewer)),
        async (screen) => {
          await watched.follow(at(screen));
          const words = await watched.page.locator('#content').innerText();
          const refused = words.startsWith('This page is not for you') && /Ask|Open/.test(words);
          return [...(refused ? [] : [`says ${words}`]), ...watched.takeComplaints()];
        },
      );
      expect(found, viewer).toEqual([]);
      await watched.close();
    }
  });

  it.concurrent('says that another customer’s is not there', async () => {
    const watched = await pageOf('newcomer');
    const others = seenBy('customer').filter(({ path, viewers }) => path.includes('$') && viewers.includes('admin'));
    const found = await complaintsOf(others, async (screen) => {
      await watched.follow(at(screen));
      const words = await watched.page.locator('main').innerText();
      return /There is nothing here|not yours to see/.test(words) ? [] : [`says ${words}`];
    });
    expect(found).toEqual([]);
    // The browser writes down each 404 itself.
    expect(watched.takeComplaints().filter((words) => !words.includes('404'))).toEqual([]);
    await watched.close();
  });

  it.concurrent('asks who is not signed in to do so, and goes on from there', async () => {
    const watched = await pageOf('nobody');
    const found = await complaintsOf(seenBy('admin'), async (screen) => {
      await watched.go(at(screen));
      const next = new URLSearchParams({ next: at(screen) });
      await watched.page.waitForURL(`/sign-in?${next.toString()}`);
      return watched.takeComplaints();
    });
    expect(found).toEqual([]);
    await watched.close();
  });

  it.concurrent('says what to do where there is nothing yet, or nothing that fits', async () => {
    for (const viewer of ['newcomer', 'admin'] as const) {
      const watched = await pageOf(viewer);
      const found: string[] = [];
      for (const { path, empty = [] } of screens) {
        for (const { at: there = '', says } of empty.filter(({ as }) => as === viewer)) {
          await watched.follow(addressOf(there.startsWith('/') ? there : path + there, furnished.ids));
          await watched.page.getByRole('heading', { name: says }).waitFor();
          found.push(...(await watched.axe()), ...watched.takeComplaints());
        }
      }
      expect(found, viewer).toEqual([]);
      await watched.close();
    }
  });

  /** What a screen lacks while no answer comes, and once they come again and every *Try again* has been pressed. */
  async function loseServer(watched: WatchedPage, screen: Screen): Promise<string[]> {
    const { page } = watched;
    await page.route(answers, (route) => route.abort());
    await page.goto('about:blank');
    await watched.follow(at(screen));
    const retry = page.getByRole('alert').getByRole('button', { name: 'Try again' });
    await retry.first().waitFor();
    const heads = await page.locator('h1').count();
    await page.unroute(answers);
    while ((await retry.count()) > 0) {
      await retry.first().click();
      await watched.settle();
    }
    await page.getByRole('heading', { level: 1, name: screen.title }).waitFor();
    return heads === 1 ? [] : [`has ${heads} headings while the server is lost`];
  }

  it.concurrent.for(['admin', 'customer'] as const)(
    'says for %s that the server is lost, and goes on',
    async (viewer) => {
      const watched = await pageOf(viewer);
      // The stream of events would press the button itself.
      await watched.page.route('**/api/v1/events', (route) => route.abort());
      const fetching = seenBy(viewer).filter(({ fetchesNothing }) => !fetchesNothing);
      const own = fetching.filter(({ viewers }) => viewer === 'admin' || !viewers.includes('admin'));
      expect(await complaintsOf(own, (screen) => loseServer(watched, screen))).toEqual([]);
      await watched.close();
    },
  );

  it.concurrent.for([
    ['nobody', 'en'],
    ['admin', 'en'],
    ['customer', 'en'],
    ['admin', 'de'],
  ] as const)('is light at first for %s in %s', async ([viewer, language]) => {
    const { page, settle, close } = await pageOf(viewer);
    await page.addInitScript(`localStorage.setItem('portside-language', '${language}')`);
    const scripts = new Map<string, Promise<Buffer>>();
    page.on('response', (answer) => {
      if (answer.request().resourceType() === 'script') scripts.set(new URL(answer.url()).pathname, answer.body());
    });
    await page.goto('/');
    await page.locator('h1').waitFor();
    await settle();
    const sizes = (await Promise.all(scripts.values())).map((body) => gzipSync(body).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    // Every route is a file of its own that waits until it is needed, and so is the other language.
    const others = /\/(server|you|plans|new-account|password-judge)-/;
    expect([...scripts.keys()].filter((path) => others.test(path))).toEqual([]);
    const catalogues = [...scripts.keys()].flatMap((path) => /\/assets\/(en|de)-/.exec(path)?.[1] ?? []);
    expect(catalogues).toEqual([language]);
    await close();
  });

  it.concurrent('says when it no longer follows the servers, and follows them again by itself', async () => {
    const proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(furnished.product.panelUrl).port) });
    const { page, close } = await WatchedPage.open(browser, `http://127.0.0.1:${proxy.port}`, signedIn.get('admin'));
    await Promise.all([page.waitForResponse('**/events'), page.goto('/system/bans')]);
    proxy.breakOff();
    await page.getByText('Connection lost, trying again').first().waitFor();
    const { ids, admin } = furnished;
    await admin.ask('POST', '/bans', {
      clientNetwork: '203.0.113.99/32',
      reason: `While ${ids['serverId']} was away.`,
    });
    proxy.mend();
    await page.getByText('203.0.113.99').first().waitFor();
    await page.getByText('Connection lost, trying again').first().waitFor({ state: 'hidden' });
    await close();
    await proxy.dispose();
  });
});
