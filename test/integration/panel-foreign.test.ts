// Walks the committed description of the API with a customer's session and token, naming another customer's things.
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import supertest from 'supertest';
import { PanelClient, startTestPanel, type TestPanel } from '../support/panel.js';

interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
}

const document = JSON.parse(await readFile(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, unknown>>;
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method, path: path.replace('/api/v1', '') }) as Operation),
);
const withId = operations.filter(({ path }) => path.includes('{id}'));

/** Bodies that would be fine if the thing were one's own. */
const bodies: Readonly<Record<string, object>> = {
  'patch /accounts/{id}': { note: 'mine now' },
  'put /accounts/{id}/modes': { verbs: { PORT: 'deny' } },
  'put /accounts/{id}/password': { password: 'mine now, really' },
  'post /accounts/{id}/login-test': { password: 'mine now, really' },
  'patch /web-roots/{id}': { umask: 18 },
  'post /web-roots/{id}/move': { serverId: '3f0c1c1e-5f0b-4c69-9a43-6a1f3f3f8f11' },
  'post /web-roots/{id}/move/preview': { serverId: '3f0c1c1e-5f0b-4c69-9a43-6a1f3f3f8f11' },
  'post /web-roots/{id}/move/check': { serverId: '3f0c1c1e-5f0b-4c69-9a43-6a1f3f3f8f11' },
  'patch /servers/{id}': { host: 'mine.example' },
  'put /servers/{id}/policy': { preset: 'passive-only' },
  'put /servers/{id}/certificate': { certificate: 'mine', privateKey: 'mine' },
  'post /servers/{id}/certificate/preview': { certificate: 'mine', privateKey: 'mine' },
  'patch /customers/{id}': { name: 'mine' },
  'post /customers/{id}/suspend': { reason: 'mine' },
  'post /customers/{id}/contain': { reason: 'mine' },
  'patch /plans/{id}': { name: 'mine' },
  'post /plans/{id}/preview': { maxFtpAccounts: 0 },
  'patch /panel-users/{id}': { displayName: 'mine' },
};

let panel: TestPanel;
let anna: PanelClient;
let token: string;
/** What the `{id}` of each kind of route is when it is Ben's. */
let bens: Readonly<Record<string, string>>;

beforeAll(async () => {
  panel = await startTestPanel();
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  token = ((await anna.post('/tokens', { name: 'walk' }).expect(201)).body as { token: string }).token;
  const { ben, planId } = panel.scene;
  bens = {
    accounts: ben.accountId,
    auth: await panelSessionOf(ben.email),
    'web-roots': ben.webRootId,
    customers: ben.customerId,
    plans: planId,
    servers: await addServerOf(ben.customerId),
    sessions: await addSessionOf(ben),
    'panel-users': await panelUserOf(ben.email),
    tokens: await addTokenOf(ben.email),
    'hand-over-links': await addHandOverOf(ben),
    bans: await addBanOf('web@ben.example'),
    'unfinished-uploads': await addUnfinishedOf(ben.accountId),
    removals: await addRemovalOf(ben),
  };
});
afterAll(async () => {
  await panel.stop();
});

async function addServerOf(customerId: string): Promise<string> {
  const serverId = randomUUID();
  await panel.db.query(`insert into servers (id, name, host, ftp_port) values ($1, 'web-02', 'two.example', 21)`, [
    serverId,
  ]);
  await panel.db.query(
    `insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port,
       active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, created_by)
     values ($1, 1, '{"PORT":"allow","EPRT":"allow","PASV":"allow","EPSV":"allow"}', 'allowed', 30000, 30199,
       10000, 20000, 60000, 300000, 'seed')`,
    [serverId],
  );
  await panel.db.query(
    `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
     values ($1, $2, 'second.example', '/srv/second', 2002, 2002)`,
    [customerId, serverId],
  );
  return serverId;
}

async function addSessionOf(owner: { customerId: string; accountId: string }): Promise<string> {
  const sessionId = randomUUID();
  await panel.db.query(
    `insert into ftp_sessions (id, server_id, account_id, customer_id, login, client_address, client_port,
       server_address, server_port, opened_at, seen_at)
     values ($1, $2, $3, $4, 'web@ben.example', '203.0.113.9', 40000, '192.0.2.1', 21, now(), now())`,
    [sessionId, panel.scene.serverId, owner.accountId, owner.customerId],
  );
  await panel.db.query(
    `insert into transfers (at, id, server_id, session_id, account_id, customer_id, login, client_address, kind, path, tls, outcome)
     values (now(), gen_random_uuid(), $1, $2, $3, $4, 'web@ben.example', '203.0.113.9', 'upload', '/secret-of-ben', false, 'complete')`,
    [panel.scene.serverId, sessionId, owner.accountId, owner.customerId],
  );
  await panel.db.query(
    `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
     values (now(), gen_random_uuid(), $1, $2, $3, $4, 'web@ben.example', '203.0.113.9', false, 'accepted')`,
    [panel.scene.serverId, sessionId, owner.accountId, owner.customerId],
  );
  await panel.db.query(
    `insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, verb, duration_ms, outcome)
     values (now(), gen_random_uuid(), $1, $2, $3, $4, '203.0.113.9', 'PASV', 5, 'used')`,
    [panel.scene.serverId, sessionId, owner.accountId, owner.customerId],
  );
  return sessionId;
}

async function addBanOf(login: string): Promise<string> {
  const { rows } = await panel.db.query<{ id: string }>(
    `insert into bans (client_network, login, reason, created_by) values ('203.0.113.9', $1, 'Guessed.', 'seed') returning id`,
    [login],
  );
  return rows[0]?.id ?? '';
}

async function addUnfinishedOf(accountId: string): Promise<string> {
  const id = randomUUID();
  await panel.db.query(
    `insert into unfinished_uploads (id, account_id, server_id, path, received_bytes, reason, started_at, ended_at)
     values ($1, $2, $3, '/secret-of-ben', 5, 'It broke off.', now(), now())`,
    [id, accountId, panel.scene.serverId],
  );
  return id;
}

async function addHandOverOf(owner: { customerId: string; accountId: string }): Promise<string> {
  const id = randomUUID();
  await panel.db.query(
    `insert into hand_over_links (id, secret_hash, account_id, customer_id, made_by, expires_at)
     values ($1, sha256('of ben'), $2, $3, 'ben@portside.example', now() + interval '1 day')`,
    [id, owner.accountId, owner.customerId],
  );
  return id;
}

async function addRemovalOf(owner: { customerId: string; webRootId: string }): Promise<string> {
  const id = randomUUID();
  await panel.db.query(
    `insert into folder_removals (id, customer_id, web_root_id, folder, login, asked_by)
     values ($1, $2, $3, '/secret-of-ben', 'old@ben.example', 'ben@portside.example')`,
    [id, owner.customerId, owner.webRootId],
  );
  return id;
}

async function panelUserOf(email: string): Promise<string> {
  const { rows } = await panel.db.query<{ id: string }>(`select id from panel_users where email = $1`, [email]);
  return rows[0]?.id ?? '';
}

async function panelSessionOf(email: string): Promise<string> {
  const client = await PanelClient.signedIn(panel, email);
  const listed = await client.get('/auth/sessions').expect(200);
  return (listed.body as { items: { id: string }[] }).items[0]?.id ?? '';
}

async function addTokenOf(email: string): Promise<string> {
  const client = await PanelClient.signedIn(panel, email);
  return ((await client.post('/tokens', { name: 'of ben' }).expect(201)).body as { id: string }).id;
}

function addressOf({ path }: Operation, id: string): string {
  return path.replace('{id}', id).replace('{version}', '1').replace('{kind}', 'filezilla');
}

const kindOf = ({ path }: Operation) => path.split('/')[1] ?? '';

// Routes that no customer may use at all; naming them here keeps a new route from being forgotten.
const staffOnly = new Set([
  'patch /web-roots/{id}',
  'delete /web-roots/{id}',
  'get /web-roots/{id}/move',
  'post /web-roots/{id}/move',
  'post /web-roots/{id}/move/preview',
  'post /web-roots/{id}/move/check',
  'patch /servers/{id}',
  'delete /servers/{id}',
  'get /servers/{id}/removal',
  'get /servers/{id}/tls',
  'put /servers/{id}/certificate',
  'post /servers/{id}/certificate/preview',
  'delete /servers/{id}/certificate',
  'get /panel-users/{id}',
  'patch /panel-users/{id}',
  'delete /panel-users/{id}',
  'post /panel-users/{id}/reset-two-step',
  'get /servers/{id}/policy',
  'put /servers/{id}/policy',
  'get /servers/{id}/policies',
  'post /servers/{id}/policies/{version}/restore',
  'get /customers/{id}',
  'patch /customers/{id}',
  'delete /customers/{id}',
  'post /customers/{id}/suspend',
  'put /customers/{id}/plan',
  'put /customers/{id}/password',
  'post /customers/{id}/unsuspend',
  'patch /plans/{id}',
  'get /plans/{id}',
  'post /plans/{id}/preview',
  'get /customers/{id}/plan-preview',
  'get /customers/{id}/termination',
  'delete /plans/{id}',
  'delete /bans/exemptions/{id}',
  'get /plans/{id}',
  'get /plans/{id}/modes',
  'put /plans/{id}/modes',
  'get /servers/{id}/firewall',
  'get /servers/{id}/self-tests',
  'post /servers/{id}/self-tests',
  'get /servers/{id}/session-reuse',
  'get /servers/{id}/data-connections/summary',
  'post /servers/{id}/policy/confirm',
  'post /servers/{id}/policy/preview',
  'post /servers/{id}/policy/preview/export',
  'get /customers/{id}/containment',
  'post /customers/{id}/contain',
  'post /customers/{id}/release',
  'get /customers/{id}/evidence',
]);

// What no token may do, not even with what is one's own.
const toSignedInOnly = new Set(['delete /tokens/{id}', 'delete /auth/sessions/{id}']);

describe("another customer's thing is not found", () => {
  test('and there are routes to try', () => {
    expect(withId.length).toBeGreaterThan(20);
  });

  test.each(withId)('by $method $path', async (operation) => {
    const { method, path } = operation;
    const id = bens[kindOf(operation)];
    if (id === undefined) throw new Error(`This test knows no ${kindOf(operation)} of Ben's; add one.`);
    const name = `${method} ${path}`;
    const status = staffOnly.has(name) ? 403 : 404;
    const address = addressOf(operation, id);
    const bySession = await anna.agent[method](address)
      .set('X-Portside-Csrf', anna.csrfToken)
      .send(bodies[name] ?? {});
    expect(bySession.body).toMatchObject({ status });
    const byToken = await supertest(`${panel.url}/api/v1`)
      [method](address)
      .set('Authorization', `Bearer ${token}`)
      .send(bodies[name] ?? {});
    if (toSignedInOnly.has(name)) expect(byToken.body).toMatchObject({ status: 403, code: 'no-token-here' });
    else expect(byToken.body).toEqual(bySession.body);
    // What is not there at all answers the same, so that the difference tells nothing.
    const nowhere = await anna.agent[method](addressOf(operation, randomUUID()))
      .set('X-Portside-Csrf', anna.csrfToken)
      .send(bodies[name] ?? {});
    expect(nowhere.body).toEqual(bySession.body);
  });

  test('and is in no list, whatever the filter', async () => {
    const { ben } = panel.scene;
    const lists = operations.filter(
      ({ method, path }) => method === 'get' && !path.includes('{') && path !== '/events',
    );
    const filters = [
      '',
      `?customerId=${ben.customerId}`,
      `?accountId=${ben.accountId}`,
      '?search=ben',
      '?q=ben',
      '?q=203.0.113.9',
      '?q=secret-of-ben',
    ];
    for (const { path } of lists) {
      for (const filter of filters) {
        const { text, status } = await anna.get(`${path}${filter}`);
        expect(status).toBeLessThan(500);
        const seen = [ben.customerId, ben.accountId, ben.webRootId, 'ben.example', 'secret-of-ben', 'second.example'];
        for (const secret of seen) if (text.includes(secret)) expect(`${path}${filter}`).toBe(`free of ${secret}`);
      }
    }
  });

  test("and cannot be used for an account of one's own", async () => {
    const wish = { webRootId: panel.scene.ben.webRootId, name: 'mine', password: 'a long password' };
    const answer = await anna.post('/accounts', wish);
    expect(answer.body).toMatchObject({ status: 400, field: 'webRootId' });
    const ask = await anna.get(`/accounts/availability?webRootId=${panel.scene.ben.webRootId}&name=mine`);
    expect(ask.body).toMatchObject({ status: 400, field: 'webRootId' });
  });

  test('and nothing of it was changed', async () => {
    const admin = await PanelClient.signedIn(panel, 'admin@portside.example');
    const account = await admin.get(`/accounts/${panel.scene.ben.accountId}`).expect(200);
    expect(account.body).toMatchObject({ revision: 1, note: '', status: 'enabled' });
    const policy = await admin.get(`/servers/${bens['servers'] ?? ''}/policy`).expect(200);
    expect(policy.body).toMatchObject({ version: 1 });
  });
});

describe('without signing in', () => {
  const open = new Set([
    'post /auth/sign-in',
    'post /auth/second-step',
    'get /healthz',
    // Whether somebody is signed in.
    'get /auth/session',
    // What the page for signing in shows.
    'get /panel',
    'get /panel/logos/{ground}',
    // What stands for a session here is the secret of a link.
    'post /hand-over-links/look',
    'post /hand-over-links/use',
    'post /sso-links/use',
  ]);

  test.each(operations)('$method $path is closed, but for what must be open', async ({ method, path }) => {
    const answer = await supertest(`${panel.url}/api/v1`)[method](addressOf({ method, path }, randomUUID())).send({});
    if (open.has(`${method} ${path}`)) expect(answer.status).not.toBe(401);
    else expect(answer.body).toMatchObject({ status: 401, code: 'not-signed-in' });
  });
});

describe('a web root', () => {
  test('shows its place on the server to staff only', async () => {
    const own = await anna.get(`/web-roots/${panel.scene.anna.webRootId}`).expect(200);
    expect(own.body).toMatchObject({
      domain: 'anna.example',
      path: null,
      systemUid: null,
      systemGid: null,
      umask: null,
    });
    const support = await PanelClient.signedIn(panel, 'support@portside.example');
    const seen = await support.get(`/web-roots/${panel.scene.anna.webRootId}`).expect(200);
    expect(seen.body).toMatchObject({ path: '/srv/anna.example', systemUid: 2001, umask: 18 });
  });
});
