// Links that work once and what billing does, to the wire: a password handed over, one forgotten, an admin who looks as
// the customer does, fifty suspended and back.
import { chown, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { type Login, type Product, startProduct } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

const needs = needsPrograms('chromium', 'curl');
let product: Product;
let browser: Browser;

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
});

/** The first digits of what the server says to a login. */
async function ftpLogin({ name, password }: Login): Promise<string> {
  const client = await FtpClient.connect({ port: product.ftpPort });
  const words = said(await client.logIn(name, password));
  client.socket.destroy();
  return words.slice(0, 3);
}

/** A second browser, in which nobody is signed in. */
async function stranger(): Promise<{ page: Page; complaints: string[] }> {
  return newPage(browser, product.panelUrl);
}

const shownLink = async (page: Page): Promise<string> =>
  (await page.getByRole('alert').locator('.copyable .mono').innerText()).replace(/\s/g, '');

describe.skipIf(needs.missing)(`links${needs.note}`, () => {
  it('hand a new FTP account over to whoever makes the password', async () => {
    const { page, complaints } = await stranger();
    await signIn(page, product.demoCustomer);
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('designer');
    const first = await page.getByLabel('Password', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('button', { name: 'Make a hand-over link' }).click();
    const link = await shownLink(page);
    expect(link).toMatch(new RegExp(`^${product.panelUrl}/handover#[\\w-]{43}$`));
    expect(await ftpLogin({ name: 'designer@demo.example', password: first })).toBe('230');
    // What fetches the address only, as chat programs do, uses nothing up.
    const fetched = await fetch(link);
    expect(fetched.headers.get('x-robots-tag')).toContain('noindex');
    expect(fetched.headers.get('referrer-policy')).toBe('no-referrer');

    const other = await stranger();
    await other.page.setViewportSize({ width: 390, height: 844 });
    await other.page.goto(link);
    await other.page.getByText('designer@demo.example').waitFor();
    await other.page.getByLabel('Password', { exact: true }).fill('heron-orbit-maple-72');
    await other.page.getByRole('button', { name: 'Set this password' }).click();
    await other.page.getByRole('heading', { name: 'Your password is set' }).waitFor();
    await other.page.getByRole('region', { name: 'Connection' }).waitFor();
    const saved = other.page.waitForEvent('download');
    await other.page.getByRole('button', { name: 'FileZilla' }).click();
    expect((await saved).suggestedFilename()).toBe('designer@demo.example.filezilla.xml');
    const narrow = await other.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(narrow).toBeLessThanOrEqual(390);

    const url = `ftp://127.0.0.1:${product.ftpPort}/`;
    const logIn = (password: string) =>
      run('curl', ['-sS', '--ssl-reqd', '-k', '-u', `designer@demo.example:${password}`, '-o', '/dev/null', url]);
    expect((await logIn('heron-orbit-maple-72')).exitCode).toBe(0);
    expect((await logIn(first)).exitCode).toBe(67);
    await other.page.goto('about:blank');
    await other.page.goto(link);
    await other.page.getByText('This link has been used already').waitFor();

    await page.getByRole('link', { name: 'Open the FTP account' }).click();
    await page.getByText(/^Used .* from 127\.0\.0\.1$/).waitFor();
    expect(complaints).toEqual([]);
    // The browser itself complains of the 410 for the link that is over.
    expect(other.complaints.filter((words) => !words.includes('410'))).toEqual([]);
  });

  it('let somebody back in who has forgotten the panel password', async () => {
    const { page, complaints } = await stranger();
    await signIn(page, product.admin);
    await page.goto('/customers');
    await page.getByRole('link', { name: 'Demo customer' }).first().click();
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Make a hand-over link' }).click();
    const link = await shownLink(page);
    const other = await stranger();
    await other.page.goto(link);
    await other.page.getByLabel('Password', { exact: true }).fill('lantern-quartz-brook-9');
    await other.page.getByRole('button', { name: 'Set this password' }).click();
    await other.page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(other.page, { name: product.demoCustomer.name, password: 'lantern-quartz-brook-9' });
    await other.page.getByRole('heading', { name: 'FTP accounts' }).waitFor();
    expect([...complaints, ...other.complaints]).toEqual([]);
  });

  it('take back what was not used yet', async () => {
    const { page } = await stranger();
    await signIn(page, product.admin);
    await page.goto('/customers');
    await page.getByRole('link', { name: 'Demo customer' }).first().click();
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Make a hand-over link' }).click();
    const link = await shownLink(page);
    await page.getByRole('button', { name: /^Take back the link for/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('Taken back').first().waitFor();
    const other = await stranger();
    await other.page.goto(link);
    await other.page.getByText('This link was taken back or replaced').waitFor();
  });

  it('sign a customer in for a billing system, in a page that sends the secret by itself', async () => {
    const admin = await PanelSession.signIn(product, product.admin);
    const customers = await admin.ask<{ items: { id: string }[] }>('GET', '/customers');
    const wish = { customerId: customers.body.items[0]?.id, returnTo: '/sessions' };
    const made = await admin.ask<{ url: string }>('POST', '/sso-links', wish);
    await fetch(made.body.url);
    const { page, complaints } = await stranger();
    await page.goto(made.body.url);
    await page.waitForURL('**/sessions');
    await page.getByRole('heading', { name: 'Sessions' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(needs.missing)(`an admin${needs.note}`, () => {
  it('signs in as a customer under a banner, changes the wire, and stops', async () => {
    const { page, complaints } = await stranger();
    await signIn(page, product.admin);
    await page.goto('/customers');
    await page.getByRole('link', { name: 'Demo customer' }).first().click();
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByRole('button', { name: 'Sign in as Demo customer' }).click();
    await page.getByText(/^You act as Demo customer until \d\d:\d\d/).waitFor();
    await page.goto('/accounts');
    await page.getByRole('link').filter({ hasText: product.demoAccount.name }).first().click();
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await expect.poll(() => ftpLogin(product.demoAccount)).toBe('530');
    await page.getByRole('button', { name: 'Enable' }).click();
    await expect.poll(() => ftpLogin(product.demoAccount)).toBe('230');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText(/^You act as/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('heading', { name: 'Demo customer' }).waitFor();
    await page.getByText(/^You act as/).waitFor({ state: 'detached' });
    const log = await page.request.get('/api/v1/audit?limit=20');
    expect(await log.text()).toContain(`${product.admin.name} as ${product.demoCustomer.name}`);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(needs.missing)(`a billing system${needs.note}`, () => {
  it('makes fifty customers, suspends them in one call, and lets them back in', async () => {
    const admin = await PanelSession.signIn(product, product.admin);
    const roots = await admin.ask<{ items: { path: string; systemUid: number; systemGid: number }[] }>(
      'GET',
      '/web-roots',
    );
    const demo = roots.body.items[0] ?? { path: '', systemUid: 0, systemGid: 0 };
    const refs = Array.from({ length: 50 }, (_, number) => `bill-${number}`);
    const make = async (externalRef: string): Promise<Login> => {
      const path = join(dirname(demo.path), `${externalRef}.example`);
      await mkdir(path);
      if (process.getuid?.() === 0) await chown(path, demo.systemUid, demo.systemGid);
      const webRoot = { domain: `${externalRef}.example`, path, systemUid: demo.systemUid, systemGid: demo.systemGid };
      const wish = { externalRef, name: externalRef, webRoot, account: { name: 'web' } };
      const made = await admin.ask<{ login: string; accountPassword: string }>('POST', '/provisioning/customers', wish);
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return { name: made.body.login, password: made.body.accountPassword };
    };
    const logins: Login[] = [];
    while (logins.length < refs.length) {
      logins.push(...(await Promise.all(refs.slice(logins.length, logins.length + 5).map(make))));
    }
    const some = logins.filter((_, number) => number % 12 === 0);
    const tryAll = () => Promise.all(some.map(ftpLogin));
    expect(new Set(await tryAll())).toEqual(new Set(['230']));

    interface Results {
      readonly results: readonly { readonly status: string | null }[];
    }
    const suspended = await admin.ask<Results>('POST', '/customers/suspend', { externalRefs: refs, reason: 'unpaid' });
    expect(suspended.body.results.filter(({ status }) => status === 'suspended')).toHaveLength(50);
    expect(new Set(await tryAll())).toEqual(new Set(['530']));
    const back = await admin.ask<Results>('POST', '/customers/unsuspend', { externalRefs: refs });
    expect(back.body.results.filter(({ status }) => status === 'active')).toHaveLength(50);
    expect(new Set(await tryAll())).toEqual(new Set(['230']));
  });

  it('finds the API described with examples, in a page without complaints', async () => {
    const { page, complaints } = await stranger();
    await page.goto('/api/docs');
    await page.getByRole('heading', { name: /Portside/ }).waitFor();
    expect(complaints).toEqual([]);
  });
});
