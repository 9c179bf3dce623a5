// What a billing system does all day, with a server that looks at folders.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPassword } from '../../src/auth/password.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

interface Provision {
  readonly customerId: string;
  readonly webRootId: string;
  readonly accountId: string;
  readonly panelUserId: string | null;
  readonly accountPassword: string | null;
  readonly panelPassword: string | null;
}

interface Result {
  readonly id: string | null;
  readonly externalRef: string | null;
  readonly status: string | null;
  readonly detail: string | null;
}

let panel: TestPanel;
let admin: PanelClient;
let answering: NodeJS.Timeout;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  // Stands in for the server, which finds no fault with any folder here.
  answering = setInterval(() => void answerTasks(), 50);
});
afterAll(async () => {
  clearInterval(answering);
  await panel.stop();
});

async function answerTasks(): Promise<void> {
  await panel.db.query(
    `update server_tasks set state = 'done', finished_at = now(), result = '{"ok": true}'
      where state = 'waiting' and kind = 'check-web-root'`,
  );
}

const wishFor = (ref: string, more: object = {}) => ({
  externalRef: ref,
  name: `Customer ${ref}`,
  planName: 'Standard',
  webRoot: { domain: folderOf(ref), path: `/srv/${folderOf(ref)}`, systemUid: 2100, systemGid: 2100 },
  account: { name: 'web' },
  ...more,
});

const folderOf = (ref: string) => `${ref.replace(/\W+/g, '-')}.example`;

async function provisioned(ref: string, more: object = {}): Promise<Provision> {
  return (await admin.post('/provisioning/customers', wishFor(ref, more)).expect(201)).body as Provision;
}

async function hashOf(accountId: string): Promise<string> {
  const { rows } = await panel.db.query<{ hash: string }>(
    `select password_hash as hash from ftp_accounts where id = $1`,
    [accountId],
  );
  return rows[0]?.hash ?? '';
}

describe('a customer in one call', () => {
  test('has website, FTP account and panel login, with passwords that are told once', async () => {
    const made = await provisioned('one', { panelUser: { email: 'one@customer.example' } });
    expect(made).toMatchObject({ login: 'web@one.example', card: { host: 'ftp.example', login: 'web@one.example' } });
    expect(await verifyPassword(made.accountPassword ?? '', await hashOf(made.accountId))).toBe(true);
    const signIn = { email: 'one@customer.example', password: made.panelPassword };
    await new PanelClient(panel).agent.post('/auth/sign-in').send(signIn).expect(200);
    const again = await admin
      .post('/provisioning/customers', wishFor('one', { panelUser: { email: 'one@customer.example' } }))
      .expect(200);
    expect(again.body).toEqual({ ...made, accountPassword: null, panelPassword: null });
  });

  test('takes the ten letters and digits that billing systems make', async () => {
    const made = await provisioned('ten', { account: { name: 'web', password: 'k3Jq9ZpX2m' } });
    expect(made.accountPassword).toBeNull();
    expect(await verifyPassword('k3Jq9ZpX2m', await hashOf(made.accountId))).toBe(true);
  });

  test('is made once by five calls at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => admin.post('/provisioning/customers', wishFor('race'))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => (body as Provision).accountId)).size).toBe(1);
  });

  test('answers with the same password again under the same Idempotency-Key', async () => {
    const key = randomUUID();
    const ask = () => admin.post('/provisioning/customers', wishFor('keyed')).set('Idempotency-Key', key);
    const first = await ask().expect(201);
    const again = await ask().expect(201);
    expect(again.body).toEqual(first.body);
    expect((again.body as Provision).accountPassword).toMatch(/^\w{20}$/);
  });

  test('leaves nothing behind where one part of it is refused', async () => {
    const wish = wishFor('half', { webRoot: { ...wishFor('half').webRoot, domain: 'anna.example' } });
    const refused = await admin.post('/provisioning/customers', wish);
    expect(refused.body).toMatchObject({ status: 409, code: 'domain-taken' });
    const answer = await admin.get('/customers?externalRef=half').expect(200);
    expect(answer.body).toMatchObject({ items: [] });
  });

  test('says what is missing where the reference belongs to somebody with another website', async () => {
    await provisioned('moved');
    const other = wishFor('moved', { webRoot: { ...wishFor('elsewhere').webRoot } });
    const refused = await admin.post('/provisioning/customers', other);
    expect(refused.body).toMatchObject({ status: 409, code: 'external-reference-taken', field: 'externalRef' });
    expect((refused.body as { detail: string }).detail).toContain('without the website elsewhere.example');
  });

  test('names the field that is wrong', async () => {
    const plan = await admin.post('/provisioning/customers', { ...wishFor('noplan'), planName: 'Gold' });
    expect(plan.body).toMatchObject({ status: 400, field: 'planName' });
    const server = wishFor('noserver', { webRoot: { ...wishFor('noserver').webRoot, serverId: randomUUID() } });
    expect((await admin.post('/provisioning/customers', server)).body).toMatchObject({
      status: 400,
      field: 'webRoot.serverId',
    });
    const path = { ...wishFor('nopath'), webRoot: { ...wishFor('nopath').webRoot, path: '/etc' } };
    expect((await admin.post('/provisioning/customers', path)).body).toMatchObject({
      status: 400,
      field: 'webRoot.path',
    });
  });

  test('is found by the reference afterwards', async () => {
    const made = await provisioned('found');
    const answer = await admin.get('/customers?externalRef=found').expect(200);
    expect(answer.body).toMatchObject({ items: [{ id: made.customerId, externalRef: 'found' }] });
  });
});

describe('suspending many', () => {
  test('gives each customer a result, by reference or id, and can be repeated', async () => {
    const [a, b] = [await provisioned('sus-a'), await provisioned('sus-b')];
    const wish = { ids: [a.customerId, randomUUID()], externalRefs: ['sus-b', 'nobody'], reason: 'unpaid' };
    const first = (await admin.post('/customers/suspend', wish).expect(200)).body as { results: Result[] };
    expect(first.results.map(({ id, status }) => [id, status])).toEqual([
      [a.customerId, 'suspended'],
      [wish.ids[1], null],
      [b.customerId, 'suspended'],
      [null, null],
    ]);
    expect(first.results[3]).toMatchObject({
      externalRef: 'nobody',
      detail: expect.stringContaining('deleted') as string,
    });
    const again = (await admin.post('/customers/suspend', wish).expect(200)).body as { results: Result[] };
    expect(again).toEqual(first);
    const account = await admin.get(`/accounts/${b.accountId}`).expect(200);
    expect(account.body).toMatchObject({ effectiveStatus: 'suspended' });
  });

  test('is taken back the same way, and restores exactly what was enabled before', async () => {
    const made = await provisioned('back');
    const off = await admin.post('/accounts', { webRootId: made.webRootId, name: 'off', password: 'k3Jq9ZpX2m' });
    await admin.post(`/accounts/${(off.body as { id: string }).id}/disable`).expect(200);
    await admin.post('/customers/suspend', { externalRefs: ['back'], reason: 'unpaid' }).expect(200);
    for (let times = 0; times < 2; times += 1) {
      const answer = await admin.post('/customers/unsuspend', { externalRefs: ['back'] }).expect(200);
      expect(answer.body).toMatchObject({ results: [{ externalRef: 'back', status: 'active', detail: null }] });
    }
    const answer = await admin.get(`/accounts?customerId=${made.customerId}`).expect(200);
    const states = (answer.body as { items: { login: string; effectiveStatus: string }[] }).items;
    expect(new Map(states.map(({ login, effectiveStatus }) => [login, effectiveStatus]))).toEqual(
      new Map([
        ['web@back.example', 'enabled'],
        ['off@back.example', 'disabled'],
      ]),
    );
  });

  test('takes 500 at most, and at least one', async () => {
    const many = { ids: Array.from({ length: 501 }, () => randomUUID()), reason: 'unpaid' };
    expect((await admin.post('/customers/suspend', many)).body).toMatchObject({ status: 400, field: 'ids' });
    expect((await admin.post('/customers/unsuspend', {})).body).toMatchObject({ status: 400, field: 'ids' });
  });
});

describe('what else billing changes', () => {
  test('the plan, by name, with what is over the new limit', async () => {
    const made = await provisioned('plan');
    await admin.post('/plans', { name: 'Tiny', maxFtpAccounts: 0 }).expect(201);
    for (let times = 0; times < 2; times += 1) {
      const answer = await admin.put(`/customers/${made.customerId}/plan`, { planName: 'Tiny' }).expect(200);
      expect(answer.body).toMatchObject({
        plan: { name: 'Tiny' },
        overLimit: ['1 of 0 FTP accounts of the plan are used.'],
      });
    }
  });

  test('the password of the first FTP account, given or made', async () => {
    const made = await provisioned('pass');
    const path = `/customers/${made.customerId}/password`;
    const given = await admin.put(path, { password: 'k3Jq9ZpX2m' }).expect(200);
    expect(given.body).toEqual({ accountId: made.accountId, login: 'web@pass.example', password: null });
    const { password } = (await admin.put(path).expect(200)).body as { password: string };
    expect(await verifyPassword(password, await hashOf(made.accountId))).toBe(true);
  });
});

describe('a customer by their external reference', () => {
  test('is read, suspended, given another plan and a password, and found among those who use something', async () => {
    const made = await provisioned('by/ref 1');
    const path = `/customers/${encodeURIComponent('ref:by/ref 1')}`;
    expect((await admin.get(path).expect(200)).body).toMatchObject({ id: made.customerId, externalRef: 'by/ref 1' });
    for (let times = 0; times < 2; times += 1) {
      const suspended = await admin.post(`${path}/suspend`, { reason: 'unpaid' }).expect(200);
      expect(suspended.body).toMatchObject({ id: made.customerId, status: 'suspended' });
    }
    for (let times = 0; times < 2; times += 1) {
      expect((await admin.post(`${path}/unsuspend`).expect(200)).body).toMatchObject({ status: 'active' });
    }
    await admin.post('/plans', { name: 'By reference' }).expect(201);
    const changed = await admin.put(`${path}/plan`, { planName: 'By reference' }).expect(200);
    expect(changed.body).toMatchObject({ customerId: made.customerId, plan: { name: 'By reference' } });
    await admin.put(`${path}/password`, { password: 'k3Jq9ZpX2m' }).expect(200);
    const used = await admin.get(`/usage/customers?externalRef=${encodeURIComponent('by/ref 1')}`).expect(200);
    expect((used.body as { items: object[] }).items).toMatchObject([{ customerId: made.customerId }]);
  });

  test('is terminated, and again with the same result, until the reference is given anew', async () => {
    const made = await provisioned('gone-1');
    for (let times = 0; times < 3; times += 1) await admin.delete('/customers/ref:gone-1?files=keep').expect(204);
    await admin.get('/customers/ref:gone-1').expect(404);
    const next = await provisioned('gone-1', { webRoot: wishFor('gone-2').webRoot });
    expect(next.customerId).not.toBe(made.customerId);
    expect((await admin.get('/customers/ref:gone-1').expect(200)).body).toMatchObject({ id: next.customerId });
  });

  test('is nobody where it never was one, and has to be written as one', async () => {
    await admin.delete('/customers/ref:never?files=keep').expect(404);
    await admin.post('/customers/ref:never/suspend', { reason: 'unpaid' }).expect(404);
    expect((await admin.get('/customers/4711')).body).toMatchObject({ status: 400, field: 'id' });
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    await anna.get('/customers/ref:one').expect(403);
  });
});

describe('what all customers use', () => {
  test('is read page by page, with what was transferred since a day', async () => {
    const made = await provisioned('usage');
    await panel.db.query(
      `insert into account_traffic_days (customer_id, account_id, day, login, received_bytes, sent_bytes, uploads, downloads)
       values ($1, $2, '2026-03-02', 'web@usage.example', 700, 50, 1, 1), ($1, $2, '2026-02-01', 'web@usage.example', 9, 9, 1, 1)`,
      [made.customerId, made.accountId],
    );
    const all: { customerId: string; externalRef: string | null; receivedBytes: number; sentBytes: number }[] = [];
    let cursor = '';
    do {
      const answer = await admin.get(`/usage/customers?since=2026-03-01T00:00:00Z&limit=3${cursor}`).expect(200);
      const page = answer.body as { items: typeof all; nextCursor: string | null };
      all.push(...page.items);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    const { rows } = await panel.db.query<{ count: string }>(`select count(*) from customers`);
    expect(new Set(all.map(({ customerId }) => customerId)).size).toBe(Number(rows[0]?.count));
    expect(all.find(({ externalRef }) => externalRef === 'usage')).toMatchObject({
      receivedBytes: 700,
      sentBytes: 50,
      ftpAccounts: 1,
      planName: 'Standard',
    });
  });

  test('and every other verb of billing is closed to customers, and changes to support', async () => {
    const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
    await anna.get('/usage/customers').expect(403);
    const support = await PanelClient.signedIn(panel, 'support@portside.example');
    await support.get('/usage/customers').expect(200);
    for (const client of [anna, support]) {
      await client.post('/provisioning/customers', wishFor('not-mine')).expect(403);
      await client.post('/customers/suspend', { externalRefs: ['one'], reason: 'no' }).expect(403);
    }
  });
});
