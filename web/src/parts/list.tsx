// A list that pages by key: skeleton, empty, failed, stale and loaded states, and the table itself.
import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.js';
import { t } from '../i18n/index.js';
import { formatNumber } from './format.js';
import type { Column } from './list/column.js';
import { PickAll, PickOne, type Selection } from './list/selection.js';
import { ariaSort, SortHead, type Sorting } from './list/sorting.js';
import { Notice, ProblemText } from './state.js';

export interface Page<Row> {
  items: Row[];
  nextCursor?: string | null;
}

export type { Column } from './list/column.js';

interface ListProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: ReactNode;
  /** Makes the heads of columns that name a `sort` into buttons. */
  readonly sorting?: Sorting | undefined;
  /** Puts a checkbox before each row. */
  readonly selection?: Selection<Row> | undefined;
}

/** The rows loaded so far. */
export function rowsOf<Row>(query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>): Row[] {
  return query.data?.pages.flatMap((page) => page.items) ?? [];
}

/** The list in whichever state it is in. */
export function List<Row>(props: ListProps<Row>) {
  const { query, columns, caption } = props;
  const rows = rowsOf(query);
  if (query.isPending) return <Bones columns={columns} caption={caption} picks={props.selection !== undefined} />;
  if (query.isError && rows.length === 0) return <Failed thrown={query.error} retry={() => void query.refetch()} />;
  if (rows.length === 0) return <div className="empty">{props.empty}</div>;
  return (
    <>
      {query.isError && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      <Table {...props} rows={rows} />
      {query.hasNextPage && (
        <div className="more">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}

type TableProps<Row> = Omit<ListProps<Row>, 'query' | 'empty'> & { readonly rows: readonly Row[] };

/** A real table; on a phone each row takes two lines, so the roles are written out. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, keyOf, rows, selection } = props;
  return (
    <div className="table-frame">
      <table className={selection ? 'table picks' : 'table'} role="table">
        <caption className="heard-only">{caption}</caption>
        <Heads {...props} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row" className={selection?.chosen.has(keyOf(row)) ? 'chosen' : undefined}>
              {selection && (
                <td role="cell" className="pick">
                  <PickOne selection={selection} at={keyOf(row)} name={selection.nameOf(row)} />
                </td>
              )}
              {columns.map((column) => (
                <td key={column.head} role="cell" className={column.place}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heads<Row>({ columns, sorting, selection, rows, keyOf }: TableProps<Row>) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {selection && (
          <th role="columnheader" scope="col" className="pick">
            <PickAll selection={selection} keys={rows.map(keyOf)} />
          </th>
        )}
        {columns.map((column) => (
          <Head key={column.head} column={column} sorting={sorting} />
        ))}
      </tr>
    </thead>
  );
}

function Head<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const { head, place } = column;
  const words = place?.split(' ').includes('act') ? <span className="heard-only">{head}</span> : head;
  return (
    <th
      role="columnheader"
      scope="col"
      className={place?.split(' ').includes('end') ? 'end' : undefined}
      aria-sort={ariaSort(column, sorting?.word)}
    >
      {sorting && column.sort ? <SortHead column={column} sorting={sorting} /> : words}
    </th>
  );
}

interface BonesProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly caption: string;
  /** Whether the rows to come have a checkbox, whose room is kept. */
  readonly picks: boolean;
}

function Bones<Row>({ columns, caption, picks }: BonesProps<Row>) {
  const bones = columns.map((column) => ({ ...column, cell: () => <span className="bone" /> }));
  const all = picks ? [{ head: '', place: 'pick', cell: () => null }, ...bones] : bones;
  return (
    <div aria-busy="true">
      <p className="heard-only" role="status">
        {t('list.loading', { what: caption })}
      </p>
      <div aria-hidden="true">
        <Table caption={caption} columns={all} keyOf={String} rows={[1, 2, 3, 4, 5] as unknown as readonly Row[]} />
      </div>
    </div>
  );
}

/** A count under a column's head; with its words on a phone, where no head is seen. */
export function Count({ count, words }: { count: number; words: string }) {
  return (
    <>
      <span className="number only-wide">{formatNumber(count)}</span>
      <span className="only-narrow">{words}</span>
    </>
  );
}

/** What could not be loaded, why, and the button that tries again. */
export function Failed({ thrown, retry }: { thrown: unknown; retry: () => void }) {
  return (
    <Notice tone="failure" alert>
      <ProblemText problem={asProblem(thrown)} />
      <button type="button" className="text-button" onClick={retry}>
        {t('list.retry')}
      </button>
    </Notice>
  );
}
