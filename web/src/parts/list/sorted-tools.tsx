// What stands over every list: its order on a phone, its CSV where there is anything in it, and how many rows are shown.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Tally } from '../empty.js';
import { rowsOf, type Page } from '../list.js';
import type { Column } from './column.js';
import { CsvLink } from './csv-link.js';
import { SortSelect, type Sorting } from './sorting.js';

interface SortedToolsProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Row>>>;
  readonly columns: readonly Pick<Column<Row>, 'head' | 'sort'>[];
  readonly sorting: Sorting;
  /** The address of the list as CSV. */
  readonly csv: string;
  /** What else leads from here. */
  readonly children?: ReactNode;
}

/** Among the tools of a list's own page. */
export function ListTools<Row>({ query, columns, sorting, csv, children }: SortedToolsProps<Row>) {
  return (
    <>
      <SortSelect columns={columns} sorting={sorting} />
      {rowsOf(query).length > 0 && <CsvLink href={csv} />}
      {children}
      <Tally query={query} />
    </>
  );
}

/** All the tools of a list on a page of something else; none over one with nothing to put in order. */
export function SortedTools<Row>(props: SortedToolsProps<Row>) {
  if (rowsOf(props.query).length < 2) return null;
  return (
    <div className="tools">
      <ListTools {...props} />
    </div>
  );
}
