// A program that still uses the old password: its owner reads so on the account's page, without asking for it.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Product } from '../support/product.js';
import { needsPrograms } from '../support/programs.js';

const needs = needsPrograms('chromium');
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

async function tryLogin(from: string, login: string, password: string): Promise<string> {
  const client = await FtpClient.connect({ port: product.ftpPort, from });
  await client.say('CLNT FileZilla');
  const words = said(await client.logIn(login, password));
  client.socket.destroy();
  return words;
}

async function accountPage(): Promise<Page> {
  const { page, complaints } = await newPage(browser, product.panelUrl);
  await signIn(page, product.demoCustomer);
  await page.getByRole('link', { name: product.demoAccount.name }).first().click();
  await page.getByRole('heading', { name: product.demoAccount.name }).waitFor();
  expect(complaints).toEqual([]);
  return page;
}

it.skipIf(needs.missing)(`an account's page shows who still uses the old password, live${needs.note}`, async () => {
  const { name: login, password: old } = product.demoAccount;
  expect(await tryLogin('127.0.0.7', login, old)).toMatch(/^230/);
  const page = await accountPage();
  const section = page.getByRole('region', { name: 'Refused logins' });
  expect(await section.count()).toBe(0);

  const customer = await PanelSession.signIn(product, product.demoCustomer);
  const accounts = await customer.ask<{ items: { id: string; login: string }[] }>('GET', '/accounts');
  const id = accounts.body.items.find((account) => account.login === login)?.id ?? '';
  await customer.ask('PUT', `/accounts/${id}/password`, { password: 'a quite new one' });
  expect(await tryLogin('127.0.0.7', login, old)).toMatch(/^530 The login or the password is wrong/);
  await section.getByText('FileZilla at 127.0.0.7 still uses the old password.').waitFor();
  await section.getByText('Once, just now.').waitFor();

  expect(await tryLogin('127.0.0.8', login.split('@')[0] ?? '', 'a quite new one')).toMatch(/^530/);
  await section.getByText(`the full login is ${login}.`).waitFor();
  expect(await tryLogin('127.0.0.7', login, 'a quite new one')).toMatch(/^230/);
  await section.getByText('A login from there has worked since, just now.').waitFor();
});
