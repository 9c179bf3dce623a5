// The audit log, the lists that FTP processes fill, server tasks and the events that tell browsers to look again.
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import type { AuditEvent } from '../../src/audit/audit.dto.js';
import { eventually } from '../support/eventually.js';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';
import { answerNextTask } from '../support/server-answers.js';

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

async function newestEvent(client: PanelClient): Promise<AuditEvent> {
  const answer = await client.get('/audit?limit=1').expect(200);
  const event = (answer.body as { items: AuditEvent[] }).items[0];
  if (event === undefined) throw new Error('The audit log is empty.');
  return event;
}

describe('the audit log', () => {
  test('holds each change with what it was and what it is, and never a password', async () => {
    const { accountId } = panel.scene.anna;
    await anna.patch(`/accounts/${accountId}`, { note: 'spring sale', maxSessions: 2 }).expect(200);
    expect(await newestEvent(anna)).toMatchObject({
      actor: 'anna@portside.example',
      verb: 'account.changed',
      subjectKind: 'account',
      subjectId: accountId,
      subject: 'web@anna.example',
      before: { note: '', maxSessions: null },
      after: { note: 'spring sale', maxSessions: 2 },
      clientAddress: '127.0.0.1',
    });
    await anna.put(`/accounts/${accountId}/password`, { password: 'never to be seen' }).expect(204);
    const event = await newestEvent(anna);
    expect(event).toMatchObject({ verb: 'account.password-set', before: null, after: null });
    const { rows } = await panel.db.query<{ all: string }>(
      `select string_agg(e::text, ' ') as all from audit_events e`,
    );
    expect(rows[0]?.all).not.toMatch(/never to be seen|\$2b\$|correct horse/);
  });

  test('holds nothing of a change that was refused', async () => {
    const before = await newestEvent(admin);
    await anna.patch(`/accounts/${panel.scene.anna.accountId}`, { note: 'stale' }).set('If-Match', '"1"').expect(412);
    expect(await newestEvent(admin)).toEqual(before);
  });

  test('shows a customer what staff did to what is theirs, and not from where', async () => {
    await admin.post(`/accounts/${panel.scene.anna.accountId}/disable`).expect(200);
    expect(await newestEvent(anna)).toMatchObject({
      actor: 'admin@portside.example',
      verb: 'account.disabled',
      before: { status: 'enabled' },
      after: { status: 'disabled' },
      clientAddress: null,
    });
    await admin.post(`/accounts/${panel.scene.anna.accountId}/enable`).expect(200);
  });

  test('follows customers, plans, servers and tokens', async () => {
    const plan = (await admin.post('/plans', { name: 'Large', maxFtpAccounts: 50 }).expect(201)).body as { id: string };
    await admin.patch(`/plans/${plan.id}`, { maxFtpAccounts: null }).expect(200);
    const wish = {
      name: 'Cleo',
      planId: plan.id,
      panelUser: { email: 'Cleo@shop.example', password: 'long enough 1' },
    };
    const cleo = (await admin.post('/customers', wish).expect(201)).body as { id: string };
    await admin.patch(`/customers/${cleo.id}`, { externalRef: 'crm-7' }).expect(200);
    await admin.delete(`/plans/${plan.id}`).expect(409);
    await admin.delete(`/customers/${panel.scene.ben.customerId}`).expect(409);
    await admin.delete(`/customers/${cleo.id}`).expect(204);
    await admin.delete(`/plans/${plan.id}`).expect(204);
    await admin.patch(`/servers/${panel.scene.serverId}`, { host: 'files.example' }).expect(200);
    const answer = await admin.get('/audit?limit=8').expect(200);
    expect((answer.body as { items: AuditEvent[] }).items.map(({ verb }) => verb)).toEqual([
      'server.changed',
      'plan.deleted',
      'customer.deleted',
      'customer.changed',
      'customer.created',
      'plan.changed',
      'plan.created',
      'account.enabled',
    ]);
  });
});

describe('a question to a server', () => {
  const folders = () => `/web-roots/${panel.scene.anna.webRootId}/folders`;

  test('is answered by what an FTP process of it writes', async () => {
    const entry = { name: 'pages', kind: 'folder', sizeBytes: 0, modifiedAt: '2026-01-01T00:00:00.000Z' };
    const result = { folder: '/site', entries: [entry], truncated: false };
    const asked = anna.get(`${folders()}?folder=/site`);
    const [answer, asArguments] = await Promise.all([asked, answerNextTask(panel, 'browse-folder', { result })]);
    expect(answer.body).toEqual(result);
    expect(asArguments).toEqual({ webRootId: panel.scene.anna.webRootId, folder: '/site' });
  });

  test('is a problem with its sentence where the server refuses', async () => {
    const failure = { code: 'not-found', sentence: 'There is no folder /gone in this web root.' };
    const [answer] = await Promise.all([
      anna.get(`${folders()}?folder=/gone`),
      answerNextTask(panel, 'browse-folder', { failure }),
    ]);
    expect(answer.body).toMatchObject({ status: 404, field: 'folder', detail: failure.sentence });
  });

  test('is a sentence after five seconds of silence', async () => {
    const answer = await anna.get(folders());
    expect(answer.status).toBe(504);
    expect(answer.body).toMatchObject({ code: 'server-silent' });
    expect((answer.body as { detail: string }).detail).toContain('web-01 has not answered for 5 seconds');
  });

  const webRoot = (more: object = {}) => ({
    customerId: panel.scene.anna.customerId,
    serverId: panel.scene.serverId,
    domain: 'new.example',
    path: '/srv/new/',
    systemUid: 3000,
    systemGid: 3000,
    ...more,
  });

  test('decides whether a web root can be made', async () => {
    const fault = { ok: false, reason: '/srv/new is no folder on web-01. Make it first.' };
    const [refused] = await Promise.all([
      admin.post('/web-roots', webRoot()),
      answerNextTask(panel, 'check-web-root', { result: fault }),
    ]);
    expect(refused.body).toMatchObject({ status: 400, field: 'path', detail: fault.reason });
    const [made, asArguments] = await Promise.all([
      admin.post('/web-roots', webRoot()),
      answerNextTask(panel, 'check-web-root', { result: { ok: true } }),
    ]);
    expect(made.body).toMatchObject({ domain: 'new.example', path: '/srv/new', umask: 18, accountCount: 0 });
    const { customerId } = panel.scene.anna;
    expect(asArguments).toEqual({ customerId, path: '/srv/new', systemUid: 3000, systemGid: 3000, umask: 18 });
    const { id } = made.body as { id: string };
    await admin.delete(`/web-roots/${id}`).expect(204);
    await admin.delete(`/web-roots/${panel.scene.anna.webRootId}`).expect(409);
  });

  test('is not even asked for a system identity below the minimum', async () => {
    const answer = await admin.post('/web-roots', webRoot({ systemUid: 33 }));
    expect(answer.body).toMatchObject({ status: 400, field: 'systemUid' });
  });

  test.each(['/', '/etc', '/home/', '/srv', '/usr/lib/x'])('is not even asked for %s', async (path) => {
    const answer = await admin.post('/web-roots', webRoot({ path }));
    expect(answer.body).toMatchObject({ status: 400, field: 'path' });
  });

  test.each([
    ['/srv/sites/ben.example/inside', 'lies inside'],
    ['/srv/sites', 'holds'],
    ['/srv/sites/ben.example', 'is'],
  ])("does not put a web root at, in or around another customer's: %s", async (path, how) => {
    const move = 'update web_roots set path = $1 where id = $2';
    await panel.db.query(move, ['/srv/sites/ben.example', panel.scene.ben.webRootId]);
    const [answer] = await Promise.all([
      admin.post('/web-roots', webRoot({ path })),
      answerNextTask(panel, 'check-web-root', { result: { ok: true } }),
    ]);
    expect(answer.body).toMatchObject({ status: 400, field: 'path' });
    expect((answer.body as { detail: string }).detail).toContain(`${path} ${how} the web root of ben.example`);
  });

  test('puts a web root into another of the same customer, as addon domains lie', async () => {
    const [made] = await Promise.all([
      admin.post('/web-roots', webRoot({ path: '/srv/anna.example/addon' })),
      answerNextTask(panel, 'check-web-root', { result: { ok: true } }),
    ]);
    expect(made.status).toBe(201);
    await admin.delete(`/web-roots/${(made.body as { id: string }).id}`).expect(204);
  });

  test('ends a session', async () => {
    const sessionId = '00000000-0000-4000-8000-00000000beef';
    await panel.db.query(
      `insert into ftp_sessions (id, server_id, account_id, customer_id, login, client_address, client_port,
         server_address, server_port, opened_at, seen_at, transfer)
       values ($1, $2, $3, $4, 'web@anna.example', '203.0.113.9', 40000, '192.0.2.1', 21, now(), now(), $5)`,
      [
        sessionId,
        panel.scene.serverId,
        panel.scene.anna.accountId,
        panel.scene.anna.customerId,
        {
          kind: 'upload',
          path: '/a',
          bytes: 5,
          totalBytes: null,
          startedAt: '2026-01-01T00:00:00.000Z',
          mode: 'passive',
          peer: null,
          localPort: 30001,
          secure: true,
        },
      ],
    );
    const listed = await anna.get('/sessions?state=open').expect(200);
    expect(listed.body).toMatchObject({
      items: [{ id: sessionId, clientAddress: '203.0.113.9', transfer: { kind: 'upload', bytes: 5, secure: true } }],
    });
    const account = await anna.get(`/accounts/${panel.scene.anna.accountId}`).expect(200);
    expect(account.body).toMatchObject({ openSessions: 1 });
    const [ended, asArguments] = await Promise.all([
      anna.delete(`/sessions/${sessionId}`),
      answerNextTask(panel, 'end-session', { result: { ended: 1 } }),
    ]);
    expect(ended.status).toBe(204);
    const why = 'anna@portside.example ended this session in the panel.';
    expect(asArguments).toMatchObject({ sessionId, why });
    expect(await newestEvent(anna)).toMatchObject({ verb: 'session.ended', subjectId: sessionId });
  });
});

describe('the event stream', () => {
  /** What a browser would hear, as text. */
  async function listen(client: PanelClient): Promise<{ heard: () => string; close: () => void }> {
    const made = await client.post('/tokens', { name: 'stream' }).expect(201);
    const { token } = made.body as { token: string };
    let text = '';
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`${panel.url}/api/v1/events`, { headers: { Authorization: `Bearer ${token}` } }, resolve).on('error', reject);
    });
    response.setEncoding('utf8').on('data', (part: string) => (text += part));
    // The test hangs up itself; node reports that as an error.
    response.on('error', () => undefined);
    expect(response.headers['content-type']).toBe('text/event-stream');
    await eventually('the stream says hello', () => text.includes('event: hello'));
    return { heard: () => text, close: () => response.destroy() };
  }

  test('carries each nudge to those it concerns', async () => {
    const [staff, customer] = await Promise.all([listen(admin), listen(anna)]);
    const { serverId, anna: mine, ben } = panel.scene;
    const lastEvent = `event: server\ndata: {"serverId":"${serverId}"}\n\n`;
    const elsewhere = '00000000-0000-4000-8000-000000000000';
    const db = new pg.Client({ connectionString: panel.database.ftpUrl });
    await db.connect();
    for (const nudge of [
      `session:${elsewhere}`,
      `transfer:${ben.customerId}`,
      `transfer:${mine.customerId}`,
      `server:${serverId}`,
    ]) {
      await db.query(`select pg_notify('panel', $1)`, [nudge]);
    }
    await db.end();
    await eventually('the last nudge is heard', () => customer.heard().includes(lastEvent));
    await eventually('the last nudge is heard', () => staff.heard().includes(lastEvent));
    expect(customer.heard().match(/event: transfers\ndata: {}\n\n/g)?.length).toBe(1);
    expect(customer.heard()).not.toContain(elsewhere);
    expect(staff.heard()).toContain(`event: sessions\ndata: {"serverId":"${elsewhere}"}`);
    expect(staff.heard().match(/event: transfers/g)?.length).toBe(2);
    staff.close();
    customer.close();
  });

  test('says hello again when the database was lost meanwhile', async () => {
    const { heard, close } = await listen(anna);
    const hellos = () => heard().match(/event: hello/g)?.length ?? 0;
    const before = hellos();
    await panel.db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'portside panel listener'`,
    );
    await eventually('it says hello again', () => hellos() > before);
    close();
  });
});
