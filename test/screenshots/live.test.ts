// Takes pictures of what changes under one's eyes: the live picture of a session and the connection doctor.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPage, openBrowser, signIn } from '../support/browser.js';
import { ControlLine } from '../support/control-line.js';
import { freePort, startProduct, type Product } from '../support/product.js';
import { shoot } from './shoot.js';

describe('pictures of what goes on', () => {
  let product: Product;
  let browser: Browser;
  let page: Page;
  let accountId: string;

  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    await useOtherRange();
    ({ page } = await newPage(browser, product.panelUrl));
    await signIn(page, product.demoCustomer);
    const answer = await page.request.get('/api/v1/accounts');
    accountId = ((await answer.json()) as { items: { id: string }[] }).items[0]?.id ?? '';
  });
  afterAll(async () => {
    await browser?.close();
    await product?.dispose();
  });

  /** Other installations on this machine may hold the range that a new one begins with. */
  async function useOtherRange(): Promise<void> {
    const { page: admin } = await newPage(browser, product.panelUrl);
    await signIn(admin, product.admin);
    const me = (await (await admin.request.get('/api/v1/auth/me')).json()) as { csrfToken: string };
    const servers = (await (await admin.request.get('/api/v1/servers')).json()) as { items: { id: string }[] };
    const draft = {
      preset: 'active-and-passive',
      passiveFirstPort: 27_300,
      passiveLastPort: 27_339,
    };
    const answer = await admin.request.put(`/api/v1/servers/${servers.items[0]?.id}/policy`, {
      data: draft,
      headers: { 'X-Portside-Csrf': me.csrfToken },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }

  async function logIn(secret = product.demoAccount.password): Promise<ControlLine> {
    const session = await ControlLine.to(product.ftpPort);
    await session.say('CLNT FileZilla 3.67.1');
    await session.logIn(product.demoAccount.name, secret);
    return session;
  }

  async function passive(session: ControlLine): Promise<number> {
    const reply = await session.say('EPSV');
    const port = /\|\|\|(\d+)\|/.exec(reply)?.[1];
    if (port === undefined) throw new Error(`EPSV was answered ${reply}`);
    return Number(port);
  }

  async function dial(port: number): Promise<Socket> {
    const data = connect(port, '127.0.0.1');
    await once(data, 'connect');
    return data;
  }

  it('the doctor: idle, refused, narrating, with a verdict', async () => {
    await page.goto(`/accounts/${accountId}/doctor`);
    await page.getByText('Watching since').waitFor();
    await shoot(page, 'doctor-idle');
    (await logIn('not the password')).end();
    await page.getByText('The login is refused').first().waitFor();
    await shoot(page, 'doctor-refused');
    await page.getByRole('button', { name: 'Start over' }).click();
    const session = await logIn();
    await page.getByText('The login and the password are right.').waitFor();
    const data = await dial(await passive(session));
    await session.say('NLST');
    data.resume();
    await session.reply();
    await passive(session);
    await page.getByText('The server waits at port').first().waitFor();
    await shoot(page, 'doctor-narrating');
    expect(await session.say('NLST')).toMatch(/^425/);
    await page.getByText('and nobody comes').first().waitFor();
    await shoot(page, 'doctor-verdict');
    session.end();
  });

  it('a session: waiting on a passive port, moving bytes, failed', async () => {
    const session = await logIn();
    await page.goto('/sessions');
    await page
      .getByRole('link', { name: /Idle, in/ })
      .first()
      .click();
    await page.getByText('asks for no data connection yet').waitFor();
    const port = await passive(session);
    await page.getByText(`waits at port ${port}`).first().waitFor();
    await shoot(page, 'session-waiting');
    const data = await dial(port);
    await session.say('STOR film.mp4');
    data.write(Buffer.alloc(3_400_000));
    await page.getByText('so far, between port').first().waitFor();
    await shoot(page, 'session-moving');
    data.end();
    await session.reply();
    await session.say(`EPRT |1|127.0.0.1|${await freePort()}|`);
    expect(await session.say('NLST')).toMatch(/^425/);
    await page.getByText('is turned away').first().waitFor();
    await shoot(page, 'session-failed-active');
    await passive(session);
    expect(await session.say('NLST')).toMatch(/^425/);
    await page.getByText('and nobody comes').first().waitFor();
    await shoot(page, 'session-failed-passive');
    await page.goto(`/accounts/${accountId}`);
    await page.getByText('connection doctor').first().waitFor();
    await shoot(page, 'account-with-failed-data');
    session.end();
  });
});
