// The network wizard in the browser: from a server that is up to customers who can transfer files, with what it applies seen
// on the wire and what the self-test finds seen on the page.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeComplaints } from '../support/axe.js';
import { newPage, openBrowser, signIn, type SignedIn } from '../support/browser.js';
import { ControlLine } from '../support/control-line.js';
import { startProduct, type Product } from '../support/product.js';
import { needsPrograms } from '../support/programs.js';

const needs = needsPrograms('chromium');
/** Neither a range that test/support/product.ts gives out nor ports that the system gives out. */
const firstPort = 11_000 + (process.pid % 400) * 20;
const lastPort = firstPort + 19;

let product: Product;
let browser: Browser;
let admin: SignedIn;
let complaints: string[] = [];

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  browser = await openBrowser();
  const { page } = await newPage(browser, product.panelUrl);
  await signIn(page, product.admin);
  admin = await page.context().storageState();
  await page.close();
});
afterEach(() => {
  expect(complaints).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
});

async function adminPage(): Promise<Page> {
  const opened = await newPage(browser, product.panelUrl, admin);
  complaints = opened.complaints;
  return opened.page;
}

const headings = {
  Address: 'Where clients find the server',
  'Mode and ports': 'Who dials, and to which ports',
  Firewall: 'What has to be let through',
  Encryption: 'How much encryption you ask for',
  Test: 'Whether it works',
};
/** The heading of a step, by the name that the list of steps has for it. */
const step = (page: Page, name: keyof typeof headings) =>
  page.getByRole('heading', { level: 2, name: headings[name], exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The wizard, by the links that lead to it. */
async function openWizard(page: Page): Promise<void> {
  await page.goto('/servers');
  await page.getByRole('link', { name: 'web-01' }).first().click();
  await page.getByRole('link', { name: 'Set up the network' }).click();
  await step(page, 'Address').waitFor();
}

/** What the server answers to one command on a fresh session. */
async function replyTo(command: string): Promise<string> {
  const line = await ControlLine.to(product.ftpPort);
  const { name, password } = product.demoAccount;
  expect(await line.logIn(name, password)).toMatch(/^230/);
  const reply = await line.say(command);
  line.end();
  return reply;
}

/** Keeps what the API is asked there on its way until it is released. */
async function holdAnswer(page: Page, address: string): Promise<{ release: () => void }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}

/** One line of the test's results. */
const result = (page: Page, what: string) =>
  page.getByRole('list', { name: 'Results' }).getByRole('listitem').filter({ hasText: what });

describe('the network wizard', () => {
  it.skipIf(needs.missing)(`is gone through by clicking, and what it applies is on the wire${needs.note}`, async () => {
    const page = await adminPage();
    await openWizard(page);
    await page.getByText(/Not behind a router|Behind a router|Not known/).waitFor();
    await page.getByLabel('Public IPv4 address').fill('127.0.0.2');
    await button(page, 'Continue').click();

    await step(page, 'Mode and ports').waitFor();
    expect(page.url()).toMatch(/\/network\?step=mode$/);
    await page.getByRole('radio', { name: 'Passive only' }).check();
    await page.getByLabel('First port').fill(String(product.ftpPort - 5));
    const answer = await holdAnswer(page, '**/policy/preview');
    await page.getByLabel('Last port').fill(String(product.ftpPort + 5));
    const place = await button(page, 'Continue').boundingBox();
    answer.release();
    const refusal = `Port ${product.ftpPort} is the FTP port; choose a range without it.`;
    await page.locator('.meaning', { hasText: refusal }).waitFor();
    expect(await button(page, 'Continue').boundingBox(), 'The way on stays under the pointer').toEqual(place);
    await button(page, 'Continue').click();
    await page.locator('.mantine-InputWrapper-error', { hasText: refusal }).waitFor();
    await page.getByLabel('First port').fill(String(firstPort));
    await page.getByLabel('Last port').fill(String(lastPort));
    await button(page, 'Continue').click();

    await step(page, 'Firewall').waitFor();
    await page.getByRole('tab', { name: 'Cloud' }).click();
    await page.getByText(`TCP  ${firstPort}-${lastPort}  from 0.0.0.0/0, ::/0`).waitFor();
    await button(page, 'Continue').click();

    await step(page, 'Encryption').waitFor();
    await button(page, 'Apply').click();
    await step(page, 'Test').waitFor();
    await page.getByText(/^In force on web-01 since/).waitFor();
    expect(await replyTo('EPSV')).toMatch(/^229 .*\(\|\|\|\d+\|\)/);
    const [, high = '', low = ''] = /\(127,0,0,2,(\d+),(\d+)\)/.exec(await replyTo('PASV')) ?? [];
    const port = Number(high) * 256 + Number(low);
    expect(port).toBeGreaterThanOrEqual(firstPort);
    expect(port).toBeLessThanOrEqual(lastPort);
    expect(await replyTo('PORT 127,0,0,1,200,10')).toMatch(/^502 Active mode is switched off/);

    // Nobody listens at 127.0.0.2, and the test finds out.
    await result(page, 'Listing with PASV').getByText('Fails', { exact: true }).waitFor();
    await result(page, 'Control connection').getByText('Works', { exact: true }).waitFor();
    await result(page, 'Listing with EPSV').getByText('Works', { exact: true }).waitFor();
    await result(page, 'Listing with PORT, active').getByText('Off', { exact: true }).waitFor();
    await result(page, 'Listing with PASV').getByRole('link', { name: 'Go to step 3, Firewall' }).click();
    await step(page, 'Firewall').waitFor();
  });

  it.skipIf(needs.missing)('is left and resumed where it was, and mends what the test found', async () => {
    const page = await adminPage();
    await openWizard(page);
    await page.getByLabel('Public IPv4 address').fill('');
    await button(page, 'Continue').click();
    await step(page, 'Mode and ports').waitFor();
    await page.getByText('Nothing is applied yet.').waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.waitForURL(/\/overview$/);
    await page.goBack();
    await step(page, 'Mode and ports').waitFor();
    await page.reload();
    await step(page, 'Mode and ports').waitFor();
    await page.getByText('Nothing is applied yet.').waitFor();
    await page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: 'Encryption' }).click();
    await button(page, 'Apply for 10 minutes…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply for 10 minutes' }).click();
    await step(page, 'Test').waitFor();
    await page.getByText(/^On trial,/).waitFor();
    await page.getByText('Customers can transfer files.').waitFor();
    await result(page, 'Listing with PASV').getByText('Works', { exact: true }).waitFor();
    expect(await replyTo('PASV')).toContain('(127,0,0,1,');
    await button(page, 'Keep it').click();
    await page.getByText(/^In force on web-01 since/).waitFor();
  });

  it.skipIf(needs.missing)('passes axe in every step, and fits a phone', async () => {
    const page = await adminPage();
    await openWizard(page);
    const steps = page.getByRole('navigation', { name: 'Steps' });
    for (const name of Object.keys(headings) as (keyof typeof headings)[]) {
      await steps.getByRole('link', { name }).click();
      await step(page, name).waitFor();
      await page.setViewportSize({ width: 1440, height: 900 });
      expect(await axeComplaints(page), name).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await axeComplaints(page), `${name} on a phone`).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(390);
    }
  });
});
