// Lists in the browser: sorted and narrowed in the address, had as CSV in the same order; a ban that begins at a row and is
// felt on the wire; and edits of a plan and a website that somebody else was faster with.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { type Product, startProduct } from '../support/product.js';
import { needsPrograms } from '../support/programs.js';

const needs = needsPrograms('chromium');
const office = '127.0.0.70';
let product: Product;
let browser: Browser;
let admin: PanelSession;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  browser = await openBrowser();
  admin = await PanelSession.signIn(product, product.admin);
  for (const name of ['Zoe', 'anna']) expect((await admin.ask('POST', '/customers', { name })).status).toBe(201);
  ({ page, complaints } = await newPage(browser, product.panelUrl));
  await signIn(page, product.admin);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
});

async function logIn(from: string): Promise<{ client: FtpClient; answer: string }> {
  const client = await FtpClient.connect({ port: product.ftpPort, from });
  const { name, password } = product.demoAccount;
  const greeted = client.greeting?.code === 220;
  return { client, answer: greeted ? said(await client.logIn(name, password)) : said(client.greeting) };
}

/** The rows of the list as far as they are on screen, by their first line. */
const names = () => page.locator('td.title').allInnerTexts();

async function downloaded(): Promise<string[]> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as CSV' }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n').slice(1, -1);
  return lines.map((line) => line.split(',')[0] ?? '');
}

describe.skipIf(needs.missing)(`lists${needs.note}`, () => {
  it('of customers, websites and plans are sorted in the address, and their CSV has the same order', async () => {
    await page.goto('/customers');
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await page.waitForURL(/sort=name/);
    await expect.poll(names).toEqual(['anna', 'Demo customer', 'Zoe']);
    expect(await downloaded()).toEqual(['anna', 'Demo customer', 'Zoe']);
    await page.reload();
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await expect.poll(names).toEqual(['Zoe', 'Demo customer', 'anna']);
    await page.getByRole('searchbox').fill('an');
    await expect.poll(names).toEqual(['anna']);
    expect(await downloaded()).toEqual(['anna']);

    await page.goto('/websites?sort=-used');
    await page.getByRole('columnheader', { name: 'Disk' }).waitFor();
    await page.getByRole('searchbox').fill('no such site');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('1 shown').waitFor();

    await page.goto('/audit?sort=at&since=2026-01-01');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^changes-.*\.csv$/);
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^at \(UTC\),/);
    expect(complaints).toEqual([]);
  });

  it('offer a ban in the row of a session: it is said whom it hits, and on the wire only the one is kept out', async () => {
    const login = product.demoAccount.name;
    const inside = await logIn(office);
    expect(inside.answer).toMatch(/^230/);
    await page.goto('/sessions');
    await page.getByRole('button', { name: `Ban ${login}, ${office}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 open session ends at once.').waitFor();
    await dialog.getByRole('radio', { name: 'Everybody at the address' }).check();
    await dialog.getByText('Nobody else logged in from there in the last 30 days.').waitFor();
    await dialog.getByRole('radio', { name: `Only ${login} from there` }).check();
    await dialog.getByLabel('Reason').fill('Guessing');
    await dialog.getByRole('button', { name: 'Keep out' }).click();
    expect(said(await inside.client.reply())).toMatch(/^421 Your address is kept out from now on/);
    await page.getByText('Nobody is connected').waitFor();
    await expect.poll(async () => (await logIn(office)).answer).toMatch(/^(421|530) .*Guessing/);
    const elsewhere = await logIn('127.0.0.71');
    expect(elsewhere.answer).toMatch(/^230/);
    elsewhere.client.socket.destroy();

    await page.goto('/logins?result=accepted');
    await page
      .getByRole('button', { name: `Ban ${login}, ${office}` })
      .first()
      .click();
    await page.getByRole('dialog').getByText('No session is open from there.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(complaints).toEqual([]);
  });

  it('let in whom an admin never keeps out although the ban stands, and say so where one bans from the account', async () => {
    const login = product.demoAccount.name;
    await page.goto('/system/bans?tab=never');
    await page.getByRole('heading', { name: 'Every address can be banned' }).waitFor();
    await page.getByRole('button', { name: 'New network' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address or network').fill(office);
    await dialog.getByLabel('Whose it is').fill('Office');
    await dialog.getByRole('button', { name: 'Never keep out' }).click();
    await page.getByRole('cell', { name: office, exact: true }).waitFor();
    await expect.poll(async () => (await logIn(office)).answer).toMatch(/^230/);
    await page.getByRole('tab', { name: 'Kept out', exact: true }).click();
    await page.getByRole('cell', { name: 'Holds for nobody' }).waitFor();

    const found = await admin.ask<{ items: { id: string }[] }>('GET', `/accounts?search=${login}`);
    await page.goto(`/accounts/${found.body.items[0]?.id ?? ''}?tab=activity&show=logins`);
    await page
      .getByRole('table')
      .getByRole('button', { name: `Ban ${login}, ${office}` })
      .first()
      .click();
    await dialog.getByText(`You cannot ban this: ${office}/32 (Office) is never kept out.`).waitFor();
    await dialog.getByLabel('Reason').fill('Guessing');
    await dialog.getByRole('button', { name: 'Keep out' }).click();
    await dialog.getByText(`${office}/32 is never kept out (Office). Disable the FTP account`).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    // The browser writes down the 400 that the panel answered.
    expect(complaints.filter((complaint) => !complaint.includes('400'))).toEqual([]);
    complaints.length = 0;
  });

  it('show what somebody else changed in a plan or a website while you were typing', async () => {
    const dialog = page.getByRole('dialog');
    const plan = (await admin.ask<{ items: { id: string; name: string }[] }>('GET', '/plans')).body.items[0];
    await page.goto('/plans');
    await page.getByRole('button', { name: `Change the plan ${plan?.name ?? ''}` }).click();
    await dialog.getByLabel('FTP accounts').fill('77');
    expect((await admin.ask('PATCH', `/plans/${plan?.id ?? ''}`, { maxFtpAccounts: 66 })).status).toBe(200);
    await dialog.getByRole('button', { name: 'Save the plan' }).click();
    const difference = page.getByRole('dialog', { name: 'Someone else changed this' });
    await difference.getByRole('cell', { name: '66' }).waitFor();
    await difference.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('cell', { name: '77', exact: true }).waitFor();

    const site = (await admin.ask<{ items: { id: string; domain: string }[] }>('GET', '/web-roots')).body.items[0];
    await page.goto('/websites');
    await page.getByRole('button', { name: `More for ${site?.domain ?? ''}` }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
    await dialog.getByLabel('umask').fill('027');
    expect((await admin.ask('PATCH', `/web-roots/${site?.id ?? ''}`, { umask: 0o007 })).status).toBe(200);
    await dialog.getByRole('button', { name: 'Check and save' }).click();
    await difference.getByRole('cell', { name: '007' }).waitFor();
    await difference.getByRole('button', { name: 'Take theirs' }).click();
    await difference.waitFor({ state: 'detached' });
    expect(await dialog.getByLabel('umask').inputValue()).toBe('007');
  });
});
