// Headless Chromium for tests of the panel, through Playwright.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { programPath } from './programs.js';
import type { Login } from './product.js';

/** Opens Debian's Chromium; `needsPrograms('chromium')` says whether it is there. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: programPath('chromium') ?? 'chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What a browser keeps of somebody who is signed in. */
export type SignedIn = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

/** A page, and what its browser has complained of. */
export interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

/** A fresh page, signed out unless `storageState` says otherwise, that collects what the browser complains of. */
export function newPage(browser: Browser, baseURL: string, storageState?: SignedIn): Promise<Opened> {
  return open(browser, { baseURL, viewport: { width: 1440, height: 900 }, ...(storageState && { storageState }) });
}

/** The same on a phone: narrow, and touched instead of clicked. */
export function newPhone(browser: Browser, baseURL: string): Promise<Opened> {
  return open(browser, { baseURL, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.setDefaultTimeout(15_000);
  return { page, complaints };
}

/** Signs in on the panel's own page. */
export async function signIn(page: Page, login: Login): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(login.name);
  await page.getByLabel('Password', { exact: true }).fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}
