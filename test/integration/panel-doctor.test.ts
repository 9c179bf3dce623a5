// The connection doctor and the live picture over the API: what the FTP processes wrote, told to those it concerns.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoctorReport } from '../../src/doctor/doctor.dto.js';
import type { LiveConnectionColumn } from '../../src/sessions/live-columns.js';
import { PanelClient, startTestPanel, type CustomerScene, type TestPanel } from '../support/panel.js';

let panel: TestPanel;
let anna: PanelClient;
let since: string;

beforeAll(async () => {
  panel = await startTestPanel();
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  const report = await watch();
  expect(report.visits).toEqual([]);
  since = report.since;
});
afterAll(() => panel.stop());

async function watch(from?: string): Promise<DoctorReport> {
  const query = from === undefined ? '' : `?since=${encodeURIComponent(from)}`;
  const answer = await anna.get(`/accounts/${panel.scene.anna.accountId}/doctor${query}`).expect(200);
  return answer.body as DoctorReport;
}

async function addSession(owner: CustomerScene | undefined, connection: LiveConnectionColumn | null = null) {
  const id = randomUUID();
  await panel.db.query(
    `insert into ftp_sessions (id, server_id, account_id, customer_id, login, client_address, client_port, server_address,
       server_port, client_program, opened_at, seen_at, data_connection)
     values ($1, $2, $3, $4, 'x', '203.0.113.9', 40000, '192.0.2.1', 21, 'a secret program', now(), now(), $5)`,
    [id, panel.scene.serverId, owner?.accountId, owner?.customerId, connection],
  );
  return id;
}

/** A try to log in with Anna's login. */
async function addAttempt(sessionId: string, outcome: string) {
  const { accountId, customerId } = panel.scene.anna;
  await panel.db.query(
    `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
     values (now(), gen_random_uuid(), $1, $2, $3, $4, 'web@anna.example', '203.0.113.9', false, $5)`,
    [panel.scene.serverId, sessionId, accountId, customerId, outcome],
  );
}

async function addConnection(sessionId: string, owner: CustomerScene, id: string = randomUUID()) {
  await panel.db.query(
    `insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, verb,
       offered_address, offered_port, local_port, duration_ms, outcome, verdict, reference)
     values (now(), $5, $1, $2, $3, $4, '203.0.113.9', 'PASV', '192.0.2.1', 30012, 30012, 20000, 'no-one-came',
       'no-one-came', '7KQ2M')`,
    [panel.scene.serverId, sessionId, owner.accountId, owner.customerId, id],
  );
}

const waiting = (id: string): LiveConnectionColumn => ({
  id,
  verb: 'PASV',
  state: 'waiting',
  // After the login that the test has still to write.
  askedAt: new Date(Date.now() + 60_000).toISOString(),
  since: new Date().toISOString(),
  offered: { address: '192.0.2.1', port: 30_012 },
  localPort: 30_012,
  peer: null,
  tlsVersion: null,
  bytes: 0,
  verdict: null,
  reference: null,
});

describe('the connection doctor', () => {
  test('tells a session while it goes on, and its data connection once', async () => {
    const connection = randomUUID();
    const id = await addSession(panel.scene.anna, waiting(connection));
    await addAttempt(id, 'accepted');
    const [now] = (await watch(since)).visits;
    expect(now).toMatchObject({ sessionId: id, open: true, verdict: null });
    expect(now?.steps.map(({ code }) => code)).toEqual([
      'connected',
      'program',
      'in-clear',
      'login-accepted',
      'data-waiting',
    ]);
    await addConnection(id, panel.scene.anna, connection);
    const [then] = (await watch(since)).visits;
    expect(then?.steps.filter(({ code }) => code.startsWith('data-'))).toMatchObject([
      { code: 'data-ended', verb: 'PASV', port: 30_012, verdict: 'no-one-came', culprit: 'server-firewall' },
    ]);
    expect(then?.verdict).toMatchObject({ code: 'data-failed', step: { reference: '7KQ2M' } });
  });

  test('tells a refused login whatever the reason, newest visit first', async () => {
    await addAttempt(randomUUID(), 'a-reason-of-a-later-release');
    expect((await watch(since)).visits[0]).toMatchObject({
      open: false,
      verdict: { code: 'login-refused', step: { outcome: 'a-reason-of-a-later-release' } },
    });
  });

  test('tells nothing of a client but its try, where it went on as somebody else', async () => {
    const id = await addSession(panel.scene.ben, waiting(randomUUID()));
    await addAttempt(id, 'wrong-login-or-password');
    await addConnection(id, panel.scene.ben);
    const visit = (await watch(since)).visits.find(({ sessionId }) => sessionId === id);
    expect(visit?.steps.map(({ code }) => code)).toEqual(['connected', 'in-clear', 'login-refused']);
    expect(JSON.stringify(visit)).not.toMatch(/secret|30012/);
  });

  test('looks at nothing before the moment', async () => {
    const later = (await watch()).since;
    expect((await watch(later)).visits).toEqual([]);
    await anna.get(`/accounts/${panel.scene.anna.accountId}/doctor?since=yesterday`).expect(400);
  });
});

describe('the live picture', () => {
  test('has the data connection of a session, and when it is over whose it is to mend', async () => {
    const open = await addSession(panel.scene.anna, waiting(randomUUID()));
    const seen = await anna.get(`/sessions/${open}`).expect(200);
    expect(seen.body).toMatchObject({
      dataConnection: { verb: 'PASV', state: 'waiting', localPort: 30_012, culprit: null },
    });
    const over = {
      ...waiting(randomUUID()),
      state: 'ended' as const,
      verdict: 'client-refused' as const,
      reference: '7KQ2M',
    };
    const failed = await addSession(panel.scene.anna, over);
    expect((await anna.get(`/sessions/${failed}`).expect(200)).body).toMatchObject({
      dataConnection: { state: 'ended', verdict: 'client-refused', culprit: 'client-firewall', reference: '7KQ2M' },
    });
  });

  test('takes the bytes from the running transfer', async () => {
    const id = await addSession(panel.scene.anna, { ...waiting(randomUUID()), state: 'moving' });
    await panel.db.query(`update ftp_sessions set transfer = '{"kind": "upload", "bytes": 512}' where id = $1`, [id]);
    expect((await anna.get(`/sessions/${id}`).expect(200)).body).toMatchObject({ dataConnection: { bytes: 512 } });
  });

  test('has the earlier data connections of that session only, and of nobody else', async () => {
    const [mine, bens] = [await addSession(panel.scene.anna), await addSession(panel.scene.ben)];
    await addConnection(mine, panel.scene.anna);
    await addConnection(bens, panel.scene.ben);
    const listed = await anna.get(`/data-connections?sessionId=${mine}`).expect(200);
    expect((listed.body as { items: object[] }).items).toMatchObject([{ sessionId: mine, culprit: 'server-firewall' }]);
    const foreign = await anna.get(`/data-connections?sessionId=${bens}`).expect(200);
    expect(foreign.body).toMatchObject({ items: [] });
  });
});
