// Lists are read a page at a time by key, stable while rows come and go: newest first, or in an order that a list allows.
// It knows no table.
import { ApiPropertyOptional } from '@nestjs/swagger';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type Place, readCursor, writeCursor } from './cursor.js';
import { type PageOrder, valueText } from './sort.js';
import { Optional, Text, Whole } from './validation.js';

/** The part of a list's address that says which page. */
export class PageQuery {
  /** The `nextCursor` of the page before; none for the first page. */
  @ApiPropertyOptional({ type: String, maxLength: 2000, description: 'The `nextCursor` of the page before.' })
  @Optional()
  @Text(1, 2000)
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

/** The two columns of a list that is read newest first; `id` makes the order total. */
export interface PageKey {
  readonly at: string;
  readonly id: string;
}

/**
 * Runs a query for one page of raw rows. The query has its own conditions already; a long list needs an index on the
 * key's columns. Throws Problem `bad-cursor`, also for a cursor of another order.
 */
export async function readPage<Raw extends object>(
  query: SelectQueryBuilder<ObjectLiteral>,
  key: PageKey | PageOrder,
  page: Pick<PageQuery, 'cursor' | 'limit'>,
): Promise<Page<Raw>> {
  const order = 'at' in key ? newestFirst(key) : key;
  const direction = order.descending ? 'DESC' : 'ASC';
  query
    .addSelect(valueText(order), 'page_value')
    .addSelect(order.id, 'page_id')
    .orderBy(order.by, direction, order.nullable ? 'NULLS LAST' : undefined)
    .addOrderBy(order.id, direction)
    .limit(page.limit + 1);
  if (page.cursor !== undefined) beginAfter(query, order, readCursor(order, page.cursor));
  const rows = await query.getRawMany<Raw & { page_value: string | null; page_id: string }>();
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last === undefined ? null : writeCursor(order, { value: last.page_value, id: last.page_id }),
  };
}

const newestFirst = ({ at, id }: PageKey): PageOrder => ({ word: '', by: at, as: 'timestamptz', descending: true, id });

/** Rows without a value come last in both directions, ordered by their id alone. */
function beginAfter(query: SelectQueryBuilder<ObjectLiteral>, order: PageOrder, { value, id }: Place): void {
  const { by, as, nullable } = order;
  const past = order.descending ? '<' : '>';
  if (value === null) {
    query.andWhere(`(${by} is null and ${order.id} ${past} :pageId::uuid)`, { pageId: id });
    return;
  }
  const after = `(${by}, ${order.id}) ${past} (:pageValue::${as}, :pageId::uuid)`;
  query.andWhere(nullable ? `(${after} or ${by} is null)` : after, { pageValue: value, pageId: id });
}

/** The page with each row made into what the API gives out. */
export function mapPage<Raw, T>(page: Page<Raw>, toDto: (row: Raw) => T): Page<T> {
  return { items: page.items.map(toDto), nextCursor: page.nextCursor };
}

/** A pattern for `like` that finds the text anywhere, its own `%`, `_` and `\` taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
