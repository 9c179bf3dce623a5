// What a customer uses, now and day by day. Without a customer it is one's own.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from './client.js';
import { given } from './query.js';

export const usagePeriods = ['month', 'quarter', 'year'] as const;
export type UsagePeriod = (typeof usagePeriods)[number];

const daysOf: Readonly<Record<UsagePeriod, number>> = { month: 30, quarter: 91, year: 365 };

/** What is used now, by website and FTP account. */
export const usageQuery = (customerId: string | undefined) =>
  queryOptions({
    queryKey: ['usage', 'now', customerId],
    queryFn: () => body(api.GET('/api/v1/usage', { params: { query: given({ customerId }) } })),
  });

export interface UsageOver {
  readonly customerId?: string | undefined;
  readonly webRootId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly period: UsagePeriod;
}

function queryOf({ period, ...whose }: UsageOver) {
  const since = new Date(Date.now() - (daysOf[period] - 1) * 86_400_000).toISOString().slice(0, 10);
  return given({ ...whose, since });
}

/** What was used and moved day by day. */
export const usageDaysQuery = (over: UsageOver) =>
  queryOptions({
    queryKey: ['usage', 'days', over],
    placeholderData: keepPreviousData,
    queryFn: async () => (await body(api.GET('/api/v1/usage/days', { params: { query: queryOf(over) } }))).items,
  });

/** The same as CSV. */
export async function usageCsv(over: UsageOver): Promise<string> {
  const asked = api.GET('/api/v1/usage/days/export', { params: { query: queryOf(over) }, parseAs: 'text' });
  return body(asked as Promise<{ data?: string; error?: unknown; response: Response }>);
}
