// The chart as a table, for who cannot see it and for who wants the numbers.
import type { ConnectionSummary } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { ChartTable } from '../../parts/chart/chart-table.js';
import { formatNumber } from '../../parts/format.js';
import { Count, type Column } from '../../parts/list.js';
import { formatShare } from '../../parts/share.js';
import type { Step } from './chart-shape.js';
import { formatConnectTime, formatStep } from './step-words.js';

/** Hours or days without any data connection are left out. */
export function StepTable({ steps, step }: { steps: readonly Step[]; step: ConnectionSummary['step'] }) {
  const rows = steps.filter(({ counted, notCounted }) => counted + notCounted > 0).reverse();
  const columns: readonly Column<Step>[] = [
    { head: t('chart.at'), place: 'title', cell: ({ at }) => formatStep(at, step) },
    {
      head: t('connections.count'),
      place: 'meta end',
      cell: ({ counted }) => <Count count={counted} words={t('connections.counted', { count: counted })} />,
    },
    { head: t('connections.share'), place: 'side end', cell: formatShare },
    {
      head: t('connections.failed'),
      place: 'end',
      cell: ({ counted, worked }) => formatNumber(counted - worked),
    },
    { head: t('connections.half'), place: 'end', cell: ({ connectMsP50 }) => formatConnectTime(connectMsP50) },
    {
      head: t('connections.most'),
      place: 'end',
      cell: ({ connectMsP95 }) => formatConnectTime(connectMsP95),
    },
  ];
  return <ChartTable caption={t('chart.tableCaption')} columns={columns} keyOf={({ at }) => at} rows={rows} empty="" />;
}
