// Pictures of a server's pages: adding it, its tabs, and removing it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { startProduct, type Product } from '../support/product.js';
import { shoot } from './shoot.js';

describe('pictures of servers', () => {
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  it('adding one, its tabs, and removing it', async () => {
    const { page } = await newPage(browser, product.panelUrl);
    await signIn(page, product.admin);
    await page.goto('/servers/new');
    await page.getByLabel('Name').fill('web-07');
    await page.getByLabel('Address').fill('ftp7.host.example');
    await shoot(page, 'server-new');
    await page.getByRole('button', { name: 'Add the server' }).click();
    await page.getByRole('heading', { name: 'web-07 is added' }).waitFor();
    await shoot(page, 'server-added');
    await page.goto('/servers');
    await page.getByRole('link', { name: 'web-07', exact: true }).waitFor();
    await shoot(page, 'servers-one-awaited');
    await page.getByRole('link', { name: 'web-07', exact: true }).click();
    await page.getByRole('tab', { name: 'TLS' }).click();
    await shoot(page, 'server-tls-none');
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByRole('button', { name: 'Remove…' }).click();
    await page.getByLabel('Type “web-07” to confirm').waitFor();
    await shoot(page, 'server-remove');
    await page.goto('/servers');
    await page.getByRole('link', { name: 'web-01', exact: true }).click();
    for (const tab of ['TLS', 'Limits', 'Danger']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForLoadState('networkidle');
      await shoot(page, `server-tab-${tab.toLowerCase()}`);
    }
  });
});
