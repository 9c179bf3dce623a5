// Refused logins from the wire to the account's page: what the client reads, what is written, and who sees it in the API.
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../src/auth/password.js';
import type { LoginAttempt } from '../../src/data-connections/data-connections.dto.js';
import { startPanel, type Panel } from '../../src/panel.js';
import type { RefusedLogins } from '../../src/refused-logins/refused-logins.dto.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';
import { PanelClient } from '../support/panel.js';

const wrongWords = '530 The login or the password is wrong.';

let host: FtpHost;
let worker: FtpWorker;
let panel: Panel;
let admin: PanelClient;
let anna: PanelClient;
let ben: PanelClient;
let bensWebRoot: { customer_id: string; web_root_id: string };
let replaced: { lately: string; longAgo: string };

beforeAll(async () => {
  host = await FtpHost.create();
  bensWebRoot = await addBen();
  await addPanelUsers();
  replaced = { lately: await addReplaced(29), longAgo: await addReplaced(31) };
  panel = await startPanel({
    databaseUrl: host.database.url,
    http: { host: '127.0.0.1', port: 0 },
    logLevel: 'silent',
    minSystemUid: 1000,
    sessionSecret: undefined,
  });
  admin = await PanelClient.signedIn(panel, 'admin@portside.example');
  anna = await PanelClient.signedIn(panel, 'anna@portside.example');
  ben = await PanelClient.signedIn(panel, 'ben@portside.example');
  worker = await host.startWorker();
});
afterAll(async () => {
  await panel.stop();
  await host.dispose();
});

async function addBen() {
  const { id } = await host.one<{ id: string }>(
    `insert into customers (name, plan_id) values ('Ben', $1) returning id`,
    [host.planId],
  );
  const root = await host.one<{ id: string }>(
    `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
     values ($1, $2, 'ben.example', '/srv/ben', 2001, 2001) returning id`,
    [id, host.serverId],
  );
  return { customer_id: id, web_root_id: root.id };
}

async function addPanelUsers(): Promise<void> {
  const sql = 'insert into panel_users (email, password_hash, role, customer_id) values ($1, $2, $3, $4)';
  const hash = await hashPassword(password);
  await host.panel.query(sql, ['admin@portside.example', hash, 'admin', null]);
  await host.panel.query(sql, ['anna@portside.example', hash, 'customer', host.customerId]);
  await host.panel.query(sql, ['ben@portside.example', hash, 'customer', bensWebRoot.customer_id]);
}

function addReplaced(daysAgo: number): Promise<string> {
  return host.addAccount({
    login: `replaced${daysAgo}@example.com`,
    previous_password_hash: 'x',
    password_changed_at: new Date(Date.now() - daysAgo * 24 * 60 * 60 * 1000),
  });
}

/** What the client reads. */
async function tryLogin(login: string, secret = password): Promise<string> {
  const client = await host.connect(worker);
  const words = said(await client.logIn(login, secret));
  client.socket.destroy();
  return words;
}

async function attemptOf(name: string): Promise<{ outcome: string; account_id: string | null }> {
  return eventually(`the attempt of ${name} is written`, async () => {
    const { rows } = await host.panel.query<{ outcome: string; account_id: string | null }>(
      'select outcome, account_id from login_attempts where name = $1 order by at desc limit 1',
      [name],
    );
    return rows[0];
  });
}

async function refusedOf(client: PanelClient, accountId: string): Promise<RefusedLogins> {
  return (await client.get(`/accounts/${accountId}/refused-logins`).expect(200)).body as RefusedLogins;
}

/** The account's only entry, once there is one. */
async function onlyRefusal(accountId: string) {
  const { items } = await eventually('the owner sees it', async () => {
    const refused = await refusedOf(anna, accountId);
    return refused.items.length > 0 ? refused : undefined;
  });
  expect(items.length).toBe(1);
  return items[0];
}

const isRecent = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;

describe('a wrong password', () => {
  it('is counted by address and shown to the owner, who sees when a login from there works', async () => {
    const id = await host.addAccount({ login: 'carl@example.com' });
    expect(await tryLogin('carl@example.com', 'guessed')).toBe(wrongWords);
    expect(await tryLogin('Carl@Example.com ', 'guessed again')).toBe(wrongWords);
    await eventually('both are counted', async () => (await refusedOf(anna, id)).items[0]?.count === 2);
    expect(await onlyRefusal(id)).toEqual({
      reason: 'wrong-login-or-password',
      clientAddress: '127.0.0.1',
      clientProgram: null,
      serverName: 'web-01',
      triedName: null,
      count: 2,
      firstAt: isRecent,
      lastAt: isRecent,
      workedAt: null,
    });
    expect(await tryLogin('carl@example.com')).toMatch(/^230/);
    await eventually('it is told that it works', async () => (await onlyRefusal(id))?.workedAt !== null);
  });
});

it('does not tell whoever tested a login in the panel of their own test', async () => {
  const id = await host.addAccount({ login: 'test@example.com' });
  const panelTest = await host.connect(worker);
  await panelTest.say('CLNT Portside panel test');
  expect(said(await panelTest.logIn('test@example.com', 'mistyped'))).toBe(wrongWords);
  panelTest.socket.destroy();
  await attemptOf('test@example.com');
  expect((await refusedOf(anna, id)).items).toEqual([]);
  const seen = (await anna.get(`/login-attempts?accountId=${id}`).expect(200)).body as { items: LoginAttempt[] };
  expect(seen.items).toMatchObject([{ clientProgram: 'Portside panel test' }]);
});

describe('the previous password', () => {
  it('is refused like a wrong one, and the owner learns live which program still uses it', async () => {
    const id = await host.addAccount({ login: 'dora@example.com' });
    const before = await host.connect(worker);
    await before.say('CLNT FileZilla');
    expect((await before.logIn('dora@example.com', password)).code).toBe(230);
    await eventually('the session is written', async () => {
      const { rowCount } = await host.panel.query(
        `select from ftp_sessions where account_id = $1 and client_program = 'FileZilla'`,
        [id],
      );
      return rowCount === 1;
    });
    const [annasStream, bensStream] = await Promise.all([listen(anna), listen(ben)]);
    await anna.put(`/accounts/${id}/password`, { password: 'a quite new one' }).expect(204);
    expect(await tryLogin('dora@example.com')).toBe(wrongWords);
    await eventually('the owner is told to look', () => annasStream.heard().includes('event: logins\ndata: {}'));
    expect(await onlyRefusal(id)).toMatchObject({
      reason: 'previous-password',
      clientProgram: 'FileZilla',
      clientAddress: '127.0.0.1',
      count: 1,
    });
    expect((await refusedOf(anna, id)).passwordChangedAt).toEqual(isRecent);
    expect(bensStream.heard()).not.toContain('event: logins');
    expect(await tryLogin('dora@example.com', 'a quite new one')).toMatch(/^230/);
    annasStream.close();
    bensStream.close();
  });

  it('is forgotten after 30 days and was never in any answer', async () => {
    const hashOf = (id: string) =>
      host.one<{ hash: string | null }>('select previous_password_hash as hash from ftp_accounts where id = $1', [id]);
    await eventually('housekeeping has been there', async () => (await hashOf(replaced.longAgo)).hash === null);
    expect(await hashOf(replaced.lately)).toEqual({ hash: 'x' });
    const { text } = await anna.get(`/accounts/${replaced.lately}`).expect(200);
    expect(text).not.toMatch(/previous|hash/i);
  });
});

describe('a name that is nearly a login', () => {
  it.each([
    ['emil', 'emil@example.com'],
    ['fred@ftp.example.com', 'fred@example.com'],
    ['gisa @example.com', 'gisa@example.com'],
    ['hans@example.com@ftp.example.com', 'hans@example.com'],
  ])('%j is refused like any unknown one, and shown to the owner of %s', async (tried, login) => {
    const id = await host.addAccount({ login });
    expect(await tryLogin(tried)).toBe(wrongWords);
    expect(await onlyRefusal(id)).toMatchObject({ reason: 'near-miss', triedName: tried, count: 1 });
    const seen = (await anna.get(`/login-attempts?accountId=${id}`).expect(200)).body as { items: LoginAttempt[] };
    expect(seen.items).toMatchObject([{ name: tried, outcome: 'near-miss' }]);
  });

  it('belongs to nobody while it may be two, until one of them was used from that address', async () => {
    const mine = await host.addAccount({ login: 'info@example.com' });
    const bens = await host.addAccount({ login: 'info@ben.example', ...bensWebRoot });
    await tryLogin('info');
    expect(await attemptOf('info')).toEqual({ outcome: 'wrong-login-or-password', account_id: null });
    expect(await tryLogin('info@example.com')).toMatch(/^230/);
    await attemptOf('info@example.com');
    await tryLogin('Info');
    expect(await attemptOf('Info')).toEqual({ outcome: 'near-miss', account_id: mine });
    expect((await refusedOf(ben, bens)).items).toEqual([]);
    await ben.get(`/accounts/${mine}/refused-logins`).expect(404);
  });

  it('is looked for among the last thousand tries from there, so that a guesser makes nobody wait', async () => {
    await host.addAccount({ login: 'shop@example.com' });
    await host.addAccount({ login: 'shop@ben.example', ...bensWebRoot });
    expect(await tryLogin('shop@example.com')).toMatch(/^230/);
    await attemptOf('shop@example.com');
    await host.panel.query(
      `insert into login_attempts (at, id, server_id, session_id, name, client_address, tls, outcome)
       select now(), gen_random_uuid(), $1, gen_random_uuid(), 'guessed', '127.0.0.1', false, 'wrong-login-or-password'
       from generate_series(1, 1000)`,
      [host.serverId],
    );
    await tryLogin('shop');
    expect(await attemptOf('shop')).toEqual({ outcome: 'wrong-login-or-password', account_id: null });
  });

  it('is not what somebody wrote who typed a password into the field', async () => {
    const id = await host.addAccount({ login: 'ines@example.com' });
    for (const typed of ['S3cret-of-ines', 'ines@example.com@S3cret.x', 'ines:S3cret']) {
      expect(await tryLogin(typed)).toBe(wrongWords);
      expect(await attemptOf(typed)).toMatchObject({ account_id: null });
    }
    const { text } = await anna.get('/login-attempts?limit=100').expect(200);
    expect(text).not.toContain('S3cret');
    expect((await refusedOf(anna, id)).items).toEqual([]);
  });

  it('is told apart from the right login at the wrong server', async () => {
    const { id: other } = await host.one<{ id: string }>(
      `insert into servers (name, host, ftp_port) values ('web-02', 'two.example.com', 21) returning id`,
    );
    const { id: webRoot } = await host.one<{ id: string }>(
      `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
       values ($1, $2, 'two.example', '/srv/two', 2001, 2001) returning id`,
      [host.customerId, other],
    );
    const id = await host.addAccount({ login: 'jana@two.example', web_root_id: webRoot });
    expect(await tryLogin('jana@two.example')).toBe(wrongWords);
    expect(await onlyRefusal(id)).toMatchObject({ reason: 'other-server', serverName: 'web-01', triedName: null });
  });
});

describe('who gives the right password is told why it does not help', () => {
  it('since when the account is disabled', async () => {
    const id = await host.addAccount({ login: 'kurt@example.com' });
    await anna.post(`/accounts/${id}/disable`).expect(200);
    expect(await tryLogin('kurt@example.com')).toMatch(
      /^530 This FTP account was disabled on \d{4}-\d\d-\d\d at \d\d:\d\d UTC; ask whoever manages it to enable it\.$/,
    );
    expect(await tryLogin('kurt@example.com', 'guessed')).toBe(wrongWords);
    await eventually('both are written', async () => (await refusedOf(anna, id)).items.length === 2);
    expect((await refusedOf(anna, id)).items.map(({ reason }) => reason)).toEqual([
      'disabled',
      'wrong-login-or-password',
    ]);
    await anna.post(`/accounts/${id}/enable`).expect(200);
    expect(await tryLogin('kurt@example.com')).toMatch(/^230/);
  });

  it.each([
    {
      reason: 'expired',
      columns: { expires_at: new Date('2026-03-14T09:26:53Z') },
      words: '530 This account expired on 2026-03-14 at 09:26 UTC; ask whoever manages it to extend it.',
    },
    {
      reason: 'network-not-allowed',
      columns: { allowed_networks: ['203.0.113.0/24'] },
      words: '530 This account may not be used from your network (127.0.0.1); ask whoever manages it to allow it.',
    },
  ])('that it is $reason', async ({ reason, columns, words }) => {
    const id = await host.addAccount({ login: `${reason}@example.com`, ...columns });
    expect(await tryLogin(`${reason}@example.com`)).toBe(words);
    expect(await onlyRefusal(id)).toMatchObject({ reason });
  });

  it('that all its sessions are in use', async () => {
    const id = await host.addAccount({ login: 'lena@example.com', max_sessions: 1 });
    const first = await host.connect(worker);
    expect((await first.logIn('lena@example.com', password)).code).toBe(230);
    expect(await tryLogin('lena@example.com')).toMatch(/^530 This account has as many sessions open as it may/);
    expect(await onlyRefusal(id)).toMatchObject({ reason: 'session-limit' });
  });

  it('that the customer is suspended since then', async () => {
    await host.addAccount({ login: 'x@ben.example', ...bensWebRoot });
    await admin.post(`/customers/${bensWebRoot.customer_id}/suspend`, { reason: 'unpaid' }).expect(200);
    expect(await tryLogin('x@ben.example')).toMatch(
      /^530 The customer that this account belongs to was suspended on \d{4}-\d\d-\d\d at \d\d:\d\d UTC; ask your provider\.$/,
    );
    expect(await attemptOf('x@ben.example')).toMatchObject({ outcome: 'suspended' });
    await admin.post(`/customers/${bensWebRoot.customer_id}/unsuspend`).expect(200);
  });
});

describe('what does not come as far as a password', () => {
  it('is a login in the clear where TLS is required, which its owner sees', async () => {
    const id = await host.addAccount({ login: 'mona@example.com' });
    const strict = await host.changePolicy({ tls: 'required-login' });
    await eventually('the policy is in force', async () => {
      const { rows } = await host.panel.query('select from server_processes where applied_version = $1', [strict]);
      return rows.length > 0;
    });
    const client = await host.connect(worker);
    expect(said(await client.say('USER mona@example.com'))).toMatch(/^530 This server takes logins over TLS only/);
    expect(await onlyRefusal(id)).toMatchObject({ reason: 'tls-required', count: 1 });
    await host.changePolicy({ tls: 'allowed' });
  });

  it('is a client that speaks SSH, which only staff see', async () => {
    const client = await host.connect(worker);
    client.write('SSH-2.0-OpenSSH_9.2p1\r\n');
    expect(said(await client.reply())).toMatch(/^421 This port speaks FTP and your program speaks SSH/);
    const spoke = () => admin.get('/login-attempts?limit=10').expect(200);
    const listed = await eventually('it is written', async () => {
      const { items } = (await spoke()).body as { items: LoginAttempt[] };
      return items.find(({ outcome }) => outcome === 'spoke-ssh');
    });
    expect(listed).toMatchObject({ name: '', accountId: null, clientAddress: '127.0.0.1', serverName: 'web-01' });
    expect((await anna.get('/login-attempts?limit=100').expect(200)).text).not.toContain('spoke-ssh');
  });
});

it('an attack hides nothing and makes no endless list', async () => {
  const id = await host.addAccount({ login: 'nora@example.com' });
  const attempts = (outcome: string, count: number, firstOctet: number) =>
    host.panel.query(
      `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome)
       select now() - i * interval '1 second', gen_random_uuid(), $1, gen_random_uuid(), $2, $3, 'nora@example.com',
         '0.0.0.0'::inet + ($5 * 16777216::bigint) + i % 200, false, $4 from generate_series(1, $6::integer) as i`,
      [host.serverId, id, host.customerId, outcome, firstOctet, count],
    );
  await attempts('wrong-login-or-password', 3000, 198);
  await attempts('previous-password', 2, 203);
  await attempts('wrong-login-or-password', 3000, 198);
  const { items, moreCount } = await refusedOf(anna, id);
  expect(items.length).toBe(20);
  expect(moreCount).toBe(182);
  expect(items.slice(0, 3).map(({ reason }) => reason)).toEqual([
    'previous-password',
    'previous-password',
    'wrong-login-or-password',
  ]);
});

/** What a browser of this panel user would hear. */
async function listen(client: PanelClient): Promise<{ heard: () => string; close: () => void }> {
  const { token } = (await client.post('/tokens', { name: 'stream' }).expect(201)).body as { token: string };
  let text = '';
  const request = get(`${panel.url}/api/v1/events`, { headers: { Authorization: `Bearer ${token}` } }, (response) => {
    response.setEncoding('utf8').on('data', (part: string) => (text += part));
    response.on('error', () => undefined);
  });
  request.on('error', () => undefined);
  await eventually('the stream says hello', () => text.includes('event: hello'));
  return { heard: () => text, close: () => request.destroy() };
}
