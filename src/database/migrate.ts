// Brings a database to this release's schema, one process at a time, and says in one sentence what stands in the way. It
// makes no database, no login and no row.
import { DataSource } from 'typeorm';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { SettingError } from '../config.js';
import { connectionOptions, connectionRefusal, oldestPostgres } from './connection.js';

/** Any two processes that migrate the same database meet at this advisory lock. */
const lockKey = 7_061_001;
const table = 'migrations';

/** What a migration adds to the rights of FTP processes, also for the servers that have a login of their own. */
const grantServerLogins = `
  select grant_ftp_process(s.database_login) from servers s join pg_roles r on r.rolname = s.database_login`;

/**
 * Runs the migrations that are missing and returns their names. Throws SettingError naming DATABASE_URL when the
 * database cannot be reached, is too old, comes from a newer release, or holds a half-done schema.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = await connected(url, 'DATABASE_URL');
  try {
    await checkVersion(client);
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await checkHistory(client);
    const ran = await runMissing(url);
    await client.query(grantServerLogins);
    return ran;
  } finally {
    await client.end();
  }
}

/** Gives the FTP processes' login its rights; to be repeated after each migration. Throws SettingError. */
export async function grantFtpLogin(url: string, login: string): Promise<void> {
  const client = await connected(url, 'DATABASE_URL');
  try {
    await client.query('select grant_ftp_process($1)', [login]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingError('FTP_DATABASE_URL', `"${login}" cannot be given its rights (${why}); create that login.`);
  } finally {
    await client.end();
  }
}

/** Throws SettingError naming `setting` when nobody can log in to the database by this URL. */
export async function tryLogin(url: string, setting: string): Promise<void> {
  const client = await connected(url, setting);
  await client.end();
}

/** The login by which this URL enters the database. Throws SettingError naming `setting` when it is no URL. */
export function loginOf(url: string, setting: string): string {
  return newClient(url, setting).user ?? '';
}

/** Reading the URL throws as well as connecting. */
function newClient(url: string, setting: string): pg.Client {
  try {
    return new pg.Client(connectionOptions(url, 'portside start'));
  } catch (error) {
    throw connectionRefusal(error, setting);
  }
}

async function connected(url: string, setting: string): Promise<pg.Client> {
  const client = newClient(url, setting);
  // A connection that breaks rejects the query in flight; without a listener it would end the process instead.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => Promise.reject(connectionRefusal(error, setting)));
  return client;
}

async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string }>(`select current_setting('server_version_num') as number`);
  const major = Math.floor(Number(rows[0]?.number) / 10_000);
  if (major >= oldestPostgres) return;
  const cure = `it runs PostgreSQL ${major}; Portside needs ${oldestPostgres} or newer, so upgrade it.`;
  throw new SettingError('DATABASE_URL', cure);
}

/** What has run there must be exactly the first of the migrations this release knows. */
async function checkHistory(client: pg.Client): Promise<void> {
  const known = migrations.map(({ name }) => name);
  const done = await history(client);
  const unknown = done.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new SettingError(
      'DATABASE_URL',
      `the database holds the migration ${unknown}, which this release does not know; start the newer release.`,
    );
  }
  const gap = known.slice(0, done.length).find((name) => !done.includes(name));
  const stray = done.length === 0 ? await strayTable(client) : undefined;
  if (gap === undefined && stray === undefined) return;
  const why =
    gap === undefined ? `already a table "${stray ?? ''}" but no record of` : 'a half-done migration: it lacks';
  throw new SettingError(
    'DATABASE_URL',
    `the database holds ${why} ${gap ?? known[0] ?? ''}; restore a backup or name an empty database.`,
  );
}

async function history(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(`select to_regclass($1) is not null as there`, [
    table,
  ]);
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query<{ name: string }>(`select name from ${table} order by timestamp`);
  return rows.map(({ name }) => name);
}

/** A table of ours in a database that says no migration has run. */
async function strayTable(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = current_schema() and c.relkind in ('r', 'p')
        and c.relname in ('plans', 'customers', 'servers', 'ftp_accounts', 'audit_events') limit 1`,
  );
  return rows[0]?.name;
}

async function runMissing(url: string): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTableName: table,
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName: 'portside migrate',
    poolSize: 2,
  });
  await source.initialize();
  try {
    return (await source.runMigrations()).map(({ name }) => name);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingError(
      'DATABASE_URL',
      `a migration failed and was rolled back (${why}); correct it and start again.`,
    );
  } finally {
    await source.destroy();
  }
}
