// Requests that are repeated with an Idempotency-Key, as programs do that have lost an answer.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let anna: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

/** Sends a body under a key. */
function withKey(client: PanelClient, key: string, ...[path, body]: [string, object]) {
  return client.post(path, body).set('Idempotency-Key', key);
}

const countOf = async (name: string): Promise<number> => {
  const { rows } = await panel.db.query<{ count: string }>(`select count(*) from plans where name = $1`, [name]);
  return Number(rows[0]?.count);
};

describe('a request that makes something', () => {
  test('is answered the same again, and makes nothing again', async () => {
    const key = randomUUID();
    const first = await withKey(admin, key, '/plans', { name: 'once', maxFtpAccounts: 3 }).expect(201);
    const again = await withKey(admin, key, '/plans', { maxFtpAccounts: 3, name: 'once' }).expect(201);
    expect(again.body).toEqual(first.body);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await countOf('once')).toBe(1);
  });

  test('is made once by eight programs that ask at the same moment', async () => {
    const key = randomUUID();
    const wish = { webRootId: panel.scene.anna.webRootId, name: 'race', password: 'a long enough one' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => withKey(anna, key, '/accounts', wish)));
    const made = answers.filter(({ status }) => status === 201);
    const asked = answers.filter(({ status }) => status !== 201);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    for (const answer of asked) {
      expect(answer.body).toMatchObject({ status: 409, code: 'idempotency-key-in-use' });
      expect(answer.headers['retry-after']).toBe('1');
    }
    const { rows } = await panel.db.query(`select from ftp_accounts where login = 'race@anna.example'`);
    expect(rows.length).toBe(1);
  });

  test('is another one where its body differs, and is refused', async () => {
    const key = randomUUID();
    await withKey(admin, key, '/plans', { name: 'first of two' }).expect(201);
    const other = await withKey(admin, key, '/plans', { name: 'second of two' });
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
    expect(await countOf('second of two')).toBe(0);
    const elsewhere = await withKey(admin, key, '/customers', { name: 'first of two' });
    expect(elsewhere.body).toMatchObject({ status: 422 });
  });

  test('may be tried again with the same key after it was refused', async () => {
    const key = randomUUID();
    const wish = { webRootId: panel.scene.anna.webRootId, name: 'later', password: 'a long enough one' };
    await panel.db.query(`update plans set max_ftp_accounts = 0 where id = $1`, [panel.scene.planId]);
    await withKey(anna, key, '/accounts', wish).expect(409);
    await panel.db.query(`update plans set max_ftp_accounts = 50 where id = $1`, [panel.scene.planId]);
    await withKey(anna, key, '/accounts', wish).expect(201);
  });

  test("has nothing to do with another panel user's request of the same key", async () => {
    const key = randomUUID();
    const ben = await PanelClient.signedIn(panel, 'ben@portside.example');
    const wish = (webRootId: string) => ({ webRootId, name: 'same-key', password: 'a long enough one' });
    await withKey(anna, key, '/accounts', wish(panel.scene.anna.webRootId)).expect(201);
    const other = await withKey(ben, key, '/accounts', wish(panel.scene.ben.webRootId)).expect(201);
    expect(other.body).toMatchObject({ login: 'same-key@ben.example' });
  });

  test('is a new one after a day', async () => {
    const key = randomUUID();
    await withKey(admin, key, '/plans', { name: 'yesterday' }).expect(201);
    await panel.db.query(`update idempotency_keys set claimed_at = now() - interval '25 hours' where key = $1`, [key]);
    await withKey(admin, key, '/plans', { name: 'today' }).expect(201);
  });

  test('is taken over after a minute from a panel that ended before it answered', async () => {
    const key = randomUUID();
    await withKey(admin, key, '/plans', { name: 'left behind' }).expect(201);
    await panel.db.query(`delete from plans where name = 'left behind'`);
    await panel.db.query(`update idempotency_keys set status = null, answer = null where key = $1`, [key]);
    await withKey(admin, key, '/plans', { name: 'left behind' }).expect(409);
    await panel.db.query(`update idempotency_keys set claimed_at = now() - interval '2 minutes' where key = $1`, [key]);
    await withKey(admin, key, '/plans', { name: 'left behind' }).expect(201);
  });

  test('leaves neither the password of its body nor its answer readable in the database', async () => {
    const key = randomUUID();
    const wish = { webRootId: panel.scene.anna.webRootId, name: 'sealed', password: 'not to be found' };
    await withKey(anna, key, '/accounts', wish).expect(201);
    const { rows } = await panel.db.query<{ row: string; answer: Buffer }>(
      `select k::text as row, answer from idempotency_keys k where key = $1`,
      [key],
    );
    expect(rows[0]?.row).not.toContain('not to be found');
    expect(rows[0]?.answer.toString('latin1')).not.toContain('sealed@anna.example');
  });

  test.each(['with a space', 'x'.repeat(256)])('refuses %j as a key', async (key) => {
    const answer = await withKey(admin, key, '/plans', { name: 'no key' });
    expect(answer.body).toMatchObject({ status: 400, field: 'Idempotency-Key' });
  });
});
