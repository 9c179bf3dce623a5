// Making FTP accounts in the browser, by keyboard, as customer and as admin; then the new logins on the wire.
import { mkdir, readdir, chown } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { axeComplaints } from '../support/axe.js';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Product } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

const needs = needsPrograms('chromium');

/** A PNG of 16 pixels a side. */
const greyDot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAD0lEQVR4nGNoQAMMI1sAAAUMgAFaSOXNAAAAAElFTkSuQmCC',
  'base64',
);

describe.skipIf(needs.missing)(`making an FTP account${needs.note}`, () => {
  let product: Product;
  let browser: Browser;
  let customer: { page: Page; complaints: string[] };
  let admin: { page: Page; complaints: string[] };
  let webRoot: string;
  const passwords: string[] = [];

  beforeAll(async () => {
    product = await startProduct({ LOG_LEVEL: 'debug' });
    browser = await openBrowser();
    const session = await PanelSession.signIn(product, product.admin);
    const roots = await session.ask<{ items: { path: string; systemUid: number; systemGid: number }[] }>(
      'GET',
      '/web-roots',
    );
    const [root] = roots.body.items;
    webRoot = root?.path ?? '';
    for (const folder of ['blog', 'shop', 'shop/images']) {
      await mkdir(join(webRoot, folder));
      if (process.getuid?.() === 0) await chown(join(webRoot, folder), root?.systemUid ?? 0, root?.systemGid ?? 0);
    }
    customer = await newPage(browser, product.panelUrl);
    admin = await newPage(browser, product.panelUrl);
    await signIn(customer.page, product.demoCustomer);
    await signIn(admin.page, product.admin);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  const list = (login: string, password: string) =>
    run('curl', ['-sS', '-l', '--ssl-reqd', '-k', '-u', `${login}:${password}`, `ftp://127.0.0.1:${product.ftpPort}/`]);

  const focused = (page: Page) => page.evaluate<string>(`document.activeElement?.textContent ?? ''`);
  const wide = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');

  it('is done by keyboard alone, with a folder chosen in the tree', async () => {
    const { page } = customer;
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('Designer');
    await page.getByText('The login is designer@demo.example').waitFor();
    await page.getByText('Free', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Browse…' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('treeitem', { name: 'shop' }).waitFor();
    await dialog.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('blog');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('shop');
    await page.keyboard.press('ArrowRight');
    await dialog.getByRole('treeitem', { name: 'images' }).waitFor();
    expect(await dialog.getByRole('treeitem', { name: 'images' }).getAttribute('aria-level')).toBe('3');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toContain('images');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toContain('shop');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe('/shop');
    await page.getByText('Strong', { exact: true }).waitFor();
    passwords.push(await page.getByLabel('Password', { exact: true }).inputValue());
    await page.getByLabel('Password', { exact: true }).focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'designer@demo.example is ready' }).waitFor();
    expect(await focused(page)).toContain('is ready');
    expect((await list('designer@demo.example', passwords[0] ?? '')).stdout).toContain('images');
  });

  it('is tested at once, and each step of the real login is told', async () => {
    const { page } = customer;
    await page.getByRole('button', { name: 'Test this login now' }).click();
    await page.getByText('This login works, seen from the panel.').waitFor();
    const steps = page.getByRole('list', { name: 'What happens' });
    expect(await steps.getByRole('listitem').count()).toBe(5);
    const told = await steps.innerText();
    expect(told).toContain('Encrypted with TLS');
    expect(told).toMatch(/A listing came to 127\.0\.0\.1:\d+, encrypted/);
  });

  it('has a weak password refused with the reason, and a taken login with another that is free', async () => {
    const { page } = customer;
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('designer');
    await page.getByText('This login is taken. Choose another name.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill('password12');
    await page.getByText('Too easy to guess.').waitFor();
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    const summary = page.getByRole('alert');
    await summary.getByText('2 things need a change:').waitFor();
    expect(await summary.innerText()).toContain('This login is taken.');
    expect(await summary.innerText()).toContain('This is a commonly used password.');
    expect(await focused(page)).toContain('2 things need a change');
    await summary.getByRole('button', { name: 'Password' }).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('designerdemo');
    await page.getByText('It is made of the login or the name of the website').first().waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Nordwind-und-7-Schafe');
    passwords.push('Nordwind-und-7-Schafe');
    await page.getByRole('button', { name: 'Use designer-2' }).click();
    await page.getByText('Free', { exact: true }).waitFor();
    await page.getByLabel('Folder', { exact: true }).fill('/campaign/spring');
    await page.getByLabel('Make this folder if it is missing').check();
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByText('The folder /campaign/spring is made on demo.example.').waitFor();
    expect(await readdir(join(webRoot, 'campaign'))).toEqual(['spring']);
    expect((await list('designer-2@demo.example', 'Nordwind-und-7-Schafe')).stderr).toBe('');
  });

  it('leads from the summary to a field that is folded away', async () => {
    const { page } = customer;
    await page.goto('/accounts/new');
    const fold = page.locator('summary', { hasText: 'More: quota' });
    await fold.click();
    const quota = page.getByRole('textbox', { name: 'Quota' });
    await quota.fill('plenty');
    await fold.click();
    await quota.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    const summary = page.getByRole('alert');
    await summary.getByRole('button', { name: 'Quota' }).waitFor();
    await quota.waitFor();
    await fold.click();
    await summary.getByRole('button', { name: 'Quota' }).click();
    expect(await page.evaluate<string>('document.activeElement.value')).toBe('plenty');
  });

  it('asks before what was typed is lost', async () => {
    const { page } = customer;
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('half');
    await page.getByRole('link', { name: 'Sessions' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('half');
    await page.getByRole('link', { name: 'Sessions' }).first().click();
    await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.waitForURL(/\/sessions/);
  });

  it('fails its test with the cause, and is not blamed for it on its page', async () => {
    const { page } = customer;
    await page.goto('/accounts');
    await page.getByRole('link').filter({ hasText: 'designer@demo.example' }).first().click();
    await page.getByRole('tab', { name: 'Connection' }).click();
    await page.getByLabel('Password of this FTP account').fill('surely not this one');
    await page.getByRole('button', { name: 'Test this login now' }).click();
    await page.getByText('The server said: 530 The login or the password is wrong.').waitFor();
    await page.getByText('Type the password again, or set a new one.').waitFor();
    // What the panel tries by itself is nobody's old program.
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByLabel('Folder', { exact: true }).waitFor();
    expect(await page.getByRole('region', { name: 'Refused logins' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Connection' }).click();
  });

  it('is suggested where one login is used from three addresses', async () => {
    const { page } = customer;
    for (const from of ['127.0.0.7', '127.0.0.8', '127.0.0.9']) {
      const client = await FtpClient.connect({ port: product.ftpPort, from });
      expect(said(await client.logIn('designer@demo.example', passwords[0] ?? ''))).toMatch(/^230/);
      client.socket.destroy();
    }
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await eventually('the logins are on record', async () => {
      const answer = await page.request.get(`/api/v1/accounts/${id}/shared-use`);
      return ((await answer.json()) as { looksShared: boolean }).looksShared;
    });
    await page.reload();
    const suggestion = page.getByRole('region', { name: 'Several people seem to share this login' });
    await suggestion.getByRole('button', { name: 'Only one person uses it' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'designer@demo.example' }).waitFor();
    await page.getByRole('region', { name: 'Test this login' }).waitFor();
    expect(await suggestion.count()).toBe(0);
  });

  it('is repeated for another person, with folder and limits of the first', async () => {
    const { page } = customer;
    await page.getByRole('link', { name: 'Add another person' }).click();
    await page.getByRole('heading', { name: 'Add another person' }).waitFor();
    expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe('/shop');
    await page.getByLabel('Name', { exact: true }).fill('photographer');
    const password = await page.getByLabel('Password', { exact: true }).inputValue();
    passwords.push(password);
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('heading', { name: 'photographer@demo.example is ready' }).waitFor();
    const { stdout } = await run('lftp', [
      '-u',
      `photographer@demo.example,${password}`,
      '-e',
      'set ssl:verify-certificate no; cls -1; bye',
      `ftp://127.0.0.1:${product.ftpPort}`,
    ]);
    expect(stdout).toContain('images');
  });

  it('is done by the admin, with modes and a network, and fits on a phone', async () => {
    const { page } = admin;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/accounts/new');
    await page.getByLabel('Name', { exact: true }).fill('office');
    await page.getByRole('button', { name: 'Browse…' }).click();
    await page.getByRole('dialog').getByText('shop', { exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Use /shop' }).click();
    expect(await page.getByLabel('Folder', { exact: true }).inputValue()).toBe('/shop');
    await page.locator('summary', { hasText: 'More' }).click();
    await page.getByRole('button', { name: 'Add my address now' }).click();
    await expect.poll(() => page.getByLabel('Allowed networks').inputValue()).toBe('127.0.0.1');
    await page.getByLabel('PORT', { exact: false }).first().selectOption('deny');
    expect(await wide(page)).toBeLessThanOrEqual(390);
    const password = await page.getByLabel('Password', { exact: true }).inputValue();
    passwords.push(password);
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('heading', { name: 'office@demo.example is ready' }).waitFor();
    expect(await wide(page)).toBeLessThanOrEqual(390);
    expect((await list('office@demo.example', password)).stderr).toBe('');
  });

  it('comes with a page that explains the numbers', async () => {
    const { page } = admin;
    await page.getByRole('link', { name: 'Help with connecting' }).click();
    await page.getByRole('heading', { name: 'Help with connecting' }).waitFor();
    await page.getByText('425: the login works, but the list of files or the file does not come').waitFor();
  });

  it('is done while the server is away, which is said, and the login works when it is back', async () => {
    const { page } = customer;
    const away = await ftpProcesses();
    for (const pid of away) process.kill(pid, 'SIGSTOP');
    try {
      await page.goto('/accounts/new');
      await page.getByText(/^web-01 does not answer now\. You can still save/).waitFor();
      await page.getByLabel('Name', { exact: true }).fill('night-shift');
      await page.getByLabel('Folder', { exact: true }).fill('/night');
      passwords.push(await page.getByLabel('Password', { exact: true }).inputValue());
      await page.getByRole('button', { name: 'Create FTP account' }).click();
      await page.getByText(/^web-01 does not answer now\. The FTP account is saved/).waitFor();
      await page.getByText('It makes the folder /night when it is back within a day.').waitFor();
    } finally {
      for (const pid of away) process.kill(pid, 'SIGCONT');
    }
    await eventually('the login works', async () => {
      const listed = await list('night-shift@demo.example', passwords.at(-1) ?? '');
      return listed.stderr === '';
    });
    customer.complaints.splice(0, Infinity, ...customer.complaints.filter((text) => !text.includes('504')));
  });

  /** The workers; the supervisor above them would start others. */
  async function ftpProcesses(): Promise<number[]> {
    const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,args=']);
    const processes = stdout.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
    const childrenOf = (parent: number): number[] =>
      processes.flatMap((found) => (Number(found?.[2]) === parent ? [Number(found?.[1])] : []));
    const roles = childrenOf(product.launcher.pid ?? 0);
    const workers = roles.flatMap(childrenOf).filter((pid) => {
      const args = processes.find((found) => Number(found?.[1]) === pid)?.[3] ?? '';
      return args.includes('node') && !args.includes('postgres');
    });
    expect(workers.length).toBeGreaterThan(0);
    return workers;
  }

  it('keeps the rules for passwords that the admin has just made stricter, on the wire too', async () => {
    await admin.page.setViewportSize({ width: 1440, height: 900 });
    await admin.page.goto('/system/sign-in');
    const rules = admin.page.getByRole('region', { name: 'New passwords' });
    await rules.getByLabel('Fewest characters').fill('30');
    await rules.getByLabel('How hard to guess').selectOption('4');
    await rules.getByRole('button', { name: 'Save' }).click();
    await rules.getByText('Saved.', { exact: false }).waitFor();
    const { page } = customer;
    await page.goto('/accounts/new');
    await page.getByText('30 characters or more.').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('strict');
    const field = page.getByLabel('Password', { exact: true });
    const made = await field.inputValue();
    expect(made).toHaveLength(30);
    await field.fill('Nordwind-und-7-Schafe');
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('alert').getByText('Use at least 30 characters.').waitFor();
    await field.fill(made);
    passwords.push(made);
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('heading', { name: 'strict@demo.example is ready' }).waitFor();
    expect((await list('strict@demo.example', made)).stderr).toBe('');
  });

  it('happens in a panel that bears the name of the host and says whom to ask, before anybody signs in', async () => {
    const { page } = admin;
    await page.goto('/system/branding');
    await page.getByLabel('Name', { exact: true }).fill('Wolke 9 "<FTP>"');
    await page.getByLabel('Whom customers ask').fill('Our night shift: 0621 1234');
    await page.getByLabel('Link', { exact: true }).fill('mailto:night@wolke.example');
    const picture = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose picture… for light pages' }).click();
    await (await picture).setFiles({ name: 'dot.png', mimeType: 'image/png', buffer: greyDot });
    await page.getByRole('button', { name: 'Take away the logo on light pages' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.rail .brand-logo').waitFor();
    const stranger = await newPage(browser, product.panelUrl);
    await stranger.page.goto('/sign-in');
    await stranger.page.getByText('Wolke 9 "<FTP>"', { exact: true }).waitFor();
    await expect.poll(() => stranger.page.title()).toBe('Sign in · Wolke 9 "<FTP>"');
    const contact = stranger.page.getByRole('link', { name: 'Our night shift: 0621 1234' });
    expect(await contact.getAttribute('href')).toBe('mailto:night@wolke.example');
    const width = `document.querySelector('.brand-logo')?.naturalWidth ?? 0`;
    await expect.poll(() => stranger.page.evaluate<number>(width)).toBe(16);
    expect(await axeComplaints(stranger.page)).toEqual([]);
    expect(stranger.complaints).toEqual([]);
  });

  it('leaves no password in what the processes log, and nothing for the browser to complain of', () => {
    for (const password of passwords) expect(product.output()).not.toContain(password);
    const told = [...customer.complaints, ...admin.complaints];
    expect(told.filter((text) => !text.includes('401'))).toEqual([]);
  });
});
