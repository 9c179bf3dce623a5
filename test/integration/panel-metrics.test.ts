// What Prometheus reads, against rows that can be counted by hand on this page.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let ftp: pg.Client;
let token: string;

beforeAll(async () => {
  panel = await startTestPanel();
  ftp = new pg.Client({ connectionString: panel.database.ftpUrl });
  await ftp.connect();
  token = await tokenOf('support@portside.example');
  await panel.db.query(`select make_month_partitions(1)`);
  await connection('PASV', 'worked', { connectMs: 4 });
  await connection('PASV', 'worked', { connectMs: 30 });
  await connection('PASV', 'worked', { connectMs: 400_000 });
  await connection('PASV', 'no-one-came', { strangers: 2 });
  await connection('PORT', 'client-refused', {});
  for (const outcome of ['accepted', 'accepted', 'disabled']) await login(outcome);
});
afterAll(async () => {
  await ftp.end();
  await panel.stop();
});

async function tokenOf(email: string): Promise<string> {
  const client = await PanelClient.signedIn(panel, email);
  return ((await client.post('/tokens', { name: 'prometheus' }).expect(201)).body as { token: string }).token;
}

async function connection(verb: string, verdict: string, more: { connectMs?: number; strangers?: number }) {
  const { connectMs = null, strangers = 0 } = more;
  await ftp.query(
    `insert into data_connections (at, id, server_id, session_id, client_address, verb, connect_ms, duration_ms, outcome,
       verdict, strangers) values (now(), $1, $2, $1, '203.0.113.9', $3, $4, 5, 'used', $5, $6)`,
    [randomUUID(), panel.scene.serverId, verb, connectMs, verdict, strangers],
  );
}

async function login(outcome: string): Promise<void> {
  await ftp.query(
    `insert into login_attempts (at, id, server_id, session_id, name, client_address, tls, outcome)
     values (now(), $1, $2, $1, 'web@anna.example', '203.0.113.9', true, $3)`,
    [randomUUID(), panel.scene.serverId, outcome],
  );
}

async function scraped(): Promise<string[]> {
  const answer = await supertest(panel.url).get('/metrics').set('Authorization', `Bearer ${token}`);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  return answer.text.split('\n');
}

const linesOf = async (name: string) => (await scraped()).filter((line) => line.startsWith(name));

describe('the metrics', () => {
  test('count data connections by what became of them', async () => {
    expect(await linesOf('portside_data_connections_total')).toEqual([
      'portside_data_connections_total{server="web-01",mode="passive",verb="PASV",verdict="no-one-came"} 1',
      'portside_data_connections_total{server="web-01",mode="passive",verb="PASV",verdict="worked"} 3',
      'portside_data_connections_total{server="web-01",mode="active",verb="PORT",verdict="client-refused"} 1',
    ]);
    expect(await linesOf('portside_strangers_total')).toEqual(['portside_strangers_total{server="web-01"} 2']);
  });

  test('tell how soon they came about as a histogram', async () => {
    const series = '{server="web-01",mode="passive",verb="PASV"';
    const lines = await linesOf('portside_data_connect_seconds');
    expect(lines.slice(0, 4)).toEqual([
      `portside_data_connect_seconds_bucket${series},le="0.005"} 1`,
      `portside_data_connect_seconds_bucket${series},le="0.01"} 1`,
      `portside_data_connect_seconds_bucket${series},le="0.02"} 1`,
      `portside_data_connect_seconds_bucket${series},le="0.05"} 2`,
    ]);
    expect(lines.slice(-4)).toEqual([
      `portside_data_connect_seconds_bucket${series},le="300"} 2`,
      `portside_data_connect_seconds_bucket${series},le="+Inf"} 3`,
      `portside_data_connect_seconds_sum${series}} 400.034`,
      `portside_data_connect_seconds_count${series}} 3`,
    ]);
  });

  test('count tries to log in by how they ended', async () => {
    expect(await linesOf('portside_logins_total')).toEqual([
      'portside_logins_total{server="web-01",outcome="accepted"} 2',
      'portside_logins_total{server="web-01",outcome="disabled"} 1',
    ]);
  });

  test('tell of each server and process how it stands', async () => {
    await ftp.query(
      `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports, applied_version,
         heartbeat_at)
       values ($1, $3, 41, '1', 'walk', 'process', false, 1, now()), ($2, $3, 42, '1', 'walk', 'process', false, null,
         now() - interval '1 minute')`,
      [randomUUID(), randomUUID(), panel.scene.serverId],
    );
    await ftp.query(`select note_certificate_expiry($1, '2027-01-01T00:00:00Z')`, [panel.scene.serverId]);
    for (const [outcome, day] of [
      ['worked', '2027-01-01'],
      ['failed', '2027-01-02'],
    ] as const) {
      await panel.db.query(
        `insert into self_tests (server_id, reason, asked_by, policy_version, finished_at, outcome, sentence)
         values ($1, 'schedule', 'Portside', 1, $2, $3, '')`,
        [panel.scene.serverId, `${day}T00:00:00Z`, outcome],
      );
    }
    const lines = await scraped();
    for (const line of [
      'portside_sessions_open{server="web-01"} 0',
      'portside_policy_version{server="web-01"} 1',
      'portside_passive_ports{server="web-01"} 200',
      'portside_certificate_expiry_timestamp_seconds{server="web-01"} 1798761600',
      'portside_self_test_failed{server="web-01"} 1',
      'portside_self_test_timestamp_seconds{server="web-01"} 1798848000',
      'portside_process_up{server="web-01",process="41"} 1',
      'portside_process_up{server="web-01",process="42"} 0',
      'portside_process_policy_version{server="web-01",process="41"} 1',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.filter((line) => line.includes('process_policy_version') && line.includes('"42"'))).toEqual([]);
    expect(lines.find((line) => line.startsWith('portside_database_latency_seconds'))).toMatch(/ 0\.\d+$/);
  });

  test('give a process number once, also where the one before had the same', async () => {
    await ftp.query(
      `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports, heartbeat_at)
       values ($1, $3, 7, '1', 'walk', 'process', false, now() - interval '1 minute'),
         ($2, $3, 7, '1', 'walk', 'process', false, now())`,
      [randomUUID(), randomUUID(), panel.scene.serverId],
    );
    expect((await linesOf('portside_process_up')).filter((line) => line.includes('"7"'))).toEqual([
      'portside_process_up{server="web-01",process="7"} 1',
    ]);
  });

  test('name no account, login or address', async () => {
    expect((await scraped()).join('\n')).not.toMatch(/anna|203\.0\.113/);
  });

  test('never go down, also when the records are gone', async () => {
    const before = await linesOf('portside_data_connections_total');
    await panel.db.query('delete from data_connections');
    await panel.db.query('delete from data_connection_counts');
    expect(await linesOf('portside_data_connections_total')).toEqual(before);
  });
});

describe('they are read', () => {
  test('with a token of staff only', async () => {
    const ask = (bearer: string) => supertest(panel.url).get('/metrics').set('Authorization', `Bearer ${bearer}`);
    await ask(await tokenOf('admin@portside.example')).expect(200);
    await ask(await tokenOf('anna@portside.example')).expect(403);
    await ask('pst_' + 'x'.repeat(43)).expect(401);
    await supertest(panel.url).get('/metrics').expect(401);
  });

  test('through the API in the browser as well', async () => {
    const admin = await PanelClient.signedIn(panel, 'admin@portside.example');
    expect((await admin.get('/metrics').expect(200)).text).toContain('# TYPE portside_logins_total counter');
  });
});
