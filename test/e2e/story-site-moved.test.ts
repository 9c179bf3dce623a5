// A story that ends on the wire: a site moves from one server to another, and its old password goes with it.
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeComplaints } from '../support/axe.js';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Product } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

const needs = needsPrograms('chromium', 'curl');
const wrongWords = '530 The login or the password is wrong.';
let product: Product;
let second: Product | undefined;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct({ PUBLIC_HOST: 'ftp1.portside.example' });
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'portside-moved-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await browser?.close();
  await second?.dispose();
  await product?.dispose();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

/** A machine of its own, which serves FTP only and shares the database. */
async function startSecondServer(): Promise<Product> {
  const url = async (login: string, file: string) => {
    const password = (await readFile(join(product.dataDir, 'state', file), 'utf8')).trim();
    const where = new URLSearchParams({ host: join(product.dataDir, 'sock') });
    return `postgres://${login}:${encodeURIComponent(password)}@/portside?${where.toString()}`;
  };
  return startProduct({
    ROLES: 'ftp',
    SERVER_NAME: 'web-02',
    FTP_WORKERS: '1',
    PUBLIC_HOST: 'ftp2.portside.example',
    DATABASE_URL: await url('portside', 'database-panel.pw'),
    FTP_DATABASE_URL: await url('portside_ftp', 'database-ftp.pw'),
  });
}

/** A server that is written down and has never answered. */
async function addSilentServer(): Promise<void> {
  const client = new pg.Client({
    host: join(product.dataDir, 'sock'),
    user: 'postgres',
    password: (await readFile(join(product.dataDir, 'postgres/superuser.pw'), 'utf8')).trim(),
    database: 'portside',
  });
  await client.connect();
  await client.query(`insert into servers (name, host, ftp_port) values ('web-03', 'ftp3.portside.example', 21)`);
  await client.query(`insert into server_policies select (p).* from (
    select jsonb_populate_record(p, jsonb_build_object('server_id', s.id)) as p
    from server_policies p, servers s where s.name = 'web-03' and p.version = 1 limit 1) copied`);
  await client.end();
}

async function answerAt(port: number, password = product.demoAccount.password): Promise<string> {
  const client = await FtpClient.connect({ port });
  const words = said(await client.logIn(product.demoAccount.name, password));
  client.socket.destroy();
  return words;
}

/** Lists over TLS, which a new server requires. */
function listWith(port: number, password: string) {
  const login = `${product.demoAccount.name}:${password}`;
  return run('curl', ['-sSv', '-k', '--ssl-reqd', '--list-only', '--user', login, `ftp://127.0.0.1:${port}/`]);
}

async function pathOfSite(): Promise<string> {
  const api = await PanelSession.signIn(product, product.admin);
  const { body } = await api.ask<{ items: { path: string }[] }>('GET', '/web-roots');
  return body.items[0]?.path ?? '';
}

async function choose(page: Page, server: string, path: string): Promise<void> {
  await page.getByLabel('New server', { exact: true }).selectOption({ label: `${server} (${hosts[server] ?? ''})` });
  await page.getByLabel('Path on the new server').fill(path);
  await page.getByRole('button', { name: 'Show what moves' }).click();
}
const hosts: Record<string, string> = { 'web-02': 'ftp2.portside.example', 'web-03': 'ftp3.portside.example' };

describe.skipIf(needs.missing)(`a site${needs.note}`, () => {
  it('moves with its login to a second server, which its files have reached, and the old server says where to', async () => {
    const source = await pathOfSite();
    const copied = join(folder, 'demo.example');
    const { page, complaints } = await newPage(browser, product.panelUrl);
    await signIn(page, product.admin);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/websites');
    await page.getByRole('button', { name: 'More for demo.example' }).click();
    const menu = await page.getByRole('menu').boundingBox();
    expect(menu?.x, 'The menu begins on the screen of a phone').toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'More for demo.example' }).click();
    await page.getByRole('menuitem', { name: 'Move to another server: demo.example' }).click();
    await page.getByText('There is no other server yet').waitFor();
    expect(await axeComplaints(page)).toEqual([]);

    await addSilentServer();
    second = await startSecondServer();
    await page.getByLabel('New server', { exact: true }).waitFor();
    await choose(page, 'web-03', copied);
    await page.getByRole('button', { name: 'Check the files' }).click();
    await page.getByText('web-03 does not answer. Start Portside there').waitFor();

    await choose(page, 'web-02', copied);
    await page.getByText(product.demoAccount.name).waitFor();
    await page.getByText('ftp2.portside.example', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Check the files' }).click();
    await page.getByText(`There is no folder ${copied} on this server; make it first.`).waitFor();
    execFileSync('cp', ['-a', source, copied]);
    const inside = await FtpClient.connect({ port: product.ftpPort });
    expect((await inside.logIn(product.demoAccount.name, product.demoAccount.password)).code).toBe(230);
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('The files are there').waitFor();
    expect(await axeComplaints(page)).toEqual([]);
    await page.getByRole('button', { name: 'Move to web-02…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(source).waitFor();
    await dialog.getByRole('button', { name: 'Move now' }).click();
    await page.getByRole('heading', { name: 'demo.example is on web-02' }).waitFor();
    await page.getByText('Before the move and after it').waitFor();
    expect(await axeComplaints(page)).toEqual([]);

    expect(said(await inside.reply())).toMatch(/^421 This FTP account has moved.*ftp2\.portside\.example port \d+/);
    const where = `connect to ftp2.portside.example port ${second.ftpPort} and log in there as before.`;
    expect(await answerAt(product.ftpPort)).toBe(`530 This FTP account has moved; ${where}`);
    expect(await answerAt(product.ftpPort, 'guessed')).toBe(wrongWords);
    const listed = await listWith(second.ftpPort, product.demoAccount.password);
    expect(listed.stdout, listed.stderr).toContain('index.html');
    expect((await listWith(second.ftpPort, 'guessed')).stderr).toContain(wrongWords);

    expect(await answerAt(product.ftpPort)).toContain(where);
    const asCustomer = await PanelSession.signIn(product, product.demoCustomer);
    await eventually('it is a notice', async () => {
      const { body } = await asCustomer.ask<{ items: object[] }>('GET', '/notices');
      return body.items.length > 0;
    });
    const customer = (await newPage(browser, product.panelUrl)).page;
    await signIn(customer, product.demoCustomer);
    await customer.getByRole('heading', { name: 'A program of yours still connects to the old server' }).waitFor();
    await customer.getByText(`Change the host there to ftp2.portside.example, port ${second.ftpPort}`).waitFor();
    expect(await axeComplaints(customer)).toEqual([]);
    await customer.goto(`/accounts?q=${encodeURIComponent(product.demoAccount.name)}`);
    await customer.getByRole('link').filter({ hasText: product.demoAccount.name }).first().click();
    await customer.getByText('gave the right password at the old address on web-01').waitFor();
    await customer.getByText('ftp2.portside.example').first().waitFor();
    expect(complaints).toEqual([]);
  });
});
