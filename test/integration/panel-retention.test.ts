// For how long records are kept: bounds, the dry run, and that old rows really go, against real rows.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
});
afterAll(async () => {
  await panel.stop();
});

interface Kept {
  records: string;
  days: number | null;
  oldestAt: string | null;
}

async function kept(records: string): Promise<Kept | undefined> {
  const answer = await admin.get('/retention').expect(200);
  return (answer.body as { items: Kept[] }).items.find((item) => item.records === records);
}

async function count(sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await panel.db.query<{ count: string }>(`select count(*) from ${sql}`, values);
  return Number(rows[0]?.count);
}

async function addLogin(daysAgo: number, outcome: string): Promise<void> {
  await panel.db.query(
    `insert into login_attempts (at, id, server_id, session_id, name, client_address, tls, outcome)
     values (now() - make_interval(days => $1), gen_random_uuid(), $2, gen_random_uuid(), 'web', '203.0.113.9', true, $3)`,
    [daysAgo, panel.scene.serverId, outcome],
  );
}

/** The panel makes partitions ahead and for the month before; older ones are made here. */
async function makeMonthsBack(): Promise<void> {
  for (const back of [2, 3, 4]) {
    await panel.db.query(
      `do $$ declare month date := date_trunc('month', now() at time zone 'UTC') - interval '${back} months'; begin
         execute format('create table if not exists %I partition of login_attempts for values from (%L) to (%L)',
           'login_attempts_' || to_char(month, 'YYYY_MM'), month::text || ' 00:00:00+00',
           (month + interval '1 month')::date::text || ' 00:00:00+00'); end $$`,
    );
  }
}

test('what is kept begins as it always was', async () => {
  expect(await kept('login-attempts')).toMatchObject({ days: 396, leastDays: 30, mayBeForEver: false });
  expect(await kept('sessions')).toMatchObject({ days: null, mayBeForEver: true });
  expect(await kept('server-tasks')).toMatchObject({ days: 1 });
});

test('old logins go as soon as they are kept for less, months and days, after a dry run that says how many', async () => {
  await makeMonthsBack();
  for (const [daysAgo, outcome] of [
    [80, 'accepted'],
    [75, 'wrong-login-or-password'],
    [34, 'accepted'],
    [33, 'disabled'],
    [20, 'accepted'],
    [20, 'disabled'],
  ] as const) {
    await addLogin(daysAgo, outcome);
  }
  const ask = await admin.get('/retention/login-attempts/preview?days=30').expect(200);
  expect(ask.body).toMatchObject({ rows: 4 });
  const oldest = new Date((ask.body as { oldestAt: string }).oldestAt);
  expect((Date.now() - oldest.getTime()) / 86_400_000).toBeCloseTo(80, 1);
  expect(await count('login_attempts')).toBe(6);

  await admin.put('/retention/login-attempts', { days: 30 }).expect(200);
  await eventually('2 are left', async () => (await count('login_attempts')) === 2);
  const months = await count(`pg_inherits where inhparent = 'login_attempts'::regclass and inhrelid::regclass::text
    < 'login_attempts_' || to_char(now() - interval '62 days', 'YYYY_MM')`);
  expect(months).toBe(0);

  await admin.put('/retention/refused-logins', { days: 7 }).expect(200);
  await eventually('1 are left', async () => (await count('login_attempts')) === 1);
});

test('old sessions go, and one that is open stays', async () => {
  const { customerId } = panel.scene.anna;
  const add = (daysAgo: number, closed: boolean) =>
    panel.db.query(
      `insert into ftp_sessions (id, server_id, customer_id, client_address, client_port, server_address,
         server_port, opened_at, logged_in_at, seen_at, closed_at, end_reason)
       values ($1, $2, $3, '203.0.113.9', 1, '192.0.2.1', 21, now() - make_interval(days => $4),
         now() - make_interval(days => $4), now(), case when $5 then now() end, case when $5 then 'quit' end)`,
      [randomUUID(), panel.scene.serverId, customerId, daysAgo, closed],
    );
  await add(200, true);
  await add(100, true);
  await add(100, false);
  expect((await admin.get('/retention/sessions/preview?days=30')).body).toMatchObject({ rows: 2 });
  await admin.put('/retention/sessions', { days: 30 }).expect(200);
  await eventually('one is left', async () => (await count('ftp_sessions')) === 1);
  await admin.put('/retention/sessions', { days: null }).expect(200);
});

test('numbers out of bounds are refused with the bounds, and only a change is written down', async () => {
  const before = await count(`audit_events where verb = 'retention.changed'`);
  const few = await admin.put('/retention/audit', { days: 3 });
  expect(few.body).toMatchObject({
    status: 400,
    field: 'days',
    detail: expect.stringContaining('from 90 to 3650') as string,
  });
  expect((await admin.put('/retention/transfers', { days: null })).body).toMatchObject({ status: 400, field: 'days' });
  expect((await admin.put('/retention/passwords', { days: 90 })).body).toMatchObject({ status: 404 });
  await admin.put('/retention/audit', { days: null }).expect(200);
  expect(await count(`audit_events where verb = 'retention.changed'`)).toBe(before);
  await admin.put('/retention/audit', { days: 400 }).expect(200);
  const { rows } = await panel.db.query(
    `select before, after, actor from audit_events where verb = 'retention.changed' and subject = 'audit'`,
  );
  expect(rows).toEqual([{ before: { days: null }, after: { days: 400 }, actor: 'admin@portside.example' }]);
});

test('support and customers may neither see nor change it', async () => {
  for (const who of ['support@portside.example', 'anna@portside.example']) {
    const client = await PanelClient.signedIn(panel, who);
    expect((await client.get('/retention')).status).toBe(403);
    expect((await client.put('/retention/audit', { days: 90 })).status).toBe(403);
  }
});
