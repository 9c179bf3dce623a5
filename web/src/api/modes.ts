// What accounts and plans say about data connections, what holds in the end, and whom the policy shuts out.
import { queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { madeFrom } from './conflict.js';
import { given, queryClient, refresh } from './query.js';
import type { AccountModes, AccountModesChange, PlanModes, VerbWishes } from './types.js';

/** What holds for an FTP account at an address, and which rule says so. */
export const accountModesQuery = (id: string, address = '') =>
  queryOptions({
    queryKey: ['accounts', 'modes', id, address],
    queryFn: () =>
      body(api.GET('/api/v1/accounts/{id}/modes', { params: { path: { id }, query: given({ address }) } })),
  });

/** Writes what an FTP account says, as made from a revision; throws Problem `changed-meanwhile`. */
export async function changeAccountModes(
  id: string,
  change: AccountModesChange,
  revision: number,
): Promise<AccountModes> {
  const params = { path: { id }, header: madeFrom(revision) };
  const modes = await body(api.PUT('/api/v1/accounts/{id}/modes', { params, body: change }));
  queryClient.setQueryData(accountModesQuery(id).queryKey, modes);
  refresh('accounts');
  return modes;
}

/** What a plan says. */
export const planModesQuery = (id: string) =>
  queryOptions({
    queryKey: ['plans', 'modes', id],
    queryFn: () => body(api.GET('/api/v1/plans/{id}/modes', { params: { path: { id } } })),
  });

/** Writes what a plan says, as made from a revision; throws Problem `changed-meanwhile`. */
export async function changePlanModes(id: string, verbs: VerbWishes, revision: number): Promise<PlanModes> {
  const params = { path: { id }, header: madeFrom(revision) };
  const modes = await body(api.PUT('/api/v1/plans/{id}/modes', { params, body: { verbs } }));
  queryClient.setQueryData(planModesQuery(id).queryKey, modes);
  refresh('plans', 'accounts');
  return modes;
}

/** The programs of the customer that the policy shuts out. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: () => body(api.GET('/api/v1/notices')),
});
