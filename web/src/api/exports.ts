// Where the browser gets a list as CSV: the same filters and the same order as on screen.
import { type DayRange, instantsOf } from '../parts/days.js';
import { given } from './query.js';
import type { paths } from './schema.js';

type ListOf<P> = P extends `/api/v1/${infer List}/export` ? (List extends `${string}{${string}` ? never : List) : never;

/** The lists that can be had as CSV. */
export type ExportedList = ListOf<keyof paths>;

/** The address of the file; days are those of the person's zone. */
export function exportAddress<Filter extends object>(list: ExportedList, filter: Filter & DayRange): string {
  return csvAddress(list, { ...filter, ...instantsOf(filter) });
}

/** The same from what the API is asked, in instants. */
export function csvAddress(list: ExportedList, asked: object): string {
  return `/api/v1/${list}/export?${new URLSearchParams(given(asked) as Record<string, string>).toString()}`;
}
