// A customer from the first plan to the end, in the browser as each role; what is clicked is felt on the wire and on disk.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, type Opened, openBrowser, signIn } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { type Login, type Product, startProduct } from '../support/product.js';
import { needsPrograms } from '../support/programs.js';

const needs = needsPrograms('chromium');
let product: Product;
let browser: Browser;
let admin: PanelSession;
let demoRoot: string;

beforeAll(async () => {
  if (needs.missing) return;
  product = await startProduct();
  browser = await openBrowser();
  admin = await PanelSession.signIn(product, product.admin);
  const roots = await admin.ask<{ items: { path: string }[] }>('GET', '/web-roots');
  demoRoot = roots.body.items[0]?.path ?? '';
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.dispose();
});

const opened = new Map<string, Opened>();

/** The one page of each, for a browser that begins anew loads everything anew. */
async function pageOf(who: Login): Promise<Opened> {
  const known = opened.get(who.name);
  if (known !== undefined) return known;
  const fresh = await newPage(browser, product.panelUrl);
  await signIn(fresh.page, who);
  opened.set(who.name, fresh);
  return fresh;
}

async function logIn(): Promise<{ client: FtpClient; answer: string }> {
  const client = await FtpClient.connect({ port: product.ftpPort });
  const { name, password } = product.demoAccount;
  return { client, answer: said(await client.logIn(name, password)) };
}

async function openDemo(page: Page): Promise<void> {
  await page.goto('/customers');
  await page.getByRole('link', { name: 'Demo customer' }).click();
  await page.getByRole('heading', { name: 'Demo customer' }).waitFor();
}

describe.skipIf(needs.missing)(`customers in the panel${needs.note}`, () => {
  it('an admin makes a plan and a customer on it, and finds them by plan', async () => {
    const { page, complaints } = await pageOf(product.admin);
    await page.goto('/plans');
    await page.getByRole('button', { name: 'New plan' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Tiny');
    await page.getByLabel('FTP accounts').fill('0');
    await page.getByLabel('Disk').fill('1 GB');
    await page.getByRole('button', { name: 'Save the plan' }).click();
    await page.getByRole('cell', { name: 'Tiny', exact: true }).waitFor();

    await page.goto('/customers/new');
    await page.getByLabel('Name', { exact: true }).fill('Nora');
    await page.getByLabel('Plan').selectOption('Tiny');
    await page.getByRole('button', { name: 'Create customer' }).click();
    await page.getByRole('link', { name: 'Open the customer' }).click();
    await page.getByText('0 of 0', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Websites' }).click();
    await page.getByText('No websites yet').waitFor();

    await page.goto('/customers/new');
    await page.getByLabel('Name', { exact: true }).fill('Olga');
    await page.getByRole('button', { name: 'Create customer' }).click();
    await page.getByText('Choose a plan.', { exact: true }).waitFor();
    await page.getByLabel('Plan').selectOption('Standard');
    await page.getByRole('button', { name: 'Create customer' }).click();
    await page.getByRole('link', { name: 'Open the customer' }).click();
    await page.getByRole('heading', { name: 'Olga' }).waitFor();

    await page.goto('/customers');
    await page.getByLabel('Plan').selectOption('Tiny');
    await page.getByRole('link', { name: 'Nora' }).waitFor();
    await page.getByRole('link', { name: 'Demo customer' }).waitFor({ state: 'detached' });
    await page.getByLabel('Status').selectOption('Suspended');
    await page.getByText('Nothing matches').waitFor();
    expect(complaints).toEqual([]);
  });

  it('a smaller plan lists what a customer has too much before it is booked', async () => {
    const { page } = await pageOf(product.admin);
    await openDemo(page);
    await page.getByLabel('Plan').selectOption('Tiny');
    await page.getByText('One customer has more than that:').waitFor();
    await page.getByText('Demo customer: 1 of 0 FTP accounts').waitFor();
  });

  it('a plan that is in use is not deleted, and it is said who has it', async () => {
    const { page, complaints } = await pageOf(product.admin);
    await page.goto('/plans');
    await page.getByRole('button', { name: 'Delete the plan Tiny' }).click();
    await page.getByRole('button', { name: 'Delete the plan', exact: true }).click();
    await page.getByText('Nora has this plan. Give them another plan first.').waitFor();
    // The browser itself tells of the refusal.
    expect(complaints.splice(0).filter((text) => !text.includes('409'))).toEqual([]);
  });

  it('suspending ends a live FTP session with words, and lifting it lets the login in again', async () => {
    const { page, complaints } = await pageOf(product.admin);
    const { client, answer } = await logIn();
    expect(answer).toMatch(/^230/);
    await openDemo(page);
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByRole('button', { name: 'Suspend…' }).click();
    await page.getByLabel('Reason').fill('Unpaid since May');
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend', exact: true }).click();
    await page.getByText('Suspended: Unpaid since May').waitFor();
    expect(said(await client.reply())).toContain('The hosting package of this FTP account was suspended.');
    expect((await logIn()).answer).toMatch(/^530/);
    await page.getByRole('button', { name: 'Lift the suspension' }).click();
    await page.getByRole('button', { name: 'Suspend…' }).waitFor();
    expect((await logIn()).answer).toMatch(/^230/);
    expect(complaints).toEqual([]);
  });

  it('a customer finds no customers', async () => {
    const { page } = await pageOf(product.demoCustomer);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Websites' }).waitFor();
    expect(await page.getByRole('link', { name: 'Customers' }).count()).toBe(0);
    const customer = await PanelSession.signIn(product, product.demoCustomer);
    expect((await customer.ask('GET', '/customers')).status).toBe(403);
  });

  it('terminating lists what goes, asks for the name, and empties the folder on disk', async () => {
    writeFileSync(join(demoRoot, 'more.txt'), '1234567');
    const { page, complaints } = await pageOf(product.admin);
    await page.setViewportSize({ width: 390, height: 844 });
    await openDemo(page);
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByRole('button', { name: 'Terminate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(demoRoot).waitFor();
    await dialog.getByText('1 FTP account').waitFor();
    await dialog.getByLabel('Delete the files').check();
    const act = dialog.getByRole('button', { name: 'Terminate and delete the files' });
    expect(await act.isDisabled()).toBe(true);
    await dialog.getByLabel('Type “Demo customer” to confirm').fill('Demo customer');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await act.click();
    await eventually('the folder is empty', () => readdirSync(demoRoot).length === 0);
    expect(existsSync(demoRoot)).toBe(true);
    expect((await logIn()).answer).toMatch(/^530/);
    await page.goto('/customers');
    await eventually('the customer is gone', async () => {
      const list = await admin.ask<{ items: { name: string }[] }>('GET', '/customers');
      return !list.body.items.some(({ name }) => name === 'Demo customer');
    });
    expect(complaints.filter((said) => !said.includes('404'))).toEqual([]);
  });
});
