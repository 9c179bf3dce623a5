// The overview and what it leads to: figures, alerts, narrowed lists of what happened, and ending many sessions, against
// rows as the FTP processes write them.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoginAttemptPage } from '../../src/data-connections/data-connections.dto.js';
import type { Overview, OverviewServer } from '../../src/overview/overview.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';
import { answerNextTask } from '../support/server-answers.js';

let panel: TestPanel;
let admin: PanelClient;
let anna: PanelClient;
let ftp: pg.Client;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  ftp = new pg.Client({ connectionString: panel.database.ftpUrl });
  await ftp.connect();
  await panel.db.query(`select make_month_partitions(1)`);
});
afterAll(async () => {
  await ftp.end();
  await panel.stop();
});

async function overview(client = admin): Promise<Overview> {
  const answer = await client.get('/overview');
  expect(answer.status, answer.text).toBe(200);
  return answer.body as Overview;
}

async function theServer(): Promise<OverviewServer> {
  const [server] = (await overview()).servers;
  if (server === undefined) throw new Error('The overview shows no server.');
  return server;
}

const alertKinds = async () => (await overview()).alerts.map(({ kind }) => kind);

/** One FTP process; `ago` is how long ago it was heard from. */
async function addProcess({ ago = '0 s', version = 1, latencyMs = 2 } = {}): Promise<string> {
  const id = randomUUID();
  await ftp.query(
    `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports, started_at,
       heartbeat_at, applied_version, applied_at, database_latency_ms)
     values ($1, $2, 4711, '0.1.0', 'native', 'customer', false, now() - interval '2 days', now() - $3::interval, $4,
       now(), $5)`,
    [id, panel.scene.serverId, ago, version, latencyMs],
  );
  return id;
}

interface Try {
  readonly outcome?: string;
  readonly minutesAgo?: number;
  readonly from?: string;
  readonly name?: string;
  readonly of?: { readonly accountId: string; readonly customerId: string };
}

async function tryLogin({ outcome = 'accepted', minutesAgo = 0, from = '203.0.113.9', name = 'web', of }: Try) {
  await ftp.query(
    `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
     values (now() - make_interval(mins => $1), gen_random_uuid(), $2, gen_random_uuid(), $3, $4, $5, $6, true, $7)`,
    [minutesAgo, panel.scene.serverId, of?.accountId ?? null, of?.customerId ?? null, name, from, outcome],
  );
}

async function openSession(of: Try['of'], from = '203.0.113.9', dataConnection: object | null = null) {
  await ftp.query(
    `insert into ftp_sessions (id, server_id, account_id, customer_id, login, client_address, client_port, server_address,
       server_port, opened_at, seen_at, data_connection)
     values (gen_random_uuid(), $1, $2, $3, 'web', $4, 40000, '192.0.2.1', 21, now(), now(), $5)`,
    [panel.scene.serverId, of?.accountId ?? null, of?.customerId ?? null, from, dataConnection],
  );
}

describe('the overview', () => {
  test('tells of a server that never was up, and since when one is silent or up', async () => {
    expect(await theServer()).toMatchObject({ state: 'down', since: null });
    expect(await alertKinds()).toEqual(['server-silent']);
    await addProcess({ ago: '3 min' });
    const silent = await theServer();
    expect(silent.state).toBe('down');
    expect(Date.now() - Date.parse(silent.since ?? '')).toBeGreaterThan(179_000);
    await addProcess();
    const up = await theServer();
    expect(up).toMatchObject({ state: 'up', inForce: true, databaseLatencyMs: 2, passivePorts: 200 });
    expect(Date.now() - Date.parse(up.since ?? '')).toBeGreaterThan(2 * 86_400_000 - 60_000);
    expect(await alertKinds()).toEqual([]);
  });

  test('counts logins by the minute and says why others were refused', async () => {
    const { accountId, customerId } = panel.scene.anna;
    for (const minutesAgo of [0, 0, 5]) await tryLogin({ minutesAgo, of: { accountId, customerId } });
    for (const minutesAgo of [0, 300]) await tryLogin({ outcome: 'wrong-login-or-password', minutesAgo });
    await tryLogin({ outcome: 'disabled', minutesAgo: 400 });
    await tryLogin({ outcome: 'disabled', minutesAgo: 3000 });
    const { logins } = await overview();
    expect(logins).toMatchObject({ acceptedLastHour: 3, refusedLastHour: 1, acceptedLastDay: 3, refusedLastDay: 3 });
    expect(logins.refused).toEqual([
      { reason: 'wrong-login-or-password', lastHour: 1, lastDay: 2 },
      { reason: 'disabled', lastHour: 0, lastDay: 1 },
    ]);
    expect(logins.minutes).toHaveLength(60);
    expect(logins.minutes.reduce((sum, { accepted, refused }) => sum + accepted + refused, 0)).toBe(4);
  });

  test('counts passive ports that are promised or in use, each once, and warns before there are none', async () => {
    const { anna: a, ben } = panel.scene;
    const passive = (localPort: number, state = 'waiting', verb = 'EPSV') => ({ localPort, state, verb });
    await openSession(a, '203.0.113.1', passive(30001));
    await openSession(a, '203.0.113.2', passive(30001, 'moving'));
    await openSession(ben, '203.0.113.3', passive(30002, 'connected', 'PASV'));
    await openSession(ben, '203.0.113.4', passive(30003, 'ended'));
    await openSession(ben, '203.0.113.5', passive(20, 'moving', 'PORT'));
    expect(await theServer()).toMatchObject({ passivePortsInUse: 2, openSessions: 5 });
    for (let port = 30_010; port < 30_170; port += 1) await openSession(ben, '198.51.100.1', passive(port));
    const { alerts } = await overview();
    expect(alerts).toMatchObject([{ kind: 'passive-range-nearly-full', value: 162, of: 200 }]);
    await panel.db.query(`delete from ftp_sessions where client_address = '198.51.100.1'`);
  });

  test('says what else needs doing, with the numbers', async () => {
    const { serverId } = panel.scene;
    await panel.db.query(`update servers set certificate_valid_until = now() + interval '4 days 1 hour'`);
    await panel.db.query(
      `insert into self_tests (server_id, reason, asked_by, policy_version, finished_at, outcome, sentence)
       values ($1, 'schedule', 'Portside', 1, now(), 'failed', 'Seen from web-02, PASV did not work.')`,
      [serverId],
    );
    const id = await addProcess({ version: 7 });
    await ftp.query(`update server_processes set database_latency_ms = 900 where id = $1`, [id]);
    const { alerts } = await overview();
    expect(alerts.map(({ kind, value, sentence }) => [kind, value ?? sentence])).toEqual([
      ['self-test-failed', 'Seen from web-02, PASV did not work.'],
      ['policy-not-in-force', null],
      ['database-slow', 900],
      ['certificate-ends', 5],
    ]);
    await panel.db.query(`delete from self_tests`);
    await panel.db.query(`delete from server_processes where id = $1`, [id]);
    await panel.db.query(`update servers set certificate_valid_until = null`);
  });

  test('is for staff', async () => {
    const support = await PanelClient.signedIn(panel, 'support@portside.example');
    expect((await overview(support)).servers).toHaveLength(1);
    expect((await anna.get('/overview')).status).toBe(403);
  });
});

describe('tries to log in', () => {
  const names = async (client: PanelClient, query: string) => {
    const answer = await client.get(`/login-attempts${query}`);
    expect(answer.status, answer.text).toBe(200);
    return (answer.body as LoginAttemptPage).items.map(({ name }) => name);
  };

  test('are narrowed by result, reason, network, name and time', async () => {
    const { accountId, customerId } = panel.scene.anna;
    const of = { accountId, customerId };
    await tryLogin({ name: 'shop@anna.example', from: '198.51.100.7', of });
    await tryLogin({ name: 'x100%', outcome: 'near-miss', from: '198.51.100.200', minutesAgo: 100, of });
    expect(await names(admin, '?network=198.51.100.0/24')).toEqual(['shop@anna.example', 'x100%']);
    expect(await names(admin, '?network=198.51.100.0/24&result=refused')).toEqual(['x100%']);
    expect(await names(admin, '?reason=near-miss')).toEqual(['x100%']);
    expect(await names(admin, '?search=0%25')).toEqual(['x100%']);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect(await names(anna, `?network=198.51.100.0/24&since=${since}`)).toEqual(['shop@anna.example']);
    expect(await names(anna, `?network=198.51.100.0/24&until=${since}`)).toEqual(['x100%']);
    expect((await admin.get('/login-attempts?network=somewhere')).body).toMatchObject({
      status: 400,
      field: 'network',
    });
  });
});

describe('the log of changes', () => {
  test('is narrowed by who, what, on what and when', async () => {
    const { accountId } = panel.scene.anna;
    await admin.post(`/accounts/${accountId}/disable`).expect(200);
    await admin.post(`/accounts/${accountId}/enable`).expect(200);
    const verbs = async (query: string) => {
      const answer = await admin.get(`/audit${query}`);
      return (answer.body as { items: { verb: string }[] }).items.map(({ verb }) => verb);
    };
    expect(await verbs('?verb=account.disabled')).toEqual(['account.disabled']);
    expect(await verbs('?verb=account&who=admin%40')).toEqual(['account.enabled', 'account.disabled']);
    expect(await verbs('?subject=anna.example')).toEqual(['account.enabled', 'account.disabled']);
    expect(await verbs('?who=nobody')).toEqual([]);
    expect(await verbs('?verb=acc')).toEqual([]);
    expect(await verbs(`?verb=account&until=${new Date(Date.now() - 60_000).toISOString()}`)).toEqual([]);
  });
});

describe('ending many sessions', () => {
  test('counts first, ends only those that fit, and writes each into the log of changes of whose it is', async () => {
    const { anna: a, ben } = panel.scene;
    await panel.db.query(`delete from ftp_sessions`);
    await openSession(a, '198.51.100.20');
    await openSession(ben, '198.51.100.21');
    await openSession(ben, '203.0.113.50');
    const which = { network: '198.51.100.0/24' };
    expect((await admin.post('/sessions/end', { ...which, dryRun: true })).body).toMatchObject({
      matching: 2,
      ended: 0,
    });
    expect((await anna.post('/sessions/end', { dryRun: true })).body).toMatchObject({ matching: 1 });
    const result = { ended: 1 };
    const [answer, asked] = await Promise.all([
      admin.post('/sessions/end', which),
      answerNextTask(panel, 'end-session', { result }).then(() => answerNextTask(panel, 'end-session', { result })),
    ]);
    expect(answer.body).toEqual({ matching: 2, ended: 2, refusals: [] });
    expect(asked).toMatchObject({ why: 'Your host ended this session in the panel.' });
    const { rows } = await panel.db.query<{ customer_id: string }>(
      `select customer_id from audit_events where verb = 'session.ended'`,
    );
    expect(rows.map(({ customer_id }) => customer_id).sort()).toEqual([a.customerId, ben.customerId].sort());
  });

  test('has not ended what was over by itself', async () => {
    await panel.db.query(`delete from ftp_sessions`);
    await panel.db.query(`delete from audit_events where verb = 'session.ended'`);
    await openSession(panel.scene.anna, '198.51.100.20');
    const result = { ended: 0 };
    const [answer] = await Promise.all([anna.post('/sessions/end'), answerNextTask(panel, 'end-session', { result })]);
    expect(answer.body).toEqual({ matching: 1, ended: 0, refusals: [] });
    const { rowCount } = await panel.db.query(`select from audit_events where verb = 'session.ended'`);
    expect(rowCount).toBe(0);
  });

  test('says why a server does not do it', async () => {
    await panel.db.query(`delete from ftp_sessions`);
    await openSession(panel.scene.anna, '198.51.100.20');
    const failure = { code: 'broken', sentence: 'The process is leaving.' };
    const [answer] = await Promise.all([anna.post('/sessions/end'), answerNextTask(panel, 'end-session', { failure })]);
    expect(answer.body).toEqual({ matching: 1, ended: 0, refusals: ['The process is leaving.'] });
  });
});

describe('the list of first steps', () => {
  const steps = async () => (await overview()).firstRun;
  const open = async () => (await steps())?.filter(({ done }) => !done).map(({ step }) => step);

  test('is there while something is open, also with the first customer there', async () => {
    await addProcess({ version: 7 });
    expect(await steps()).toEqual([
      { step: 'two-factor', done: false },
      { step: 'server', done: true },
      { step: 'certificate', done: false },
      { step: 'self-test', done: false },
      { step: 'plan', done: true },
      { step: 'customer', done: true },
    ]);
  });

  test('counts no certificate of a server that has not started yet', async () => {
    await panel.db.query(
      `insert into servers (name, host, ftp_port, certificate_fingerprint, certificate_self_signed)
       values ('drafted', 'drafted.example', 21, 'AB', false)`,
    );
    expect(await open()).toContain('certificate');
    await panel.db.query(`delete from servers where name = 'drafted'`);
  });

  test('goes when everything is done, and stays away when a server falls silent', async () => {
    await panel.db.query(`update panel_users set totp_secret = 'x' where role = 'admin'`);
    await panel.db.query(`update servers set certificate_fingerprint = 'AB', certificate_self_signed = false`);
    expect(await open()).toEqual(['self-test']);
    await panel.db.query(
      `insert into self_tests (server_id, reason, asked_by, policy_version, finished_at, outcome, sentence)
       select id, 'asked', 'x', 1, now(), 'worked', 'All of it.' from servers`,
    );
    expect(await steps()).toBeNull();
    await panel.db.query(`update server_processes set stopped_at = now()`);
    expect(await steps()).toBeNull();
    await panel.db.query(`delete from self_tests`);
    expect(await open()).toEqual(['self-test']);
  });

  test('is put away by an admin for everybody, and by nobody else', async () => {
    const support = await PanelClient.signedIn(panel, 'support@portside.example');
    expect((await support.post('/overview/first-run/dismiss')).status).toBe(403);
    expect((await anna.post('/overview/first-run/dismiss')).status).toBe(403);
    expect(await steps()).not.toBeNull();
    await admin.post('/overview/first-run/dismiss').expect(204);
    await admin.post('/overview/first-run/dismiss').expect(204);
    expect(await steps()).toBeNull();
    expect((await overview(support)).firstRun).toBeNull();
    const audit = await admin.get('/audit?verb=first-run.dismissed').expect(200);
    expect((audit.body as { items: object[] }).items).toHaveLength(1);
  });
});
