// Data connections of a server: how they fare over time, and each of them.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { csvAddress } from './exports.js';
import { given, paged } from './query.js';
import type { DataMode, SortOf, Verb } from './types.js';

/** How far back to look. */
export const periods = ['day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

export interface ConnectionFilter {
  readonly verb?: Verb | undefined;
  readonly mode?: DataMode | undefined;
  readonly program?: string | undefined;
  readonly network?: string | undefined;
}

const daysOf: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30 };

const stepMs = { hour: 3_600_000, day: 86_400_000 } as const;

/** Hours or days, from the beginning of the first: the summary counts whole ones, and the list has to be of the same. */
function spanOf(period: Period) {
  const step = period === 'month' ? 'day' : 'hour';
  const asked = Date.now() - daysOf[period] * stepMs.day;
  return { since: new Date(Math.floor(asked / stepMs[step]) * stepMs[step]).toISOString(), step } as const;
}

/** How the data connections of a server fared. */
export const connectionSummaryQuery = (serverId: string, period: Period, filter: ConnectionFilter) =>
  queryOptions({
    queryKey: ['connections', 'summary', serverId, period, filter],
    placeholderData: keepPreviousData,
    queryFn: () =>
      body(
        api.GET('/api/v1/servers/{id}/data-connections/summary', {
          params: { path: { id: serverId }, query: { ...given(filter), ...spanOf(period) } },
        }),
      ),
  });

/** How those of each server fared in the last day; for staff. */
export const connectionsByServerQuery = queryOptions({
  queryKey: ['connections', 'by-server'],
  queryFn: async () => {
    const query = spanOf('day');
    return (await body(api.GET('/api/v1/data-connections/summary', { params: { query } }))).byServer;
  },
});

export interface ConnectionListFilter extends ConnectionFilter {
  readonly verdict?: string | undefined;
  /** Looked for everywhere: a reference is quoted without saying which server gave it. */
  readonly reference?: string | undefined;
  readonly sort?: SortOf<'/api/v1/data-connections'> | undefined;
}

function asked(serverId: string, period: Period, filter: ConnectionListFilter) {
  const { reference, sort } = filter;
  return reference ? { reference, sort } : { ...filter, serverId, since: spanOf(period).since };
}

/** The data connections themselves, newest first unless sorted. */
export const connectionsQuery = (serverId: string, period: Period, filter: ConnectionListFilter) =>
  infiniteQueryOptions({
    ...paged,
    queryKey: ['connections', 'list', serverId, period, filter],
    queryFn: ({ pageParam }) => {
      const query = given({ ...asked(serverId, period, filter), cursor: pageParam });
      return body(api.GET('/api/v1/data-connections', { params: { query } }));
    },
  });

/** Where the browser gets the same as CSV. */
export const connectionsExport = (serverId: string, period: Period, filter: ConnectionListFilter) =>
  csvAddress('data-connections', asked(serverId, period, filter));
