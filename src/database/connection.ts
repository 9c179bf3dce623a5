// From a DATABASE_URL to what `pg` and TypeORM want, and from their failures to one sentence. It opens no connection itself.
import type { ClientConfig } from 'pg';
import { SettingError } from '../config.js';

/** The oldest PostgreSQL that Portside runs on. */
export const oldestPostgres = 14;

/**
 * How every process connects. `url` may name a socket folder (`postgres://user:password@/database?host=/run/postgresql`);
 * `applicationName` is what pg_stat_activity shows.
 */
export function connectionOptions(url: string, applicationName: string): ClientConfig {
  return {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
}

const cures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there; start PostgreSQL or correct the host and port.',
  ENOENT: 'there is no PostgreSQL socket in that folder; start PostgreSQL or correct the host.',
  EACCES: 'this process may not open the PostgreSQL socket; give it access or connect over TCP.',
  ENOTFOUND: 'the host name is not known; correct it.',
  EAI_AGAIN: 'the host name cannot be looked up now; check the name service or write an address.',
  EHOSTUNREACH: 'the host cannot be reached; check the network or correct the host.',
  ENETUNREACH: 'the host cannot be reached; check the network or correct the host.',
  ETIMEDOUT: 'the host does not answer; check the network and its firewall.',
  ECONNRESET: 'the host hung up; check that PostgreSQL listens on that port.',
  '28P01': 'PostgreSQL refuses this user or password; correct them.',
  '28000': 'PostgreSQL does not let this user in; correct the user or pg_hba.conf.',
  '3D000': 'the database does not exist; create it or correct its name.',
  '57P03': 'PostgreSQL is starting up; try again in a moment.',
  '53300': 'PostgreSQL has no connection left; raise max_connections.',
};

/** Why connecting failed, as the setting's sentence. Never holds the URL, because that holds a password. */
export function connectionRefusal(error: unknown, setting = 'DATABASE_URL'): SettingError {
  if (error instanceof SettingError) return error;
  const cure = cures[codeOf(error)];
  if (cure !== undefined) return new SettingError(setting, cure);
  if (error instanceof Error && /timeout/i.test(error.message)) {
    return new SettingError(setting, 'the database does not answer within 5 seconds; check the host and its firewall.');
  }
  if (error instanceof TypeError) {
    return new SettingError(setting, 'write a Postgres URL such as postgres://user:password@host:5432/database.');
  }
  return new SettingError(setting, `the database cannot be used (${codeOf(error)}); correct the URL or the server.`);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return error instanceof Error ? error.name : 'unknown';
}
