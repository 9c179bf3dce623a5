// FTP accounts: lists, one account, and what can be done to it.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { madeFrom } from './conflict.js';
import { given, paged, queryClient, refresh } from './query.js';
import type { Account, AccountChange, NewAccount, SortOf } from './types.js';

export interface AccountFilter {
  readonly search?: string | undefined;
  readonly status?: Account['effectiveStatus'] | undefined;
  readonly customerId?: string | undefined;
  readonly webRootId?: string | undefined;
  readonly lastLogin?: 'never' | undefined;
  readonly sort?: SortOf<'/api/v1/accounts'> | undefined;
}

/** FTP accounts by filter, newest first unless sorted. */
export const accountsQuery = (filter: AccountFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['accounts', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/accounts', { params: { query: given({ ...filter, cursor: pageParam }) } })),
  });

/** How many FTP accounts a customer has, of how many; their own where no customer is named. */
export const allowanceQuery = (customerId?: string) =>
  queryOptions({
    queryKey: ['accounts', 'allowance', customerId ?? 'own'],
    queryFn: () => body(api.GET('/api/v1/accounts/allowance', { params: { query: given({ customerId }) } })),
  });

/** One FTP account. */
export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', 'one', id],
    queryFn: () => body(api.GET('/api/v1/accounts/{id}', { params: { path: { id } } })),
  });

/** Where and how to connect with one FTP account. */
export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', 'connection', id],
    queryFn: () => body(api.GET('/api/v1/accounts/{id}/connection', { params: { path: { id } } })),
  });

/** Whether a login is still free on the website's domain. */
export const availabilityQuery = (webRootId: string, name: string) =>
  queryOptions({
    queryKey: ['availability', webRootId, name],
    staleTime: 10_000,
    queryFn: () => body(api.GET('/api/v1/accounts/availability', { params: { query: { webRootId, name } } })),
  });

function keep(account: Account): Account {
  queryClient.setQueryData(accountQuery(account.id).queryKey, account);
  refresh('accounts');
  return account;
}

/** Makes an FTP account. */
export async function createAccount(account: NewAccount): Promise<Account> {
  return keep(await body(api.POST('/api/v1/accounts', { body: account })));
}

/** Changes settings of an FTP account as made from a revision; throws Problem `changed-meanwhile`. */
export async function changeAccount(id: string, change: AccountChange, revision: number): Promise<Account> {
  const params = { path: { id }, header: madeFrom(revision) };
  return keep(await body(api.PATCH('/api/v1/accounts/{id}', { params, body: change })));
}

/** Gives the FTP account a new password; open sessions end or stay. */
export async function setAccountPassword(
  id: string,
  wish: { readonly password: string; readonly endSessions: boolean },
): Promise<void> {
  await done(api.PUT('/api/v1/accounts/{id}/password', { params: { path: { id } }, body: wish }));
  refresh('accounts');
}

/** Lets the FTP account log in again. */
export async function enableAccount(id: string): Promise<Account> {
  return keep(await body(api.POST('/api/v1/accounts/{id}/enable', { params: { path: { id } } })));
}

/** Keeps the FTP account from logging in and ends its sessions. */
export async function disableAccount(id: string): Promise<Account> {
  return keep(await body(api.POST('/api/v1/accounts/{id}/disable', { params: { path: { id } } })));
}

/** Takes the login away; the files stay. Call forgetAccount once nothing on screen shows it any more. */
export async function deleteAccount(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/accounts/{id}', { params: { path: { id } } }));
}

/** Drops what was loaded about an FTP account that is gone. */
export function forgetAccount(id: string): void {
  queryClient.removeQueries({ queryKey: accountQuery(id).queryKey });
  queryClient.removeQueries({ queryKey: connectionQuery(id).queryKey });
  refresh('accounts', 'web-roots');
}
