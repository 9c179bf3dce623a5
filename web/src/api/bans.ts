// Whom the FTP servers keep out, and whom they never do.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { given, paged, refresh } from './query.js';
import type { Ban, NewBan, NewBanExemption, SortOf } from './types.js';

export interface BanFilter {
  readonly search?: string | undefined;
  readonly state?: Ban['state'] | undefined;
  readonly sort?: SortOf<'/api/v1/bans'> | undefined;
}

/** Bans, newest first unless sorted. */
export const bansQuery = (filter: BanFilter = {}) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['bans', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/bans', { params: { query: given({ ...filter, cursor: pageParam }) } })),
  });

/** Bans in force that keep somebody from one FTP account. */
export const bansOfAccountQuery = (accountId: string) =>
  queryOptions({
    queryKey: ['bans', 'of', accountId],
    queryFn: () => body(api.GET('/api/v1/bans', { params: { query: { accountId, state: 'in-force' } } })),
  });

/** Whom a ban would hit. */
export const banReachQuery = (clientNetwork: string, login: string) =>
  queryOptions({
    queryKey: ['bans', 'reach', clientNetwork, login],
    retry: false,
    queryFn: () => body(api.GET('/api/v1/bans/reach', { params: { query: { clientNetwork, ...given({ login }) } } })),
  });

/** Keeps an address out, or one login at it. */
export async function createBan(ban: NewBan): Promise<Ban> {
  const made = await body(api.POST('/api/v1/bans', { body: ban }));
  refresh('bans', 'sessions');
  return made;
}

/** Lets them in again. */
export async function liftBan(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/bans/{id}', { params: { path: { id } } }));
  refresh('bans');
}

/** Networks that no ban keeps out. */
export const banExemptionsQuery = queryOptions({
  queryKey: ['bans', 'exemptions'],
  queryFn: async () => (await body(api.GET('/api/v1/bans/exemptions'))).items,
});

/** Never keeps a network out from now on. */
export async function addBanExemption(exemption: NewBanExemption): Promise<void> {
  await body(api.POST('/api/v1/bans/exemptions', { body: exemption }));
  refresh('bans');
}

/** Lets bans hold there again. */
export async function removeBanExemption(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/bans/exemptions/{id}', { params: { path: { id } } }));
  refresh('bans', 'sessions');
}
