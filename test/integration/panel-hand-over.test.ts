// Hand-over links: made by a customer or an admin, opened by somebody who is not signed in.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyPassword } from '../../src/auth/password.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

interface Made {
  readonly id: string;
  readonly url: string;
  readonly state: string;
}

let panel: TestPanel;
let admin: PanelClient;
let support: PanelClient;
let anna: PanelClient;
let ben: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  support = await PanelClient.signedIn(panel, 'support@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  ben = await PanelClient.signedIn(panel, 'ben@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

const secretOf = ({ url }: Made): string => new URL(url).hash.slice(1);

async function makeLink(by: PanelClient, wish: object): Promise<Made> {
  const path = 'accountId' in wish ? '/hand-over-links' : '/hand-over-links/panel';
  return (await by.post(path, wish).expect(201)).body as Made;
}

const receive = (path: 'look' | 'use', body: object) => new PanelClient(panel).post(`/hand-over-links/${path}`, body);

async function accountHash(): Promise<{ now: string; before: string | null }> {
  const { rows } = await panel.db.query<{ now: string; before: string | null }>(
    `select password_hash as now, previous_password_hash as before from ftp_accounts where id = $1`,
    [panel.scene.anna.accountId],
  );
  return rows[0] ?? { now: '', before: null };
}

describe('a link for an FTP account', () => {
  test('has its secret behind the #, keeps only the digest, and is good for 72 hours', async () => {
    const made = await makeLink(anna, { accountId: panel.scene.anna.accountId });
    expect(made.url).toMatch(new RegExp(`^${panel.url}/handover#[\\w-]{43}$`));
    expect(made).toMatchObject({ kind: 'account', subject: 'web@anna.example', state: 'open', usedAt: null });
    const { rows } = await panel.db.query<{ row: string; hours: number }>(
      `select l::text as row, extract(epoch from expires_at - created_at) / 3600 as hours from hand_over_links l where id = $1`,
      [made.id],
    );
    expect(rows[0]?.row).not.toContain(secretOf(made));
    expect(Math.round(Number(rows[0]?.hours))).toBe(72);
  });

  test('shows whom it is for as often as somebody looks, and tells nothing else', async () => {
    const secret = secretOf(await makeLink(anna, { accountId: panel.scene.anna.accountId }));
    for (let look = 0; look < 3; look += 1) {
      const offer = await receive('look', { secret }).expect(200);
      expect(offer.body).toEqual({
        kind: 'account',
        subject: 'web@anna.example',
        domain: 'anna.example',
        expiresAt: expect.any(String) as string,
      });
    }
  });

  test('sets the password once, and says then how to connect', async () => {
    const secret = secretOf(await makeLink(anna, { accountId: panel.scene.anna.accountId }));
    const before = await accountHash();
    const done = await receive('use', { secret, password: 'made by the receiver' }).expect(200);
    expect(done.body).toMatchObject({
      subject: 'web@anna.example',
      card: { host: 'ftp.example', login: 'web@anna.example' },
    });
    const files = (done.body as { files: { kind: string; text: string }[] }).files;
    expect(files.map(({ kind }) => kind)).toEqual(['filezilla', 'cyberduck', 'winscp', 'lftp', 'curl']);
    expect(done.text).not.toContain('made by the receiver');
    expect(done.headers['cache-control']).toBe('no-store');
    const after = await accountHash();
    expect(await verifyPassword('made by the receiver', after.now)).toBe(true);
    expect(after.before).toBe(before.now);

    const again = await receive('use', { secret, password: 'made by somebody else' });
    expect(again.body).toMatchObject({ status: 410, code: 'link-over', why: 'used' });
    expect((await receive('look', { secret })).body).toMatchObject({ status: 410, why: 'used' });
    expect((await accountHash()).now).toBe(after.now);
  });

  test('is used by one of two who press the button at once', async () => {
    const secret = secretOf(await makeLink(anna, { accountId: panel.scene.anna.accountId }));
    const tries = await Promise.all(
      ['the first of the two', 'the second of the two'].map((password) => receive('use', { secret, password })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  test('is replaced by a new one, and can be taken back', async () => {
    const first = await makeLink(anna, { accountId: panel.scene.anna.accountId });
    const second = await makeLink(admin, { accountId: panel.scene.anna.accountId });
    expect((await receive('look', { secret: secretOf(first) })).body).toMatchObject({ status: 410, why: 'revoked' });
    await receive('look', { secret: secretOf(second) }).expect(200);
    await anna.delete(`/hand-over-links/${second.id}`).expect(204);
    await anna.delete(`/hand-over-links/${second.id}`).expect(204);
    const dead = await receive('use', { secret: secretOf(second), password: 'too late for that' });
    expect(dead.body).toMatchObject({ status: 410, why: 'revoked' });
  });

  test('is too old after its time, and says so', async () => {
    const made = await makeLink(anna, { accountId: panel.scene.anna.accountId });
    await panel.db.query(`update hand_over_links set expires_at = now() where id = $1`, [made.id]);
    const answer = await receive('use', { secret: secretOf(made), password: 'a day too late' });
    expect(answer.body).toMatchObject({ status: 410, why: 'expired' });
    expect((answer.body as { detail: string }).detail).toContain('Ask whoever sent it for a new one');
  });

  test('is unknown where the secret was not copied whole', async () => {
    expect((await receive('look', { secret: 'half of it' })).body).toMatchObject({ status: 410, why: 'unknown' });
  });

  test('takes no password that the policy refuses, and stays good for a better one', async () => {
    const secret = secretOf(await makeLink(anna, { accountId: panel.scene.anna.accountId }));
    const short = await receive('use', { secret, password: 'short' });
    expect(short.body).toMatchObject({ status: 400, field: 'password' });
    await receive('use', { secret, password: 'a better one, longer' }).expect(200);
  });

  test('is written into the log when made, used and taken back', async () => {
    const made = await makeLink(anna, { accountId: panel.scene.anna.accountId });
    await anna.delete(`/hand-over-links/${made.id}`).expect(204);
    const used = secretOf(await makeLink(anna, { accountId: panel.scene.anna.accountId }));
    await receive('use', { secret: used, password: 'for the log of changes' }).expect(200);
    const log = (await anna.get('/audit?limit=4').expect(200)).body as {
      items: { verb: string; actor: string; subject: string; after: { from?: string } | null }[];
    };
    expect(log.items.map(({ verb, actor }) => [verb, actor])).toEqual([
      ['hand-over.used', 'whoever opened the hand-over link'],
      ['hand-over.created', 'anna@portside.example'],
      ['hand-over.revoked', 'anna@portside.example'],
      ['hand-over.created', 'anna@portside.example'],
    ]);
    expect(log.items[0]).toMatchObject({ subject: 'web@anna.example', after: { from: '127.0.0.1' } });
  });

  test("is another customer's: not made, not listed, not taken back", async () => {
    const made = await makeLink(anna, { accountId: panel.scene.anna.accountId });
    await ben.post('/hand-over-links', { accountId: panel.scene.anna.accountId }).expect(404);
    await ben.delete(`/hand-over-links/${made.id}`).expect(404);
    expect((await ben.get('/hand-over-links').expect(200)).body).toMatchObject({ items: [] });
    expect((await anna.get('/hand-over-links?limit=1').expect(200)).body).toMatchObject({
      items: [{ id: made.id, state: 'open' }],
    });
  });

  test('is not for support to make or take back, only to see', async () => {
    const made = await makeLink(admin, { accountId: panel.scene.anna.accountId });
    await support.post('/hand-over-links', { accountId: panel.scene.anna.accountId }).expect(403);
    await support.delete(`/hand-over-links/${made.id}`).expect(403);
    const seen = await support.get(`/hand-over-links?accountId=${panel.scene.anna.accountId}&limit=1`).expect(200);
    expect(seen.body).toMatchObject({ items: [{ id: made.id }] });
  });
});

describe('a link for a forgotten panel password', () => {
  test('is made by an admin for a customer, and ends the sessions of whoever had the old password', async () => {
    const here = await PanelClient.signedIn(panel, 'ben@portside.example');
    const made = await makeLink(admin, { customerId: panel.scene.ben.customerId });
    expect(made).toMatchObject({ kind: 'panel-user', subject: 'ben@portside.example' });
    const done = await receive('use', { secret: secretOf(made), password: 'remembered this time' }).expect(200);
    expect(done.body).toEqual({ kind: 'panel-user', subject: 'ben@portside.example', card: null, files: [] });
    await here.get('/auth/me').expect(401);
    const { agent } = new PanelClient(panel);
    await agent
      .post('/auth/sign-in')
      .send({ email: 'ben@portside.example', password: 'remembered this time' })
      .expect(200);
  });

  test('is made for staff as well', async () => {
    const { rows } = await panel.db.query<{ id: string }>(
      `select id from panel_users where email = 'support@portside.example'`,
    );
    const panelUserId = rows[0]?.id;
    const made = await makeLink(admin, { panelUserId });
    expect(made).toMatchObject({ subject: 'support@portside.example' });
    await makeLink(admin, { accountId: panel.scene.anna.accountId });
    const listed = await admin.get(`/hand-over-links?panelUserId=${panelUserId}`).expect(200);
    expect((listed.body as { items: Made[] }).items).toEqual([expect.objectContaining({ id: made.id, state: 'open' })]);
  });

  test('is not for a customer to make, not even for themselves', async () => {
    for (const client of [anna, support]) {
      await client.post('/hand-over-links/panel', { customerId: panel.scene.anna.customerId }).expect(403);
    }
    expect((await anna.post('/hand-over-links', { panelUserId: randomUUID() })).body).toMatchObject({ status: 400 });
  });

  test('needs to know for whom', async () => {
    const none = await admin.post('/hand-over-links/panel', {});
    expect(none.body).toMatchObject({ status: 400, field: 'customerId' });
  });
});
