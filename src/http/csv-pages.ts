// A list as a CSV download, written page by page while it is read: any length in little memory.
import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { csvLines } from './csv.js';
import type { Page, PageQuery } from './page.js';

/** Heads and what stands under each; instants are ISO 8601 in UTC. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string | number>>;

interface CsvList<Query extends PageQuery, Row> {
  /** The beginning of the file's name. */
  readonly name: string;
  readonly columns: CsvColumns<Row>;
  readonly query: Query;
  readonly read: (query: Query) => Promise<Page<Row>>;
}

const rowsAtOnce = 1000;

/** The whole list as a file; the first page is read at once, so that a bad filter is still a problem of its own. */
export async function csvDownload<Query extends PageQuery, Row>(list: CsvList<Query, Row>): Promise<StreamableFile> {
  const { cursor: _cursor, ...filter } = list.query;
  const read = (cursor?: string) =>
    list.read({ ...filter, limit: rowsAtOnce, ...(cursor !== undefined && { cursor }) } as Query);
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  return new StreamableFile(Readable.from(lines(list.columns, await read(), read)), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${list.name}-${stamp}.csv"`,
  });
}

async function* lines<Row>(
  columns: CsvColumns<Row>,
  first: Page<Row>,
  next: (cursor: string) => Promise<Page<Row>>,
): AsyncGenerator<string> {
  yield csvLines([Object.keys(columns)]);
  for (let page = first; ; page = await next(page.nextCursor)) {
    yield csvLines(page.items.map((row) => Object.values(columns).map((column) => column(row))));
    if (page.nextCursor === null) return;
  }
}
