// Where a page ended, as the text that a client hands back: the order, the last row's value in it, and its id. Pure.
import { Problem } from './problems.js';
import type { PageOrder } from './sort.js';

/** The last row of a page. */
export interface Place {
  /** Null where the row has no value in the column that the list is sorted by. */
  readonly value: string | null;
  readonly id: string;
}

/** The cursor for the page after `place`. */
export function writeCursor({ word }: PageOrder, { value, id }: Place): string {
  return Buffer.from(JSON.stringify([word, value, id])).toString('base64url');
}

/** What a cursor says. Throws Problem `bad-cursor` for what is none, and for one of another order. */
export function readCursor(order: PageOrder, cursor: string): Place {
  const [word, value, id] = parts(cursor);
  if (word !== order.word || typeof id !== 'string' || !idPattern.test(id)) throw new Problem('bad-cursor');
  if (value === null && order.nullable === true) return { value, id };
  if (typeof value !== 'string' || !canBe[order.as](value)) throw new Problem('bad-cursor');
  return { value, id };
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const stampPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** Whether Postgres would read the text as a value of this type. */
const canBe: Readonly<Record<PageOrder['as'], (text: string) => boolean>> = {
  timestamptz: (text) => stampPattern.test(text) && isRealInstant(text),
  bigint: (text) => /^-?\d{1,18}$/.test(text),
  text: (text) => !text.includes('\0'),
};

function parts(cursor: string): unknown[] {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(read) ? read : [];
  } catch {
    throw new Problem('bad-cursor');
  }
}

/** The 31st of February is written well and yet no day. */
function isRealInstant(at: string): boolean {
  const read = new Date(`${at.slice(0, 19)}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 19) === at.slice(0, 19);
}
