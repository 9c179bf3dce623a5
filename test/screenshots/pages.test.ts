// Takes a picture of every page of the built product, filled with a little life, into test/screenshots/out (ignored by
// git). Look at each of them; a test cannot.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { ControlLine } from '../support/control-line.js';
import { startProduct, type Product } from '../support/product.js';
import { run } from '../support/programs.js';
import { shoot } from './shoot.js';

describe('pictures of the panel', () => {
  let product: Product;
  let browser: Browser;
  let session: ControlLine;

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
  });
  afterAll(async () => {
    session?.end();
    await browser?.close();
    await product?.dispose();
  });

  async function api(page: Page, path: string, data: unknown): Promise<{ id: string }> {
    const me = (await (await page.request.get('/api/v1/auth/me')).json()) as { csrfToken: string };
    const answer = await page.request.post(`/api/v1${path}`, { data, headers: { 'X-Portside-Csrf': me.csrfToken } });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as { id: string };
  }

  async function fill(page: Page): Promise<void> {
    const roots = (await (await page.request.get('/api/v1/web-roots')).json()) as { items: { id: string }[] };
    const webRootId = roots.items[0]?.id;
    const password = randomBytes(12).toString('base64url');
    await api(page, '/accounts', { webRootId, name: 'designer', password, access: 'full', quotaBytes: 2_000_000_000 });
    await api(page, '/accounts', {
      webRootId,
      name: 'shop-photos',
      password,
      access: 'upload-only',
      note: 'Photographer',
    });
    await api(page, '/accounts', {
      webRootId,
      name: 'stats',
      password,
      access: 'read-only',
      expiresAt: '2027-01-31T12:00:00Z',
    });
    const at = ['-sS', '-u', `designer@demo.example:${password}`, `ftp://127.0.0.1:${product.ftpPort}/`];
    const file = join(tmpdir(), `portside-picture-${process.pid}`);
    await writeFile(file, randomBytes(350_000));
    const [last = ''] = at.slice(-1);
    for (const name of ['style.css', 'images/header.jpg', 'index.html']) {
      await run('curl', [...at.slice(0, -1), '--ssl-reqd', '-k', '--ftp-create-dirs', '-T', file, `${last}${name}`]);
    }
    await run('curl', [...at.slice(0, -1), '-o', '/dev/null', `${last}index.html`]);
    session = await ControlLine.to(product.ftpPort);
    expect(await session.logIn('designer@demo.example', password)).toMatch(/^230/);
  }

  it('as nobody and as the customer', async () => {
    const { page } = await newPage(browser, product.panelUrl);
    await page.goto('/sign-in');
    await shoot(page, 'sign-in');
    await signIn(page, product.demoCustomer);
    await page.goto('/sessions');
    await shoot(page, 'customer-sessions-empty');
    await page.goto('/transfers');
    await shoot(page, 'customer-transfers-empty');
    await fill(page);
    for (const path of ['accounts', 'accounts/new', 'sessions', 'transfers', 'websites', 'audit', 'you', 'more']) {
      await page.goto(`/${path}`);
      await shoot(page, `customer-${path.replace('/', '-')}`);
    }
    await page.goto('/accounts?sort=-used');
    await page.getByRole('checkbox', { name: /^Choose designer@/ }).check();
    await page.getByRole('checkbox', { name: /^Choose stats@/ }).check();
    await shoot(page, 'customer-accounts-chosen');
    await page.getByRole('button', { name: 'Expiry…' }).click();
    await shoot(page, 'customer-accounts-expiry');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Delete…' }).click();
    await shoot(page, 'customer-accounts-delete');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await page.getByText('2 were so already.').waitFor();
    await page.keyboard.press('?');
    await shoot(page, 'customer-accounts-keys');
    await page.goto('/accounts?q=nothing-like-this');
    await shoot(page, 'customer-accounts-no-match');
    await page.goto('/accounts');
    await page.getByRole('link', { name: 'designer@demo.example' }).first().click();
    await page.waitForURL(/accounts\/.{36}/);
    await shoot(page, 'customer-account');
    for (const tab of ['Limits', 'Connection', 'Activity', 'Danger']) {
      await page.getByRole('tab', { name: tab }).click();
      await shoot(page, `customer-account-${tab.toLowerCase()}`);
    }
    await page.getByRole('button', { name: 'Delete…' }).click();
    await shoot(page, 'customer-account-delete');
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('agency');
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('heading', { name: /is ready/ }).waitFor();
    await shoot(page, 'customer-account-created');
  });

  it('of making an FTP account', async () => {
    const { page } = await newPage(browser, product.panelUrl);
    await signIn(page, product.demoCustomer);
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('web');
    await page.getByLabel('Folder', { exact: true }).fill('/images');
    await page.getByLabel('Password', { exact: true }).fill('password12');
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.locator('summary', { hasText: 'More' }).click();
    await shoot(page, 'new-account-refused');
    await page.getByRole('button', { name: 'Browse…' }).click();
    await page.getByRole('treeitem').first().waitFor();
    await shoot(page, 'new-account-tree');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('tested');
    await page.getByText('Strong', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('button', { name: 'Test this login now' }).click();
    await page.getByText('This login works').waitFor();
    await shoot(page, 'new-account-tested');
    await page.getByRole('link', { name: 'Open the FTP account' }).click();
    await page.getByLabel('Password of this FTP account').fill('not this one');
    await page.getByRole('button', { name: 'Test this login now' }).click();
    await page.getByText('Type the password again').waitFor();
    await shoot(page, 'login-test-refused');
    await page.goto('/help');
    await shoot(page, 'help');
  });

  it('as the admin', async () => {
    const { page } = await newPage(browser, product.panelUrl);
    await signIn(page, product.admin);
    for (const path of [
      'servers',
      'customers',
      'customers/new',
      'plans',
      'accounts',
      'sessions',
      'transfers',
      'websites',
      'audit',
      'you',
    ]) {
      await page.goto(`/${path}`);
      await shoot(page, `admin-${path.replace('/', '-')}`);
    }
    await page.goto('/servers');
    await page.getByRole('link', { name: 'web-01' }).first().click();
    await page.waitForURL(/servers\/.{36}/);
    await shoot(page, 'admin-server');
    await page.getByRole('radio', { name: 'Passive only' }).check();
    await page.getByText('Set each of the four one by one').click();
    await page.getByRole('button', { name: 'Add a network' }).click();
    await page.getByLabel('Network', { exact: true }).fill('10.20.0.0/16');
    await page.getByLabel('PORT for 10.20.0.0/16').selectOption('deny');
    await page.getByLabel('Login without TLS allowed').check();
    await shoot(page, 'admin-server-draft');
    await page.getByRole('button', { name: 'Apply for 10 minutes' }).click();
    await shoot(page, 'admin-server-trial-dialog');
    await page.getByRole('dialog').getByRole('button', { name: 'Apply for 10 minutes' }).click();
    await page.getByText('On trial').waitFor();
    await shoot(page, 'admin-server-trial');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page
      .getByText(/In force on web-01 since/)
      .first()
      .waitFor();
    await shoot(page, 'admin-server-in-force');
    await page.getByRole('link', { name: 'Data connections over time' }).click();
    await page.getByRole('slider').waitFor();
    await page.getByRole('table', { name: 'Data connections, newest first' }).locator('summary').first().click();
    await shoot(page, 'admin-server-connections');
    await page.goto('/accounts');
    await page.getByRole('link', { name: 'designer@demo.example' }).first().click();
    await page.getByText('Who decided').click();
    await shoot(page, 'admin-account');
    await page.goto('/customers');
    await page.getByRole('link', { name: 'Demo customer' }).first().click();
    await page.waitForURL(/customers\/.{36}/);
    await shoot(page, 'admin-customer');
    await page.goto(`${page.url()}/websites/new`);
    await shoot(page, 'admin-new-website');
  });

  it('of what goes on and what is kept', async () => {
    const { page } = await newPage(browser, product.panelUrl);
    const { name, password } = product.demoAccount;
    const url = `ftp://127.0.0.1:${product.ftpPort}/`;
    const file = join(tmpdir(), `portside-picture-${process.pid}`);
    await writeFile(file, randomBytes(2_000_000));
    await run('curl', ['-sS', '-u', `${name}:${password}`, '-T', file, `${url}photo.jpg`]);
    await run('curl', ['-sS', '-u', `${name}:${password}`, '-o', '/dev/null', `${url}photo.jpg`]);
    await run('curl', ['-sS', '-u', `${name}:wrong`, url]);
    await run('curl', ['-sS', '-u', 'demo:wrong', url]);
    const uploading = run('curl', [
      '-sS',
      '--limit-rate',
      '60k',
      '-u',
      `${name}:${password}`,
      '-T',
      file,
      `${url}b.jpg`,
    ]);
    await signIn(page, product.admin);
    await page.waitForURL(/overview/);
    await page.getByText('The same as a table').waitFor();
    await shoot(page, 'overview');
    for (const path of ['sessions', 'logins', 'transfers', 'audit', 'plans', 'system/retention', 'more']) {
      await page.goto(`/${path}`);
      await shoot(page, `overview-${path.replace('/', '-')}`);
    }
    await page.goto('/logins?reason=spoke-tls');
    await shoot(page, 'overview-logins-nothing');
    await page.goto('/system/retention');
    await page.getByRole('button', { name: 'Change for how long “Logins” are kept' }).click();
    await page.getByRole('dialog').getByLabel('Days').fill('30');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('removes').waitFor();
    await shoot(page, 'overview-retention-dialog');
    const other = await newPage(browser, product.panelUrl);
    await signIn(other.page, product.demoCustomer);
    await other.page.goto('/usage');
    await other.page.getByRole('slider').first().waitFor();
    await shoot(other.page, 'overview-usage');
    await other.page.goto('/logins');
    await shoot(other.page, 'overview-customer-logins');
    await uploading;
  });
});
