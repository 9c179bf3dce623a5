// The FTP process's connections and what it must find in the database before it can serve. It holds no state.
import pg from 'pg';
import type { Config } from '../config.js';
import { SettingError } from '../config.js';
import { connectionOptions, connectionRefusal } from '../database/connection.js';
import { errorFields, type Note } from './note.js';
import { readNewestPolicy } from './policy-row.js';
import type { WrittenPolicy } from './public-addresses.js';

const maxConnections = 4;
/** A statement that takes longer is given up: the connection may be dead without a word. */
const statementTimeoutMs = 10_000;

/** The FTP processes' own login where there is one. Throws SettingError when neither URL is set. */
export function databaseOf(config: Pick<Config, 'databaseUrl' | 'ftpDatabaseUrl'>): {
  readonly url: string;
  readonly setting: string;
} {
  if (config.ftpDatabaseUrl !== undefined) return { url: config.ftpDatabaseUrl, setting: 'FTP_DATABASE_URL' };
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, setting: 'DATABASE_URL' };
  throw new SettingError('FTP_DATABASE_URL', 'set it, or DATABASE_URL, to the database that the panel uses.');
}

/** A few connections that come back by themselves after the database was away. */
export function openPool(url: string, note: Note): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(url, 'portside ftp'),
    max: maxConnections,
    query_timeout: statementTimeoutMs,
  });
  // An idle connection broke; the pool has dropped it already.
  pool.on('error', (error) => note('warn', 'database.connection-lost', errorFields(error)));
  return pool;
}

/** This server's row and policy. Throws SettingError naming the database's setting or SERVER_NAME. */
export async function findServer(
  database: pg.Pool,
  names: { readonly serverName: string; readonly setting: string },
): Promise<{ readonly id: string; readonly written: WrittenPolicy }> {
  const { serverName, setting } = names;
  try {
    const { rows } = await database.query<{ id: string }>('select id from servers where name = $1', [serverName]);
    const id = rows[0]?.id;
    if (id === undefined) throw await unknownServer(database, serverName);
    const written = await readNewestPolicy(database, id);
    if (written !== undefined) return { id, written };
    throw new SettingError('SERVER_NAME', `the server ${serverName} has no mode policy; set one in the panel.`);
  } catch (error) {
    throw refusalOf(error, setting);
  }
}

async function unknownServer(database: pg.Pool, serverName: string): Promise<SettingError> {
  const { rows } = await database.query<{ name: string }>('select name from servers order by name limit 5');
  const known = rows.map(({ name }) => name).join(', ');
  const cure =
    known === ''
      ? 'start the panel first, it makes the server'
      : `write one it knows (${known}), or start it once with DATABASE_URL, which adds it`;
  return new SettingError('SERVER_NAME', `the database knows no server ${serverName}; ${cure}.`);
}

/** Why the database cannot be used at the start, as the setting's sentence. */
export function refusalOf(error: unknown, setting: string): SettingError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === '42P01' || code === '42703') {
    return new SettingError(setting, 'the database lacks tables of this version; start the panel first, it migrates.');
  }
  if (code === '42501') {
    return new SettingError(setting, 'this login may not read the tables; run grant_ftp_process for it as the owner.');
  }
  return connectionRefusal(error, setting);
}
