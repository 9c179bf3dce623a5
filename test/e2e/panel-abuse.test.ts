// Two stories that end on the wire: thirty people behind one address, and a misused site that is found and contained.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Login, type Product } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

const needs = needsPrograms('chromium', 'curl');
const office = '127.0.0.50';
let product: Product;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), 'portside-abuse-'));
});
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function logIn(who: Login, from: string): Promise<string> {
  const client = await FtpClient.connect({ port: product.ftpPort, from });
  const words =
    client.greeting?.code === 220 ? said(await client.logIn(who.name, who.password)) : said(client.greeting);
  client.socket.destroy();
  return words;
}

async function pageOf(who: Login): Promise<Page> {
  const { page, complaints } = await newPage(browser, product.panelUrl);
  await signIn(page, who);
  expect(complaints).toEqual([]);
  return page;
}

describe.skipIf(needs.missing)(`what is misused${needs.note}`, () => {
  it('is kept out by login: of thirty people behind one address one is banned, and their host lets them in again', async () => {
    const people = await makePeople(30);
    const [one, ...others] = people;
    if (one === undefined) throw new Error('Nobody is there.');
    const admin = await pageOf(product.admin);
    await admin.goto('/search');
    await admin.getByLabel('What are you looking for?').fill(office);
    expect(await logIn({ ...one, password: 'the old one' }, office)).toMatch(/^530/);
    await admin.reload();
    await admin
      .getByRole('region', { name: 'Tries to log in from there' })
      .getByText('Refused', { exact: false })
      .waitFor();
    await admin.getByRole('link', { name: `Ban ${one.name} ${office}` }).click();
    await admin.getByLabel('Reason').fill('An old password, again and again.');
    await admin.getByRole('button', { name: 'Keep out' }).click();
    await admin.getByRole('cell').filter({ hasText: office }).filter({ hasText: one.name }).waitFor();

    await expect.poll(() => logIn(one, office)).toMatch(/^421 .*An old password, again and again/);
    const answers = await Promise.all(others.map((person) => logIn(person, office)));
    expect(answers.filter((words) => !words.startsWith('230'))).toEqual([]);
    expect(await logIn(one, '127.0.0.51')).toMatch(/^230/);

    const customer = await pageOf(product.demoCustomer);
    await customer.goto(`/accounts?q=${encodeURIComponent(one.name)}`);
    await customer.getByRole('link').filter({ hasText: one.name }).first().click();
    await customer.getByText(`This login is kept out at ${office}`, { exact: false }).waitFor();
    await customer.getByRole('button', { name: `Lift the ban of ${one.name}` }).click();
    await expect.poll(() => logIn(one, office)).toMatch(/^230/);
  });

  it('is found by the name of a file, and contained: sessions end, files stay, and only a release lets in again', async () => {
    const who = product.demoAccount;
    const file = join(folder, 'shell.php');
    await writeFile(file, '<?php');
    // Active, so that other tests may have the passive ports.
    const { exitCode } = await run('curl', [
      '-sS',
      '-P',
      '127.0.0.60',
      '--interface',
      '127.0.0.60',
      '-T',
      file,
      '--user',
      `${who.name}:${who.password}`,
      `ftp://127.0.0.1:${product.ftpPort}/`,
    ]);
    expect(exitCode).toBe(0);
    const inside = await FtpClient.connect({ port: product.ftpPort, from: '127.0.0.61' });
    expect((await inside.logIn(who.name, who.password)).code).toBe(230);

    const admin = await pageOf(product.admin);
    await admin.goto('/search');
    await admin.getByLabel('What are you looking for?').fill('SHELL.php');
    const found = admin.getByRole('region', { name: 'What was done to that file' });
    await found.getByText('/shell.php').waitFor();
    await found.getByRole('link', { name: 'Demo customer' }).click();
    await admin.getByRole('tab', { name: 'Danger' }).click();
    await admin.getByRole('button', { name: 'Contain…' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByText('FTP accounts are refused at once').waitFor();
    await dialog.getByRole('button', { name: 'Contain' }).click();
    await dialog.getByText('Write what happened').waitFor();
    await dialog.getByLabel('What happened').fill('A shell was uploaded.');
    await dialog.getByRole('button', { name: 'Contain' }).click();
    await admin.getByText('A shell was uploaded.').waitFor();
    expect(said(await inside.reply())).toMatch(/^421/);
    expect(await logIn(who, '127.0.0.61')).toMatch(/^530/);

    const download = admin.waitForEvent('download');
    await admin.getByRole('link', { name: 'Download the evidence' }).click();
    expect((await download).suggestedFilename()).toMatch(/^evidence-.*\.ndjson$/);

    const api = await PanelSession.signIn(product, product.admin);
    const { body } = await api.ask<{ items: { id: string }[] }>('GET', '/customers');
    const id = body.items[0]?.id ?? '';
    await api.ask('POST', `/customers/${id}/suspend`, { reason: 'Unpaid.' });
    await api.ask('POST', `/customers/${id}/unsuspend`);
    expect(await logIn(who, '127.0.0.61')).toMatch(/^530/);
    await admin.getByRole('button', { name: 'Release' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
    await expect.poll(() => logIn(who, '127.0.0.61')).toMatch(/^230/);
  });
});

async function makePeople(count: number): Promise<Login[]> {
  const customer = await PanelSession.signIn(product, product.demoCustomer);
  const roots = await customer.ask<{ items: { id: string }[] }>('GET', '/web-roots');
  const webRootId = roots.body.items[0]?.id;
  const made = [];
  for (let at = 1; at <= count; at += 1) {
    const password = `quite a long one for ${at}`;
    const { status, body } = await customer.ask<{ login: string }>('POST', '/accounts', {
      webRootId,
      name: `person${at}`,
      password,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    made.push({ name: body.login, password });
  }
  return made;
}
