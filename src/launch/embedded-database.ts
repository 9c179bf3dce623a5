// The logins and the database inside an embedded Postgres, and the URLs that lead there. No schema.
import pg from 'pg';
import type { PostgresAccess } from './embedded-postgres.js';

/** Owns the database: the panel's login. */
export const panelLogin = 'portside';
/** What the FTP processes log in as; its rights come from grant_ftp_process(). */
export const ftpLogin = 'portside_ftp';
const databaseName = 'portside';

/** Passwords of the two logins; set anew at each start, so the files that keep them are the truth. */
export interface DatabasePasswords {
  readonly panel: string;
  readonly ftp: string;
}

/** A login and its password, in clear. */
export interface DatabaseLogin {
  readonly login: string;
  readonly password: string;
}

/** The URL by which a login reaches `database`; it holds the password and is never shown. */
export function databaseUrl(
  access: Pick<PostgresAccess, 'host' | 'port'>,
  as: DatabaseLogin,
  database = databaseName,
): string {
  const where = new URLSearchParams({ host: access.host, port: String(access.port) });
  return `postgres://${as.login}:${encodeURIComponent(as.password)}@/${database}?${where.toString()}`;
}

/** Makes both logins and the database where they are missing and sets the passwords. Throws the database's error. */
export async function prepareEmbeddedDatabase(access: PostgresAccess, passwords: DatabasePasswords): Promise<void> {
  await asSuperuser(access, async (client) => {
    await ensureLogin(client, panelLogin, passwords.panel);
    await ensureLogin(client, ftpLogin, passwords.ftp);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName} owner ${panelLogin}`);
  });
}

/** Runs `work` on a connection of the superuser to the database `postgres` and closes it. */
export async function asSuperuser<T>(access: PostgresAccess, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { host, port, superuser: user, password } = access;
  const client = new pg.Client({ host, port, user, password, database: 'postgres' });
  // A server that dies takes the connection along; the query in flight rejects, this only keeps the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function ensureLogin(client: pg.Client, login: string, password: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [login]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await client.query(`${verb} role ${login} login password ${client.escapeLiteral(password)}`);
}
