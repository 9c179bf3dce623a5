// Data connections over time, against rows that can be counted by hand on this page.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataConnectionSummary } from '../../src/data-connections/summary.dto.js';
import { connectClassesMs } from '../../src/data-connections/connect-times.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

interface Row {
  readonly hoursAgo: number;
  readonly verb: string;
  readonly verdict: string | null;
  readonly outcome?: string;
  readonly program?: string;
  readonly from: string;
  readonly connectMs?: number;
}

const office = '203.0.113.7';
const home = '2001:db8:1:2:3::4';

/** Eight that count, six of them worked; two that do not count. */
const rows: readonly Row[] = [
  { hoursAgo: 0, verb: 'EPSV', verdict: 'worked', program: 'curl', from: office, connectMs: 4 },
  { hoursAgo: 0, verb: 'EPSV', verdict: 'worked', program: 'curl', from: office, connectMs: 4 },
  { hoursAgo: 0, verb: 'EPSV', verdict: 'client-aborted', program: 'curl', from: office },
  { hoursAgo: 1, verb: 'PASV', verdict: 'no-one-came', program: 'lftp', from: '203.0.113.99' },
  { hoursAgo: 1, verb: 'PASV', verdict: 'worked', program: 'lftp', from: '203.0.113.99', connectMs: 900 },
  { hoursAgo: 1, verb: 'PORT', verdict: 'client-refused', from: home },
  { hoursAgo: 5, verb: 'PORT', verdict: 'worked', from: home, connectMs: 30 },
  { hoursAgo: 5, verb: 'EPRT', verdict: 'worked', from: home, connectMs: 30 },
  { hoursAgo: 5, verb: 'EPSV', verdict: 'not-used', program: 'curl', from: '198.51.100.1' },
  // Of an older release, which wrote no verdict.
  { hoursAgo: 5, verb: 'EPSV', verdict: null, program: 'curl', from: '198.51.100.1', connectMs: 4 },
];

let panel: TestPanel;
let admin: PanelClient;
let ftp: pg.Client;
let thisHour: Date;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  ftp = new pg.Client({ connectionString: panel.database.ftpUrl });
  await ftp.connect();
  await panel.db.query(`select make_month_partitions(1)`);
  const { rows: clock } = await panel.db.query<{ hour: Date }>(`select date_trunc('hour', now(), 'UTC') as hour`);
  thisHour = clock[0]?.hour ?? new Date();
  for (const row of rows) await write(row);
});
afterAll(async () => {
  await ftp.end();
  await panel.stop();
});

const hoursAgo = (hours: number) => new Date(thisHour.getTime() - hours * 3_600_000);

/** As the FTP processes' own login does; the same id twice counts once. */
async function write(row: Row, serverId = panel.scene.serverId): Promise<void> {
  const insert = `insert into data_connections (at, id, server_id, session_id, client_address, client_program, verb,
      connect_ms, duration_ms, outcome, verdict)
    values ($1, $2, $3, $4, $5, $6, $7, $8, 1000, $9, $10) on conflict (at, id) do nothing`;
  const at = hoursAgo(row.hoursAgo).toISOString();
  const values = [at, randomUUID(), serverId, randomUUID(), row.from, row.program ?? null, row.verb];
  const more = [row.connectMs ?? null, row.outcome ?? (row.verdict === null ? 'used' : 'stalled'), row.verdict];
  await ftp.query(insert, [...values, ...more]);
  await ftp.query(insert, [...values, ...more]);
}

async function summary(query: Record<string, string> = {}, of = panel.scene.serverId): Promise<DataConnectionSummary> {
  const since = hoursAgo(6).toISOString();
  const answer = await admin.get(`/servers/${of}/data-connections/summary`).query({ since, ...query });
  expect(answer.status, answer.text).toBe(200);
  return answer.body as DataConnectionSummary;
}

describe('a summary of data connections', () => {
  test('counts what worked and what failed, and leaves out what the client gave up or never used', async () => {
    const { total } = await summary();
    // Six came about within 4, 4, 4, 30, 30 and 900 ms: the third of six is the last of those within 5 ms, and 95 of
    // 100 are seven tenths through the class from 500 to 1000 ms.
    expect(total).toEqual({ counted: 8, worked: 6, notCounted: 2, connectMsP50: 5, connectMsP95: 850 });
  });

  test('has every hour, also those without any', async () => {
    const { overTime } = await summary();
    expect(overTime.map(({ at }) => at)).toEqual([6, 5, 4, 3, 2, 1, 0].map((hours) => hoursAgo(hours).toISOString()));
    expect(overTime.map(({ counted, worked, notCounted }) => [counted, worked, notCounted])).toEqual([
      [0, 0, 0],
      [3, 3, 1],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [3, 1, 0],
      [2, 2, 1],
    ]);
    expect(overTime[0]).toMatchObject({ connectMsP50: null, connectMsP95: null });
  });

  test('has every day with the same numbers', async () => {
    const { overTime, step, total } = await summary({ step: 'day' });
    expect(step).toBe('day');
    expect(overTime.every(({ at }) => at.endsWith('T00:00:00.000Z'))).toBe(true);
    expect(overTime.reduce((sum, day) => sum + day.counted, 0)).toBe(8);
    expect(total).toMatchObject({ counted: 8, worked: 6, notCounted: 2 });
  });

  test('tells verdicts with whose they are to mend, the most frequent first, then those that failed', async () => {
    const { byVerdict } = await summary();
    expect(byVerdict).toEqual([
      { verdict: 'worked', culprit: 'nobody', connections: 6 },
      { verdict: 'client-refused', culprit: 'client-firewall', connections: 1 },
      { verdict: 'no-one-came', culprit: 'server-firewall', connections: 1 },
      { verdict: 'client-aborted', culprit: 'nobody', connections: 1 },
      { verdict: 'not-used', culprit: 'nobody', connections: 1 },
    ]);
  });

  test('tells them by server, mode, verb, program and network, those of which most failed first', async () => {
    const { byServer, byMode, byVerb, byProgram, byNetwork } = await summary();
    const short = ({ counted, worked }: { counted: number; worked: number }) => `${worked} of ${counted}`;
    expect(byServer.map((one) => [one.serverName, short(one)])).toEqual([['web-01', '6 of 8']]);
    expect(byMode.map((one) => [one.mode, short(one)])).toEqual([
      ['active', '2 of 3'],
      ['passive', '4 of 5'],
    ]);
    expect(Object.fromEntries(byVerb.map((one) => [one.verb, short(one)]))).toEqual({
      PORT: '1 of 2',
      EPRT: '1 of 1',
      PASV: '1 of 2',
      EPSV: '3 of 3',
    });
    expect(byProgram.map((one) => [one.program, short(one)])).toEqual([
      ['unknown', '2 of 3'],
      ['lftp', '1 of 2'],
      ['curl', '3 of 3'],
    ]);
    expect(byNetwork.map((one) => [one.network, short(one)])).toEqual([
      ['203.0.113.0/24', '3 of 4'],
      ['2001:db8:1:2::/64', '2 of 3'],
      ['198.51.100.0/24', '1 of 1'],
    ]);
  });

  test.each([
    [{ verb: 'PORT' }, 2],
    [{ mode: 'active' }, 3],
    [{ mode: 'active', verb: 'EPSV' }, 0],
    [{ program: 'unknown' }, 3],
    [{ program: 'lftp' }, 2],
    [{ network: '203.0.113.7' }, 4],
    [{ network: '2001:db8::/32' }, 3],
    [{ program: 'curl', network: '203.0.113.0/24' }, 2],
  ])('can be narrowed by %o', async (narrower, counted) => {
    expect((await summary(narrower)).total.counted).toBe(counted);
  });

  test('of one server knows nothing of another', async () => {
    const { rows: other } = await panel.db.query<{ id: string }>(
      `insert into servers (name, host, ftp_port) values ('web-02', 'two.example', 21) returning id`,
    );
    const id = other[0]?.id ?? '';
    await write({ hoursAgo: 2, verb: 'PASV', verdict: 'range-full', from: office }, id);
    expect((await summary({}, id)).total).toMatchObject({ counted: 1, worked: 0 });
    expect((await summary()).total.counted).toBe(8);
    const since = hoursAgo(6).toISOString();
    const all = (await admin.get('/data-connections/summary').query({ since }).expect(200))
      .body as DataConnectionSummary;
    expect(all.total.counted).toBe(9);
    expect(all.byServer.map(({ serverName, counted }) => [serverName, counted])).toEqual([
      ['web-01', 8],
      ['web-02', 1],
    ]);
    await panel.db.query(`delete from servers where id = $1`, [id]);
  });

  test('marks new versions of the policy and changes of the certificate', async () => {
    await admin
      .put(`/servers/${panel.scene.serverId}/policy`, { preset: 'passive-only', note: 'routers' })
      .set('If-Match', '"1"')
      .expect(201);
    await ftp.query(`update servers set certificate_fingerprint = 'CD:EF', certificate_self_signed = false`);
    await ftp.query(`update servers set certificate_problem = 'nothing new'`);
    const { marks } = await summary();
    expect(marks.filter(({ version }) => version !== 1)).toMatchObject([
      { kind: 'policy', version: 2, by: 'admin@portside.example', note: 'routers', serverName: 'web-01' },
      { kind: 'certificate', version: null, fingerprint: 'CD:EF' },
    ]);
  });

  test('says why a span cannot be told', async () => {
    const url = `/servers/${panel.scene.serverId}/data-connections/summary`;
    const ask = async (query: Record<string, string>) => (await admin.get(url).query(query)).body as { field: string };
    expect(await ask({ since: '2030-01-01T00:00:00Z' })).toMatchObject({ status: 400, field: 'since' });
    expect(await ask({ since: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 400, field: 'since' });
    expect(await ask({ network: 'home' })).toMatchObject({ status: 400, field: 'network' });
    await admin.get(`/servers/${randomUUID()}/data-connections/summary`).expect(404);
  });
});

describe('the list below it', () => {
  async function listed(query: Record<string, string>): Promise<number> {
    const { serverId } = panel.scene;
    const answer = await admin.get('/data-connections').query({ serverId, ...query });
    expect(answer.status, answer.text).toBe(200);
    return (answer.body as { items: unknown[] }).items.length;
  }

  test.each([
    [{}, 10],
    [{ mode: 'active' }, 3],
    [{ verb: 'EPSV' }, 5],
    [{ verdict: 'no-one-came' }, 1],
    [{ program: 'unknown' }, 3],
    [{ program: 'lftp' }, 2],
    [{ network: '203.0.113.0/24' }, 5],
    [{ network: '203.0.113.7' }, 3],
  ])('is narrowed the same way: %o', async (narrower, count) => {
    expect(await listed(narrower)).toBe(count);
  });

  test('is narrowed by time', async () => {
    expect(await listed({ since: hoursAgo(1).toISOString() })).toBe(6);
    expect(await listed({ until: hoursAgo(1).toISOString() })).toBe(4);
  });
});

test('the classes of time are those of the database', async () => {
  const { rows: found } = await panel.db.query<{ of: number; above: number }>(
    `select connect_class(bound) as of, connect_class(lag(bound, 1, -1) over (order by bound) + 1) as above
       from unnest($1::integer[]) as bound order by bound`,
    [connectClassesMs],
  );
  expect(found.map(({ of }) => of)).toEqual(connectClassesMs);
  expect(found.map(({ above }) => above)).toEqual(connectClassesMs);
});

test('the counts are the owner’s: the FTP processes can neither read nor change them', async () => {
  await expect(ftp.query('select from data_connection_counts')).rejects.toThrow('permission denied');
  await expect(ftp.query('update login_totals set attempts = 0')).rejects.toThrow('permission denied');
  // A table of the same name in front of the owner's must not be taken for it.
  await ftp.query('create temporary table data_connection_counts (nothing integer)');
  await write({ hoursAgo: 3, verb: 'EPSV', verdict: 'worked', from: office, connectMs: 1 });
  expect((await summary()).total.counted).toBe(9);
});
