// A list that pages by key: skeleton, empty, failed, stale and loaded states, and the table itself.
import { Button } from '@mantine/core';
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem } from '../api/problem.js';
import { t } from '../i18n/index.js';
import { Notice } from './state.js';

export interface Page<Row> {
  items: Row[];
  nextCursor?: string | null;
}

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** Where the cell goes on a phone: title, side, meta, meta-side; others are left out. Also end, clip, act. */
  readonly place?: string;
}

interface ListProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: ReactNode;
}

/** The rows loaded so far. */
export function rowsOf<Row>(query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>): Row[] {
  return query.data?.pages.flatMap((page) => page.items) ?? [];
}

/** The list in whichever state it is in. */
export function List<Row>(props: ListProps<Row>) {
  const { query, columns, caption } = props;
  const rows = rowsOf(query);
  if (query.isPending) return <Bones columns={columns} caption={caption} />;
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

type TableProps<Row> = Pick<ListProps<Row>, 'caption' | 'columns' | 'keyOf'> & { readonly rows: readonly Row[] };

/** A real table; on a phone each row takes two lines, so the roles are written out. */
export function Table<Row>({ caption, columns, keyOf, rows }: TableProps<Row>) {
  return (
    <div className="table-frame">
      <table className="table" role="table">
        <caption className="heard-only">{caption}</caption>
        <Heads columns={columns} />
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
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

function Heads<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ head, place }) => (
          <th key={head} role="columnheader" scope="col" className={place?.includes('end') ? 'end' : undefined}>
            {place?.includes('act') ? <span className="heard-only">{head}</span> : head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Bones<Row>({ columns, caption }: { columns: readonly Column<Row>[]; caption: string }) {
  const bones = columns.map((column) => ({ ...column, cell: () => <span className="bone" /> }));
  return (
    <div aria-busy="true">
      <p className="heard-only" role="status">
        {t('list.loading', { what: caption })}
      </p>
      <div aria-hidden="true">
        <Table caption={caption} columns={bones} keyOf={String} rows={[1, 2, 3, 4, 5] as unknown as readonly Row[]} />
      </div>
    </div>
  );
}

/** A count under a column's head; with its words on a phone, where no head is seen. */
export function Count({ count, words }: { count: number; words: string }) {
  return (
    <>
      <span className="number only-wide">{count}</span>
      <span className="only-narrow">{words}</span>
    </>
  );
}

/** What could not be loaded, why, and the button that tries again. */
export function Failed({ thrown, retry }: { thrown: unknown; retry: () => void }) {
  return (
    <Notice tone="failure" alert>
      <p>{asProblem(thrown).message}</p>
      <button type="button" className="text-button" onClick={retry}>
        {t('list.retry')}
      </button>
    </Notice>
  );
}
