// The kinds of record that are kept for a number of days: where they stand, which of them may go, and how old ones are
// counted and removed. How many days is a row of the table `retention`.
import type { DataSource } from 'typeorm';
import type { Queries } from './queries.js';

/** One table of a kind; `at` and `may` are SQL about a row `x`. */
interface RetainedTable {
  readonly table: string;
  /** A column with an index, where there are many rows. */
  readonly at: string;
  /** Which rows may go once they are old; left out: all. */
  readonly may?: string;
  /** By month; whole months are dropped. */
  readonly partitioned?: true;
}

/** A kind of record and what may be set for it, in days. */
interface Retained {
  readonly leastDays: number;
  readonly mostDays: number;
  readonly mayBeForEver: boolean;
  readonly tables: readonly RetainedTable[];
}

/** Every kind, by the name it has in the table `retention`. The account page and the notices look back 7 and 30 days. */
export const retained = {
  'login-attempts': {
    ...{ leastDays: 30, mostDays: 3650, mayBeForEver: false },
    tables: [{ table: 'login_attempts', at: 'x.at', partitioned: true }],
  },
  'refused-logins': {
    ...{ leastDays: 7, mostDays: 3650, mayBeForEver: false },
    tables: [{ table: 'login_attempts', at: 'x.at', may: `x.outcome <> 'accepted'` }],
  },
  transfers: {
    ...{ leastDays: 7, mostDays: 3650, mayBeForEver: false },
    tables: [{ table: 'transfers', at: 'x.at', partitioned: true }],
  },
  'data-connections': {
    ...{ leastDays: 30, mostDays: 3650, mayBeForEver: false },
    tables: [{ table: 'data_connections', at: 'x.at', partitioned: true }],
  },
  sessions: {
    ...{ leastDays: 30, mostDays: 3650, mayBeForEver: true },
    tables: [{ table: 'ftp_sessions', at: 'x.opened_at', may: 'x.closed_at is not null' }],
  },
  audit: {
    ...{ leastDays: 90, mostDays: 3650, mayBeForEver: true },
    tables: [{ table: 'audit_events', at: 'x.at' }],
  },
  'self-tests': {
    ...{ leastDays: 1, mostDays: 3650, mayBeForEver: true },
    tables: [{ table: 'self_tests', at: 'x.started_at', may: 'x.finished_at is not null' }],
  },
  'server-tasks': {
    ...{ leastDays: 1, mostDays: 90, mayBeForEver: false },
    tables: [{ table: 'server_tasks', at: 'x.created_at' }],
  },
  usage: {
    ...{ leastDays: 62, mostDays: 3650, mayBeForEver: false },
    tables: [
      { table: 'account_traffic_days', at: 'x.day' },
      { table: 'usage_days', at: 'x.day' },
    ],
  },
} as const satisfies Record<string, Retained>;

/** The name of a kind of record. */
export type RetainedRecords = keyof typeof retained;

export const retainedRecords = Object.keys(retained) as RetainedRecords[];

const rowsAtOnce = 10_000;

const oldRows = ({ table, at, may }: RetainedTable) =>
  `from ${table} x where ${at} < now() - make_interval(days => $1) and (${may ?? 'true'})`;

/** Months that lie wholly before the day from which on is kept. */
const dropMonths = `
  select drop_month_partitions($1, (extract(year from months) * 12 + extract(month from months))::integer)
  from (select age(date_trunc('month', now() at time zone 'UTC'),
    date_trunc('month', (now() - make_interval(days => $2)) at time zone 'UTC')) as months) as kept`;

/** How many rows of a kind are older than so many days, and how old the oldest of them is. */
export async function countOld(
  database: DataSource,
  records: RetainedRecords,
  days: number,
): Promise<{ rows: number; oldestAt: Date | null }> {
  const found = await Promise.all(
    retained[records].tables.map((table) =>
      database.query<[{ rows: string; oldest: Date | null }]>(
        `select count(*) as rows, min(${table.at})::timestamptz as oldest ${oldRows(table)}`,
        [days],
      ),
    ),
  );
  const oldest = found.flatMap(([row]) => (row.oldest === null ? [] : [row.oldest.getTime()]));
  return {
    rows: found.reduce((sum, [row]) => sum + Number(row.rows), 0),
    oldestAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
  };
}

/** The oldest row of a kind that may go once it is old; null where there is none. */
export async function oldestOf(database: Queries, records: RetainedRecords): Promise<Date | null> {
  const [{ table, at, may }]: readonly [RetainedTable, ...RetainedTable[]] = retained[records].tables;
  const [row] = await database.query<[{ oldest: Date | null }]>(
    `select min(${at})::timestamptz as oldest from ${table} x where ${may ?? 'true'}`,
    [],
  );
  return row.oldest;
}

/** Removes rows older than so many days: whole months first, the rest in batches, so that nobody waits for long. */
export async function forgetOld(database: DataSource, records: RetainedRecords, days: number): Promise<void> {
  const tables: readonly RetainedTable[] = retained[records].tables;
  for (const table of tables) {
    if (table.partitioned) await database.query(dropMonths, [table.table, days]);
    await deleteInBatches(database, table, days);
  }
}

/** Goes through the old rows once, each batch beginning where the one before ended. */
async function deleteInBatches(database: DataSource, table: RetainedTable, days: number): Promise<void> {
  const { at } = table;
  let from = '-infinity';
  for (;;) {
    const [batch] = await database.query<[{ until: string | null; rows: string }]>(
      `select max(at)::text as until, count(*) as rows from (
         select ${at} as at ${oldRows(table)} and ${at} >= $2 order by 1 limit ${rowsAtOnce}) as batch`,
      [days, from],
    );
    if (batch.until === null) return;
    await database.query(`delete ${oldRows(table)} and ${at} between $2 and $3`, [days, from, batch.until]);
    if (Number(batch.rows) < rowsAtOnce) return;
    from = batch.until;
  }
}
