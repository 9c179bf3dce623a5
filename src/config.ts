// Environment -> one typed, frozen Config. Besides the launcher the only place that reads process.env; every refusal is one
// sentence that names the setting and the cure.
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { normalNetwork } from './http/networks.js';

/** A setting that cannot be used; `message` is the sentence to show, the process then ends with exit code 1. */
export class SettingError extends Error {
  constructor(setting: string, cure: string) {
    super(`${setting}: ${cure}`);
    this.name = 'SettingError';
  }
}

export const roles = ['panel', 'ftp'] as const;
export type Role = (typeof roles)[number];

const port = (name: string) =>
  z.coerce
    .number({ error: `${name}: write a port number from 1 to 65535.` })
    .int(`${name}: write a whole port number from 1 to 65535.`)
    .min(1, `${name}: write a port number from 1 to 65535.`)
    .max(65535, `${name}: write a port number from 1 to 65535.`);

const postgresUrl = (name: string) =>
  z
    .string()
    .regex(
      /^postgres(ql)?:\/\/./,
      `${name}: write a Postgres URL such as postgres://user:password@host:5432/database.`,
    );

const text = (name: string) => z.string().trim().min(1, `${name}: write a value or leave the setting out.`);

const hostName =
  /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;

/** Whether this is a host name or an address. */
export function isHost(written: string): boolean {
  return isIP(written) !== 0 || hostName.test(written);
}

const yesNo = (name: string) =>
  z.enum(['true', 'false'], { error: `${name}: write true or false.` }).transform((value) => value === 'true');

const environment = z.object({
  DATABASE_URL: postgresUrl('DATABASE_URL').optional(),
  FTP_DATABASE_URL: postgresUrl('FTP_DATABASE_URL').optional(),
  DATA_DIR: text('DATA_DIR').default('./var'),
  HTTP_HOST: text('HTTP_HOST').default('127.0.0.1'),
  HTTP_PORT: port('HTTP_PORT').default(8080),
  TRUSTED_PROXIES: text('TRUSTED_PROXIES').optional(),
  FTP_HOST: text('FTP_HOST').default('127.0.0.1'),
  FTP_PORT: port('FTP_PORT').default(2121),
  FTPS_PORT: port('FTPS_PORT').optional(),
  PASSIVE_PORTS: z
    .string()
    .regex(/^\d{4,5}-\d{4,5}$/, 'PASSIVE_PORTS: write the first and the last port, such as 30000-30199.')
    .optional(),
  SERVER_NAME: text('SERVER_NAME')
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/, 'SERVER_NAME: use letters, digits, dots and hyphens, at most 100.')
    .default('this-server'),
  PUBLIC_HOST: text('PUBLIC_HOST')
    .refine(isHost, 'PUBLIC_HOST: write a host name such as ftp.example.com, or an address.')
    .optional(),
  ROLES: text('ROLES').default('panel,ftp'),
  FTP_WORKERS: z.coerce
    .number({ error: 'FTP_WORKERS: write a whole number from 1 to 64.' })
    .int('FTP_WORKERS: write a whole number from 1 to 64.')
    .min(1, 'FTP_WORKERS: write a whole number from 1 to 64.')
    .max(64, 'FTP_WORKERS: write a whole number from 1 to 64.')
    .optional(),
  SEED_DEMO: yesNo('SEED_DEMO').optional(),
  ADMIN_EMAIL: z.email('ADMIN_EMAIL: write an e-mail address.').toLowerCase().default('admin@portside.example'),
  ADMIN_PASSWORD: z
    .string()
    .min(10, 'ADMIN_PASSWORD: use at least 10 characters.')
    .refine((value) => Buffer.byteLength(value) <= 72, 'ADMIN_PASSWORD: use at most 72 bytes, bcrypt ignores the rest.')
    .optional(),
  LOG_LEVEL: z
    .enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'LOG_LEVEL: write one of silent, fatal, error, warn, info, debug, trace.',
    })
    .default('info'),
  TLS_CERT_FILE: text('TLS_CERT_FILE').optional(),
  TLS_KEY_FILE: text('TLS_KEY_FILE').optional(),
  TLS_CERT_DIR: text('TLS_CERT_DIR').optional(),
  UPLOAD_SYNC: z.enum(['none', 'file'], { error: 'UPLOAD_SYNC: write none or file.' }).default('none'),
  STAGING_KEY_FILE: text('STAGING_KEY_FILE').optional(),
  MIN_SYSTEM_UID: z.coerce
    .number({ error: 'MIN_SYSTEM_UID: write a whole number of at least 1.' })
    .int('MIN_SYSTEM_UID: write a whole number of at least 1.')
    .min(1, 'MIN_SYSTEM_UID: write a whole number of at least 1; Portside never works as root.')
    .default(1000),
  DRAIN_SECONDS: z.coerce
    .number({ error: 'DRAIN_SECONDS: write a number of seconds from 0 to 3600.' })
    .min(0, 'DRAIN_SECONDS: write a number of seconds from 0 to 3600.')
    .max(3600, 'DRAIN_SECONDS: write a number of seconds from 0 to 3600.')
    .default(10),
  PANEL_USER: text('PANEL_USER').optional(),
  FTP_USER: text('FTP_USER').optional(),
  SESSION_SECRET: z.string().min(32, 'SESSION_SECRET: use at least 32 characters.').optional(),
});

/** Everything Portside was told by its environment, checked. */
export interface Config {
  readonly databaseUrl: string | undefined;
  readonly ftpDatabaseUrl: string | undefined;
  readonly dataDir: string;
  readonly http: { readonly host: string; readonly port: number };
  /** Networks (CIDR) of the proxies that are believed where a request came from. */
  readonly trustedProxies: readonly string[];
  readonly ftp: { readonly host: string; readonly port: number; readonly tlsPort: number | undefined };
  /** What the first policy of this server begins with; undefined: the usual range. */
  readonly passive: { readonly firstPort: number; readonly lastPort: number } | undefined;
  readonly ftpWorkers: number;
  readonly serverName: string;
  /** The host name customers are told to connect to; undefined: the FTP host. */
  readonly publicHost: string | undefined;
  readonly roles: readonly Role[];
  readonly seedDemo: boolean | undefined;
  readonly admin: { readonly email: string; readonly password: string | undefined };
  readonly logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  readonly tlsFiles: { readonly cert: string; readonly key: string } | undefined;
  /** Holds more pairs, `<name>.crt` or `<name>.pem` beside `<name>.key`; which is used is the client's SNI to say. */
  readonly tlsFolder: string | undefined;
  /** `file`: an upload is on the disk, and not only in the system's memory, before it is confirmed. */
  readonly uploadSync: 'none' | 'file';
  /** Holds the key by which all FTP workers of the server know the staged files of uploads. */
  readonly stagingKeyFile: string | undefined;
  /** No web root may belong to a system uid or gid below this. */
  readonly minSystemUid: number;
  readonly drainMs: number;
  readonly sessionSecret: string | undefined;
  /** Whom the roles run as, by name or number, when the launcher is root; undefined: a free number. */
  readonly users: { readonly panel: string | undefined; readonly ftp: string | undefined };
}

/**
 * Reads and checks the settings; `folder` is where a relative DATA_DIR is meant from. Throws SettingError for the first
 * that cannot be used.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, folder = process.cwd()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw refusal(parsed.error);
  const settings = parsed.data;
  return Object.freeze<Config>({
    databaseUrl: settings.DATABASE_URL,
    ftpDatabaseUrl: settings.FTP_DATABASE_URL,
    dataDir: resolve(folder, settings.DATA_DIR),
    http: { host: settings.HTTP_HOST, port: settings.HTTP_PORT },
    trustedProxies: readNetworks(settings.TRUSTED_PROXIES),
    ftp: { host: settings.FTP_HOST, port: settings.FTP_PORT, tlsPort: settings.FTPS_PORT },
    passive: readPassivePorts(settings.PASSIVE_PORTS),
    ftpWorkers: settings.FTP_WORKERS ?? Math.min(availableParallelism(), 64),
    serverName: settings.SERVER_NAME,
    publicHost: settings.PUBLIC_HOST,
    roles: readRoles(settings.ROLES),
    seedDemo: settings.SEED_DEMO,
    admin: { email: settings.ADMIN_EMAIL, password: settings.ADMIN_PASSWORD },
    logLevel: settings.LOG_LEVEL,
    tlsFiles: readTlsFiles(settings.TLS_CERT_FILE, settings.TLS_KEY_FILE),
    tlsFolder: settings.TLS_CERT_DIR === undefined ? undefined : resolve(settings.TLS_CERT_DIR),
    uploadSync: settings.UPLOAD_SYNC,
    stagingKeyFile: settings.STAGING_KEY_FILE === undefined ? undefined : resolve(settings.STAGING_KEY_FILE),
    minSystemUid: settings.MIN_SYSTEM_UID,
    drainMs: settings.DRAIN_SECONDS * 1000,
    sessionSecret: settings.SESSION_SECRET,
    users: { panel: settings.PANEL_USER, ftp: settings.FTP_USER },
  });
}

function refusal(error: z.ZodError): SettingError {
  const sentence = error.issues[0]?.message ?? 'the settings cannot be read.';
  const [setting = 'settings', ...cure] = sentence.split(': ');
  return new SettingError(setting, cure.join(': '));
}

function readPassivePorts(written: string | undefined): Config['passive'] {
  if (written === undefined) return undefined;
  const [firstPort = 0, lastPort = 0] = written.split('-').map(Number);
  if (firstPort >= 1024 && firstPort <= lastPort && lastPort <= 65_535) return { firstPort, lastPort };
  throw new SettingError('PASSIVE_PORTS', 'write a range within 1024-65535 that does not end before it begins.');
}

function readNetworks(written: string | undefined): string[] {
  return (written?.split(',') ?? []).map((one) => {
    const network = normalNetwork(one);
    if (network !== undefined && !network.endsWith('/0')) return network;
    const cure = `"${one.trim()}" is no network of proxies; write addresses or networks such as 10.0.0.5,10.1.0.0/24.`;
    throw new SettingError('TRUSTED_PROXIES', cure);
  });
}

function readRoles(written: string): Role[] {
  const names = written.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !roles.includes(name as Role));
  if (unknown !== undefined) {
    throw new SettingError('ROLES', `"${unknown}" is not a role; write panel, ftp or panel,ftp.`);
  }
  return roles.filter((role) => names.includes(role));
}

function readTlsFiles(cert: string | undefined, key: string | undefined): Config['tlsFiles'] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined) throw new SettingError('TLS_CERT_FILE', 'set it together with TLS_KEY_FILE.');
  if (key === undefined) throw new SettingError('TLS_KEY_FILE', 'set it together with TLS_CERT_FILE.');
  return { cert: resolve(cert), key: resolve(key) };
}
