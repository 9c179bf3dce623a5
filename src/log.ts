// The one logger. An event has a fixed name and fields; what could be a secret is blotted out whatever it is called by.
import { pino } from 'pino';
import type { Config } from './config.js';

const secretNames = [
  'password',
  'currentPassword',
  'newPassword',
  'passwordHash',
  'token',
  'tokenHash',
  'csrfToken',
  'secret',
];

const paths = [
  ...secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-portside-csrf"]',
  'res.headers["set-cookie"]',
];

/** Writes JSON lines to standard output. */
export const log = pino({
  level: 'info',
  base: { pid: process.pid },
  redact: { paths, censor: '[secret]' },
  serializers: { err: describeError },
});

/** Says how much is logged from now on. */
export function setLogLevel(level: Config['logLevel']): void {
  log.level = level;
}

/** What the log holds of an error: never a statement's parameters, its text, or the row that a constraint refused. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const facts = error as Error & { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    ...(facts.constraint === undefined ? {} : { constraint: facts.constraint }),
    ...(facts.table === undefined ? {} : { table: facts.table }),
  };
}
