// Where the browser gets a list as CSV: the same filters and the same order as on screen.
import { type DayRange, instantsOf } from './activity.js';
import { given } from './query.js';
import type { paths } from './schema.js';

type ListOf<P> = P extends `/api/v1/${infer List}/export` ? (List extends `${string}{${string}` ? never : List) : never;

/** The lists that can be had as CSV. */
export type ExportedList = ListOf<keyof paths>;

/** The address of the file; days are those of the reader's zone. */
export function exportAddress<Filter extends object>(list: ExportedList, filter: Filter & DayRange): string {
  const asked = given({ ...filter, ...instantsOf(filter) }) as Record<string, string>;
  return `/api/v1/${list}/export?${new URLSearchParams(asked).toString()}`;
}
