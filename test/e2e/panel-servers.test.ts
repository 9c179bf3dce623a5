// A server's pages in the browser: one is added and removed, one has to stay, its certificate is shown and exchanged, and a limit that
// is changed by clicking is read on the wire.
import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeComplaints } from '../support/axe.js';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { selfSignedPair } from '../support/data-connection.js';
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

/** What a client that knows no newer TLS than 1.2 is shown, or why it is sent away. */
async function meet(): Promise<{ fingerprint: string; version: string | null } | string> {
  const client = await FtpClient.connect({ port: product.ftpPort });
  client.tlsVersion = 'TLSv1.2';
  try {
    await client.authTls();
    const socket = client.socket as TLSSocket;
    return { fingerprint: socket.getPeerCertificate().fingerprint256, version: socket.getProtocol() };
  } catch (error) {
    return String(error);
  } finally {
    client.destroy();
  }
}

async function open(page: Page, server: string, tab: string): Promise<void> {
  await page.goto('/servers');
  await page.getByRole('link', { name: server, exact: true }).click();
  await page.getByRole('tab', { name: tab }).click();
}

describe.skipIf(needs.missing)(`a server in the panel${needs.note}`, () => {
  it('is added, handed its settings once, waited for, and removed', async () => {
    await admin.goto('/servers');
    await admin.getByRole('link', { name: 'New server' }).click();
    await admin.getByRole('button', { name: 'Add the server' }).click();
    await admin.getByText('Write a host name such as ftp.example.com').waitFor();
    await admin.getByLabel('Name').fill('web-07');
    await admin.getByLabel('Address').fill('ftp7.host.example');
    await admin.getByRole('button', { name: 'Add the server' }).click();
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
      .getByText('Not started yet')
      .waitFor();
    await open(admin, 'web-07', 'Danger');
    await admin.getByRole('button', { name: 'Remove…' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByText(/Its database login portside_ftp_web_07_/).waitFor();
    await dialog.getByLabel('Type “web-07” to confirm').fill('web-07');
    await dialog.getByRole('button', { name: 'Remove the server' }).click();
    await admin.getByRole('heading', { name: 'Servers', exact: true }).waitFor();
    await admin.getByRole('link', { name: 'web-07' }).waitFor({ state: 'detached' });
  });

  it('stays while web roots lie on it', async () => {
    await open(admin, 'web-01', 'Danger');
    await admin.getByText('1 website lies on web-01, and 1 FTP account uses it. Move or delete these first.').waitFor();
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

  it('is told to customers by another host name, and two admins do not overwrite each other', async () => {
    const api = await PanelSession.signIn(product, product.admin);
    const [server] = (await api.ask<{ items: { id: string; host: string }[] }>('GET', '/servers')).body.items;
    await open(admin, 'web-01', 'Data connections');
    const field = admin.getByLabel('Host customers connect to');
    const save = admin.getByRole('button', { name: 'Change the host' });
    await field.fill('ftp under example');
    await save.click();
    await admin.getByText('Write a host name such as ftp.example.com').waitFor();
    await field.fill('ftp.portside.example');
    await save.click();
    await admin.getByText('No certificate of this server stands for ftp.portside.example').waitFor();
    expect(await axeComplaints(admin)).toEqual([]);

    const { page } = await newPage(browser, product.panelUrl);
    await signIn(page, product.demoCustomer);
    await page.getByRole('link').filter({ hasText: product.demoAccount.name }).first().click();
    await page.getByText('ftp.portside.example', { exact: true }).first().waitFor();

    await field.fill('mine.portside.example');
    const theirs = { host: 'theirs.portside.example' };
    expect((await api.ask('PATCH', `/servers/${server?.id ?? ''}`, theirs)).status).toBe(200);
    await save.click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByText('theirs.portside.example').first().waitFor();
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => field.inputValue()).toBe('theirs.portside.example');
    // The browser itself notes the refusals that were wanted here.
    complaints.length = 0;
    await api.ask('PATCH', `/servers/${server?.id ?? ''}`, { host: server?.host });
  });

  it('is given a certificate and an oldest TLS that clients meet at once, and goes back to its files', async () => {
    await open(admin, 'web-01', 'TLS');
    const before = await meet();
    await admin.getByRole('button', { name: 'Upload a certificate…' }).click();
    const dialog = admin.getByRole('dialog');
    const [first, second] = [await selfSignedPair(30, ['ftp.host.example']), await selfSignedPair()];
    await dialog.getByLabel('Certificate', { exact: true }).fill(first.cert);
    await dialog.getByLabel('Private key', { exact: true }).fill(second.key);
    await dialog.getByRole('button', { name: 'Check it' }).click();
    await dialog.getByText('This key does not belong to the certificate').waitFor();
    // The browser itself notes the refusal that was wanted here.
    complaints.length = 0;
    const key = { name: 'privkey.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(first.key) };
    await dialog.locator('input[type=file]').nth(1).setInputFiles(key);
    await dialog.getByRole('button', { name: 'Check it' }).click();
    await dialog.getByText('ftp.host.example', { exact: true }).waitFor();
    await dialog.getByText(/It does not stand for .*, which customers are told/).waitFor();
    expect(await axeComplaints(admin)).toEqual([]);
    await dialog.getByRole('button', { name: 'Use this certificate' }).click();
    await admin.getByText(/Uploaded here by/).waitFor();
    await expect
      .poll(meet)
      .toEqual({ fingerprint: new X509Certificate(first.cert).fingerprint256, version: 'TLSv1.2' });

    await admin.getByLabel('TLS 1.3').check();
    await admin.getByRole('button', { name: 'Apply', exact: true }).click();
    await expect.poll(meet).toMatch(/protocol version/);
    await admin.getByLabel('TLS 1.2').check();
    await admin.getByRole('button', { name: 'Apply', exact: true }).click();
    await admin.getByRole('button', { name: 'Remove the uploaded one…' }).click();
    await dialog.getByText(/Whoever connects next gets the one in .*self-signed\.crt/).waitFor();
    await dialog.getByRole('button', { name: 'Remove the certificate' }).click();
    await admin.getByRole('button', { name: 'Upload a certificate…' }).waitFor();
    await expect.poll(meet).toEqual(before);
  });

  it('asks before what is typed in one tab is lost in another', async () => {
    await open(admin, 'web-01', 'Limits');
    await admin.getByLabel('From one address').fill('7');
    await admin.getByRole('tab', { name: 'TLS' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(await admin.getByLabel('From one address').inputValue()).toBe('7');
    await admin.getByRole('tab', { name: 'TLS' }).click();
    await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
    await admin.getByRole('tab', { name: 'TLS', selected: true }).waitFor();
  });

  it('judges no draft but the one on screen', async () => {
    await open(admin, 'web-01', 'Data connections');
    const meaning = admin.getByRole('region', { name: 'What this means' });
    await meaning.getByText(/recorded in|of the last 30 days/).waitFor();
    let answer = (): void => undefined;
    const read = new Promise<void>((resolve) => (answer = resolve));
    await admin.route('**/policy/preview', async (route) => {
      await read;
      await route.continue();
    });
    await admin.getByRole('radio', { name: 'Passive only' }).check();
    await meaning.getByText('Counting…').waitFor();
    expect(await meaning.getByText(/recorded in|of the last 30 days/).count()).toBe(0);
    answer();
    await meaning.getByText(/recorded in|of the last 30 days/).waitFor();
    await admin.unroute('**/policy/preview');
    await admin.getByRole('button', { name: 'Discard' }).click();
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
    expect(await page.getByRole('link', { name: 'New server' }).count()).toBe(0);
    await open(page, 'web-01', 'Limits');
    expect(await page.getByLabel('First line that a client reads').isDisabled()).toBe(true);
    await page.getByText('Only an admin changes this.').waitFor();
    expect(await page.getByRole('button', { name: 'Apply', exact: true }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByText('1 website lies on web-01').waitFor();
  });
});
