// What the launcher refuses, each with one sentence that names the setting and the cure, and with nothing half-made.
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseUrl, panelLogin, prepareEmbeddedDatabase } from '../../src/launch/embedded-database.js';
import { EmbeddedPostgres } from '../../src/launch/embedded-postgres.js';
import { findPostgres } from '../../src/launch/postgres-binaries.js';
import { placePostgres } from '../../src/launch/postgres-place.js';
import { checkout, type Installation, newInstallation } from '../support/launched.js';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function installation(): Promise<Installation> {
  const made = await newInstallation();
  clean.push(() => made.dispose());
  return made;
}

/** Starts, expects a refusal, and gives its sentence. */
async function refusal(made: Installation, over: NodeJS.ProcessEnv = {}): Promise<string> {
  const started = made.launch(over);
  expect(await started.outcome).toBe(1);
  await started.exitCode;
  const lines = started.stderr().trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

async function listen(port: string | undefined): Promise<void> {
  const server: Server = createServer().listen(Number(port), '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  clean.push(() => new Promise((resolve) => server.close(resolve)));
}

describe('the launcher refuses', () => {
  it.each(['HTTP_PORT', 'FTP_PORT'])('a %s that is taken, and makes nothing', async (setting) => {
    const made = await installation();
    await listen(made.env[setting]);

    expect(await refusal(made)).toMatch(new RegExp(`^${setting}: port \\d+ on 127.0.0.1 is taken .*another port\\.$`));
    expect(existsSync(made.dataDir)).toBe(false);
  });

  it('one port for two services', async () => {
    const made = await installation();

    expect(await refusal(made, { FTPS_PORT: made.env.HTTP_PORT })).toMatch(
      /^FTPS_PORT: port \d+ is already HTTP_PORT; choose another port for one of them\.$/,
    );
    expect(existsSync(made.dataDir)).toBe(false);
  });

  it('an address that is not of this machine', async () => {
    const made = await installation();

    expect(await refusal(made, { HTTP_HOST: '192.0.2.1' })).toMatch(/^HTTP_HOST: 192\.0\.2\.1 is not an address/);
    expect(existsSync(made.dataDir)).toBe(false);
  });

  it('a setting that cannot be read', async () => {
    expect(await refusal(await installation(), { FTP_WORKERS: 'many' })).toMatch(/^FTP_WORKERS: write a whole number/);
  });

  it('a DATA_DIR below a file', async () => {
    const made = await installation();
    await writeFile(join(dirname(made.dataDir), 'file'), '');

    expect(await refusal(made, { DATA_DIR: join(dirname(made.dataDir), 'file', 'data') })).toMatch(
      /^DATA_DIR: .* lies below something that is a file, not a folder; choose a folder that this user may write\.$/,
    );
  });

  it.skipIf(process.platform !== 'linux')('a DATA_DIR where no folder can be made [needs Linux]', async () => {
    expect(await refusal(await installation(), { DATA_DIR: '/proc/portside' })).toBe(
      'DATA_DIR: /proc/portside cannot be made there; choose a folder that this user may write.',
    );
  });

  it('a database where nobody answers, and makes nothing', async () => {
    const made = await installation();
    const sentence = await refusal(made, { DATABASE_URL: 'postgres://portside:hidden@127.0.0.1:1/portside' });

    expect(sentence).toMatch(/^DATABASE_URL: nothing answers there; /);
    expect(existsSync(made.dataDir)).toBe(false);
  });

  it('a DATABASE_URL that is none', async () => {
    const made = await installation();
    const portless = 'postgres://portside:hidden@127.0.0.1:99999/portside';

    expect(await refusal(made, { DATABASE_URL: 'mysql://x' })).toMatch(/^DATABASE_URL: write a Postgres/);
    expect(await refusal(made, { DATABASE_URL: portless })).toMatch(/^DATABASE_URL: write a Postgres/);
    expect(await refusal(made, { ROLES: 'ftp', FTP_DATABASE_URL: portless })).toMatch(
      /^FTP_DATABASE_URL: write a Postgres/,
    );
    expect(existsSync(made.dataDir)).toBe(false);
  });

  it('the panel without its own database login', async () => {
    const made = await installation();

    expect(await refusal(made, { FTP_DATABASE_URL: 'postgres://f@127.0.0.1/x' })).toMatch(
      /^DATABASE_URL: the panel needs/,
    );
    expect(existsSync(made.dataDir)).toBe(false);
  });

  it('a TLS key that is missing', async () => {
    const made = await installation();
    const files = { TLS_CERT_FILE: '/absent.crt', TLS_KEY_FILE: '/absent.key' };

    expect(await refusal(made, files)).toMatch(/^TLS_CERT_FILE: \/absent\.crt cannot be read/);
    expect(existsSync(made.dataDir)).toBe(false);
  });
});

describe('with a PostgreSQL of its own, the launcher', () => {
  async function givenDatabase(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'portside-given-'));
    await chmod(folder, 0o755);
    clean.push(() => rm(folder, { recursive: true, force: true }));
    const server = await EmbeddedPostgres.start({ ...placePostgres(folder, findPostgres(checkout)), listen: 'tcp' });
    clean.push(() => server.stop());
    await prepareEmbeddedDatabase(server.access, { panel: 'given', ftp: 'given' });
    return databaseUrl(server.access, { login: panelLogin, password: 'given' });
  }

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('refuses a wrong password and a half-done migration, and says what a shared login loses', async () => {
    const made = await installation();
    const url = await givenDatabase();
    expect(await refusal(made, { DATABASE_URL: url.replace(':given@', ':wrong@') })).toMatch(
      /^DATABASE_URL: .* user or password/,
    );

    expect(await refusal(made, { DATABASE_URL: url, FTP_DATABASE_URL: url.replace('portside:', 'absent:') })).toMatch(
      /^FTP_DATABASE_URL: "absent" cannot be given its rights .*create that login\.$/,
    );
    expect(await refusal(made, { DATABASE_URL: url, FTP_DATABASE_URL: url.replace(':given@', ':wrong@') })).toMatch(
      /^FTP_DATABASE_URL: .* user or password/,
    );

    const started = made.launch({ DATABASE_URL: url });
    expect(await started.outcome).toBe('ready');
    expect(started.stdout()).toMatch(/FTP_DATABASE_URL is not set: /);
    expect(started.stdout()).not.toMatch(/Demo customer/);
    expect(existsSync(join(made.dataDir, 'postgres'))).toBe(false);
    started.process.kill('SIGTERM');
    expect(await started.exitCode).toBe(0);

    await query(url, `delete from migrations where name like 'Servers%'`);
    expect(await refusal(made, { DATABASE_URL: url })).toMatch(
      /^DATABASE_URL: .* half-done migration: it lacks Servers/,
    );
  });
});
