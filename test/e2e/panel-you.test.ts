// One's own page and the people of the panel, in the browser: a second step, sessions, API tokens on the wire, colours,
// a phone, and somebody of support who may not touch a policy.
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeComplaints } from '../support/axe.js';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Login, type Product } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

const needs = needsPrograms('chromium', 'curl');

describe.skipIf(needs.missing)(`one's own page${needs.note}`, () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let secret: string;
  let recoveryCodes: string[];

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    ({ page, complaints } = await newPage(browser, product.panelUrl));
    await signIn(page, product.demoCustomer);
    await page.goto('/you');
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  // The code of the next half minute counts as well, so a test need not wait for a fresh one.
  const codeIn = (seconds: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + seconds * 1000 });

  async function typePassword(login: Login): Promise<void> {
    await page.goto('/sign-in?next=%2Fyou');
    await page.getByLabel('E-mail address').fill(login.name);
    await page.getByLabel('Password', { exact: true }).fill(login.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
  }

  /** What Chromium itself writes of a request that was refused on purpose. */
  const refusedOnPurpose = (text: string) => /status of (400|401|403|429)/.test(text);

  it('sets up a second step with the key that stands beside the QR code', async () => {
    const section = page.getByRole('region', { name: 'Two-step sign-in' });
    await section.getByRole('button', { name: 'Set up…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Your password').fill(product.demoCustomer.password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('img', { name: /QR code/ }).waitFor();
    expect(await axeComplaints(page)).toEqual([]);
    secret = (await dialog.locator('.totp-key').innerText()).replaceAll(' ', '');
    await dialog.getByLabel('Code from the app').fill(codeIn(-30));
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    recoveryCodes = await page.locator('.recovery-codes li').allInnerTexts();
    expect(recoveryCodes).toHaveLength(10);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as text' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('recovery-codes.txt');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await section.getByText('You have 10 recovery codes left.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('asks for a code from then on, says why a wrong one is refused, and takes the right one', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await typePassword(product.demoCustomer);
    expect(await axeComplaints(page)).toEqual([]);
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This code is not right, or it was used already.').waitFor();
    await page.getByLabel('Code', { exact: true }).fill(codeIn(0));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/you');
  });

  it('takes a recovery code where the phone is not at hand, once', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await typePassword(product.demoCustomer);
    await page.getByRole('button', { name: 'I do not have my phone' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/you');
    await page.getByText('You have 9 recovery codes left.').waitFor();
  });

  it('removes the second step with password and code', async () => {
    const section = page.getByRole('region', { name: 'Two-step sign-in' });
    await section.getByRole('button', { name: 'Remove…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Your password').fill(product.demoCustomer.password);
    await dialog.getByLabel('Code from the app, or a recovery code').fill(recoveryCodes[1] ?? '');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await section.getByText('Off', { exact: true }).waitFor();
  });

  it('lists where one is signed in, and ends a session there', async () => {
    const elsewhere = await PanelSession.signIn(product, product.demoCustomer);
    await page.reload();
    const section = page.getByRole('region', { name: 'Where you are signed in' });
    await section.getByText('This one').waitFor();
    expect(await section.getByText('Chrome on Linux').count()).toBe(1);
    await section.getByRole('button', { name: 'End the session of node at 127.0.0.1' }).click();
    await section.getByRole('button', { name: /End the session/ }).waitFor({ state: 'detached' });
    expect((await elsewhere.ask('GET', '/auth/me')).status).toBe(401);
    expect((await page.request.get('/api/v1/auth/me')).status()).toBe(200);
  });

  async function makeToken(name: string, networks: string): Promise<string> {
    const section = page.getByRole('region', { name: 'API tokens' });
    await section.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Make token' }).click();
    await dialog.getByText('Write what it is for.').waitFor();
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('See FTP accounts and websites').check();
    await dialog.getByLabel('Only from these addresses').fill(networks);
    expect(await axeComplaints(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make token' }).click();
    await page.getByRole('heading', { name: 'Your new token' }).waitFor();
    const token = await dialog.locator('.copyable .mono').first().innerText();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await section.getByRole('cell', { name, exact: true }).waitFor();
    return token;
  }

  async function statusWith(token: string, path: string, method = 'GET'): Promise<string> {
    const answer = ['-s', '-o', '/dev/null', '-w', '%{http_code}', '-X', method];
    const { stdout } = await run('curl', [
      ...answer,
      '-H',
      `Authorization: Bearer ${token}`,
      `${product.panelUrl}/api/v1${path}`,
    ]);
    return stdout;
  }

  it('makes a token that does what was ticked, from where was written, until it is deleted', async () => {
    await page.getByRole('region', { name: 'API tokens' }).getByText('No API tokens').waitFor();
    const here = await makeToken('billing', '127.0.0.0/8');
    const elsewhere = await makeToken('office', '203.0.113.0/24');
    expect(await statusWith(here, '/accounts')).toBe('200');
    expect(await statusWith(here, '/transfers')).toBe('403');
    expect(await statusWith(here, '/tokens', 'POST')).toBe('403');
    expect(await statusWith(elsewhere, '/accounts')).toBe('401');
    await page.reload();
    await page.getByRole('button', { name: 'Delete billing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete billing' }).waitFor({ state: 'detached' });
    expect(await statusWith(here, '/accounts')).toBe('401');
  });

  it('refuses networks that are none at their field', async () => {
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('odd');
    await dialog.getByLabel('Everything you may do').check();
    await dialog.getByLabel('Only from these addresses').fill('at home');
    await dialog.getByRole('button', { name: 'Make token' }).click();
    await dialog.getByText('"at" is no network').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('lets the rows of lists stand closer, also on the next visit', async () => {
    const rowOf = async () => (await page.locator('.table tbody tr').first().boundingBox())?.height ?? 0;
    const before = await rowOf();
    await page.getByLabel('Height of rows').selectOption('compact');
    await page.reload();
    await page.getByRole('table', { name: 'Your panel sessions' }).waitFor();
    expect(await rowOf()).toBeLessThan(before);
    await page.getByLabel('Height of rows').selectOption('comfortable');
    expect(await rowOf()).toBe(before);
  });

  it('shows times in the zone that was chosen, and colours as chosen from the first paint on', async () => {
    await page.getByLabel('Time zone').selectOption('Pacific/Kiritimati');
    await page.getByRole('button', { name: 'Save profile' }).click();
    await page.getByText('Saved.').first().waitFor();
    await page.getByLabel('Appearance').selectOption('dark');
    await page.reload();
    const kiritimati = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Pacific/Kiritimati',
      day: 'numeric',
      month: 'short',
    });
    const table = page.getByRole('table', { name: 'Your panel sessions' });
    await table.getByText(kiritimati.format(new Date())).first().waitFor();
    expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(20, 23, 26)');
    await page.route('**/assets/**', (route) => route.abort());
    await page.goto('/you', { waitUntil: 'commit' });
    await page.waitForFunction(`document.documentElement.dataset.mantineColorScheme === 'dark'`);
    await page.unroute('**/assets/**');
    await page.goto('/you');
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    expect(await axeComplaints(page)).toEqual([]);
    await page.getByLabel('Appearance').selectOption('light');
    await page.waitForFunction(`document.documentElement.dataset.mantineColorScheme === 'light'`);
  });

  it('speaks German once that is chosen, also after a reload and to who is not signed in', async () => {
    await page.getByLabel('Language').selectOption({ label: 'Deutsch' });
    await page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
    await page.getByRole('heading', { name: 'API-Token' }).waitFor();
    expect(await page.title()).toBe('Mein Konto · Portside');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    const rail = page.getByRole('navigation', { name: 'Hauptnavigation' });
    expect(await rail.getByRole('link').allInnerTexts()).toContain('FTP-Zugänge');
    expect(await axeComplaints(page)).toEqual([]);

    // What the API says is English and is read aloud as such.
    await page.getByLabel('Derzeitiges Passwort').fill('not the one');
    await page.getByLabel('Neues Passwort').fill('long enough to be one');
    await page.getByRole('button', { name: 'Passwort ändern' }).click();
    await page.getByRole('region', { name: 'Passwort', exact: true }).locator('[lang="en"]').waitFor();

    await page.getByLabel('Sprache').selectOption({ label: 'English' });
    await page.getByRole('heading', { level: 1, name: 'You' }).waitFor();
    const { page: outside } = await newPage(browser, product.panelUrl);
    await outside.goto('/sign-in');
    await outside.getByRole('button', { name: 'Deutsch' }).click();
    await outside.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor();
    expect(await outside.title()).toBe('Anmelden · Portside');
    expect(await axeComplaints(outside)).toEqual([]);
    await outside.context().close();
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
    expect(complaints.filter((text) => !refusedOnPurpose(text) && !text.includes('ERR_FAILED'))).toEqual([]);
  });

  it('lets an admin add somebody of support, who can change no policy and see no people', async () => {
    const { page: admin, complaints: adminComplaints } = await newPage(browser, product.panelUrl);
    await signIn(admin, product.admin);
    await admin.goto('/system/people');
    await admin.getByRole('button', { name: 'New person' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('E-mail address').fill('sam@portside.example');
    const password = await dialog.getByLabel('Password', { exact: true }).inputValue();
    await dialog.getByRole('button', { name: 'Add' }).click();
    await admin.getByRole('heading', { name: 'sam@portside.example can sign in' }).waitFor();
    await admin.getByRole('button', { name: 'Done' }).click();
    await admin.getByRole('button', { name: 'Manage sam@portside.example' }).waitFor();
    expect(await admin.getByRole('link', { name: 'Your page' }).getAttribute('href')).toBe('/you');
    expect(await axeComplaints(admin)).toEqual([]);
    expect(adminComplaints).toEqual([]);

    const { page: support, complaints: supportComplaints } = await newPage(browser, product.panelUrl);
    await signIn(support, { name: 'sam@portside.example', password });
    await support.goto('/servers');
    await support.getByRole('link', { name: 'web-01' }).first().click();
    await support.waitForURL(/servers\/.{36}/);
    await support.getByRole('heading', { name: 'web-01' }).waitFor();
    await support.getByText('Only an admin changes this.').waitFor();
    expect(await support.getByRole('button', { name: /Apply/ }).count()).toBe(0);
    expect(supportComplaints).toEqual([]);
    await support.goto('/system/people');
    await support.getByText('Your role does not allow this. Ask an admin.').waitFor();

    await requireTwoSteps(admin);
    await support.goto('/servers');
    await support.getByRole('heading', { name: 'Set up two-step sign-in' }).waitFor();
    expect(await support.getByRole('navigation').count()).toBe(0);
    expect(await axeComplaints(support)).toEqual([]);
    await support.getByRole('button', { name: 'Set up now' }).click();
    await enrol(support, password);
    await support.waitForURL('**/overview');

    await admin.goto('/system/people');
    await admin.getByRole('button', { name: 'Manage sam@portside.example' }).click();
    const manage = admin.getByRole('dialog');
    await manage.getByRole('button', { name: 'Make a hand-over link' }).click();
    await manage.getByText('Give this link to whoever is to use sam@portside.example.').waitFor();
    expect(await axeComplaints(admin)).toEqual([]);
    await manage.getByRole('button', { name: 'Disable…' }).click();
    await admin.getByRole('heading', { name: 'Disable sam@portside.example?' }).waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await admin.getByRole('cell', { name: 'Disabled' }).waitFor();
    await support.goto('/servers');
    await support.waitForURL(/sign-in/);
  });

  /** From the password to the recovery codes, in the dialog. */
  async function enrol(on: Page, password: string): Promise<void> {
    const dialog = on.getByRole('dialog');
    await dialog.getByLabel('Your password').fill(password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    const key = (await dialog.locator('.totp-key').innerText()).replaceAll(' ', '');
    const code = new TOTP({ secret: Secret.fromBase32(key) }).generate();
    await dialog.getByLabel('Code from the app').fill(code);
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await on.getByRole('button', { name: 'I have kept them' }).click();
  }

  /** Which an admin can do only once they have it themselves. */
  async function requireTwoSteps(admin: Page): Promise<void> {
    await admin.goto('/system/sign-in');
    const rule = admin.getByLabel('Require two-step sign-in of all staff');
    await admin.getByRole('link', { name: 'Set it up on your page' }).click();
    await admin.getByRole('button', { name: 'Set up…' }).click();
    await enrol(admin, product.admin.password);
    await admin.goto('/system/sign-in');
    await rule.check();
    expect(await axeComplaints(admin)).toEqual([]);
    const saved = admin.waitForResponse((answer) => answer.request().method() === 'PUT');
    await admin.locator('form', { has: rule }).getByRole('button', { name: 'Save' }).click();
    expect((await saved).status()).toBe(200);
    await admin.getByText('1 person of your staff does not have it yet.').waitFor();
  }

  it('goes on to places of its own only after signing in', async () => {
    const { page: fresh } = await newPage(browser, product.panelUrl);
    await fresh.goto('/sign-in?next=%2F%5Cevil.example');
    await fresh.getByLabel('E-mail address').fill(product.demoCustomer.name);
    await fresh.getByLabel('Password', { exact: true }).fill(product.demoCustomer.password);
    await fresh.getByRole('button', { name: 'Sign in' }).click();
    await fresh.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    expect(new URL(fresh.url()).origin).toBe(product.panelUrl);
  });
});
