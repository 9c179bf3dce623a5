// Every verb of the command line against a database: what it writes, how it ends, and who the audit log says it was.
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyPassword } from '../../src/auth/password.js';
import { portside, portsideJson } from '../support/command.js';
import { startTestPanel, type TestPanel } from '../support/panel.js';

let panel: TestPanel;

beforeAll(async () => {
  panel = await startTestPanel();
  vi.stubEnv('DATABASE_URL', panel.database.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await panel.stop();
});

async function row<T extends object>(sql: string, values: unknown[] = []): Promise<T> {
  const { rows } = await panel.db.query<T>(sql, values);
  if (rows[0] === undefined) throw new Error(`No row: ${sql}`);
  return rows[0];
}

const hashOf = async (login: string) =>
  (await row<{ hash: string }>('select password_hash as hash from ftp_accounts where login = $1', [login])).hash;

interface Made {
  readonly id: string;
  readonly login: string;
  readonly password?: string;
  readonly folder: string;
  readonly access: string;
  readonly effectiveStatus: string;
}

describe('portside account', () => {
  it('makes an account with a password that is shown once, and tells the audit log who it was', async () => {
    const made = await portsideJson<Made>(['account', 'add', 'web2@anna.example', '--folder', '/site']);
    expect(made).toMatchObject({ login: 'web2@anna.example', folder: '/site', access: 'full' });
    expect(await verifyPassword(made.password ?? '', await hashOf('web2@anna.example'))).toBe(true);
    const event = await row(
      `select actor, actor_id, after ->> 'folder' as folder from audit_events where subject = $1`,
      ['web2@anna.example'],
    );
    const actor = `portside command (${userInfo().username})`;
    expect(event).toEqual({ actor, actor_id: null, folder: '/site' });
    const shown = await portside(['account', 'show', 'web2@anna.example']);
    expect(shown.stdout).toContain('/site');
    expect(shown.stdout).not.toContain(made.password);
  });

  it('reads the password from standard input and does not repeat it', async () => {
    const words = ['account', 'add', 'web3@anna.example', '--password-stdin', '--json'];
    const ran = await portside(words, { stdin: 'a secret of mine\nanother line\n' });
    expect(ran.code).toBe(0);
    expect(ran.stdout).not.toContain('a secret of mine');
    expect(await verifyPassword('a secret of mine', await hashOf('web3@anna.example'))).toBe(true);
    const again = await portside(['account', 'passwd', 'web3@anna.example', '--password-stdin'], {
      stdin: 'yet another\n',
    });
    expect(again.code).toBe(0);
    expect(await verifyPassword('yet another', await hashOf('web3@anna.example'))).toBe(true);
  });

  it('takes no password as an argument, and says why', async () => {
    const ran = await portside(['account', 'passwd', 'web@anna.example', '--password', 'seen-by-everybody']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('a password is never an argument');
    const short = await portside(['account', 'passwd', 'web@anna.example', '--password-stdin'], { stdin: 'short\n' });
    expect(short).toMatchObject({ code: 2 });
    expect(short.stderr).toContain('at least 10 characters');
  });

  it('disables, enables and lists', async () => {
    expect(await portsideJson<Made>(['account', 'disable', 'web@ben.example'])).toMatchObject({
      effectiveStatus: 'disabled',
    });
    const list = await portsideJson<{ items: Made[]; nextCursor: string | null }>([
      'account',
      'list',
      '--status',
      'disabled',
    ]);
    expect(list.items.map(({ login }) => login)).toEqual(['web@ben.example']);
    expect(await portsideJson<Made>(['account', 'enable', 'web@ben.example'])).toMatchObject({
      effectiveStatus: 'enabled',
    });
    const text = await portside(['account', 'list', '--customer', 'ben']);
    expect(text.stdout).toMatch(/^LOGIN {2,}CUSTOMER/);
    expect(text.stdout).toContain('web@ben.example');
  });

  it('deletes only with --yes where nobody can be asked, and says what would go', async () => {
    await portsideJson(['account', 'add', 'gone@ben.example', '--folder', '/old']);
    const asked = await portside(['account', 'rm', 'gone@ben.example']);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain(
      'gone@ben.example would be deleted and 0 open sessions end; the files in /old stay.',
    );
    expect(await hashOf('gone@ben.example')).not.toBe('');
    const no = await portside(['account', 'rm', 'gone@ben.example'], { asks: true, stdin: 'no\n' });
    expect(no).toMatchObject({ code: 2 });
    expect(no.stderr).toContain('Nothing was changed.');
    const yes = await portside(['account', 'rm', 'gone@ben.example'], { asks: true, stdin: 'yes\n' });
    expect(yes.code).toBe(0);
    await expect(hashOf('gone@ben.example')).rejects.toThrow('No row');
  });

  it('is refused by the rules of the panel with their sentences and exit code 1', async () => {
    const taken = await portside(['account', 'add', 'web@anna.example']);
    expect(taken).toMatchObject({ code: 1, stdout: '' });
    expect(taken.stderr).toContain('This login is taken');
    const folder = await portside(['account', 'add', 'new@anna.example', '--folder', 'relative']);
    expect(folder).toMatchObject({ code: 1, stderr: 'folder: Write a folder that begins with "/".\n' });
    const unknown = await portside(['account', 'show', 'nobody@anna.example']);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('There is no account "nobody@anna.example"');
  });
});

it('makes a customer with plan and panel login, suspends and deletes', async () => {
  await portsideJson(['plan', 'add', 'Large', '--max-ftp-accounts', '50', '--quota-bytes', '1000000000']);
  const words = [
    'customer',
    'add',
    'Clara',
    '--plan',
    'Standard',
    '--ref',
    '1042',
    '--email',
    'clara@portside.example',
  ];
  const made = await portsideJson<{ panelUser: { password: string } }>(words);
  const login = await row<{ hash: string }>('select password_hash as hash from panel_users where email = $1', [
    'clara@portside.example',
  ]);
  expect(await verifyPassword(made.panelUser.password, login.hash)).toBe(true);
  expect(await portsideJson(['customer', 'plan', '1042', 'Large'])).toMatchObject({ plan: { name: 'Large' } });
  const suspended = await portsideJson(['customer', 'suspend', 'Clara', '--reason', 'Unpaid.']);
  expect(suspended).toMatchObject({ status: 'suspended', suspendedReason: 'Unpaid.' });
  expect(await portsideJson(['customer', 'unsuspend', 'Clara'])).toMatchObject({ status: 'active' });
  expect(await portsideJson(['customer', 'list', '--search', '1042'])).toMatchObject({ items: [{ name: 'Clara' }] });
  expect((await portside(['customer', 'rm', 'Clara', '--yes'])).code).toBe(0);
  expect((await portside(['customer', 'show', 'Clara'])).code).toBe(1);
  expect((await portside(['customer', 'rm', 'anna', '--yes'])).stderr).toContain('has web roots');
});

it('adds a server with a first policy, changes it, and removes it while nothing lies there', async () => {
  const added = await portsideJson(['server', 'add', 'web-07', '--host', 'ftp7.example', '--port', '2121']);
  expect(added).toMatchObject({
    name: 'web-07',
    ftpPort: 2121,
    state: 'awaited',
    policy: { version: 1, tls: 'required-data' },
  });
  expect(JSON.stringify(added)).toContain(String.raw`SERVER_NAME=web-07\n`);
  const words = [
    'server',
    'policy',
    'set',
    'web-07',
    '--preset',
    'passive-only',
    '--passive',
    '40000-40099',
    '--note',
    'why',
  ];
  expect(await portsideJson(words)).toMatchObject({
    version: 2,
    preset: 'passive-only',
    passiveLastPort: 40099,
    note: 'why',
  });
  expect((await portside(['server', 'policy', 'show', 'web-07'])).stdout).toContain('40000-40099');
  expect(await portside(['server', 'policy', 'set', 'web-07', '--passive', 'many'])).toMatchObject({ code: 2 });
  expect((await portside(['server', 'add', 'web-07', '--host', 'x.example'])).stderr).toContain(
    'A server with this name exists',
  );
  expect((await portside(['server', 'remove', 'web-01', '--yes'])).stderr).toContain('lie on web-01');
  expect(await portsideJson(['server', 'remove', 'web-07', '--yes'])).toMatchObject({ name: 'web-07' });
  const { items } = await portsideJson<{ items: { name: string }[] }>(['server', 'list']);
  expect(items.map(({ name }) => name)).toEqual(['web-01']);
  expect(await portsideJson(['web-root', 'list', '--customer', 'anna'])).toMatchObject({
    items: [{ domain: 'anna.example' }],
  });
  expect(await portsideJson(['session', 'list'])).toEqual({ items: [], nextCursor: null });
});

it('makes an admin who can sign in, and gives them another password', async () => {
  const made = await portsideJson<{ password: string }>(['admin', 'create', 'Ops@portside.example', '--name', 'Night']);
  const hash = async () => {
    const sql = `select password_hash as hash from panel_users where email = 'ops@portside.example' and role = 'admin'`;
    return (await row<{ hash: string }>(sql)).hash;
  };
  expect(await verifyPassword(made.password, await hash())).toBe(true);
  await portsideJson(['admin', 'passwd', 'ops@portside.example', '--password-stdin'], { stdin: 'quite another one\n' });
  expect(await verifyPassword('quite another one', await hash())).toBe(true);
  expect(await portside(['admin', 'create', 'ops'])).toMatchObject({ code: 2 });
  expect((await portside(['admin', 'create', 'ops@portside.example'])).stderr).toContain('exists');
});

it('says what is not well, with one cure for each finding, and ends with 1', async () => {
  const ran = await portside(['doctor', '--json']);
  expect(ran.code).toBe(1);
  const { fine, findings } = JSON.parse(ran.stdout) as { fine: boolean; findings: Record<string, unknown>[] };
  expect(fine).toBe(false);
  expect(findings[0]).toMatchObject({ check: 'database', fine: true, cure: null });
  const heartbeat = findings.find(({ check }) => check === 'heartbeat');
  expect(heartbeat).toMatchObject({ server: 'web-01', fine: false, sentence: 'It has not started yet.' });
  expect(heartbeat?.cure).toContain('SERVER_NAME=web-01');
});

describe('a command', () => {
  it('that is written wrongly ends with 2, and help with 0', async () => {
    expect(await portside(['account', 'frob'])).toMatchObject({ code: 2 });
    expect(await portside(['account', 'add'])).toMatchObject({ code: 2 });
    expect((await portside(['account', 'add', 'x@y', '--frob'])).stderr).toContain('--frob');
    const help = await portside(['account', 'add', '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('$ portside account add designer@shop.example');
    expect((await portside(['--help'])).stdout).toContain('Exit codes: 0 done');
  });

  it('ends with 3 where the database cannot be reached, and says what to do', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:9/none');
    const ran = await portside(['account', 'list']);
    expect(ran).toMatchObject({ code: 3, stdout: '' });
    expect(ran.stderr).toContain('nothing answers there; start PostgreSQL');
    const looked = await portside(['doctor']);
    expect(looked.code).toBe(3);
    expect(looked.stdout).toContain('FAULT  database');
    vi.stubEnv('DATABASE_URL', '');
    vi.stubEnv('DATA_DIR', '/nonexistent/portside');
    const none = await portside(['account', 'list']);
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('npm start keeps no database in /nonexistent/portside');
    vi.stubEnv('DATABASE_URL', panel.database.url);
  });

  it('migrates a database that is up to date without a change', async () => {
    expect(await portsideJson(['migrate'])).toEqual({ migrations: [] });
  });
});
