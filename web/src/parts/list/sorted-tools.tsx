// What stands over a list on a page of something else: its order on a phone, its CSV and how many rows are shown.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
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
}

/** The tools; none over a list with nothing to put in order. */
export function SortedTools<Row>({ query, columns, sorting, csv }: SortedToolsProps<Row>) {
  if (rowsOf(query).length < 2) return null;
  return (
    <div className="tools">
      <SortSelect columns={columns} sorting={sorting} />
      <CsvLink href={csv} />
      <Tally query={query} />
    </div>
  );
}
