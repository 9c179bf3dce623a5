// The orders a list can be read in: by which column, in which direction. Pure.

/** What a list can be sorted by. */
export interface SortColumn {
  /** SQL. */
  readonly by: string;
  readonly as: 'timestamptz' | 'bigint' | 'text';
  /** Rows without a value come last in both directions. */
  readonly nullable?: boolean;
}

/** One order of a list; `id` makes it total. */
export interface PageOrder extends SortColumn {
  /** As the list's address names it; a cursor belongs to it. */
  readonly word: string;
  readonly descending: boolean;
  readonly id: string;
}

/** `login` from the least on, `-login` from the greatest. */
export type SortWord<Name extends string> = Name | `-${Name}`;

/** Every order that these names allow, for a query's check. */
export function sortWords<Name extends string>(names: readonly Name[]): SortWord<Name>[] {
  return names.flatMap((name): SortWord<Name>[] => [name, `-${name}`]);
}

/** The order a word means. */
export function orderOf<Name extends string>(
  columns: Readonly<Record<Name, SortColumn>>,
  word: SortWord<Name>,
  id: string,
): PageOrder {
  const descending = word.startsWith('-');
  const name = (descending ? word.slice(1) : word) as Name;
  return { ...columns[name], word, descending, id };
}

// Microseconds, because that is what Postgres compares; a JavaScript Date would drop them and repeat or skip rows.
const stamp = `YYYY-MM-DD"T"HH24:MI:SS.US"Z"`;

/** SQL for what a cursor keeps of a row: the value as text that Postgres reads back without loss. */
export function valueText({ by, as }: SortColumn): string {
  return as === 'timestamptz' ? `to_char(${by} at time zone 'UTC', '${stamp}')` : `(${by})::text`;
}
