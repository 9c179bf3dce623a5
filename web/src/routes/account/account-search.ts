// What the address of an FTP account's page says: which tab, and how its activity is narrowed. Pure: unknown or wrong
// values are left out.
import { isDay } from '../../parts/days.js';

export const accountTabs = ['settings', 'limits', 'connection', 'activity', 'danger'] as const;
export type AccountTab = (typeof accountTabs)[number];

/** What of the activity is shown; left out: all of it. */
export const shows = ['logins', 'upload', 'download', 'delete'] as const;
export type Show = (typeof shows)[number];

/** `worked` and `refused` mean the same for logins and files; `broken` is a transfer that stopped. */
export const results = ['worked', 'refused', 'broken'] as const;
export type Result = (typeof results)[number];

export interface ActivityFilter {
  readonly show?: Show | undefined;
  readonly result?: Result | undefined;
  /** Of the client, or its network. */
  readonly address?: string | undefined;
  /** Days in the person's zone, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AccountSearch extends ActivityFilter {
  readonly tab?: AccountTab | undefined;
}

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((entry) => entry === value);

const dayOf = (value: unknown) => (typeof value === 'string' && isDay(value) ? value : undefined);

/** /accounts/…?tab=&show=&result=&address=&from=&to= */
export function accountSearch(raw: Record<string, unknown>): AccountSearch {
  const { address } = raw;
  return {
    tab: oneOf(raw['tab'], accountTabs),
    show: oneOf(raw['show'], shows),
    result: oneOf(raw['result'], results),
    address: typeof address === 'string' && address !== '' ? address : undefined,
    from: dayOf(raw['from']),
    to: dayOf(raw['to']),
  };
}
