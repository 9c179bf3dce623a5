// What a list's column is. Types only.
import type { ReactNode } from 'react';

/** What kind of thing a column is sorted by; it decides which way the first press goes and what the ways are called. */
export type SortKind = 'text' | 'amount' | 'past' | 'due';

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Where the cell goes on a phone: title, side, meta, meta-side; others are left out. Also end, clip, act, below. */
  readonly place?: string;
  /** The list can be sorted by it; `by` is the API's word. */
  readonly sort?: { readonly by: string; readonly kind: SortKind };
}
