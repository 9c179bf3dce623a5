// A story that ends on the wire: somebody who has a phone and nothing else looks after FTP accounts, by touch alone.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newPhone, type Opened, openBrowser } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { type Login, type Product, startProduct } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

const needs = needsPrograms('chromium', 'curl');
/** What a fingertip needs, in CSS pixels. */
const fingertip = 44;
const tooSmall: string[] = [];
let product: Product;
let browser: Browser;
let phone: Opened;

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  browser = await openBrowser();
  phone = await newPhone(browser, product.panelUrl);
});
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
});

/** Touches it, and notes what a fingertip would miss. */
async function tap(target: Locator): Promise<void> {
  await target.waitFor();
  const { width, height } = (await target.boundingBox()) ?? { width: 0, height: 0 };
  if (Math.min(width, height) < fingertip) tooSmall.push(`${String(target)}: ${width} x ${height}`);
  await target.tap();
}

async function type(target: Locator, text: string): Promise<void> {
  await tap(target);
  await target.fill(text);
}

/** What is shown is no wider than the screen. */
async function fits({ page }: Opened): Promise<void> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(wide, page.url()).toBeLessThanOrEqual(390);
}

const barOf = (page: Page) => page.getByRole('navigation', { name: 'Main' });

/** What the server answers to curl, which encrypts. */
async function login({ name, password }: Login): Promise<string> {
  const url = `ftp://127.0.0.1:${product.ftpPort}/`;
  const ran = await run('curl', ['-sS', '-l', '--ssl-reqd', '-k', '-u', `${name}:${password}`, url]);
  return ran.exitCode === 0 ? ran.stdout : ran.stderr;
}

it.skipIf(needs.missing)(`on a phone a customer does all of it${needs.note}`, async () => {
  const { page } = phone;
  await page.goto('/sign-in');
  await type(page.getByLabel('E-mail address'), product.demoCustomer.name);
  await type(page.getByLabel('Password', { exact: true }), product.demoCustomer.password);
  await fits(phone);
  await tap(page.getByRole('button', { name: 'Sign in' }));
  await page.getByRole('heading', { name: 'FTP accounts' }).waitFor();
  await page.getByRole('link').filter({ hasText: product.demoAccount.name }).waitFor();
  await fits(phone);

  await tap(page.getByRole('link', { name: 'New FTP account' }));
  await type(page.getByLabel('Name', { exact: true }), 'intern');
  await page.getByText('Free', { exact: true }).waitFor();
  const intern = {
    name: 'intern@demo.example',
    password: await page.getByLabel('Password', { exact: true }).inputValue(),
  };
  await fits(phone);
  await tap(page.getByRole('button', { name: 'Create FTP account' }));
  await page.getByRole('heading', { name: `${intern.name} is ready` }).waitFor();
  await tap(page.getByRole('button', { name: 'Copy all' }));
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
  await expect.poll(copied).toContain(`Login: ${intern.name}\nPassword: ${intern.password}\n`);
  await tap(page.getByRole('button', { name: 'Make a hand-over link' }));
  await tap(page.getByRole('button', { name: 'Copy hand-over link' }));
  await expect.poll(copied).toContain('/handover#');
  await fits(phone);
  expect(await login(intern)).toContain('index.html');

  expect(await login({ ...intern, password: 'what was it again' })).toContain('530');
  await tap(barOf(page).getByRole('link', { name: 'Sessions' }));
  await page.getByRole('heading', { name: 'Nobody is connected' }).waitFor();
  await fits(phone);
  await tap(barOf(page).getByRole('link', { name: 'FTP accounts' }));
  await tap(page.getByRole('link').filter({ hasText: intern.name }));
  const refused = page.getByRole('region', { name: 'Refused logins' });
  await refused.getByText('gave a wrong password.', { exact: false }).waitFor();
  await refused.getByText('enter the password again there or set a new one', { exact: false }).waitFor();
  await fits(phone);
  await tap(barOf(page).getByRole('link', { name: 'Activity' }));
  await page.getByRole('heading', { name: 'Transfers' }).waitFor();
  await tap(page.getByRole('link', { name: 'Logins' }));
  await page.getByRole('cell', { name: 'Refused: the login or the password is not right.' }).waitFor();
  await fits(phone);

  await tap(barOf(page).getByRole('link', { name: 'FTP accounts' }));
  await tap(page.getByRole('link').filter({ hasText: intern.name }));
  await tap(page.getByRole('button', { name: 'Change password' }));
  const dialog = page.getByRole('dialog');
  const changed = { ...intern, password: 'heron-orbit-maple-72' };
  await type(dialog.getByLabel('Password', { exact: true }), changed.password);
  await fits(phone);
  await tap(dialog.getByRole('button', { name: 'Set this password' }));
  await dialog.getByText('The new password works').waitFor();
  await tap(dialog.getByRole('button', { name: 'I have copied it' }));
  expect(await login(intern)).toContain('530');
  expect(await login(changed)).toContain('index.html');
  await refused.getByText('still uses the old password.', { exact: false }).waitFor({ state: 'detached' });

  const open = await FtpClient.connect({ port: product.ftpPort });
  expect(said(await open.logIn(changed.name, changed.password))).toMatch(/^230/);
  await tap(page.getByRole('tab', { name: 'Danger' }));
  await fits(phone);
  await tap(page.getByRole('button', { name: 'Disable' }));
  await tap(dialog.getByRole('button', { name: 'Disable' }));
  expect(said(await open.reply())).toMatch(/^421 .*disabled/);
  expect(await login(changed)).toContain('530');
  await tap(page.getByRole('button', { name: 'Enable' }));
  await expect.poll(() => login(changed)).toContain('index.html');
  await tap(barOf(page).getByRole('link', { name: 'More' }));
  await tap(page.getByRole('link', { name: 'Websites' }));
  await page.getByText('demo.example').first().waitFor();
  expect(await barOf(page).locator('[aria-current]').allTextContents()).toEqual(['More']);
  await fits(phone);
  expect(tooSmall).toEqual([]);
  expect(phone.complaints).toEqual([]);
});
