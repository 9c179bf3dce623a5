// What happens: live sessions, the transfer log, the audit log.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from './client.js';
import { type DayRange, instantsOf } from '../parts/days.js';
import { given, paged, refresh } from './query.js';
import type { SortOf, TransferKind } from './types.js';

export interface SessionFilter {
  readonly accountId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly serverId?: string | undefined;
  readonly login?: string | undefined;
  readonly network?: string | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly sort?: SortOf<'/api/v1/sessions'> | undefined;
}

/** FTP sessions, open ones unless said otherwise. */
export const sessionsQuery = (filter: SessionFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['sessions', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/sessions', {
          params: { query: { ...given({ ...filter, cursor: pageParam }), state: filter.state ?? 'open' } },
        }),
      ),
  });

/** One FTP session, with its data connection as it is now. */
export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['sessions', 'one', id],
    queryFn: () => body(api.GET('/api/v1/sessions/{id}', { params: { path: { id } } })),
  });

/** The data connections of one session that are over, newest first. */
export const sessionConnectionsQuery = (sessionId: string) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['sessions', 'connections', sessionId],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/data-connections', { params: { query: given({ sessionId, cursor: pageParam }) } })),
  });

/** Ends one session with a reply that says why. */
export async function endSession(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }));
  refresh('sessions', 'accounts');
}

/** Ends all open sessions that fit, or only counts them. */
export async function endSessions(which: Omit<SessionFilter, 'state' | 'sort'>, dryRun: boolean) {
  const answer = await body(api.POST('/api/v1/sessions/end', { body: { ...given(which), dryRun } }));
  if (!dryRun) refresh('sessions', 'accounts');
  return answer;
}

export interface TransferFilter extends DayRange {
  readonly accountId?: string | undefined;
  readonly kind?: TransferKind | undefined;
  readonly outcome?: 'complete' | 'aborted' | 'refused' | 'failed' | undefined;
  readonly search?: string | undefined;
  readonly login?: string | undefined;
  readonly network?: string | undefined;
  readonly sort?: SortOf<'/api/v1/transfers'> | undefined;
  /** Rows of a page; left out: as many as the API thinks right. */
  readonly limit?: number | undefined;
}

/** Files sent, received, renamed and deleted, newest first. */
export const transfersQuery = (filter: TransferFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['transfers', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/transfers', {
          params: { query: given({ ...filter, ...instantsOf(filter), cursor: pageParam }) },
        }),
      ),
  });

export interface LoginFilter extends DayRange {
  readonly accountId?: string | undefined;
  readonly search?: string | undefined;
  readonly result?: 'accepted' | 'refused' | undefined;
  readonly reason?: string | undefined;
  readonly network?: string | undefined;
  readonly sort?: SortOf<'/api/v1/login-attempts'> | undefined;
  readonly limit?: number | undefined;
}

/** Tries to log in over FTP, newest first. */
export const loginsQuery = (filter: LoginFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['logins', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/login-attempts', {
          params: { query: given({ ...filter, ...instantsOf(filter), cursor: pageParam }) },
        }),
      ),
  });

export interface AuditFilter extends DayRange {
  readonly customerId?: string | undefined;
  readonly who?: string | undefined;
  readonly verb?: string | undefined;
  readonly subject?: string | undefined;
  readonly sort?: SortOf<'/api/v1/audit'> | undefined;
}

/** Who changed what in the panel, newest first. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['audit', 'list', filter],
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/audit', { params: { query: given({ ...filter, ...instantsOf(filter), cursor: pageParam }) } }),
      ),
  });

/** Uploads of the last day that stopped before their end, newest first. */
export const unfinishedUploadsQuery = (accountId: string) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['transfers', 'unfinished', accountId],
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/unfinished-uploads', { params: { query: given({ accountId, cursor: pageParam }) } })),
  });

/** Removes what has arrived of one. */
export async function discardUpload(id: string): Promise<void> {
  await done(api.DELETE('/api/v1/unfinished-uploads/{id}', { params: { path: { id } } }));
  refresh('transfers');
}
