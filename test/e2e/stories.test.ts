// Three stories that end on the wire: a customer from the first plan to the first file, a password changed while an old
// client still tries, three designers on one site. How a phone alone does is `story-phone.test.ts`.
import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, type Opened, openBrowser, signIn } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { type Login, type Product, startProduct } from '../support/product.js';
import { needsPrograms, type Ran, run } from '../support/programs.js';

interface WebRoot {
  readonly id: string;
  readonly path: string;
  readonly systemUid: number;
  readonly systemGid: number;
}

const needs = needsPrograms('chromium', 'curl', 'lftp');
let product: Product;
let browser: Browser;
let admin: PanelSession;
let demo: WebRoot;
let desk: string;

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  [browser, admin] = await Promise.all([openBrowser(), PanelSession.signIn(product, product.admin)]);
  const { body } = await admin.ask<{ items: [WebRoot] }>('GET', '/web-roots');
  [demo] = body.items;
  desk = await mkdtemp(join(tmpdir(), 'portside-desk-'));
});
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
  if (desk !== undefined) await rm(desk, { recursive: true, force: true });
});

async function signedIn(who: Login): Promise<Opened> {
  const opened = await newPage(browser, product.panelUrl);
  await signIn(opened.page, who);
  return opened;
}

/** A folder as the host makes it, of the system user of the website. */
async function folderAt(path: string): Promise<string> {
  await mkdir(path);
  if (process.getuid?.() === 0) await chown(path, demo.systemUid, demo.systemGid);
  return path;
}

async function onDesk(name: string, text: string): Promise<string> {
  const path = join(desk, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

const url = (path = '/') => `ftp://127.0.0.1:${product.ftpPort}${path}`;

/** One act of curl over TLS, from an address of its own. */
function curl({ name, password }: Login, from: string, ...act: readonly string[]): Promise<Ran> {
  return run('curl', ['-sS', '--ssl-reqd', '-k', '--interface', from, '-u', `${name}:${password}`, ...act]);
}

const bind = (from: string) => `set net:socket-bind-ipv4 ${from}; set ssl:verify-certificate no; set ftp:ssl-force yes`;

function lftp({ name, password }: Login, from: string, acts: string): Promise<Ran> {
  return run('lftp', ['-u', `${name},${password}`, '-e', `${bind(from)}; ${acts}; bye`, url('')], { cwd: desk });
}

const clipboard = (page: Page) => page.evaluate<string>('navigator.clipboard.readText()');

/** The password that a form has made. */
const passwordIn = (form: Page | Locator) => form.getByLabel('Password', { exact: true }).inputValue();

describe.skipIf(needs.missing)(`a new customer${needs.note}`, () => {
  const owner = { name: 'ada@bakery.example', password: 'heron-orbit-maple-72' };
  const first = { name: 'ada@bakery.example', password: '' };
  let link: string;
  let place: string;
  let host: Opened;
  let ada: Opened;

  it('is made by the host with a plan, somebody who signs in, and a website', async () => {
    place = await folderAt(join(dirname(demo.path), 'bakery.example'));
    host = await signedIn(product.admin);
    const { page } = host;
    await page.goto('/plans');
    await page.getByRole('button', { name: 'New plan' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Small');
    await page.getByLabel('FTP accounts').fill('3');
    await page.getByRole('button', { name: 'Save the plan' }).click();
    await page.getByRole('cell', { name: 'Small', exact: true }).waitFor();

    await page.goto('/customers/new');
    await page.getByLabel('Name', { exact: true }).fill('Bakery');
    await page.getByLabel('Plan').selectOption('Small');
    await page.getByLabel('E-mail address').fill(owner.name);
    await page.getByRole('button', { name: 'Create customer' }).click();
    await page.getByRole('heading', { name: 'Bakery can sign in' }).waitFor();
    await page.getByRole('button', { name: 'Make a hand-over link' }).click();
    await page.getByRole('button', { name: 'Copy hand-over link' }).click();
    await expect.poll(() => clipboard(page)).toContain('/handover#');
    link = await clipboard(page);

    await page.getByRole('link', { name: 'Open the customer' }).click();
    await page.getByRole('link', { name: 'New website' }).click();
    await page.getByLabel('Domain').fill('bakery.example');
    await page.getByLabel('Path on the server').fill(place);
    await page.getByLabel('User id (uid)').fill(String(demo.systemUid));
    await page.getByLabel('Group id (gid)').fill(String(demo.systemGid));
    await page.getByRole('button', { name: 'Check and add' }).click();
    await page.getByRole('heading', { name: 'Bakery', exact: true }).waitFor();
  });

  it('makes the password that nobody else knows, and the first FTP account in the web root', async () => {
    ada = await newPage(browser, product.panelUrl);
    const { page } = ada;
    await page.goto(link);
    await page.getByText(owner.name).waitFor();
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    await page.getByRole('button', { name: 'Set this password' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill(owner.name);
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByText('No FTP accounts yet').waitFor();
    await page.getByText('0 of 3 used').waitFor();
    await page.getByRole('link', { name: 'New FTP account' }).click();
    await page.getByLabel('Name', { exact: true }).fill('ada');
    await page.getByText('Free', { exact: true }).waitFor();
    expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe('/');
    first.password = await passwordIn(page);
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('heading', { name: `${first.name} is ready` }).waitFor();
    await page.getByRole('button', { name: 'Test this login now' }).click();
    await page.getByText('This login works, seen from the panel.').waitFor();
  });

  it('stores and fetches with real programs, and reads of the last connection in one sentence', async () => {
    const bread = await onDesk('bread.html', '<h1>Bread</h1>');
    expect((await curl(first, '127.0.0.10', '-T', bread, url())).stderr).toBe('');
    expect(await readFile(join(place, 'bread.html'), 'utf8')).toBe('<h1>Bread</h1>');
    expect((await stat(join(place, 'bread.html'))).uid).toBe(demo.systemUid);
    expect((await curl(first, '127.0.0.10', url('/bread.html'))).stdout).toBe('<h1>Bread</h1>');

    await onDesk('shop/cakes/plum.txt', 'plum');
    const mirrored = await lftp(first, '127.0.0.10', 'mirror -R shop; mirror shop fetched');
    expect(mirrored.stderr).toBe('');
    expect(await readFile(join(place, 'shop/cakes/plum.txt'), 'utf8')).toBe('plum');
    expect((await stat(join(place, 'shop/cakes'))).uid).toBe(demo.systemUid);
    expect(await readFile(join(desk, 'fetched/cakes/plum.txt'), 'utf8')).toBe('plum');

    const { page } = ada;
    await page.getByRole('link', { name: 'Open the FTP account' }).click();
    await page.getByText(/^Last connection from 127\.0\.0\.10 with lftp.*, TLS 1\.3, just now\.$/).waitFor();
    expect([...host.complaints, ...ada.complaints]).toEqual([]);
  });
});

describe.skipIf(needs.missing)(`a password that is changed${needs.note}`, () => {
  const office = '127.0.0.20';
  const running: ChildProcess[] = [];
  let customer: Opened;

  /** A program with a saved password, that asks for the list again and again until it is stopped. */
  function savedClient({ name, password }: Login): ChildProcess {
    const acts = `${bind(office)}; set cmd:fail-exit no; repeat -d 0.5 cls -1`;
    const client = spawn('lftp', ['-u', `${name},${password}`, '-e', acts, url('')], { stdio: 'ignore' });
    running.push(client);
    return client;
  }
  afterAll(() => running.forEach((client) => client.kill()));

  it('shows who still tries with the old one, and lets the new one in from there at once', async () => {
    const { name, password: old } = product.demoAccount;
    const program = savedClient({ name, password: old });
    customer = await signedIn(product.demoCustomer);
    const { page } = customer;
    await page.getByRole('link').filter({ hasText: name }).click();
    await page.getByText(`Last connection from ${office} with lftp`, { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog');
    const fresh = { name, password: await passwordIn(dialog) };
    await dialog.getByRole('button', { name: 'Set this password' }).click();
    await dialog.getByText('The new password works').waitFor();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();

    const refused = page.getByRole('region', { name: 'Refused logins' });
    const still = refused.getByText(/^lftp\S* at 127\.0\.0\.20 still uses the old password\.$/);
    await still.waitFor();
    await refused.getByText(/^\d+ times, last/).waitFor();
    expect((await curl(fresh, office, '-l', url())).stdout).toContain('index.html');

    const ban = { clientNetwork: office, login: name, reason: 'An old password, again and again.' };
    expect((await admin.ask('POST', '/bans', ban)).status).toBe(201);
    await page.getByText(`This login is kept out at ${office}`, { exact: false }).waitFor();
    await expect.poll(async () => (await curl(fresh, office, url())).exitCode).not.toBe(0);
    await page.getByRole('button', { name: `Lift the ban of ${name}` }).click();
    await expect.poll(async () => (await curl(fresh, office, '-l', url())).stdout).toContain('index.html');

    program.kill();
    savedClient(fresh);
    await still.waitFor({ state: 'detached' });
    expect((await curl({ ...fresh, name: 'demo' }, '127.0.0.21', url())).stderr).toContain('530');
    await refused.getByText(`the full login is ${name}.`, { exact: false }).waitFor();
    expect((await curl(fresh, '127.0.0.21', url())).stderr).toBe('');
    await refused.waitFor({ state: 'detached' });
    expect(customer.complaints).toEqual([]);
  });
});

describe.skipIf(needs.missing)(`three designers on one site${needs.note}`, () => {
  const shared = { name: 'design@demo.example', password: 'lantern-quartz-brook-9' };
  let customer: Opened;

  /** Makes a login like the shared one for somebody else, on the page of the shared one. */
  async function addPerson(page: Page, name: string, access: string): Promise<Login> {
    await page.getByRole('link', { name: 'Add another person' }).first().click();
    await page.getByText(`with the folder, access, networks and limits of ${shared.name}`, { exact: false }).waitFor();
    expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe('/campaign');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('radio', { name: access }).check();
    const password = await passwordIn(page);
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('heading', { name: `${name}@demo.example is ready` }).waitFor();
    return { name: `${name}@demo.example`, password };
  }

  async function session({ name, password }: Login): Promise<FtpClient> {
    const client = await FtpClient.connect({ port: product.ftpPort });
    await client.authTls();
    expect(said(await client.logIn(name, password))).toMatch(/^230/);
    return client;
  }

  it('get logins of their own, each with what they may, and one of them leaves alone', async () => {
    const campaign = await folderAt(join(demo.path, 'campaign'));
    customer = await signedIn(product.demoCustomer);
    const { page } = customer;
    const account = { webRootId: demo.id, name: 'design', password: shared.password, folder: '/campaign' };
    const made = await admin.ask<{ id: string }>('POST', '/accounts', account);
    expect(made.status).toBe(201);
    await page.goto(`/accounts/${made.body.id}`);
    await page.getByText('Nobody has logged in with it yet.').waitFor();
    const poster = await onDesk('poster.txt', 'a poster');
    for (const from of ['127.0.0.31', '127.0.0.32', '127.0.0.33']) {
      expect((await curl(shared, from, '-T', poster, url())).stderr).toBe('');
    }
    const hint = page.getByRole('region', { name: 'Several people seem to share this login' });
    await hint.getByText('used from 3 addresses', { exact: false }).waitFor();

    const reader = await addPerson(page, 'reader', 'Read only');
    await page.goto(`/accounts/${made.body.id}`);
    const sender = await addPerson(page, 'sender', 'Upload only');
    await page.goto(`/accounts/${made.body.id}`);
    const maker = await addPerson(page, 'maker', 'Full');

    const photo = await onDesk('photo.txt', 'a photo');
    expect((await curl(sender, '127.0.0.32', '-T', photo, url())).stderr).toBe('');
    expect((await curl(sender, '127.0.0.32', url('/poster.txt'))).stderr).toContain('550');
    expect((await curl(reader, '127.0.0.31', url('/photo.txt'))).stdout).toBe('a photo');
    expect((await curl(reader, '127.0.0.31', '-T', photo, url('/mine.txt'))).stderr).toContain('550');
    const tidied = await lftp(
      maker,
      '127.0.0.33',
      'mv photo.txt final.txt; put poster.txt -o proof.txt; rm poster.txt',
    );
    expect(tidied.stderr).toBe('');
    for (const who of [reader, sender, maker]) {
      expect((await curl(who, '127.0.0.31', '-l', url())).stdout.trim().split(/\s+/).sort()).toEqual([
        'final.txt',
        'proof.txt',
      ]);
    }
    expect((await stat(join(campaign, 'final.txt'))).uid).toBe(demo.systemUid);

    const [staying, leaving] = [await session(maker), await session(sender)];
    await page.goto('/accounts');
    await page.getByRole('link').filter({ hasText: sender.name }).click();
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    expect(said(await leaving.reply())).toMatch(/^421 .*disabled/);
    expect(await staying.code('NOOP')).toBe(200);
    expect((await curl(sender, '127.0.0.32', url())).stderr).toContain('530');
    staying.destroy();
    expect(customer.complaints).toEqual([]);
  });
});
