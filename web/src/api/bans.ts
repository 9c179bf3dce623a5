// Whom the FTP servers keep out.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { given, paged, refresh } from './query.js';
import type { Ban, NewBan } from './types.js';

export interface BanFilter {
  readonly q?: string | undefined;
  readonly state?: Ban['state'] | undefined;
}

/** Bans, newest first. */
export const bansQuery = ({ q, state }: BanFilter = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['bans', 'list', q ?? '', state ?? ''],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/bans', { params: { query: given({ search: q, state, cursor: pageParam }) } })),
  });

/** Bans in force that keep somebody from one FTP account. */
export const bansOfAccountQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['bans', 'of', accountId],
    queryFn: () => body(api.GET('/api/v1/bans', { params: { query: { accountId, state: 'in-force' } } })),
  });

/** Keeps an address out, or one login at it. */
export async function createBan(ban: NewBan): Promise<Ban> {
  const made = await body(api.POST('/api/v1/bans', { body: ban }));
  refresh('bans');
  return made;
}

/** Lets them in again. */
export async function liftBan(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/bans/{id}', { params: { path: { id } } }));
  refresh('bans');
}
