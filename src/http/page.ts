// Lists are read a page at a time by key: newest first, stable while rows come and go. It knows no table.
import { ApiPropertyOptional } from '@nestjs/swagger';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { Problem } from './problems.js';
import { Optional, Text, Whole } from './validation.js';

/** The part of a list's address that says which page. */
export class PageQuery {
  /** The `nextCursor` of the page before; none for the first page. */
  @ApiPropertyOptional({ type: String, maxLength: 200, description: 'The `nextCursor` of the page before.' })
  @Optional()
  @Text(1, 200)
  cursor?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50 })
  @Optional()
  @Whole(1, 200, 'query')
  limit: number = 50;
}

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The two columns a list is ordered by, newest first; `id` makes the order total. */
export interface PageKey {
  readonly at: string;
  readonly id: string;
}

// Microseconds, because that is what Postgres compares; a JavaScript Date would drop them and repeat or skip rows.
const stamp = `YYYY-MM-DD"T"HH24:MI:SS.US"Z"`;
const stampPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Runs a query for one page of raw rows. The query has its own conditions already; the key's columns must be those of
 * an index. Throws Problem `bad-cursor`.
 */
export async function readPage<Raw extends object>(
  query: SelectQueryBuilder<ObjectLiteral>,
  key: PageKey,
  page: PageQuery,
): Promise<Page<Raw>> {
  query
    .addSelect(`to_char(${key.at} at time zone 'UTC', '${stamp}')`, 'page_at')
    .addSelect(key.id, 'page_id')
    .orderBy(key.at, 'DESC')
    .addOrderBy(key.id, 'DESC')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) {
    const { at, id } = readCursor(page.cursor);
    query.andWhere(`(${key.at}, ${key.id}) < (:pageAt::timestamptz, :pageId::uuid)`, { pageAt: at, pageId: id });
  }
  const rows = await query.getRawMany<Raw & { page_at: string; page_id: string }>();
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : writeCursor(last.page_at, last.page_id) };
}

/** The page with each row made into what the API gives out. */
export function mapPage<Raw, T>(page: Page<Raw>, toDto: (row: Raw) => T): Page<T> {
  return { items: page.items.map(toDto), nextCursor: page.nextCursor };
}

/** A pattern for `like` that finds the text anywhere, its own `%`, `_` and `\` taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function writeCursor(at: string, id: string): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ');
  if (!stampPattern.test(at) || !isRealInstant(at) || !idPattern.test(id)) throw new Problem('bad-cursor');
  return { at, id };
}

/** The 31st of February is written well and yet no day. */
function isRealInstant(at: string): boolean {
  const read = new Date(`${at.slice(0, 19)}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 19) === at.slice(0, 19);
}
