// How the parts of an FTP process tell its operator something. Where it is written is the worker's business.

/** `event` is a fixed name such as `policy.applied`; `fields` hold no secret. Never throws. */
export type Note = (level: 'info' | 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;

/** What an error may tell an operator: its message and, from Postgres or the system, its code. */
export function errorFields(error: unknown): { readonly message: string; readonly code?: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AggregateError && message === '') return errorFields(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? { message, code: error.code }
    : { message };
}
