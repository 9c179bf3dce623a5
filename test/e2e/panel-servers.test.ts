// A server's pages in the browser: one is added and removed, one has to stay, its certificate is shown, and a limit that
// is changed by clicking is read on the wire.
import type { TLSSocket } from 'node:tls';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeComplaints } from '../support/axe.js';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Login, type Product } from '../support/product.js';
import { needsPrograms } from '../support/programs.js';

const needs = needsPrograms('chromium');
const helper: Login = { name: 'helper@portside.example', password: 'helping people all day' };
let product: Product;
let browser: Browser;
let admin: Page;
let complaints: string[];

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  browser = await openBrowser();
  ({ page: admin, complaints } = await newPage(browser, product.panelUrl));
  await signIn(admin, product.admin);
});
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
});

const greeting = async () => said((await FtpClient.connect({ port: product.ftpPort })).greeting);

async function open(page: Page, server: string, tab: string): Promise<void> {
  await page.goto('/servers');
  await page.getByRole('link', { name: server, exact: true }).click();
  await page.getByRole('tab', { name: tab }).click();
}

describe.skipIf(needs.missing)(`a server in the panel${needs.note}`, () => {
  it('is added, handed its settings once, waited for, and removed', async () => {
    await admin.goto('/servers');
    await admin.getByRole('link', { name: 'Add a server' }).click();
    await admin.getByRole('button', { name: 'Add a server' }).click();
    await admin.getByText('Write a host name such as ftp.example.com').waitFor();
    await admin.getByLabel('Name').fill('web-07');
    await admin.getByLabel('Address').fill('ftp7.host.example');
    await admin.getByRole('button', { name: 'Add a server' }).click();
    await admin.getByRole('heading', { name: 'web-07 is added' }).waitFor();
    const file = admin.getByLabel('settings file', { exact: true });
    expect(await file.innerText()).toMatch(
      /SERVER_NAME=web-07\n(.*\n)*FTP_DATABASE_URL=postgres:\/\/portside_ftp_web_07_/,
    );
    await admin.getByText('which no other machine can').waitFor();
    expect(await axeComplaints(admin)).toEqual([]);

    await admin.goto('/servers');
    await admin
      .getByRole('row', { name: /web-07/ })
      .getByText('Waiting for its first heartbeat')
      .waitFor();
    await open(admin, 'web-07', 'Danger');
    await admin.getByRole('button', { name: 'Remove…' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByText(/its database login portside_ftp_web_07_/).waitFor();
    await dialog.getByLabel('Type web-07 to go on').fill('web-07');
    await dialog.getByRole('button', { name: 'Remove the server' }).click();
    await admin.getByRole('heading', { name: 'Servers', exact: true }).waitFor();
    await admin.getByRole('link', { name: 'web-07' }).waitFor({ state: 'detached' });
  });

  it('stays while web roots lie on it', async () => {
    await open(admin, 'web-01', 'Danger');
    await admin
      .getByText('1 web root lies on web-01, and 1 FTP account uses it. Move or delete these first.')
      .waitFor();
    expect(await admin.getByRole('button', { name: 'Remove…' }).count()).toBe(0);
  });

  it('shows the certificate that clients meet', async () => {
    await open(admin, 'web-01', 'TLS');
    await admin.getByText('Nobody but the certificate itself vouches for it').waitFor();
    const client = await FtpClient.connect({ port: product.ftpPort });
    await client.authTls();
    const { fingerprint256 } = (client.socket as TLSSocket).getPeerCertificate();
    client.destroy();
    await admin.getByText(fingerprint256).waitFor();
    await admin.getByText(/self-signed\.crt$/).waitFor();
    expect(await axeComplaints(admin)).toEqual([]);
  });

  it('greets with other words as soon as they are applied, and again with its own', async () => {
    await open(admin, 'web-01', 'Limits');
    await admin.getByLabel('From one address').fill('0');
    await admin.getByRole('button', { name: 'Apply', exact: true }).click();
    await admin.getByText('Write a whole number from 1 to 100000').waitFor();
    await admin.getByLabel('From one address').fill('2');
    await admin.getByLabel('First line that a client reads').fill('Host Example, customers only.');
    await admin.getByLabel('Refused names').fill('*.php');
    await admin.getByRole('button', { name: 'Apply', exact: true }).click();
    await admin.getByText('In force on web-01').waitFor();
    await expect.poll(greeting).toBe('220 Host Example, customers only.');
    const client = await FtpClient.connect({ port: product.ftpPort });
    await client.logIn(product.demoAccount.name, product.demoAccount.password);
    expect(said(await client.say('MKD shell.php'))).toMatch(/^553 .*\*\.php/);
    // Two workers serve; the bound is the server's.
    const from = '127.0.0.41';
    const held = [];
    for (let at = 0; at < 2; at += 1) held.push(await FtpClient.connect({ port: product.ftpPort, from }));
    expect(held.map((client) => client.greeting?.code)).toEqual([220, 220]);
    const third = await FtpClient.connect({ port: product.ftpPort, from });
    expect(said(third.greeting)).toBe('421 Sessions from your address are limited to 2; close one and connect again.');
    for (const client of held) client.destroy();
    expect(await axeComplaints(admin)).toEqual([]);

    await admin.getByRole('tab', { name: 'Data connections' }).click();
    await admin.getByText('First line that a client reads').first().waitFor();
    await admin.getByText('Refused names').first().waitFor();
    await admin.getByRole('tab', { name: 'Limits' }).click();
    await admin.getByLabel('From one address').fill('');
    await admin.getByLabel('Refused names').fill('');
    await admin.getByLabel('First line that a client reads').fill('');
    await admin.getByRole('button', { name: 'Apply', exact: true }).click();
    await expect.poll(greeting).toBe('220 Portside FTP server ready.');
    expect(await client.code('MKD shell.php')).toBe(257);
    client.destroy();
    expect(complaints).toEqual([]);
  });

  it('is looked at by support, and left as it is', async () => {
    const api = await PanelSession.signIn(product, product.admin);
    const person = { email: helper.name, password: helper.password, role: 'support' };
    expect((await api.ask('POST', '/panel-users', person)).status).toBe(201);
    const { page } = await newPage(browser, product.panelUrl);
    await signIn(page, helper);
    await page.goto('/servers');
    await page.getByRole('link', { name: 'web-01', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Add a server' }).count()).toBe(0);
    await open(page, 'web-01', 'Limits');
    expect(await page.getByLabel('First line that a client reads').isDisabled()).toBe(true);
    await page.getByText('Only an admin changes this.').waitFor();
    expect(await page.getByRole('button', { name: 'Apply', exact: true }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByText('1 web root lies on web-01').waitFor();
  });
});
