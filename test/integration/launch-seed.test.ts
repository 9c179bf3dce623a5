// The first rows of an empty database, and what later starts change of them.
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../src/auth/password.js';
import { readConfig } from '../../src/config.js';
import { seed, type SeedFacts } from '../../src/launch/seed.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const isRoot = process.getuid?.() === 0;
const owner = isRoot ? { uid: 70_123, gid: 70_123 } : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

describe('seeding', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let folder: string;
  let demo: SeedFacts;
  const bare: SeedFacts = { activeSourcePort: undefined, demo: undefined };

  beforeEach(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    folder = mkdtempSync(join(tmpdir(), 'portside-seed-'));
    chmodSync(folder, 0o755);
    demo = { activeSourcePort: 20, demo: { path: join(folder, 'sites', 'demo.example'), owner } };
  });
  afterEach(async () => {
    await client.end();
    await database.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const one = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows[0];
  const counts = () =>
    one(`select (select count(*)::int from panel_users) as users, (select count(*)::int from plans) as plans,
           (select count(*)::int from servers) as servers, (select count(*)::int from server_policies) as policies,
           (select count(*)::int from customers) as customers, (select count(*)::int from ftp_accounts) as accounts`);

  it('makes an admin, a plan and this server with a policy that allows both modes', async () => {
    const { admin, demo: none } = await seed(
      database.url,
      readConfig({ SERVER_NAME: 'web-01', FTP_PORT: '2100' }),
      bare,
    );

    expect(none).toBeUndefined();
    expect(await counts()).toEqual({ users: 1, plans: 1, servers: 1, policies: 1, customers: 0, accounts: 0 });
    const user = await one('select email, password_hash from panel_users');
    expect(user?.email).toBe('admin@portside.example');
    expect(await verifyPassword(admin?.password ?? '', String(user?.password_hash))).toBe(true);
    expect(await one('select name, host, ftp_port, ftps_port from servers')).toEqual({
      name: 'web-01',
      host: '127.0.0.1',
      ftp_port: 2100,
      ftps_port: null,
    });
    expect(await one('select * from server_policies')).toMatchObject({
      version: 1,
      verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' },
      tls: 'allowed',
      passive_first_port: 30_000,
      passive_last_port: 30_199,
      active_source_port: null,
      active_connect_timeout_ms: 10_000,
      data_wait_ms: 20_000,
      stall_timeout_ms: 60_000,
      idle_timeout_ms: 300_000,
    });
  });

  it('requires TLS of a server that is added later, and leaves the first as it is', async () => {
    await seed(database.url, readConfig({ SERVER_NAME: 'web-01' }), bare);
    await seed(database.url, readConfig({ SERVER_NAME: 'web-02' }), bare);
    const { rows } = await client.query(
      'select s.name, p.tls from servers s join server_policies p on p.server_id = s.id order by s.name',
    );
    expect(rows).toEqual([
      { name: 'web-01', tls: 'allowed' },
      { name: 'web-02', tls: 'required-data' },
    ]);
  });

  it('takes the password it is given and does not tell it', async () => {
    const config = readConfig({ ADMIN_EMAIL: 'Root@Host.example', ADMIN_PASSWORD: 'chosen by hand' });
    const { admin } = await seed(database.url, config, bare);

    expect(admin).toEqual({ email: 'root@host.example', password: undefined });
    const user = await one('select password_hash from panel_users');
    expect(await verifyPassword('chosen by hand', String(user?.password_hash))).toBe(true);
  });

  it('makes a demo customer whose web root belongs to its own system user', async () => {
    const { demo: logins } = await seed(database.url, readConfig({}), demo);
    const path = demo.demo?.path ?? '';

    expect(readFileSync(join(path, 'index.html'), 'utf8')).toContain('It works');
    expect(statSync(path)).toMatchObject(owner);
    expect(statSync(join(path, 'index.html'))).toMatchObject(owner);
    expect(statSync(path).mode & 0o777).toBe(0o755);
    const account = await one('select login, password_hash, folder, permissions from ftp_accounts');
    expect(account).toMatchObject({ login: 'demo@demo.example', folder: '/' });
    expect(account?.permissions).toHaveLength(11);
    expect(await verifyPassword(logins?.ftp.password ?? '', String(account?.password_hash))).toBe(true);
    expect(await one('select active_source_port from server_policies')).toEqual({ active_source_port: 20 });
  });

  it('makes nothing twice', async () => {
    await seed(database.url, readConfig({}), demo);
    const before = await counts();

    expect(await seed(database.url, readConfig({}), demo)).toEqual({ admin: undefined, demo: undefined });
    expect(await counts()).toEqual(before);
  });

  it('makes everything once when two machines start on one database', async () => {
    const both = ['web-01', 'web-02'].map((name) => seed(database.url, readConfig({ SERVER_NAME: name }), bare));
    const made = (await Promise.all(both)).filter(({ admin }) => admin !== undefined);

    expect(made).toHaveLength(1);
    expect(await counts()).toMatchObject({ users: 1, plans: 1, servers: 2, policies: 2 });
  });

  it('keeps the ports of this server up to date, and its host only where a setting names one', async () => {
    await seed(database.url, readConfig({ PUBLIC_HOST: 'ftp.one.example' }), bare);
    await seed(database.url, readConfig({ FTP_PORT: '2122', FTPS_PORT: '2990' }), bare);
    expect(await one('select host, ftp_port, ftps_port from servers')).toEqual({
      host: 'ftp.one.example',
      ftp_port: 2122,
      ftps_port: 2990,
    });

    await seed(database.url, readConfig({ PUBLIC_HOST: 'ftp.two.example' }), bare);
    expect(await one('select host, ftp_port, ftps_port from servers')).toEqual({
      host: 'ftp.two.example',
      ftp_port: 2121,
      ftps_port: null,
    });
  });

  it('leaves no row behind when the web root cannot be made', async () => {
    const impossible = { activeSourcePort: undefined, demo: { path: '/proc/absent/demo.example', owner } };

    await expect(seed(database.url, readConfig({}), impossible)).rejects.toThrow();
    expect(await counts()).toEqual({ users: 0, plans: 0, servers: 0, policies: 0, customers: 0, accounts: 0 });
  });

  it('makes no server on a machine that only runs the panel', async () => {
    await seed(database.url, readConfig({ ROLES: 'panel' }), bare);

    expect(await counts()).toMatchObject({ users: 1, servers: 0, policies: 0 });
  });
});
