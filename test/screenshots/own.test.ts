// Pictures of signing in, of one's own page with its dialogs, and of the people of the panel.
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { startProduct, type Product } from '../support/product.js';
import { shoot } from './shoot.js';

describe('pictures of who signs in', () => {
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

  async function makeToken(page: Page, name: string): Promise<void> {
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel('Name').last().fill(name);
    await page.getByLabel('See FTP accounts and websites').check();
    await page.getByLabel('Create, change and delete FTP accounts').check();
    await page.getByLabel('Only from these addresses').fill('203.0.113.0/24');
  }

  it('the second step, recovery codes, sessions and tokens', async () => {
    const { page } = await newPage(browser, product.panelUrl);
    await signIn(page, product.demoCustomer);
    await page.goto('/you');
    await makeToken(page, 'billing');
    await shoot(page, 'own-token-new');
    await page.getByRole('button', { name: 'Make token' }).click();
    await page.getByRole('heading', { name: 'Your new token' }).waitFor();
    await shoot(page, 'own-token-made');
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('button', { name: 'Set up…' }).click();
    await page.getByLabel('Your password').fill(product.demoCustomer.password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await shoot(page, 'own-two-step-enrol');
    const secret = (await page.locator('.totp-key').innerText()).replaceAll(' ', '');
    await page.getByLabel('Code from the app').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    await shoot(page, 'own-recovery-codes');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await shoot(page, 'own-you');
    const { page: fresh } = await newPage(browser, product.panelUrl);
    await fresh.goto('/sign-in');
    await fresh.getByLabel('E-mail address').fill(product.demoCustomer.name);
    await fresh.getByLabel('Password', { exact: true }).fill(product.demoCustomer.password);
    await fresh.getByRole('button', { name: 'Sign in' }).click();
    await fresh.getByRole('heading', { name: 'One more step' }).waitFor();
    await fresh.getByLabel('Code', { exact: true }).fill('000000');
    await fresh.getByRole('button', { name: 'Sign in' }).click();
    await fresh.getByText('This code is not right').waitFor();
    await shoot(fresh, 'own-second-step');
  });

  it('the people', async () => {
    const { page } = await newPage(browser, product.panelUrl);
    await signIn(page, product.admin);
    await page.goto('/system/people');
    await page.getByRole('button', { name: 'New person' }).click();
    await page.getByLabel('E-mail address').fill('sam@portside.example');
    await page.getByLabel('Name').fill('Sam');
    await shoot(page, 'people-add');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: /can sign in/ }).waitFor();
    await shoot(page, 'people-added');
    await page.getByRole('button', { name: 'Done' }).click();
    await shoot(page, 'people');
    await page.getByRole('button', { name: 'Manage sam@portside.example' }).click();
    await shoot(page, 'people-manage');
    await page.goto('/system/people?q=nobody');
    await shoot(page, 'people-nothing');
    await page.goto('/customers');
    await page.getByRole('link', { name: 'Demo customer' }).first().click();
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByRole('heading', { name: 'Panel logins' }).waitFor();
    await shoot(page, 'people-of-customer');
  });
});
