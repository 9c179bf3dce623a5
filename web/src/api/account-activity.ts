// What happened with one FTP account: its tries to log in and what it did to files, narrowed, and both as CSV.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { given, paged } from './query.js';
import type { TransferKind } from './types.js';
import type { paths } from './schema.js';

type Query<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? Q : never;
export type LoginAttempt =
  paths['/api/v1/login-attempts']['get']['responses'][200]['content']['application/json']['items'][number];
export type AccountLimits =
  paths['/api/v1/accounts/{id}/limits']['get']['responses'][200]['content']['application/json'];

interface Narrowed {
  readonly accountId: string;
  readonly network?: string | undefined;
  /** Instants. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface LoginFilter extends Narrowed {
  readonly result?: 'accepted' | 'refused' | undefined;
}

export interface FileFilter extends Narrowed {
  readonly kind?: TransferKind | undefined;
  readonly outcome?: 'complete' | 'aborted' | 'refused' | 'failed' | undefined;
}

/** Its tries to log in, newest first. */
export const loginsQuery = (filter: LoginFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['logins', 'list', filter],
    queryFn: ({ pageParam }) => {
      const query = given({ ...filter, cursor: pageParam, limit: 20 }) as Query<'/api/v1/login-attempts'>;
      return body(api.GET('/api/v1/login-attempts', { params: { query } }));
    },
  });

/** What it did to files, newest first. */
export const filesQuery = (filter: FileFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['transfers', 'of-account', filter],
    queryFn: ({ pageParam }) => {
      const query = given({ ...filter, cursor: pageParam, limit: 20 }) as Query<'/api/v1/transfers'>;
      return body(api.GET('/api/v1/transfers', { params: { query } }));
    },
  });

/** Where the browser finds the same as CSV. */
export function exportAddress<Filter extends { [K in keyof Filter]: string | undefined }>(
  list: 'login-attempts' | 'transfers',
  filter: Filter,
): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries<string | undefined>(filter))
    if (value !== undefined) asked.set(name, value);
  return `/api/v1/${list}/export?${asked.toString()}`;
}

/** What bounds it, and how much of that is used. */
export const accountLimitsQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', 'limits', id],
    queryFn: () => body(api.GET('/api/v1/accounts/{id}/limits', { params: { path: { id } } })),
  });
