// What a chart says as a table, for who cannot see it and for who wants the numbers.
import { t } from '../../i18n/index.js';
import { Icon } from '../icons.js';
import { Table, type Column } from '../list.js';

interface ChartTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly rows: readonly Row[];
  /** What is said instead of an empty table. */
  readonly empty: string;
}

/** Closed until it is asked for. */
export function ChartTable<Row>({ empty, ...table }: ChartTableProps<Row>) {
  return (
    <details className="more-fields">
      <summary>
        <Icon name="chevron" size={12} />
        {t('chart.table')}
      </summary>
      {table.rows.length === 0 ? <p className="quiet">{empty}</p> : <Table {...table} />}
    </details>
  );
}
