// What each role gets to know: its own database login and its own secrets, not the other's.
import type { Config, Role } from '../config.js';

/** What the FTP role reads its certificates from; the folder is for more than the one pair. */
export interface TlsPlaces {
  readonly cert: string;
  readonly key: string;
  readonly folder: string | undefined;
}

/** The secrets and files that differ between the roles. */
export interface RoleSecrets {
  readonly databaseUrl: string | undefined;
  readonly ftpDatabaseUrl: string;
  readonly sessionSecret: string;
  readonly tls: TlsPlaces;
  readonly stagingKeyFile: string;
}

const withheld = [
  'DATABASE_URL',
  'FTP_DATABASE_URL',
  'ADMIN_PASSWORD',
  'SESSION_SECRET',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
  'TLS_CERT_DIR',
  'STAGING_KEY_FILE',
];

/** The environment of a role process. bcrypt and the disk share libuv's threads, hence 16 of them. */
export function roleEnvironment(role: Role, config: Config, secrets: RoleSecrets): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !withheld.includes(name) && !name.startsWith('PG'));
  const own =
    role === 'panel'
      ? { DATABASE_URL: secrets.databaseUrl, SESSION_SECRET: secrets.sessionSecret }
      : {
          FTP_DATABASE_URL: secrets.ftpDatabaseUrl,
          TLS_CERT_FILE: secrets.tls.cert,
          TLS_KEY_FILE: secrets.tls.key,
          STAGING_KEY_FILE: secrets.stagingKeyFile,
          ...(secrets.tls.folder !== undefined && { TLS_CERT_DIR: secrets.tls.folder }),
        };
  return {
    NODE_ENV: 'production',
    ...Object.fromEntries(inherited),
    ...own,
    DATA_DIR: config.dataDir,
    UV_THREADPOOL_SIZE: '16',
  };
}
