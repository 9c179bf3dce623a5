// Customers suspended and terminated: asked of the panel, felt on the wire and on a real disk.
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Termination } from '../../src/customers/terminations.dto.js';
import type { Removal } from '../../src/removals/removals.dto.js';
import { eventually } from '../support/eventually.js';
import { PanelClient } from '../support/panel.js';
import { type ServedCustomer, ServedPanel } from '../support/served-panel.js';

interface Answered<T = object> {
  readonly body: T;
}

const asRoot = process.getuid?.() === 0;
let served: ServedPanel;
let admin: PanelClient;
let customer: ServedCustomer;

beforeAll(async () => {
  served = await ServedPanel.start();
  admin = await PanelClient.signedIn(served.panel, 'admin@portside.example');
});

afterAll(() => served.stop());

beforeEach(async () => {
  customer = await served.addCustomer();
  await mkdir(join(customer.folder, 'shop'));
  await writeFile(join(customer.folder, 'index.html'), '12345');
  await writeFile(join(customer.folder, 'shop', 'cart'), '678');
  served.own();
});

const route = (rest = '') => `/customers/${customer.customerId}${rest}`;

const isGone = () => eventually('the customer is gone', async () => (await admin.get(route())).status === 404);

async function removals(): Promise<Removal[]> {
  const { body } = (await admin.get(`/removals?customerId=${customer.customerId}`)) as Answered<{ items: Removal[] }>;
  return body.items;
}

describe('suspending', () => {
  it('ends live sessions with words, refuses logins, and unsuspending restores exactly what was', async () => {
    await served.panel.db.query(
      `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions, status, disabled_at)
       select customer_id, web_root_id, 'off@away.example', password_hash, permissions, 'disabled', now()
       from ftp_accounts where login = $1`,
      [customer.login],
    );
    const { client, answer } = await served.logIn(customer.login);
    expect(answer).toMatch(/^230/);
    await admin.post(route('/suspend'), { reason: 'Unpaid' }).expect(200);
    expect((await client.reply())?.lines.join()).toContain('The hosting package of this FTP account was suspended.');
    expect((await served.logIn(customer.login)).answer).toMatch(/^530 .* was suspended on /);
    await admin.post(route('/unsuspend')).expect(200);
    expect((await served.logIn(customer.login)).answer).toMatch(/^230/);
    expect((await served.logIn('off@away.example')).answer).toMatch(/^530 .* disabled/);
  });
});

describe('terminating', () => {
  it('lists first what would go, and changes nothing by that', async () => {
    await served.logIn(customer.login);
    const { webRootId } = customer;
    await admin.post(`/web-roots/${webRootId}/recount`).expect(202);
    const told = await eventually('the server has counted', async () => {
      const { body } = (await admin.get(route('/termination')).expect(200)) as Answered<Termination>;
      return body.webRoots[0]?.bytes === 8 && body.openSessions === 1 && body;
    });
    expect(told).toMatchObject({
      status: 'active',
      panelLogins: [customer.email],
      webRoots: [{ id: webRootId, path: customer.folder, files: 3, logins: [customer.login], serverAnswers: true }],
    });
    expect((await served.logIn(customer.login)).answer).toMatch(/^230/);
  });

  it('keeps the files where asked, and everything else goes at once', async () => {
    const { client } = await served.logIn(customer.login);
    await admin.delete(route('?files=keep')).expect(204);
    expect((await client.reply())?.lines.join()).toContain('This FTP account was deleted.');
    await admin.get(route()).expect(404);
    expect(readdirSync(customer.folder).sort()).toEqual(['index.html', 'shop']);
    expect((await served.logIn(customer.login)).answer).toMatch(/^530/);
    await admin.delete(route('?files=keep')).expect(204);
  });

  it('has the servers empty the web roots, and ends when they have; it may be repeated', async () => {
    const theirs = await PanelClient.signedIn(served.panel, customer.email);
    await admin.delete(route('?files=delete')).expect(202);
    await theirs.get('/accounts').expect(401);
    await isGone();
    expect(readdirSync(customer.folder)).toEqual([]);
    expect(existsSync(customer.folder)).toBe(true);
    await admin.delete(route('?files=delete')).expect(204);
    const { rows } = await served.panel.db.query(
      `select verb, actor, before, after from audit_events where subject_id = $1 order by at`,
      [customer.customerId],
    );
    expect(rows).toMatchObject([
      {
        verb: 'customer.terminating',
        actor: 'admin@portside.example',
        before: { webRoots: [{ path: customer.folder, logins: [customer.login] }], panelLogins: [customer.email] },
        after: { files: 'delete' },
      },
      { verb: 'customer.terminated', actor: 'Portside', after: { removedBytes: 8, removedFiles: 2 } },
    ]);
  });

  it('waits for a server that is down, and goes on when it is back', async () => {
    await served.stopWorker();
    await admin.delete(route('?files=delete')).expect(202);
    expect((await removals())[0]).toMatchObject({ state: 'removing', serverAnswers: false, path: customer.folder });
    const { body } = (await admin.get(route()).expect(200)) as Answered;
    expect(body).toMatchObject({ status: 'terminating', accountCount: 0 });
    await served.startWorker();
    await isGone();
    expect(readdirSync(customer.folder)).toEqual([]);
  });

  it('changes nothing else about a customer who goes', async () => {
    await served.stopWorker();
    await admin.delete(route('?files=delete')).expect(202);
    await admin.post(route('/unsuspend')).expect(409);
    await admin.post(route('/suspend'), { reason: 'x' }).expect(409);
    await admin.patch(route(), { name: 'x' }).expect(409);
    const { webRootId } = customer;
    const wish = { webRootId, name: 'new', password: 'correct horse battery' };
    expect((await admin.post('/accounts', wish).expect(409)).body).toMatchObject({ code: 'customer-terminating' });
    await admin.delete(`/web-roots/${webRootId}`).expect(409);
    await served.startWorker();
    await isGone();
  });

  it.skipIf(!asRoot)('says what is left, tries again when asked again, and may end without it', async () => {
    await mkdir(join(customer.folder, 'of-root'));
    await writeFile(join(customer.folder, 'of-root', 'file'), 'x');
    await admin.delete(route('?files=delete')).expect(202);
    const stuck = await eventually('it is stuck', async () =>
      (await removals()).find(({ state }) => state === 'stuck'),
    );
    expect(stuck).toMatchObject({ leftCount: 1, left: [{ path: '/of-root/file' }], removedFiles: 2 });
    await admin.delete(route('?files=delete')).expect(202);
    await eventually('it is stuck again', async () => (await removals())[0]?.state === 'stuck');
    await admin.delete(route('?files=keep')).expect(204);
    await admin.get(route()).expect(404);
    expect(readdirSync(customer.folder)).toEqual(['of-root']);
  });

  it('is not for support, nor for customers', async () => {
    const support = await PanelClient.signedIn(served.panel, 'support@portside.example');
    await support.get(route('/termination')).expect(200);
    await support.delete(route('?files=delete')).expect(403);
    const theirs = await PanelClient.signedIn(served.panel, customer.email);
    await theirs.get(route('/termination')).expect(403);
  });

  it('without a word about the files deletes only who has no web root', async () => {
    await admin.delete(route()).expect(409);
  });
});

describe('the list', () => {
  it('is filtered by status and plan', async () => {
    await admin.post(route('/suspend'), { reason: 'Unpaid' }).expect(200);
    expect((await admin.get('/customers?status=suspended')).body).toMatchObject({
      items: [{ name: customer.name, maxFtpAccounts: 5, openSessions: 0 }],
    });
    const { planId } = served.panel.scene;
    const { body } = (await admin.get(`/customers?planId=${planId}&search=${customer.name}`)) as Answered<{
      items: object[];
    }>;
    expect(body.items).toHaveLength(1);
  });
});
