// Who would fail if TLS had to be resumed, against rows that can be counted by hand on this page.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionReuse } from '../../src/servers/session-reuse.dto.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let admin: PanelClient;
let url: string;

beforeAll(async () => {
  panel = await startTestPanel();
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  url = `/servers/${panel.scene.serverId}/session-reuse`;
  await panel.db.query(`select make_month_partitions(1)`);
});
afterAll(async () => {
  await panel.stop();
});

interface Session {
  readonly of: 'anna' | 'ben';
  readonly program: string | null;
  readonly hoursAgo: number;
  /** Whether each data connection resumed; `clear` where it spoke no TLS. */
  readonly resumed: readonly (boolean | 'clear')[];
}

async function record({ of, program, hoursAgo, resumed }: Session): Promise<void> {
  const session = randomUUID();
  const { accountId, customerId } = panel.scene[of];
  for (const how of resumed) {
    const tls = how === 'clear' ? [null, null] : ['TLSv1.3', how];
    await panel.db.query(
      `insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address,
         client_program, verb, duration_ms, outcome, tls_version, tls_resumed)
       values (now() - make_interval(hours => $1), $2, $3, $4, $5, $6, '192.0.2.1', $7, 'EPSV', 5, 'used', $8, $9)`,
      [hoursAgo, randomUUID(), panel.scene.serverId, session, accountId, customerId, program, ...tls],
    );
  }
}

test('nobody would fail where nothing was recorded', async () => {
  const answer = await admin.get(url).expect(200);
  expect(answer.body).toMatchObject({
    total: { connections: 0, sessions: 0, accounts: 0, customers: 0 },
    items: [],
    more: false,
  });
});

test('lists the accounts and programs that did not resume, those seen last first', async () => {
  await record({ of: 'anna', program: 'lftp', hoursAgo: 5, resumed: [false, false, true] });
  await record({ of: 'anna', program: 'lftp', hoursAgo: 3, resumed: [false] });
  await record({ of: 'anna', program: 'curl', hoursAgo: 2, resumed: [true, true] });
  await record({ of: 'ben', program: null, hoursAgo: 1, resumed: [false, 'clear'] });
  await record({ of: 'ben', program: 'ncftp', hoursAgo: 1, resumed: ['clear'] });
  await record({ of: 'ben', program: 'old', hoursAgo: 31 * 24, resumed: [false] });
  const { items, total, more } = (await admin.get(url).expect(200)).body as SessionReuse;
  expect(total).toEqual({ connections: 4, sessions: 3, accounts: 2, customers: 2 });
  expect(more).toBe(false);
  expect(items).toMatchObject([
    { accountId: panel.scene.ben.accountId, program: 'unknown', sessions: 1, tlsConnections: 1, notResumed: 1 },
    { accountId: panel.scene.anna.accountId, program: 'lftp', sessions: 2, tlsConnections: 4, notResumed: 3 },
  ]);
  const hours = items.map(({ lastSeenAt }) => Math.round((Date.now() - Date.parse(lastSeenAt)) / 3_600_000));
  expect(hours).toEqual([1, 3]);
});

test('is for staff only', async () => {
  const support = await PanelClient.signedIn(panel, 'support@portside.example');
  await support.get(url).expect(200);
  const anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  await anna.get(url).expect(403);
  await admin.get(`/servers/${randomUUID()}/session-reuse`).expect(404);
});
