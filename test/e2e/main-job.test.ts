// The main job of the product, end to end: a customer in the browser, an admin in the browser, FTP clients on the wire,
// bytes on the disk. The tests run in order and build on each other, as a day with the product does.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { ControlLine } from '../support/control-line.js';
import { eventually } from '../support/eventually.js';
import { freePort, startProduct, type Product } from '../support/product.js';
import { needsPrograms, run } from '../support/programs.js';
import { curl, ftpPrograms, type Door } from './ftp-programs.js';

const browserNeeds = needsPrograms('chromium');

describe.skipIf(browserNeeds.missing)(`the main job${browserNeeds.note}`, () => {
  let product: Product;
  let browser: Browser;
  let customer: { page: Page; complaints: string[] };
  let admin: { page: Page; complaints: string[] };
  let webRoot: string;
  /** The folder of the web root that the account is for. */
  let folder: string;
  let login: string;
  let password: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    customer = await newPage(browser, product.panelUrl);
    admin = await newPage(browser, product.panelUrl);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  const door = (over: Partial<Door> = {}): Door => ({
    host: '127.0.0.1',
    port: product.ftpPort,
    login,
    password,
    mode: 'passive',
    tls: true,
    ...over,
  });

  it('runs the curl line that the start printed', async () => {
    const line = product
      .output()
      .split('\n')
      .find((text) => text.trim().startsWith('curl '));
    const ran = await run('/bin/sh', ['-c', `${line} --silent --show-error`]);
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toContain('index.html');
  });

  it('lets the customer sign in and create an FTP account for a folder of the web root', async () => {
    const { name, password: secret } = product.demoAccount;
    const url = `ftp://127.0.0.1:${product.ftpPort}/shop/index.html`;
    const put = await run('curl', ['-sS', '-u', `${name}:${secret}`, '--ftp-create-dirs', '-T', '-', url], {
      input: 'shop',
    });
    expect(put.stderr).toBe('');
    const { page } = customer;
    await signIn(page, product.demoCustomer);
    await page
      .getByRole('link', { name: 'New FTP account' })
      .or(page.getByRole('button', { name: 'New FTP account' }))
      .first()
      .click();
    await page.getByLabel('Name', { exact: true }).fill('designer');
    await page.getByRole('button', { name: 'Browse…' }).click();
    await page.getByRole('dialog').getByText('shop', { exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Use /shop' }).click();
    password = await page.getByLabel('Password', { exact: true }).inputValue();
    expect(password.length).toBeGreaterThanOrEqual(16);
    await page.getByRole('button', { name: 'Create FTP account' }).click();
    await page.getByRole('heading', { name: /is ready/ }).waitFor();
    login = 'designer@demo.example';
    await page.getByText(login).first().waitFor();
  });

  it('shows the connection details that work', async () => {
    const { page } = customer;
    const card = page.getByRole('region', { name: 'Connection', exact: true });
    for (const detail of ['127.0.0.1', String(product.ftpPort), password]) {
      await card.getByText(detail, { exact: true }).waitFor();
    }
    const line = await card.getByText(/^curl .*ftp:\/\//).innerText();
    const ran = await run('/bin/sh', ['-c', line.replace(login, `${login}:${password}`)]);
    expect(ran.stdout, `${line}: ${ran.stderr}`).toContain('index.html');
  });

  it('tells the admin where the web root lies', async () => {
    const { page } = admin;
    await signIn(page, product.admin);
    const answer = await page.request.get('/api/v1/web-roots');
    const { items } = (await answer.json()) as { items: { path: string; systemUid: number }[] };
    webRoot = items[0]?.path ?? '';
    folder = join(webRoot, 'shop');
    expect(existsSync(join(webRoot, 'index.html'))).toBe(true);
    if (process.getuid?.() === 0) expect((await stat(folder)).uid).toBe(items[0]?.systemUid);
  });

  for (const program of ftpPrograms) {
    const needs = needsPrograms(program.debianPackage);
    for (const how of [
      { mode: 'passive', tls: true },
      { mode: 'active', tls: true },
      { mode: 'passive', tls: false },
      { mode: 'active', tls: false },
    ] as const) {
      if (program.cannot?.(how) !== undefined) continue;
      const title = `uploads, lists, downloads, renames and deletes with ${program.name}, ${how.mode}, ${how.tls ? 'TLS' : 'clear'}`;
      it.skipIf(needs.missing)(`${title}${needs.note}`, async () => {
        const at = door(how);
        const name = `${program.name} ${how.mode} ${how.tls ? 'tls' : 'clear'} ä.bin`;
        const content = randomBytes(300_000);
        await program.upload(at, name, content);
        expect(await readFile(join(folder, name))).toEqual(content);
        if (process.getuid?.() === 0) expect((await stat(join(folder, name))).uid).toBe((await stat(folder)).uid);
        expect(await program.list(at)).toContain(name);
        expect(await program.download(at, name)).toEqual(content);
        await program.rename(at, name, `${name}.renamed`);
        expect(await readdir(folder)).toContain(`${name}.renamed`);
        await program.remove(at, `${name}.renamed`);
        expect((await readdir(folder)).filter((left) => left.startsWith(program.name))).toEqual([]);
      });
    }
  }

  it('stores nothing of a client that sends in clear what it promised to encrypt', async () => {
    const content = randomBytes(100_000);
    await expect(curl.upload(door({ mode: 'active', tls: true }), 'in-clear.bin', content)).rejects.toThrow();
    expect(existsSync(join(folder, 'in-clear.bin'))).toBe(false);
  });

  it('shows the transfers in the panel’s log', async () => {
    const { page } = customer;
    await page.goto('/transfers');
    const rows = page.getByRole('row', { name: /curl passive tls ä\.bin/ }).filter({ hasText: login });
    for (const verb of [/Upload/, /Rename/]) await rows.filter({ hasText: verb }).first().waitFor();
  });

  it('narrates the next session of the account, and draws why its data connection fails', async () => {
    const { page } = customer;
    const answer = await page.request.get('/api/v1/accounts');
    const { items } = (await answer.json()) as { items: { id: string; login: string }[] };
    await page.goto(`/accounts/${items.find((account) => account.login === login)?.id}/doctor`);
    await page.getByText('Connect now, with any FTP program').waitFor();
    const mistaken = await ControlLine.to(product.ftpPort);
    expect(await mistaken.logIn(login, 'not the password')).toMatch(/^530/);
    mistaken.end();
    await page
      .getByText(/^The login is refused/)
      .first()
      .waitFor();
    const session = await ControlLine.to(product.ftpPort);
    expect(await session.logIn(login, password)).toMatch(/^230/);
    await page.getByText('The login and the password are right.').waitFor();
    await page.getByRole('link', { name: 'Show the picture' }).first().click();
    const port = /\|\|\|(\d+)\|/.exec(await session.say('EPSV'))?.[1];
    await page.getByText(`Data connection (EPSV): the server waits at port ${port} for the client to dial.`).waitFor();
    await session.say(`EPRT |1|127.0.0.1|${await freePort()}|`);
    expect(await session.say('NLST')).toMatch(/^425/);
    await page.getByText('Switch your FTP program to passive mode.').waitFor();
    session.end();
  });

  async function choosePolicy(mode: string): Promise<void> {
    const { page } = admin;
    await page.goto('/servers');
    await page.getByRole('link', { name: 'web-01' }).first().click();
    await page.getByRole('radio', { name: mode }).check();
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page
      .getByText(/In force on web-01 since/)
      .first()
      .waitFor();
  }

  it('shows the admin who would have failed, tries it, tells the customer which setting helps, and rolls back', async () => {
    const { page } = admin;
    await page.goto('/servers');
    await page.getByRole('link', { name: 'web-01' }).first().click();
    await page.getByRole('radio', { name: 'Passive only' }).check();
    await page.getByText(/\d+ of \d+ connections would have failed/).waitFor();
    await page.getByRole('region', { name: 'What this means' }).getByRole('button', { name: 'Show them' }).click();
    await page.getByRole('dialog').getByRole('link', { name: login }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Apply for 10 minutes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Apply for 10 minutes' }).click();
    await page.getByText(/On trial, (9:\d\d|10:00) left/).waitFor();
    const session = await ControlLine.to(product.ftpPort);
    expect(await session.logIn(login, password)).toMatch(/^230/);
    expect(await session.say('EPRT |1|127.0.0.1|40000|')).toMatch(/^502 Active mode is switched off/);
    await customer.page.goto('/accounts');
    await customer.page
      .getByText(/at 127\.0\.0\.1 uses active mode, which is switched off on web-01/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Roll back now' }).click();
    await eventually('active mode works again', async () =>
      (await session.say('EPRT |1|127.0.0.1|40000|')).startsWith('200'),
    );
    session.end();
  });

  it('refuses active mode with a reason while the session goes on, as soon as the admin allows passive only', async () => {
    const session = await ControlLine.to(product.ftpPort);
    expect(await session.logIn(login, password)).toMatch(/^230/);
    await choosePolicy('Passive only');
    expect(await session.say('EPRT |1|127.0.0.1|40000|')).toBe(
      '502 Active mode is switched off on this server; use passive mode (EPSV or PASV).',
    );
    expect(await session.say('PORT 127,0,0,1,156,64')).toMatch(/^502 Active mode is switched off/);
    expect(await session.say('EPSV')).toMatch(/^229/);
    expect(await session.say('NOOP')).toMatch(/^200/);
    session.end();
  });

  it('refuses passive mode with a reason, as soon as the admin allows active only', async () => {
    const session = await ControlLine.to(product.ftpPort);
    expect(await session.logIn(login, password)).toMatch(/^230/);
    await choosePolicy('Active only');
    expect(await session.say('PASV')).toBe(
      '502 Passive mode is switched off on this server; use active mode (EPRT or PORT).',
    );
    expect(await session.say('EPSV')).toMatch(/^502 Passive mode is switched off/);
    expect(await session.say('EPRT |1|127.0.0.1|40000|')).toMatch(/^200/);
    session.end();
    await choosePolicy('Active and passive');
  });

  it('keeps one login to passive mode, as its customer chooses, and gives active mode back', async () => {
    const { page } = customer;
    const session = await ControlLine.to(product.ftpPort);
    expect(await session.logIn(login, password)).toMatch(/^230/);
    await page.goto('/accounts');
    await page.getByRole('link').filter({ hasText: login }).click();
    await page.getByRole('tab', { name: 'Limits' }).click();
    const choice = page.getByLabel('Data connections', { exact: true });
    const choose = async (chosen: string) => {
      await choice.selectOption(chosen);
      await page.getByRole('button', { name: 'Save modes' }).click();
      await page.getByText(/^Saved at/).waitFor();
    };
    await choose('Passive only: your program connects to the server');
    await page.getByText('Passive mode works; active mode is switched off.').waitFor();
    await eventually('it is refused', async () =>
      (await session.say('EPRT |1|127.0.0.1|40000|')).startsWith('502 Active mode is switched off for this account'),
    );
    expect(await session.say('EPSV')).toMatch(/^229/);
    await choose('Whatever works');
    await eventually('it works again', async () => (await session.say('EPRT |1|127.0.0.1|40000|')).startsWith('200'));
    session.end();
  });

  it('never reaches anything outside the web root', async () => {
    const outside = join(product.dataDir, 'outside');
    await mkdir(outside, { recursive: true });
    await writeFile(join(outside, 'secret.txt'), 'not yours');
    await symlink(outside, join(folder, 'leak'));
    await symlink('/etc/passwd', join(folder, 'passwd-link'));
    const session = await ControlLine.to(product.ftpPort);
    await session.logIn(login, password);
    await writeFile(join(webRoot, 'above.txt'), 'not yours either');
    for (const path of [
      '../above.txt',
      '/../above.txt',
      '../../etc/passwd',
      '/etc/passwd',
      '/../../../etc/passwd',
      'leak/secret.txt',
      'passwd-link',
    ]) {
      expect(await session.say(`SIZE ${path}`), path).toMatch(/^550/);
      expect(await session.say(`MDTM ${path}`), path).toMatch(/^550/);
      await session.say('EPSV');
      expect(await session.say(`RETR ${path}`), path).toMatch(/^550/);
    }
    await session.say('EPSV');
    expect(await session.say('STOR leak/written.txt')).toMatch(/^55\d/);
    expect(await session.say('CWD leak')).toMatch(/^550/);
    expect(await session.say('MKD leak/folder')).toMatch(/^55\d/);
    expect(await readdir(outside)).toEqual(['secret.txt']);
    session.end();
  });

  it('forgets the old password when the customer sets a new one', async () => {
    const { page } = customer;
    await page.goto('/accounts');
    await page.getByRole('link').filter({ hasText: login }).first().click();
    await page.getByRole('button', { name: 'Change password' }).click();
    const dialog = page.getByRole('dialog');
    const fresh = await dialog.getByLabel('Password', { exact: true }).inputValue();
    await dialog.getByRole('button', { name: 'Set this password' }).click();
    await dialog.getByText('The new password works').waitFor();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    const old = await ControlLine.to(product.ftpPort);
    expect(await old.logIn(login, password)).toMatch(/^530/);
    old.end();
    const now = await ControlLine.to(product.ftpPort);
    expect(await now.logIn(login, fresh)).toMatch(/^230/);
    now.end();
    password = fresh;
  });

  it('ends the open session with a reason when the customer disables the account, and refuses the next login', async () => {
    const session = await ControlLine.to(product.ftpPort);
    expect(await session.logIn(login, password)).toMatch(/^230/);
    const { page } = customer;
    await page.getByRole('tab', { name: 'Danger' }).click();
    await page.getByRole('button', { name: 'Disable…', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Disable/ })
      .click();
    expect(await session.reply()).toMatch(/^421 .*disabled/);
    await session.closed;
    const next = await ControlLine.to(product.ftpPort);
    expect(await next.logIn(login, password)).toMatch(/^530 .*disabled/);
    next.end();
    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    await eventually('the login works again', async () => {
      const again = await ControlLine.to(product.ftpPort);
      const reply = await again.logIn(login, password);
      again.end();
      return reply.startsWith('230');
    });
  });

  it('leaves nothing for the browser to complain of', () => {
    expect([...customer.complaints, ...admin.complaints].filter((text) => !text.includes('401'))).toEqual([]);
  });

  it('stops cleanly on Ctrl-C', async () => {
    expect(await product.stop()).toBe(0);
    expect(await readdir(product.dataDir)).not.toContain('postmaster.pid');
  });
});
