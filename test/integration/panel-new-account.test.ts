// What follows from making an FTP account: a free name, its folder on the server, and the test of the login, against an
// FTP process that is really there.
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../src/accounts/accounts.dto.js';
import type { SharedUse } from '../../src/accounts/account-folder.dto.js';
import { hashPassword } from '../../src/auth/password.js';
import type { LoginTestStep } from '../../src/login-tests/login-tests.dto.js';
import { type Panel, startPanel } from '../../src/panel.js';
import { selfSignedPair } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { FtpHost } from '../support/ftp-host.js';
import { PanelClient, password as panelPassword } from '../support/panel.js';

const secret = 'Zw1schen-Den-Deichen';
let host: FtpHost;
let panel: Panel;
let anna: PanelClient;
let admin: PanelClient;
let folder: string;
let tlsFiles: { cert: string; key: string };
let ftpPort: number;
let fingerprint: string;

beforeAll(async () => {
  host = await FtpHost.create();
  folder = await mkdtemp(join(tmpdir(), 'portside-new-account-'));
  tlsFiles = { cert: join(folder, 'main.crt'), key: join(folder, 'main.key') };
  const pair = await selfSignedPair(60);
  await writeFile(tlsFiles.cert, pair.cert);
  await writeFile(tlsFiles.key, pair.key);
  const passwordHash = await hashPassword(panelPassword);
  await host.panel.query(
    `insert into panel_users (email, password_hash, role, customer_id)
       values ('anna@example.com', $1, 'customer', $2), ('admin@example.com', $1, 'admin', null)`,
    [passwordHash, host.customerId],
  );
  panel = await startPanel({
    databaseUrl: host.database.url,
    http: { host: '127.0.0.1', port: 0 },
    logLevel: 'silent',
    minSystemUid: 1000,
    sessionSecret: undefined,
  });
  anna = await PanelClient.signedIn(panel, 'anna@example.com');
  admin = await PanelClient.signedIn(panel, 'admin@example.com');
});
afterAll(async () => {
  await panel.stop();
  await host.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function create(name: string, more: object = {}): Promise<Account> {
  const answer = await anna.post('/accounts', { webRootId: host.webRootId, name, password: secret, ...more });
  expect(answer.status, answer.text).toBe(201);
  return answer.body as Account;
}

describe('a name that cannot be had', () => {
  const available = async (name: string): Promise<object> =>
    (await anna.get(`/accounts/availability?webRootId=${host.webRootId}&name=${encodeURIComponent(name)}`))
      .body as object;

  it('comes with one like it that is free', async () => {
    await create('team');
    await create('team-2');
    expect(await available('team')).toEqual({
      login: 'team@example.com',
      available: false,
      reason: 'This login is taken. Choose another name.',
      proposal: 'team-3',
    });
    expect(await available('Büro 1')).toMatchObject({ available: false, proposal: 'buro-1' });
    expect(await available('free')).toMatchObject({ available: true, reason: null, proposal: null });
  });
});

describe('a password', () => {
  it('that is the login in other words is refused with the reason, when made and when changed', async () => {
    const guessed = 'kreativschmiede';
    const body = { webRootId: host.webRootId, name: 'kreativ-schmiede', password: guessed };
    const refused = await anna.post('/accounts', body).expect(400);
    expect(refused.body).toMatchObject({
      field: 'password',
      detail: expect.stringContaining('login or the name') as string,
    });
    const account = await create('kreativ-schmiede');
    const changed = await anna.put(`/accounts/${account.id}/password`, { password: guessed }).expect(400);
    expect(changed.body).toMatchObject({ field: 'password' });
  });

  it('that everybody uses is refused before anything else', async () => {
    const refused = await anna.post('/accounts', { webRootId: host.webRootId, name: 'x', password: 'password12' });
    expect(refused.status).toBe(400);
    expect((refused.body as { detail: string }).detail).toContain('commonly used password');
  });
});

describe('what a new account says about modes', () => {
  it('is written with the account, by a customer only where it allows less', async () => {
    const body = { webRootId: host.webRootId, name: 'modes', password: secret, verbs: { PORT: 'deny', EPRT: 'deny' } };
    const refused = await anna.post('/accounts', { ...body, verbs: { PORT: 'allow' } });
    expect(refused.body).toMatchObject({ status: 403, field: 'verbs' });
    await anna.post('/accounts', { ...body, name: 'narrow' }).expect(201);
    const made = (await admin.post('/accounts', body).expect(201)).body as Account;
    const modes = (await admin.get(`/accounts/${made.id}/modes`).expect(200)).body as object;
    expect(modes).toMatchObject({ verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'inherit', EPSV: 'inherit' } });
    const log = await admin.get('/audit').expect(200);
    expect(log.text).toContain('"verbs":{"EPRT":"deny","PORT":"deny"}');
  });
});

describe('while the server is away', () => {
  it('an account is made, its folder waits, and its test says why it fails', async () => {
    const account = await create('early', { folder: '/later/on' });
    const answer = await anna.post(`/accounts/${account.id}/folder`).expect(200);
    expect(answer.body).toEqual({
      state: 'waiting',
      sentence: 'web-01 does not answer. It makes the folder /later/on when it is back within a day.',
    });
    await host.panel.query(`update servers set host = '127.0.0.1', ftp_port = 1 where id = $1`, [host.serverId]);
    expect(await testLogin(account.id, secret)).toEqual([
      {
        step: 'connect',
        outcome: 'failed',
        sentence: '127.0.0.1:1 could not be reached (refused).',
        cure: 'Nothing listens there: ask your host whether the FTP server runs. The login works once it does.',
      },
    ]);
  });
});

async function testLogin(id: string, password: string): Promise<LoginTestStep[]> {
  const answer = await anna
    .post(`/accounts/${id}/login-test`, { password })
    .buffer(true)
    .parse((response, done) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => done(null, text));
    });
  expect(answer.status).toBe(200);
  return String(answer.body)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LoginTestStep);
}

const outcomes = (steps: LoginTestStep[]) => steps.map(({ step, outcome }) => `${step} ${outcome}`);
const all = ['connect worked', 'encrypt worked', 'log-in worked', 'data worked', 'list worked'];

describe('with the server', () => {
  beforeAll(async () => {
    const worker = await host.startWorker({ tlsFiles });
    ftpPort = worker.addresses.ftp.port;
    await host.panel.query(`update servers set host = '127.0.0.1', ftp_port = $2 where id = $1`, [
      host.serverId,
      ftpPort,
    ]);
    fingerprint = await eventually('the certificate is known', async () => {
      const row = await host.one<{ found: string | null }>(
        'select certificate_fingerprint as found from servers where id = $1',
        [host.serverId],
      );
      return row.found ?? false;
    });
  });

  it('makes the folder that was asked for while it was away, as the web root’s system user', async () => {
    await eventually('the folder is there', async () => (await readdir(host.folder)).includes('later'));
    const made = await eventually('the folder below is there', () =>
      stat(join(host.folder, 'later', 'on')).catch(() => false as const),
    );
    expect({ uid: made.uid, gid: made.gid, folder: made.isDirectory() }).toEqual({ ...host.owner, folder: true });
  });

  it('makes a folder once, and says where a file is in the way', async () => {
    const account = await create('shop', { folder: '/shop' });
    expect((await anna.post(`/accounts/${account.id}/folder`).expect(200)).body).toEqual({
      state: 'made',
      sentence: 'The folder /shop is made on example.com.',
    });
    expect((await anna.post(`/accounts/${account.id}/folder`).expect(200)).body).toMatchObject({ state: 'there' });
    await writeFile(join(host.folder, 'plain.txt'), 'a file');
    const blocked = await create('blocked', { folder: '/plain.txt/below' });
    const refused = await anna.post(`/accounts/${blocked.id}/folder`).expect(409);
    expect(refused.body).toMatchObject({ code: 'server-refused', field: 'folder' });
    const log = (await admin.get('/audit').expect(200)).body as { items: { verb: string; subject: string }[] };
    const verbs = log.items.map(({ verb, subject }) => `${verb} ${subject}`);
    expect(verbs.filter((entry) => entry.includes('folder'))).toEqual([
      'account.folder-made shop@example.com',
      'account.folder-asked-for early@example.com',
    ]);
  });

  it('tests a login over TLS, step by step, and is told apart from customers’ programs', async () => {
    const account = await create('tested');
    const steps = await testLogin(account.id, secret);
    expect(outcomes(steps)).toEqual(all);
    expect(steps[1]?.sentence).toMatch(/^Encrypted with TLS 1\.[23]/);
    expect(steps[4]?.sentence).toMatch(/^A listing came to 127\.0\.0\.1:\d+, encrypted.*\(EPSV\)\.$/);
    const attempt = await eventually('the login is on record', async () => {
      const { rows } = await host.panel.query<{ client_program: string; outcome: string; tls: boolean }>(
        'select client_program, outcome, tls from login_attempts where account_id = $1',
        [account.id],
      );
      return rows[0] ?? false;
    });
    expect(attempt).toEqual({ client_program: 'Portside panel test', outcome: 'accepted', tls: true });
  });

  it('says that the password is wrong, or that the account is disabled, and what to do', async () => {
    const account = await create('mistyped');
    const wrong = await testLogin(account.id, 'not-the-password');
    expect(outcomes(wrong)).toEqual(['connect worked', 'encrypt worked', 'log-in failed']);
    expect(wrong[2]).toMatchObject({
      sentence: 'The server said: 530 The login or the password is wrong.',
      cure: 'Type the password again, or set a new one.',
    });
    await anna.post(`/accounts/${account.id}/disable`).expect(200);
    const disabled = await eventually('the server knows', async () => {
      const steps = await testLogin(account.id, secret);
      return steps.at(-1)?.outcome === 'failed' && steps;
    });
    expect(disabled.at(-1)?.cure).toBe('Enable the FTP account, then try again.');
  });

  it('goes over TLS where the server requires it, and with PASV where EPSV is denied', async () => {
    const version = await host.changePolicy({
      tls: 'required-data',
      verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'deny' },
    });
    await inForce(version);
    const account = await create('tls-only');
    const steps = await testLogin(account.id, secret);
    expect(outcomes(steps)).toEqual(all);
    expect(steps[4]?.sentence).toContain('(PASV)');
  });

  it('waits for the server to dial where only active mode is allowed', async () => {
    await inForce(await host.changePolicy({ verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'deny', EPSV: 'deny' } }));
    const steps = await testLogin((await create('active-only')).id, secret);
    expect(outcomes(steps)).toEqual(all);
    expect(steps[3]?.sentence).toMatch(/from the server to 127\.0\.0\.1:\d+\.$/);
  });

  it('says that the passive ports are closed, with the range, while the login works', async () => {
    await inForce(await host.changePolicy({ verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' } }));
    const account = await create('walled-in');
    // As behind a firewall that lets the control port in and nothing else: the passive ports listen at 127.0.0.1 only.
    const wall = await controlPortOnly('127.0.0.5');
    await pointAt('127.0.0.5', wall);
    const steps = await testLogin(account.id, secret);
    expect(outcomes(steps)).toEqual(['connect worked', 'encrypt worked', 'log-in worked', 'data failed']);
    // EPSV was refused at the firewall; then PASV named an address that is not the server's, and nobody was dialled.
    expect(steps[3]?.sentence).toMatch(/to 127\.0\.0\.1:\d+, which is none of its own addresses/);
    expect(steps[3]?.cure).toContain('The login works; only listings and transfers do not.');
    await inForce(await host.changePolicy({ verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'deny', EPSV: 'allow' } }));
    const closed = await testLogin(account.id, secret);
    expect(closed.at(-1)?.sentence).toMatch(/did not work: refused\..*ports \d+-\d+/);
    wall.close();
    await pointAt('127.0.0.1', ftpPort);
  });

  it('does not send the password to a server with somebody else’s certificate', async () => {
    const account = await create('stranger');
    await host.panel.query(`update servers set certificate_fingerprint = 'AA:BB' where id = $1`, [host.serverId]);
    const steps = await testLogin(account.id, secret);
    expect(outcomes(steps)).toEqual(['connect worked', 'encrypt failed']);
    expect(steps[1]?.cure).toContain('Your password was not sent.');
    await host.panel.query(`update servers set certificate_fingerprint = $2 where id = $1`, [
      host.serverId,
      fingerprint,
    ]);
  });

  it('tests one account six times a minute, takes no second line, and finds nothing of others', async () => {
    const account = await create('often');
    for (let time = 0; time < 6; time += 1) await testLogin(account.id, secret);
    const refused = await anna.post(`/accounts/${account.id}/login-test`, { password: secret }).expect(429);
    expect((refused.body as { detail: string }).detail).toMatch(/^This login was tested often just now\. Wait \d+ s/);
    const injected = { password: 'x\r\nDELE index.html' };
    await anna.post(`/accounts/${account.id}/login-test`, injected).expect(400);
    const unknown = '00000000-0000-4000-8000-000000000000';
    await anna.post(`/accounts/${unknown}/login-test`, { password: secret }).expect(404);
    await anna.post(`/accounts/${unknown}/folder`).expect(404);
    await anna.get(`/accounts/${unknown}/shared-use`).expect(404);
  });

  it('leaves the password nowhere: not in the database, not in what the processes say', async () => {
    const tables = await host.panel.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(tables.rows.length).toBeGreaterThan(20);
    for (const { name } of tables.rows) {
      const { rows } = await host.panel.query(`select 1 from ${name} as t where t::text like $1`, [`%${secret}%`]);
      expect(rows, name).toEqual([]);
    }
    expect(JSON.stringify(host.events)).not.toContain(secret);
  });

  it('notices one login used from three addresses, and counts neither its own tests nor a home’s many IPv6 addresses', async () => {
    const account = await create('everybody');
    const usedFrom = (address: string, program = 'FileZilla', outcome = 'accepted') =>
      host.panel.query(
        `insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address, tls, outcome, client_program)
         values (now(), gen_random_uuid(), $1, gen_random_uuid(), $2, $3, $4, $5, true, $6, $7)`,
        [host.serverId, account.id, host.customerId, account.login, address, outcome, program],
      );
    const use = async () => (await anna.get(`/accounts/${account.id}/shared-use`).expect(200)).body as SharedUse;
    await usedFrom('203.0.113.7');
    await usedFrom('2001:db8::1');
    await usedFrom('2001:db8::2');
    await usedFrom('127.0.0.1', 'Portside panel test');
    await usedFrom('198.51.100.9', 'FileZilla', 'wrong-login-or-password');
    expect(await use()).toEqual({ days: 7, addresses: 2, looksShared: false });
    await usedFrom('192.0.2.33');
    expect(await use()).toEqual({ days: 7, addresses: 3, looksShared: true });
  });
});

async function inForce(version: number): Promise<void> {
  await eventually(`version ${version} is in force`, async () => {
    const { applied } = await host.one<{ applied: number | null }>(
      'select max(applied_version) as applied from server_processes where server_id = $1',
      [host.serverId],
    );
    return applied === version;
  });
}

async function controlPortOnly(address: string): Promise<Server> {
  const wall = createServer((near) => {
    const far = connect(ftpPort, '127.0.0.1');
    near.on('error', () => far.destroy()).pipe(far);
    far.on('error', () => near.destroy()).pipe(near);
  });
  await new Promise<void>((resolve) => wall.listen(0, address, resolve));
  return wall;
}

async function pointAt(address: string, where: Server | number): Promise<void> {
  const port = typeof where === 'number' ? where : (where.address() as AddressInfo).port;
  await host.panel.query(`update servers set host = $2, ftp_port = $3 where id = $1`, [host.serverId, address, port]);
}
