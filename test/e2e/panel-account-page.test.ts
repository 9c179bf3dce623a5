// One FTP account's page in the browser, with real FTP clients in between: what is clicked there must change the wire.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn, type SignedIn } from '../support/browser.js';
import { ControlLine } from '../support/control-line.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Login, type Product } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

interface Account {
  readonly id: string;
  readonly login: string;
  readonly note: string;
  readonly quotaBytes: number | null;
  readonly webRoot: { readonly id: string };
}

const needs = needsPrograms('chromium', 'curl');
/** Not the range of a new installation, which another one on this machine may hold. */
const firstPort = 35_000 + (process.pid % 100) * 20;
const big = join(tmpdir(), `portside-account-page-${process.pid}`);
const word = 'a quite long password';

let product: Product;
let browser: Browser;
let admin: PanelSession;
let customer: PanelSession;
let complaints: string[] = [];
const running: ChildProcess[] = [];

beforeAll(async () => {
  if (needs.missing) return;
  await writeFile(big, randomBytes(12_000_000));
  product = await startProduct();
  browser = await openBrowser();
  admin = await PanelSession.signIn(product, product.admin);
  customer = await PanelSession.signIn(product, product.demoCustomer);
  const { body } = await admin.ask<{ items: { id: string }[] }>('GET', '/servers');
  const path = `/servers/${body.items[0]?.id ?? ''}/policy`;
  const range = { passiveFirstPort: firstPort, passiveLastPort: firstPort + 19 };
  expect((await admin.ask('PUT', path, { preset: 'active-and-passive', ...range })).status).toBe(201);
});
afterEach(() => {
  expect(complaints).toEqual([]);
  complaints = [];
});
afterAll(async () => {
  for (const child of running) child.kill();
  await browser?.close();
  await product?.dispose();
  await rm(big, { force: true });
});

/** Who signs in as often as this file opens pages is told to wait a minute. */
const signedIn = new Map<string, SignedIn>();

async function pageOf(who: Login, width = 1440): Promise<Page> {
  const known = signedIn.get(who.name);
  const opened = await newPage(browser, product.panelUrl, known);
  complaints = opened.complaints;
  await opened.page.setViewportSize({ width, height: 900 });
  if (known === undefined) {
    await signIn(opened.page, who);
    signedIn.set(who.name, await opened.page.context().storageState());
  }
  return opened.page;
}

let made = 0;

/** A fresh FTP account of the demo customer. */
async function newAccount(columns: object = {}): Promise<Account> {
  const { body: roots } = await customer.ask<{ items: { id: string }[] }>('GET', '/web-roots');
  made += 1;
  const wish = { webRootId: roots.items[0]?.id, name: `page-${made}`, password: word, ...columns };
  const { body, status } = await customer.ask<Account>('POST', '/accounts', wish);
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

const read = async ({ id }: Account) => (await customer.ask<Account>('GET', `/accounts/${id}`)).body;

async function logIn({ login }: Account, password = word): Promise<ControlLine> {
  const line = await ControlLine.to(product.ftpPort);
  expect(await line.logIn(login, password)).toMatch(/^230/);
  return line;
}

const url = (path: string) => `ftp://127.0.0.1:${product.ftpPort}${path}`;

/** A transfer that goes on meanwhile; its exit code is there once it has ended. */
function meanwhile({ login }: Account, ...act: readonly string[]): Promise<number | null> {
  const arguments_ = ['-sS', '--disable-epsv', '-u', `${login}:${word}`, ...act];
  const child = spawn('curl', arguments_, { stdio: 'ignore' });
  running.push(child);
  return new Promise((resolve) => child.once('exit', resolve));
}

describe('the tabs of an FTP account', () => {
  it.skipIf(needs.missing)(`are walked by arrow keys, and the address keeps the tab${needs.note}`, async () => {
    const account = await newAccount();
    const page = await pageOf(product.demoCustomer);
    await page.goto(`/accounts/${account.id}`);
    const tab = (name: string) => page.getByRole('tab', { name });
    await tab('Settings').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/tab=limits/);
    expect(await tab('Limits').getAttribute('aria-selected')).toBe('true');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Limits');
    await page
      .getByText(/, no limit/)
      .first()
      .waitFor();
    await page.keyboard.press('End');
    await page.waitForURL(/tab=danger/);
    await page.reload();
    await page.getByRole('button', { name: 'Delete…' }).waitFor();
    await tab('Activity').click();
    await page.getByRole('heading', { name: 'No login yet' }).waitFor();
    await page.getByRole('link', { name: 'Show the connection card' }).waitFor();
    (await logIn(account)).end();
    await page.getByText('Accepted').waitFor();
  });

  it.skipIf(needs.missing)('keep what is typed in one while another is read, and save both at once', async () => {
    const account = await newAccount();
    const page = await pageOf(product.demoCustomer);
    await page.goto(`/accounts/${account.id}`);
    await page.getByLabel('Note').fill('for the agency');
    await page.getByRole('tab', { name: 'Limits' }).click();
    await page.getByLabel('Quota').fill('2 GB');
    await page.getByText('What you changed under Settings is saved with it.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/^Saved at/).waitFor();
    expect(await read(account)).toMatchObject({ note: 'for the agency', quotaBytes: 2_000_000_000 });
    await page.getByText(/ of 2 GB$/).waitFor();
  });

  it.skipIf(needs.missing)('stand before what was refused, which two of them tell', async () => {
    const account = await newAccount();
    await run('curl', ['-sS', '-u', `${account.login}:not this one`, url('/')]);
    const page = await pageOf(product.demoCustomer);
    await page.goto(`/accounts/${account.id}`);
    const refused = page.getByRole('tabpanel').getByRole('region', { name: 'Refused logins' });
    await refused.getByText('gave a wrong password.', { exact: false }).waitFor();
    await page.getByRole('tab', { name: 'Limits' }).click();
    await refused.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: 'Activity' }).click();
    await refused.waitFor();
  });

  it.skipIf(needs.missing)('fit a phone', async () => {
    const account = await newAccount();
    const page = await pageOf(product.demoCustomer, 390);
    for (const tab of ['settings', 'limits', 'connection', 'activity', 'danger']) {
      await page.goto(`/accounts/${account.id}?tab=${tab}`);
      await page.getByRole('tabpanel').waitFor();
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(width, tab).toBeLessThanOrEqual(390);
    }
  });
});

describe('an FTP account that has expired', () => {
  it.skipIf(needs.missing)('leads on a phone to the field that lets it in again, as often as it is asked', async () => {
    const account = await newAccount({ expiresAt: '2026-01-31T12:00:00Z' });
    const page = await pageOf(product.demoCustomer, 390);
    await page.goto(`/accounts/${account.id}`);
    const link = page.getByRole('link', { name: 'Set a later date' });
    const field = page.getByLabel('Expires');
    const focused = () => page.evaluate<string | undefined>('document.activeElement.dataset.path');
    await link.click();
    await expect.poll(focused).toBe('expiresAt');
    await expect.poll(async () => (await field.boundingBox())?.y).toBeLessThan(900);
    await link.click();
    await expect.poll(focused).toBe('expiresAt');
    await field.fill('2099-01-31T12:00');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await link.waitFor({ state: 'detached' });
    (await logIn(account)).end();
  });
});

describe('what is saved there', () => {
  it.skipIf(needs.missing)('holds on the wire: read only refuses an upload', async () => {
    const account = await newAccount();
    expect(
      (await run('curl', ['-sS', '-u', `${account.login}:${word}`, '-T', '/etc/hostname', url('/a')])).exitCode,
    ).toBe(0);
    const page = await pageOf(product.demoCustomer);
    await page.goto(`/accounts/${account.id}`);
    await page.getByLabel('Read only').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/^Saved at/).waitFor();
    const line = await logIn(account);
    await line.say('EPSV');
    expect(await line.say('STOR b')).toMatch(/^55\d/);
    line.end();
  });

  it.skipIf(needs.missing)('is put beside what somebody else saved meanwhile, and nothing typed is lost', async () => {
    const account = await newAccount();
    const mine = await pageOf(product.demoCustomer);
    await mine.goto(`/accounts/${account.id}`);
    await mine.getByLabel('Note').fill('mine');
    const theirs = await pageOf(product.admin);
    await theirs.goto(`/accounts/${account.id}`);
    await theirs.getByLabel('Note').fill('theirs');
    await theirs.getByRole('tab', { name: 'Limits' }).click();
    await theirs.getByLabel('Sessions at once').fill('4');
    await theirs.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.getByText(/^Saved at/).waitFor();

    await mine.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = mine.getByRole('dialog', { name: 'Someone else changed this' });
    const note = dialog.getByRole('row', { name: /^Note/ });
    await note.waitFor();
    expect(await note.getByRole('cell').allInnerTexts()).toEqual(['Note', 'nothing', 'theirs', 'mine']);
    const sessions = dialog.getByRole('row', { name: /^Sessions/ });
    expect(await sessions.getByRole('cell').allInnerTexts()).toEqual([
      'Sessions at once',
      'nothing',
      '4',
      'not changed by you',
    ]);
    await mine.keyboard.press('Escape');
    expect(await mine.getByLabel('Note').inputValue()).toBe('mine');
    await mine.getByRole('button', { name: 'Show the difference' }).click();
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await mine.getByText(/^Saved at/).waitFor();
    expect(await read(account)).toMatchObject({ note: 'mine', maxSessions: 4 });
    // The refusal itself is what the browser tells of.
    complaints = complaints.filter((text) => !text.includes('412'));
  });
});

it.skipIf(needs.missing)('keeps what is typed while it is being saved', async () => {
  const account = await newAccount();
  const page = await pageOf(product.demoCustomer);
  await page.goto(`/accounts/${account.id}`);
  let goOn = (): void => undefined;
  const typed = new Promise<void>((resolve) => (goOn = resolve));
  await page.route(`**/api/v1/accounts/${account.id}`, async (route) => {
    if (route.request().method() === 'PATCH') await typed;
    await route.continue();
  });
  await page.getByLabel('Note').fill('first');
  const sent = page.waitForRequest((request) => request.method() === 'PATCH');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await sent;
  await page.getByLabel('Note').fill('second');
  goOn();
  await expect.poll(async () => (await read(account)).note).toBe('first');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/^Saved at/).waitFor();
  expect(await read(account)).toMatchObject({ note: 'second' });
});

describe('a live session', () => {
  it.skipIf(needs.missing)('shows what it does, and Disconnect ends it on the wire', async () => {
    // Slowed down by the server, so that nothing waits in buffers on the way: 12 MB take a minute.
    const account = await newAccount({ bandwidthDownBytes: 200_000 });
    const upload = ['-sS', '-u', `${account.login}:${word}`, '-T', big, url('/big.bin')];
    expect((await run('curl', upload)).exitCode).toBe(0);
    const page = await pageOf(product.demoCustomer);
    await page.goto(`/accounts/${account.id}?tab=connection`);
    await page.getByText('Nobody is connected with it now.').waitFor();
    const download = meanwhile(account, '-o', '/dev/null', url('/big.bin'));
    const idle = await logIn(account);
    const progress = page.getByRole('progressbar', { name: '/big.bin' });
    await progress.waitFor({ timeout: 40_000 });
    await page.getByText(/ of 12 MB, .*\/s$/).waitFor();
    await page.getByText('Idle, in /').waitFor();
    await page.getByRole('button', { name: 'Disconnect all…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    expect(await idle.reply()).toMatch(/^421/);
    expect(await download).not.toBe(0);
    await page.getByText('Nobody is connected with it now.').waitFor();
  });

  it.skipIf(needs.missing)('ends with the old password, or stays where that is wished', async () => {
    const account = await newAccount();
    const line = await logIn(account);
    const page = await pageOf(product.demoCustomer);
    await page.goto(`/accounts/${account.id}`);
    const dialog = page.getByRole('dialog');
    const change = async (to: string, untick: boolean) => {
      await page.getByRole('button', { name: 'Change password' }).click();
      await dialog.getByLabel('Password', { exact: true }).fill(to);
      if (untick) await dialog.getByLabel('End open sessions').uncheck();
      await dialog.getByRole('button', { name: 'Set this password' }).click();
      await dialog.getByText('The new password works').waitFor();
      await page.getByRole('button', { name: 'I have copied it' }).click();
    };
    await change('walnut harbour 7 kites', true);
    (await logIn(account, 'walnut harbour 7 kites')).end();
    expect(await line.say('NOOP')).toMatch(/^200/);
    await change('violet anchor 9 moons', false);
    expect(await line.reply()).toMatch(/^421 .*password/);
  });
});

describe('its activity', () => {
  it.skipIf(needs.missing)(
    'is narrowed in the address, says why a login was refused, and can be had as CSV',
    async () => {
      const account = await newAccount();
      const as = (password: string) => ['-sS', '-u', `${account.login}:${password}`];
      await run('curl', [...as('wrong wrong wrong'), url('/')]);
      await run('curl', [...as(word), '-T', '/etc/hostname', url('/=1+1.txt')]);
      const page = await pageOf(product.demoCustomer);
      await page.goto(`/accounts/${account.id}?tab=activity`);
      await page.getByText('Refused: the login or the password is not right.').waitFor();
      await page.getByRole('table', { name: 'Transfers' }).getByText('/=1+1.txt').waitFor();
      await page.getByLabel('Show').selectOption('Downloads');
      await page.waitForURL(/show=download/);
      await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
      await page.getByLabel('Show').selectOption('Uploads');
      await page.getByLabel('Address or network').fill('127.0.0.0/8');
      await page.keyboard.press('Enter');
      await page.waitForURL(/address=127/);
      await page.getByText('/=1+1.txt').waitFor();
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Export as CSV' }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/^transfers-\d{8}T\d{6}Z\.csv$/);
      await page.reload();
      expect(await page.getByLabel('Show').inputValue()).toBe('upload');
    },
  );

  it.skipIf(needs.missing)('says so while the panel cannot be reached, and goes on', async () => {
    const account = await newAccount();
    const page = await pageOf(product.demoCustomer);
    await page.route('**/api/v1/login-attempts?**', (route) => route.abort());
    await page.goto(`/accounts/${account.id}?tab=activity&show=logins`);
    await page.getByText('The panel cannot be reached.').waitFor();
    await page.unroute('**/api/v1/login-attempts?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'No login yet' }).waitFor();
    complaints = complaints.filter((text) => !text.includes('ERR_FAILED'));
  });
});

describe('deleting it', () => {
  it.skipIf(needs.missing)('says what goes with the files, refuses the web root, and removes a folder', async () => {
    const whole = await newAccount();
    const as = ['-sS', '-u', `${whole.login}:${word}`];
    const put = [...as, '--ftp-create-dirs', '-T', '/etc/hostname', url('/old-shop/a.txt')];
    expect((await run('curl', put)).exitCode).toBe(0);
    const account = await newAccount({ folder: '/old-shop' });
    const page = await pageOf(product.demoCustomer);
    const dialog = page.getByRole('dialog');
    const askWithFiles = async ({ id }: Account) => {
      await page.goto(`/accounts/${id}?tab=danger`);
      await page.getByRole('button', { name: 'Delete…' }).click();
      await dialog.getByLabel('Delete the files too').click();
    };
    const remove = dialog.getByRole('button', { name: 'Delete the login and its files' });
    await askWithFiles(whole);
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Type the login to confirm').fill(whole.login);
    expect(await remove.isDisabled()).toBe(true);

    await askWithFiles(account);
    await dialog.getByText(/^1 file, .*\.$/).waitFor();
    await dialog.getByText('/old-shop', { exact: true }).waitFor();
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByLabel('Type the login to confirm').fill(account.login);
    await remove.click();
    await dialog.getByText('The login and its files are gone.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.waitForURL(/\/accounts$/);
    expect((await run('curl', [...as, url('/old-shop/a.txt')])).exitCode).not.toBe(0);
    const gone = await ControlLine.to(product.ftpPort);
    expect(await gone.logIn(account.login, word)).toMatch(/^530/);
    gone.end();
    complaints = complaints.filter((text) => !text.includes('404'));
  });
});
