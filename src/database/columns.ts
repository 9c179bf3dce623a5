// How columns that JavaScript and Postgres see differently are read and written.
import type { ValueTransformer } from 'typeorm';

/** bigint columns as numbers; sizes stay below 2^53. */
export const wholeNumber: ValueTransformer = {
  from: (stored: string | null) => (stored === null ? null : Number(stored)),
  to: (value: number | null | undefined) => value,
};

/** A nullable bigint as a query gives it, as a number. */
export function numberOrNull(column: string | null): number | null {
  return column === null ? null : Number(column);
}
