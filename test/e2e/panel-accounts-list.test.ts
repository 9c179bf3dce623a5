// The list of FTP accounts in the browser, as customer, support and admin; what is clicked there is felt on the wire.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { ControlLine } from '../support/control-line.js';
import { eventually } from '../support/eventually.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Login, type Product } from '../support/product.js';
import { needsPrograms } from '../support/programs.js';
import { addSupport } from '../support/staff.js';

const needs = needsPrograms('chromium');
const password = 'a long password of the test';
const emptyCustomer: Login = { name: 'nothing@yet.example', password };

interface Listed {
  readonly items: readonly { readonly id: string; readonly login: string }[];
}

describe.skipIf(needs.missing)(`the list of FTP accounts${needs.note}`, () => {
  let product: Product;
  let browser: Browser;
  let customer: { page: Page; complaints: string[] };
  let admin: PanelSession;
  let support: Login;
  let planId: string;
  let demoId: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    support = await addSupport(product);
    admin = await PanelSession.signIn(product, product.admin);
    planId = (await admin.ask<Listed>('GET', '/plans')).body.items[0]?.id ?? '';
    const roots = await admin.ask<{ items: { id: string; path: string; customer: { id: string } }[] }>(
      'GET',
      '/web-roots',
    );
    const { id: webRootId, path = '', customer: owner } = roots.body.items[0] ?? {};
    demoId = owner?.id ?? '';
    await mkdir(join(path, 'shop'));
    const expiresAt = '2099-01-31T12:00:00Z';
    for (const more of [
      { name: 'designer', note: 'Relaunch' },
      { name: 'shop', folder: '/shop' },
      { name: 'stats', expiresAt },
    ]) {
      const made = await admin.ask('POST', '/accounts', { webRootId, password, ...more });
      expect(made.status).toBe(201);
    }
    const panelUser = { email: emptyCustomer.name, password };
    expect((await admin.ask('POST', '/customers', { name: 'Nothing yet', panelUser })).status).toBe(201);
    customer = await open(product.demoCustomer);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  async function open(who: Login): Promise<{ page: Page; complaints: string[] }> {
    const opened = await newPage(browser, product.panelUrl);
    await signIn(opened.page, who);
    await opened.page.goto('/accounts');
    await opened.page.getByRole('heading', { name: 'FTP accounts', exact: true }).waitFor();
    return opened;
  }

  const logins = (page: Page) => page.locator('td.title a').allInnerTexts();
  const names = async (page: Page) => (await logins(page)).map((login) => login.split('@')[0]);
  const choose = (page: Page, name: string) =>
    page.getByRole('checkbox', { name: new RegExp(`^Choose ${name}@`) }).check();
  const sayLogin = async (name: string) => {
    const line = await ControlLine.to(product.ftpPort);
    const reply = await line.logIn(`${name}@demo.example`, password);
    return { line, reply };
  };

  /** The rules of WCAG 2.2 AA that a program can check. */
  async function expectNoBarrier(page: Page): Promise<void> {
    await page.evaluate(await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8'));
    const found: unknown = await page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`,
    );
    expect(found).toEqual([]);
  }

  it('keeps search, order and filter in the address, so that they survive a reload', async () => {
    const { page } = customer;
    await eventually('newest first', async () => (await names(page)).join() === 'stats,shop,designer,demo');
    await page.getByRole('button', { name: 'Login', exact: true }).click();
    await page.waitForURL(/sort=login/);
    await eventually('sorted', async () => (await names(page)).join() === 'demo,designer,shop,stats');
    await page.getByRole('button', { name: 'Login', exact: true }).click();
    await page.waitForURL(/sort=-login/);
    await eventually('sorted the other way', async () => (await names(page)).join() === 'stats,shop,designer,demo');
    expect(await page.getByRole('columnheader', { name: 'Login', exact: true }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await page.getByLabel('Status', { exact: true }).selectOption('Enabled');
    await page.getByRole('searchbox').fill('s');
    await page.waitForURL(/q=s/);
    await page.reload();
    await eventually('the same rows', async () => (await names(page)).join() === 'stats,shop,designer');
    expect(await page.getByRole('searchbox').inputValue()).toBe('s');
    await page.getByText('3 shown').waitFor();
    await page.getByRole('searchbox').fill('Relaunch');
    await page.getByText('1 shown').waitFor();
    await expectNoBarrier(page);
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await eventually('all rows', async () => (await logins(page)).length === 4);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  it('shows those that nobody has logged in with, and drops one as soon as somebody has', async () => {
    const { page } = customer;
    await page.getByLabel('Status', { exact: true }).selectOption('Never logged in');
    await page.waitForURL(/status=never/);
    await eventually('nobody yet', async () => (await names(page)).join() === 'stats,shop,designer,demo');
    const { line, reply } = await sayLogin('shop');
    expect(reply).toMatch(/^230/);
    line.end();
    await eventually('shop is gone', async () => (await names(page)).join() === 'stats,designer,demo');
    await page.getByLabel('Status', { exact: true }).selectOption('Any status');
  });

  it('ends live sessions of the chosen when they are disabled, refuses their logins, and lets them in again', async () => {
    const { page } = customer;
    const { line, reply } = await sayLogin('designer');
    expect(reply).toMatch(/^230/);
    await choose(page, 'designer');
    await choose(page, 'stats');
    await page.getByRole('group', { name: 'What to do with the chosen rows' }).getByText('2 chosen').waitFor();
    await page.getByRole('button', { name: 'Disable…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Disable 2 FTP accounts?').waitFor();
    await expectNoBarrier(page);
    await dialog.getByRole('button', { name: 'Disable', exact: true }).click();
    await page.getByText('Disabled: 2.').waitFor();
    expect(await line.reply()).toMatch(/^421 .*disabled/);
    await line.closed;
    expect((await sayLogin('stats')).reply).toMatch(/^530 .*disabled/);
    await eventually('both say so', async () => (await page.getByRole('cell', { name: 'Disabled' }).count()) === 2);
    await choose(page, 'designer');
    await choose(page, 'stats');
    await choose(page, 'shop');
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await page.getByText('Enabled: 2. 1 was so already.').waitFor();
    await eventually('the login works again', async () => (await sayLogin('designer')).reply.startsWith('230'));
    await page.getByRole('button', { name: /^Close/ }).click();
  });

  it('says how many of how many are used, and at the limit what to do about it', async () => {
    const { page } = customer;
    await page.getByText('4 used, no limit').waitFor();
    expect((await admin.ask('PATCH', `/plans/${planId}`, { maxFtpAccounts: 4 })).status).toBe(200);
    await page.reload();
    await page.getByText('4 of 4 used').waitFor();
    await page.getByRole('button', { name: 'New FTP account' }).click();
    const dialog = page.getByRole('dialog', { name: 'All 4 FTP accounts are used' });
    await dialog.getByText('Ask your host for a larger plan.').waitFor();
    await dialog.getByRole('link', { name: 'Show those nobody has logged in with' }).click();
    await page.waitForURL(/status=never/);
    expect((await admin.ask('PATCH', `/plans/${planId}`, { maxFtpAccounts: null })).status).toBe(200);
  });

  it('can be used with the keyboard alone', async () => {
    const { page } = customer;
    await page.goto('/accounts?sort=login');
    await page.getByRole('checkbox', { name: /^Choose designer@/ }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Choose none' }).press('Enter');
    expect(await page.getByRole('checkbox', { name: /^Choose designer@/ }).isChecked()).toBe(false);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys on this page' }).getByText('Go to the search').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('n?/');
    expect(await page.getByRole('searchbox').inputValue()).toBe('n?/');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Used', exact: true }).press('Enter');
    await page.waitForURL(/sort=-used/);
    await page.keyboard.press('n');
    await page.waitForURL(/accounts\/new/);
  });

  it('leaves single keys to whoever turned them off', async () => {
    const { page } = customer;
    await page.goto('/you');
    await page.getByLabel('Keyboard shortcuts').selectOption('off');
    await page.goto('/accounts');
    await page.getByRole('link').filter({ hasText: 'shop@demo.example' }).waitFor();
    await page.keyboard.press('?');
    await page.keyboard.press('n');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(page.url()).toMatch(/accounts$/);
  });

  it('keeps its rows while it cannot be read again, and tries again when asked', async () => {
    const { page } = await open(product.demoCustomer);
    await page.getByRole('link').filter({ hasText: 'shop@demo.example' }).waitFor();
    const list = /\/api\/v1\/accounts(\?|$)/;
    await page.route(list, (route) => route.abort());
    await choose(page, 'shop');
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await page.getByText('The panel cannot be reached.').waitFor();
    expect(await names(page)).toContain('shop');
    await page.unroute(list);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The panel cannot be reached.').waitFor({ state: 'detached' });
    expect(await names(page)).toContain('shop');
    await page.context().close();
  });

  it('fits on a phone, where a select sorts', async () => {
    const { page } = customer;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/accounts');
    await page.getByLabel('Sort by').selectOption('Login, Z to A');
    await eventually('sorted', async () => (await names(page)).join() === 'stats,shop,designer,demo');
    await choose(page, 'stats');
    await page.getByText('1 chosen').first().waitFor();
    const wider = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect(wider).toBe(false);
    await expectNoBarrier(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('tells a customer without any how to begin', async () => {
    const { page, complaints } = await open(emptyCustomer);
    await page.getByRole('heading', { name: 'No FTP accounts yet' }).waitFor();
    await page.getByText('0 used, no limit').waitFor();
    await page.getByText('Send both, with the connection details shown there.').waitFor();
    await expectNoBarrier(page);
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
    await page.context().close();
  });

  it('lets support look for a customer and disable, and nothing more', async () => {
    const { page, complaints } = await open(support);
    expect(await page.getByRole('link', { name: 'New FTP account' }).count()).toBe(0);
    await page.getByRole('searchbox').fill('Demo');
    await page.waitForURL(/q=Demo/);
    await eventually('found by customer', async () => (await logins(page)).length === 4);
    await choose(page, 'shop');
    await page.getByRole('button', { name: 'Disable…' }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Disable…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable', exact: true }).click();
    await page.getByText('Disabled: 1.').waitFor();
    expect((await sayLogin('shop')).reply).toMatch(/^530 .*disabled/);
    // Whoever signs in next in the same window reads nothing of it.
    await page.locator('a.who').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail address').fill(product.demoCustomer.name);
    await page.getByLabel('Password', { exact: true }).fill(product.demoCustomer.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link').filter({ hasText: 'shop@demo.example' }).waitFor();
    expect(await page.getByText('Disabled: 1.').count()).toBe(0);
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
    await page.context().close();
  });

  it('lets an admin set an expiry, export, and delete after saying which files stay', async () => {
    const { page, complaints } = await open(product.admin);
    await page.goto(`/accounts?customer=${demoId}&sort=login`);
    await page.getByText('4 used, no limit').waitFor();
    await choose(page, 'stats');
    await page.getByRole('button', { name: 'Expiry…' }).click();
    await page.getByRole('dialog').getByLabel('Expires').fill('2026-01-01T10:00');
    await page.getByRole('button', { name: 'Set expiry' }).click();
    await page.getByText('Expiry set: 1.').waitFor();
    await page.getByRole('cell', { name: 'Expired', exact: true }).waitFor();
    expect((await sayLogin('stats')).reply).toMatch(/^530 .*expired/);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as CSV' }).click();
    const csv = await readFile((await (await download).path()) ?? '', 'utf8');
    expect(csv.split('\r\n').map((row) => row.split('@')[0])).toEqual([
      expect.stringMatching(/^login,/) as string,
      'demo',
      'designer',
      'shop',
      'stats',
      '',
    ]);
    await choose(page, 'stats');
    await choose(page, 'shop');
    await page.getByRole('button', { name: 'Delete…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 2 FTP accounts?' });
    await dialog.getByRole('cell', { name: '/shop on demo.example' }).waitFor();
    await expectNoBarrier(page);
    const button = dialog.getByRole('button', { name: 'Delete the logins, keep the files' });
    expect(await button.isDisabled()).toBe(true);
    await dialog.getByLabel('Type 2 to confirm').fill('2');
    await button.click();
    await page.getByText('Deleted, files kept: 2.').waitFor();
    await eventually('two are left', async () => (await names(page)).join() === 'demo,designer');
    expect((await sayLogin('shop')).reply).toMatch(/^530/);
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([]);
    await page.context().close();
  });

  it('leaves nothing for the browser to complain of', () => {
    expect(customer.complaints.filter((text) => !text.includes('401'))).toEqual([]);
  });
});
