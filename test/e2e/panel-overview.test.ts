// The staff's first page, what it leads to, and a customer's usage, in the browser with real FTP logins in between.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { ControlLine } from '../support/control-line.js';
import { PanelSession } from '../support/panel-session.js';
import { startProduct, type Login, type Product } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';

const needs = needsPrograms('chromium', 'curl');
/** Not the range of a new installation, which another one on this machine may hold, nor ports that the system gives out. */
const firstPort = 21_000 + (process.pid % 400) * 20;
const big = join(tmpdir(), `portside-overview-${process.pid}`);

let product: Product;
let browser: Browser;
let complaints: string[] = [];
const running: ChildProcess[] = [];

beforeAll(async () => {
  if (needs.missing) return;
  await writeFile(big, randomBytes(3_000_000));
  product = await startProduct();
  browser = await openBrowser();
  const admin = await PanelSession.signIn(product, product.admin);
  const { body } = await admin.ask<{ items: { id: string }[] }>('GET', '/servers');
  const path = `/servers/${body.items[0]?.id ?? ''}/policy`;
  const range = { passiveFirstPort: firstPort, passiveLastPort: firstPort + 19 };
  const policy = await admin.ask('PUT', path, { preset: 'active-and-passive', ...range });
  expect(policy).toMatchObject({ status: 201 });
});
afterEach(() => {
  expect(complaints).toEqual([]);
  complaints = [];
});
afterAll(async () => {
  for (const child of running) child.kill();
  await browser?.close();
  await product?.dispose();
  await rm(big, { force: true });
});

/** The browser itself notes each 403. */
function forgetRefusals(): void {
  complaints = complaints.filter((complaint) => !complaint.includes('403'));
}

async function pageOf(who: Login): Promise<Page> {
  const opened = await newPage(browser, product.panelUrl);
  complaints = opened.complaints;
  await signIn(opened.page, who);
  return opened.page;
}

const ftpUrl = (path: string) => `ftp://127.0.0.1:${product.ftpPort}${path}`;

/** An upload that takes a minute; its exit code is there once it has ended. */
function uploadSlowly(path: string): Promise<number | null> {
  const { name, password } = product.demoAccount;
  const limits = ['-sS', '--limit-rate', '50k', '--disable-epsv'];
  const child = spawn('curl', [...limits, '-u', `${name}:${password}`, '-T', big, ftpUrl(path)], { stdio: 'ignore' });
  running.push(child);
  return new Promise((resolve) => child.once('exit', resolve));
}

describe('for staff', () => {
  it.skipIf(needs.missing)(`the overview shows the server, and a refused login by itself${needs.note}`, async () => {
    const page = await pageOf(product.admin);
    await page.waitForURL(/\/overview$/);
    const servers = page.getByRole('table', { name: 'Servers as they stand now' });
    await servers.getByText('Up', { exact: true }).waitFor();
    await servers.getByText('version 2').waitFor();
    await servers.getByText('self-signed').waitFor();
    await servers.getByText(/^\d+ of 20$/).waitFor();
    const first = page.getByRole('region', { name: 'First steps' });
    await first.getByText('An admin uses two-step sign-in').waitFor();
    expect(await first.getByRole('listitem').count()).toBe(6);
    const logins = page.getByRole('region', { name: 'Logins' });
    expect(await logins.getByText('Refused: the login or the password is not right.').count()).toBe(0);
    const refused = await run('curl', ['-sS', '-u', 'nobody@demo.example:wrong', ftpUrl('/')]);
    expect(refused.exitCode).toBe(67);
    await logins.getByRole('link', { name: 'Refused: the login or the password is not right.' }).click();
    await page.waitForURL(/\/logins\?reason=wrong-login-or-password/);
    const list = page.getByRole('table', { name: 'Tries to log in' });
    await list.getByText('nobody@demo.example').waitFor();
    await run('curl', ['-sS', '-u', 'another@demo.example:wrong', ftpUrl('/')]);
    await list.getByText('another@demo.example').waitFor();
  });

  it.skipIf(needs.missing)('the chart of logins is read with arrow keys, and as a table', async () => {
    const page = await pageOf(product.admin);
    const slider = page.getByRole('slider', { name: /Logins by the minute/ });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^\d\d:\d\d: 0 accepted, 0 refused\.$/);
    await page.getByText('The same as a table').click();
    await page.getByRole('table', { name: 'Logins by the minute' }).waitFor();
    await page.getByRole('button', { name: 'Put this list away' }).click();
    await page.getByRole('region', { name: 'First steps' }).waitFor({ state: 'detached' });
  });

  it.skipIf(needs.missing)('logins are narrowed, and an address that is none is answered with an example', async () => {
    const page = await pageOf(product.admin);
    await page.goto('/logins');
    await page.getByText('nobody@demo.example').waitFor();
    const address = page.getByRole('textbox', { name: 'Address or network' });
    await address.fill('somewhere');
    await address.press('Enter');
    await page.getByText('Write an address or a network, such as').waitFor();
    await address.fill('203.0.113.0/24');
    await address.press('Enter');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('nobody@demo.example').waitFor();
    await page.getByLabel('To day').fill('2020-01-01');
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    expect(page.url()).toContain('until=2020-01-01');
  });

  it.skipIf(needs.missing)('support sees the overview, and is told that retention is not theirs', async () => {
    const admin = await PanelSession.signIn(product, product.admin);
    const support = { name: 'support@portside.example', password: randomBytes(12).toString('base64url') };
    const wish = { email: support.name, role: 'support', password: support.password };
    expect((await admin.ask('POST', '/panel-users', wish)).status).toBe(201);
    const page = await pageOf(support);
    await page.waitForURL(/\/overview$/);
    await page.getByRole('table', { name: 'Servers as they stand now' }).waitFor();
    await page.goto('/plans');
    await page.getByRole('heading', { name: 'Plans' }).waitFor();
    expect(await page.getByRole('link', { name: 'Retention' }).count()).toBe(0);
    await page.goto('/system/retention');
    await page.getByText('Your role does not allow this.').waitFor();
    forgetRefusals();
  });

  it.skipIf(needs.missing)('records are kept for as long as the admin says, after a count of what goes', async () => {
    const page = await pageOf(product.admin);
    await page.getByRole('link', { name: 'System' }).click();
    await page
      .getByRole('navigation', { name: 'Pages of this place' })
      .getByRole('link', { name: 'Retention' })
      .click();
    await page.getByRole('button', { name: 'Change for how long “Logins” are kept' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Days').fill('3');
    await page.keyboard.press('Enter');
    await dialog.getByText('Write a whole number of days from 30 to 3,650.').waitFor();
    await dialog.getByLabel('Days').fill('90');
    await page.keyboard.press('Enter');
    await dialog.getByText('This removes nothing now.').waitFor();
    await dialog.getByRole('button', { name: 'Keep for 90 days' }).click();
    await page.getByRole('cell', { name: '90 days' }).waitFor();
    await page.goto('/audit?verb=retention');
    await page.getByRole('row', { name: /Retention changed Logins .*396\D+90/ }).waitFor();
  });

  it.skipIf(needs.missing)('records that somebody else has just decided to keep are not removed unseen', async () => {
    const page = await pageOf(product.admin);
    await page.goto('/system/retention');
    await page.getByRole('button', { name: 'Change for how long “Transfers” are kept' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Days').fill('60');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Keep for 60 days' }).waitFor();
    const other = await PanelSession.signIn(product, product.admin);
    await other.ask('PUT', '/retention/transfers', { days: 800 });
    await dialog.getByRole('button', { name: 'Keep for 60 days' }).click();
    await dialog.getByText('Somebody else changed this while you were here. Now: 800 days.').waitFor();
    expect(await dialog.getByLabel('Days').inputValue()).toBe('60');
    await page.keyboard.press('Escape');
    await page.getByRole('cell', { name: '800 days' }).waitFor();
    complaints = complaints.filter((complaint) => !complaint.includes('412'));
  });
});

describe('sessions', () => {
  it.skipIf(needs.missing)('show a running transfer with its rate, and Disconnect ends it on the wire', async () => {
    const page = await pageOf(product.demoCustomer);
    await page.goto('/sessions');
    await page.getByRole('heading', { name: 'Nobody is connected' }).waitFor();
    const ended = uploadSlowly('/slow.bin');
    const row = page.getByRole('row', { name: /slow\.bin/ });
    await row.getByText(/kB\/s/).waitFor();
    await row.getByText('Passive').waitFor();
    await row.getByRole('link', { name: /slow\.bin/ }).click();
    await page.getByText(/kB\/s/).first().waitFor();
    await page.getByRole('button', { name: 'Disconnect…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    expect(await ended).not.toBe(0);
    await page.goto('/sessions');
    await page.getByRole('heading', { name: 'Nobody is connected' }).waitFor();
  });

  it.skipIf(needs.missing)(
    'stand still while paused until they are narrowed, and all that fit are disconnected at once',
    async () => {
      const page = await pageOf(product.admin);
      await page.goto('/sessions');
      await page.getByRole('heading', { name: 'Nobody is connected' }).waitFor();
      await page.getByRole('button', { name: 'Hold this list' }).click();
      const { name, password } = product.demoAccount;
      const lines = [await ControlLine.to(product.ftpPort), await ControlLine.to(product.ftpPort)];
      for (const line of lines) expect(await line.logIn(name, password)).toMatch(/^230/);
      await page.getByText('You hold this list; it stands still.').waitFor();
      expect(await page.getByRole('table').count()).toBe(0);
      await page.getByRole('button', { name: 'Follow again' }).click();
      await page.getByRole('link').filter({ hasText: name }).nth(1).waitFor();
      await page.getByRole('button', { name: 'Hold this list' }).click();
      const address = page.getByRole('textbox', { name: 'Address or network' });
      await address.fill('203.0.113.9');
      await address.press('Enter');
      await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
      await address.fill('127.0.0.0/8');
      await address.press('Enter');
      await page.getByRole('button', { name: 'Disconnect these…' }).click();
      await page.getByText('2 sessions end at once').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
      await Promise.all(lines.map(({ closed }) => closed));
      await page.goto('/audit?verb=session.ended');
      await page
        .getByRole('row', { name: /Session disconnected/ })
        .nth(2)
        .waitFor();
    },
  );
});

describe('for a customer', () => {
  it.skipIf(needs.missing)('usage shows what was uploaded, as chart, table and CSV', async () => {
    const { name, password } = product.demoAccount;
    const page = await pageOf(product.demoCustomer);
    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByRole('table', { name: 'Disk used by website' }).getByText('demo.example').waitFor();
    const moved = page.getByRole('slider', { name: /Uploaded and downloaded over time/ });
    const followed = /: 3(\.\d+)?\sMB uploaded/;
    const before = await moved.getAttribute('aria-valuetext');
    expect((await run('curl', ['-sS', '-u', `${name}:${password}`, '-T', big, ftpUrl('/all.bin')])).stderr).toBe('');
    expect(before).not.toMatch(followed);
    await expect.poll(() => moved.getAttribute('aria-valuetext')).toMatch(followed);
    await page.getByText('The same as a table').click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    expect((await download).suggestedFilename()).toBe('usage.csv');
    await page.getByLabel('Time', { exact: true }).selectOption('Last 12 months');
    await page.waitForURL(/period=year/);
  });

  it.skipIf(needs.missing)('activity has no sessions of others and the overview is not theirs', async () => {
    const page = await pageOf(product.demoCustomer);
    await page.getByRole('link', { name: 'Activity' }).click();
    const tabs = page.getByRole('navigation', { name: 'Pages of this place' });
    await expect.poll(() => tabs.getByRole('link').allInnerTexts()).toEqual(['Transfers', 'Logins', 'Changes']);
    await tabs.getByRole('link', { name: 'Logins' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Logins' }).waitFor();
    await page.getByText(product.demoAccount.name).first().waitFor();
    await page.goto('/overview');
    await page.getByText('Your role does not allow this.').waitFor();
    forgetRefusals();
  });
});

describe('on a phone', () => {
  it.skipIf(needs.missing)('four words lead everywhere, and nothing is wider than the screen', async () => {
    for (const [who, paths] of [
      [product.admin, ['overview', 'sessions', 'logins', 'audit', 'transfers', 'system/retention', 'more']],
      [product.demoCustomer, ['usage', 'sessions', 'logins', 'more']],
    ] as const) {
      const page = await pageOf(who);
      await page.setViewportSize({ width: 390, height: 844 });
      await page.locator('.bar').waitFor();
      expect(await page.locator('.bar a').count()).toBe(4);
      for (const path of paths) {
        await page.goto(`/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(wide, path).toBeLessThanOrEqual(390);
      }
      await page.goto('/logins?result=refused');
      await page.getByRole('button', { name: 'Filters (1)', expanded: true }).waitFor();
      await page.getByRole('link', { name: 'More' }).click();
    }
  });
});
