// What a customer uses, now and day by day, against rows as the FTP processes write them.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noteUsage } from '../../src/database/daily-usage.js';
import type { Usage, UsageDays } from '../../src/usage/usage.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let anna: PanelClient;
let admin: PanelClient;
let ftp: pg.Client;

beforeAll(async () => {
  panel = await startTestPanel();
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  ftp = new pg.Client({ connectionString: panel.database.ftpUrl });
  await ftp.connect();
  await panel.db.query(`select make_month_partitions(1)`);
});
afterAll(async () => {
  await ftp.end();
  await panel.stop();
});

/** As the FTP processes' own login does; the same id twice counts once. */
async function transfer(kind: string, bytes: number, of = panel.scene.anna, daysAgo = 0): Promise<void> {
  const values = [
    daysAgo,
    randomUUID(),
    panel.scene.serverId,
    of.accountId,
    of.customerId,
    `web@${of.domain}`,
    kind,
    bytes,
  ];
  const insert = `insert into transfers (at, id, server_id, session_id, account_id, customer_id, login, client_address, kind,
      path, bytes, tls, outcome)
    values (date_trunc('day', now(), 'UTC') + interval '1 minute' - make_interval(days => $1), $2, $3, $2, $4, $5, $6,
      '203.0.113.9', $7, '/x', $8, true, 'complete') on conflict (at, id) do nothing`;
  await ftp.query(insert, values);
  await ftp.query(insert, values);
}

async function days(client: PanelClient, query = ''): Promise<UsageDays['items']> {
  const answer = await client.get(`/usage/days${query}`);
  expect(answer.status, answer.text).toBe(200);
  return (answer.body as UsageDays).items;
}

test('bytes that come and go are counted by day as they are written, once each', async () => {
  await transfer('upload', 1000);
  await transfer('append', 500);
  await transfer('download', 70);
  await transfer('delete', 999);
  await transfer('upload', 4, panel.scene.anna, 1);
  await transfer('upload', 1_000_000, panel.scene.ben);
  const items = await days(anna);
  expect(items).toHaveLength(30);
  expect(items.at(-1)).toMatchObject({ receivedBytes: 1500, sentBytes: 70, uploads: 2, downloads: 1 });
  expect(items.at(-2)).toMatchObject({ receivedBytes: 4, sentBytes: 0, uploads: 1 });
  expect(items.at(-3)).toMatchObject({ receivedBytes: 0, uploads: 0, usedBytes: null });
});

test('the traffic of a deleted FTP account stays the customer’s', async () => {
  const { rows } = await panel.db.query<{ id: string }>(
    `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions)
     values ($1, $2, 'gone@anna.example', 'x', '{}') returning id`,
    [panel.scene.anna.customerId, panel.scene.anna.webRootId],
  );
  const accountId = rows[0]?.id ?? '';
  await transfer('upload', 30, { ...panel.scene.anna, accountId });
  expect((await days(anna, `?accountId=${accountId}`)).at(-1)).toMatchObject({ receivedBytes: 30 });
  expect((await days(anna, `?webRootId=${panel.scene.anna.webRootId}`)).at(-1)).toMatchObject({ receivedBytes: 1530 });
  await panel.db.query(`delete from ftp_accounts where id = $1`, [accountId]);
  expect((await days(anna)).at(-1)).toMatchObject({ receivedBytes: 1530 });
  expect((await anna.get(`/usage/days?accountId=${accountId}`)).status).toBe(404);
});

test('disk used is noted once a day, the last time counts, and a day without a row has the one before', async () => {
  const { customerId, webRootId, accountId } = panel.scene.anna;
  await panel.db.query(`update plans set quota_bytes = 10000`);
  await panel.db.query(`insert into customer_usage (customer_id, used_bytes, used_files) values ($1, 700, 3)`, [
    customerId,
  ]);
  await panel.db.query(
    `insert into web_root_usage as u (web_root_id, used_bytes, used_files) values ($1, 700, 3)
     on conflict (web_root_id) do update set used_bytes = 700, used_files = 3`,
    [webRootId],
  );
  await panel.db.query(
    `insert into account_usage as u (account_id, used_bytes, used_files) values ($1, 600, 2)
     on conflict (account_id) do update set used_bytes = 600, used_files = 2`,
    [accountId],
  );
  await panel.db.query(noteUsage);
  await panel.db.query(`update usage_days set day = day - 5 where subject_id = $1`, [customerId]);
  await panel.db.query(noteUsage);
  const rows = () =>
    panel.db.query<{ used_bytes: string }>(`select used_bytes from usage_days where subject_id = $1 order by day`, [
      customerId,
    ]);
  expect((await rows()).rows).toEqual([{ used_bytes: '700' }]);
  await panel.db.query(`update customer_usage set used_bytes = 800 where customer_id = $1`, [customerId]);
  await panel.db.query(noteUsage);
  await panel.db.query(`update customer_usage set used_bytes = 900 where customer_id = $1`, [customerId]);
  await panel.db.query(noteUsage);
  expect((await rows()).rows).toEqual([{ used_bytes: '700' }, { used_bytes: '900' }]);
  const used = (await days(anna)).slice(-7).map(({ usedBytes }) => usedBytes);
  expect(used).toEqual([null, 700, 700, 700, 700, 700, 900]);

  const { body } = await anna.get('/usage').expect(200);
  expect(body as Usage).toMatchObject({
    total: { usedBytes: 900, quotaBytes: 10000 },
    webRoots: [{ domain: 'anna.example', usedBytes: 700 }],
    accounts: [{ login: 'web@anna.example', usedBytes: 600, quotaBytes: null }],
  });
});

test('it can be had as CSV', async () => {
  const answer = await anna.get('/usage/days/export?since=2026-01-01&until=2026-01-02').expect(200);
  expect(answer.headers['content-type']).toContain('text/csv');
  expect(answer.text).toBe(
    'day,used_bytes,received_bytes,sent_bytes,uploads,downloads\r\n2026-01-01,,0,0,0,0\r\n2026-01-02,,0,0,0,0\r\n',
  );
});

test('staff name the customer; a customer sees nobody else', async () => {
  const { anna: a, ben } = panel.scene;
  expect((await admin.get('/usage')).body).toMatchObject({ status: 400, field: 'customerId' });
  expect((await days(admin, `?customerId=${a.customerId}`)).at(-1)).toMatchObject({ receivedBytes: 1530 });
  expect((await anna.get(`/usage?customerId=${ben.customerId}`)).status).toBe(404);
  expect((await anna.get(`/usage/days?accountId=${ben.accountId}`)).status).toBe(404);
  expect((await anna.get(`/usage/days?webRootId=${ben.webRootId}`)).status).toBe(404);
  expect((await anna.get('/usage/days?since=2026-02-30')).body).toMatchObject({ status: 400, field: 'since' });
  expect((await anna.get('/usage/days?since=2020-01-01')).body).toMatchObject({ status: 400, field: 'since' });
});
