// Bugs that FTP servers have had, one test a class: what meets the database. The others are in test/engine/bug-classes-*.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let worker: FtpWorker;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
});

afterAll(() => host.dispose());

async function codeOf(login: string, secret: string): Promise<number> {
  const client = await host.connect(worker);
  return (await client.logIn(login, secret)).code;
}

describe('bug class 15: a login that could be taken for a path', () => {
  const hostile = [
    '..@example.com',
    '../x@example.com',
    '/x@example.com',
    'a/b@example.com',
    '\u2024\u2024@example.com',
  ];

  it.each(hostile)('cannot be created, and cannot log in: %j', async (login) => {
    await expect(host.addAccount({ login })).rejects.toMatchObject({ constraint: 'ftp_accounts_login_check' });
    expect(await codeOf(Buffer.from(login).toString('latin1'), password)).toBe(530);
  });

  it('cannot hold a NUL', async () => {
    await expect(host.addAccount({ login: 'a\0b@example.com' })).rejects.toThrow();
    const client = await host.connect(worker);
    expect(await client.code('USER a\0b@example.com')).toBe(501);
    expect(await client.code(`PASS ${password}`)).toBe(503);
  });
});

describe('bug class 16: what a client writes never becomes SQL', () => {
  it.each([
    "' or '1'='1",
    "anna@example.com' --",
    '"; drop table ftp_accounts; --',
    '%@example.com',
    '_@example.com',
    '\\',
    "\xbf' or 1=1 --",
    '$1::text; select pg_sleep(9)',
    'x'.repeat(3_000),
  ])('as a login: %j', async (login) => {
    const { accounts } = await host.one<{ accounts: string }>('select count(*) as accounts from ftp_accounts');
    expect(await codeOf(login, "' or '1'='1")).toBe(530);
    expect(await host.one('select count(*) as accounts from ftp_accounts')).toEqual({ accounts });
  });

  it('as a program, a folder and a file', async () => {
    await host.addAccount({ login: 'quotes@example.com' });
    const client = await host.connect(worker);
    const name = `'); delete from transfers; -- "$1 %s`;
    await client.say(`CLNT ${name}`);
    expect((await client.logIn('quotes@example.com', password)).code).toBe(230);
    expect(await client.code(`MKD ${name}`)).toBe(257);
    expect((await client.store(`STOR ${name}/${name}`, 'x')).code).toBe(226);
    const path = await eventually('the upload is written', async () => {
      const { rows } = await host.panel.query<{ path: string }>(`select path from transfers where kind = 'upload'`);
      return rows[0]?.path;
    });
    expect(path).toBe(`/${name}/${name}`);
    await host.one(`select 1 from ftp_sessions where client_program = $1`, [name]);
  });
});

describe('bug class 18: a policy that makes no sense', () => {
  it.each([
    [
      'a verb with another word than allow or deny',
      { verbs: { PORT: 'maybe', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' } },
    ],
    ['a verb missing', { verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'allow' } }],
    ['a verb too many', { verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow', SPSV: 'allow' } }],
    ['no verb left', { verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'deny', EPSV: 'deny' } }],
    ['an unknown TLS rule', { tls: 'sometimes' }],
    ['a passive range that runs backwards', { passive_first_port: 50_000, passive_last_port: 40_000 }],
    ['a passive port below 1024', { passive_first_port: 80 }],
    ['a public address that is a network', { public_ipv4: '10.0.0.0/8' }],
    ['no idle timeout', { idle_timeout_ms: 0 }],
  ])('is refused by the database by name, and the old one stays in force: %s', async (_what, columns) => {
    await expect(host.changePolicy(columns)).rejects.toMatchObject({
      code: '23514',
      constraint: expect.stringMatching(/^server_policies_/) as string,
    });
    const client = await host.connect(worker);
    expect(await client.code('NOOP')).toBe(200);
  });

  it.each([
    ['a uid that is no number', `update web_roots set system_uid = 'root'`],
    ['a network that is none', `update ftp_accounts set allowed_networks = '{300.0.0.0/8}'`],
    ['a permission that nobody knows', `update ftp_accounts set permissions = '{everything}'`],
  ])('nor does the database take %s', async (_what, sql) => {
    await host.addAccount({ login: `some${Math.random().toString(36).slice(2)}@example.com` });
    await expect(host.panel.query(sql)).rejects.toThrow();
  });
});

it('bug class 21: an unknown login costs the same work as a wrong password', async () => {
  await host.addAccount({ login: 'known@example.com' });
  const work = async (login: string) => {
    const before = process.cpuUsage();
    expect(await codeOf(login, 'guessed')).toBe(530);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const middle = async (login: string) => {
    const costs = [];
    for (let turn = 0; turn < 5; turn += 1) costs.push(await work(login));
    return costs.sort((a, b) => a - b)[2] ?? 0;
  };
  const [known, unknown] = [await middle('known@example.com'), await middle('unknown@example.com')];
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
}, 60_000);

describe('bug class 28: a hash that is none lets nobody in', () => {
  it('cannot be empty', async () => {
    await expect(host.addAccount({ login: 'empty@example.com', password_hash: '' })).rejects.toMatchObject({
      constraint: 'ftp_accounts_password_hash_check',
    });
    await expect(host.addAccount({ login: 'null@example.com', password_hash: null })).rejects.toMatchObject({
      code: '23502',
    });
  });

  it.each(['*', '!', '!!', 'x', '$2b$', '$2b$12$', '$6$salt$', 'opensesame', `$2b$12$${'.'.repeat(53)}`])(
    'never matches: %j',
    async (hash) => {
      const login = `locked${Buffer.from(hash).toString('hex').slice(0, 40)}@example.com`;
      await host.addAccount({ login, password_hash: hash });
      for (const secret of [hash, password, ' ', 'x']) expect(await codeOf(login, secret)).toBe(530);
      const client = await host.connect(worker);
      await client.say(`USER ${login}`);
      expect(await client.code('PASS ')).toBe(501);
      expect(await client.code('PWD')).toBe(530);
    },
  );
});
