// "Apply for 10 minutes": kept when it is confirmed, else taken back by the panel, by the clock or because too little gets through.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../src/servers/policy.dto.js';
import { eventually } from '../support/eventually.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let url: string;
/** The last version that was there to stay. */
let base: number;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  url = `/servers/${panel.scene.serverId}/policy`;
});
afterAll(async () => {
  await panel.stop();
});

beforeEach(async () => {
  const { version } = await newest();
  const kept = await admin.put(url, { preset: 'active-and-passive' }).set('If-Match', `"${version}"`);
  base = (kept.body as Policy).version;
});

const newest = async () => (await admin.get(url).expect(200)).body as Policy;

async function tryOut(trial: object): Promise<Policy> {
  const { version } = await newest();
  const answer = await admin.put(url, { preset: 'passive-only', trial }).set('If-Match', `"${version}"`);
  expect(answer.status, answer.text).toBe(201);
  return answer.body as Policy;
}

const takenBack = (tried: Policy) =>
  eventually('it is taken back', async () => (await newest()).version > tried.version);

/** What one session had of its data connections under a version. */
async function connections(version: number, outcomes: readonly string[]): Promise<void> {
  const session = randomUUID();
  for (const outcome of outcomes) {
    await panel.db.query(
      `insert into data_connections (at, id, server_id, session_id, client_address, verb, duration_ms, outcome, policy_version)
       values (now(), $1, $2, $3, '192.0.2.1', 'EPSV', 5, $4, $5)`,
      [randomUUID(), panel.scene.serverId, session, outcome, version],
    );
  }
}

describe('a policy that is tried', () => {
  test('says until when, and stays where it is confirmed', async () => {
    const tried = await tryOut({});
    const lastsMs = Date.parse(tried.trial?.expiresAt ?? '') - Date.parse(tried.createdAt);
    expect(lastsMs).toBe(600_000);
    await admin
      .post(`${url}/confirm`)
      .set('If-Match', `"${tried.version - 1}"`)
      .expect(412);
    const kept = await admin.post(`${url}/confirm`).set('If-Match', `"${tried.version}"`);
    expect(kept.body).toMatchObject({ version: tried.version + 1, preset: 'passive-only', trial: null });
    const again = await admin.post(`${url}/confirm`).set('If-Match', `"${tried.version + 1}"`);
    expect(again.body).toMatchObject({ status: 409, code: 'conflict' });
  });

  test('is taken back when its time is over, also where this panel did not apply it', async () => {
    await panel.db.query(
      `insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port, active_connect_timeout_ms,
         data_wait_ms, stall_timeout_ms, idle_timeout_ms, created_by, created_at, expires_at)
       select server_id, version + 1, '{"PORT":"deny","EPRT":"deny","PASV":"allow","EPSV":"allow"}', tls, 40000, 40199, active_connect_timeout_ms,
         data_wait_ms, stall_timeout_ms, idle_timeout_ms, 'admin', now() - interval '20 minutes', now() - interval '10 minutes'
       from server_policies where server_id = $1 and version = $2`,
      [panel.scene.serverId, base],
    );
    await eventually('it is taken back', async () => (await newest()).version === base + 2);
    expect(await newest()).toMatchObject({
      preset: 'active-and-passive',
      passiveFirstPort: 30_000,
      trial: null,
      createdBy: 'Portside',
      note: `Version ${base + 1} was tried for 10 minutes and not confirmed. Version ${base} again.`,
    });
    const { rows } = await panel.db.query(
      `select actor, actor_id from audit_events where verb = 'policy.changed' order by at desc limit 1`,
    );
    expect(rows).toEqual([{ actor: 'Portside', actor_id: null }]);
  });

  test('is taken back to what was there to stay, not to what was tried before it', async () => {
    await tryOut({ revertBelowPercent: 50, revertAfterAttempts: 1 });
    const second = await tryOut({ revertBelowPercent: 50, revertAfterAttempts: 1 });
    await connections(second.version, ['no-one-came']);
    await takenBack(second);
    const after = await newest();
    expect(after.preset).toBe('active-and-passive');
    expect(after.note).toContain(`Version ${base} again`);
  });

  test('is taken back at once where too few data connections come about', async () => {
    const tried = await tryOut({ revertBelowPercent: 80, revertAfterAttempts: 4 });
    await connections(tried.version - 1, ['no-one-came', 'no-one-came', 'no-one-came', 'no-one-came']);
    await connections(tried.version, ['used', 'used', 'no-one-came', 'replaced', 'aborted', 'unused']);
    await connections(tried.version, ['denied', 'used']);
    await eventually('three and one failed are four: 75 %', async () => (await newest()).version > tried.version);
    expect(await newest()).toMatchObject({
      note:
        `Version ${tried.version} was taken back, because 3 of 4 data connections worked and at least 80 % were ` +
        `asked for. Version ${base} again.`,
    });
  });

  test('counts a session that was denied and got nothing through by any verb', async () => {
    const tried = await tryOut({ revertBelowPercent: 60, revertAfterAttempts: 2 });
    await connections(tried.version, ['used']);
    await connections(tried.version, ['denied', 'denied']);
    await takenBack(tried);
    expect((await newest()).note).toContain('1 of 2 data connections');
  });

  test('counts a session once to which nobody came, however often it asked', async () => {
    const tried = await tryOut({ revertBelowPercent: 50, revertAfterAttempts: 3 });
    await connections(tried.version, ['used', 'used']);
    await connections(tried.version, Array<string>(50).fill('no-one-came'));
    await looks(2);
    expect((await newest()).version, '2 of 3').toBe(tried.version);
  });

  test('is taken back although an account was meanwhile told not to use what comes back', async () => {
    await admin.put(url, { preset: 'active-only' }).set('If-Match', `"${base}"`).expect(201);
    const tried = await tryOut({ revertBelowPercent: 100, revertAfterAttempts: 1 });
    await panel.db.query(`update ftp_accounts set verb_rules = '{"PORT":"deny","EPRT":"deny"}' where id = $1`, [
      panel.scene.anna.accountId,
    ]);
    await connections(tried.version, ['no-one-came']);
    await takenBack(tried);
    expect((await newest()).preset).toBe('active-only');
    await panel.db.query(`update ftp_accounts set verb_rules = '{}'`);
  });

  test('stays while the share is high enough, or too little was seen', async () => {
    const tried = await tryOut({ revertBelowPercent: 80, revertAfterAttempts: 6 });
    await connections(tried.version, ['no-one-came']);
    await connections(tried.version, ['no-one-came', 'used', 'used', 'used']);
    await looks(2);
    expect((await newest()).version).toBe(tried.version);
    await connections(tried.version, ['used', 'used', 'used', 'used', 'used']);
    await looks(2);
    expect((await newest()).version, '8 of 10').toBe(tried.version);
  });
});

/** Waits until the panel has read the policies this many times more. */
async function looks(times: number): Promise<void> {
  const seen = async () => {
    const { rows } = await panel.db.query<{ scans: string }>(
      `select coalesce(sum(idx_scan + seq_scan), 0) as scans from pg_stat_user_tables where relname = 'server_policies'`,
    );
    return Number(rows[0]?.scans);
  };
  const before = await seen();
  await eventually('the panel has looked', async () => (await seen()) >= before + times);
}
