// Logins over all servers: by the minute in the last hour, and by result in the last hour and the last day.
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { loginOutcome } from '../../parts/activity/login-outcome.js';
import { ChartTable } from '../../parts/chart/chart-table.js';
import { StepChart } from '../../parts/chart/step-chart.js';
import { formatMinute, formatNumber } from '../../parts/format.js';
import { Count, Table, type Column } from '../../parts/list.js';
import { State } from '../../parts/state.js';

type Figures = Overview['logins'];
type Minute = Figures['minutes'][number];

interface Row {
  /** The outcome as the records have it. */
  readonly outcome: string;
  readonly lastHour: number;
  readonly lastDay: number;
}

/** The chart, its table, and the reasons. */
export function Logins({ figures }: { figures: Figures }) {
  const rows: Row[] = [
    { outcome: 'accepted', lastHour: figures.acceptedLastHour, lastDay: figures.acceptedLastDay },
    ...figures.refused.map(({ reason, ...counts }) => ({ outcome: reason, ...counts })),
  ];
  return (
    <div className="beside">
      <div>
        <Minutes minutes={figures.minutes} />
      </div>
      <Table caption={t('overview.loginsCaption')} columns={columns} keyOf={({ outcome }) => outcome} rows={rows} />
    </div>
  );
}

function Minutes({ minutes }: { minutes: readonly Minute[] }) {
  const some = minutes.filter(({ accepted, refused }) => accepted + refused > 0);
  return (
    <>
      <StepChart
        label={t('overview.loginsChart')}
        legend={
          <p className="legend">
            <State tone="data" icon="check">
              {t('overview.accepted')}
            </State>
            <State tone="refusal" icon="refused">
              {t('overview.refused')}
            </State>
          </p>
        }
        tones={['data', 'refusal']}
        format={formatNumber}
        steps={minutes.map(({ at, accepted, refused }) => ({
          at,
          tick: formatMinute(at),
          words: t('overview.minute', {
            from: formatMinute(at),
            accepted: formatNumber(accepted),
            refused: formatNumber(refused),
          }),
          bars: [accepted, refused],
        }))}
      />
      <ChartTable
        caption={t('overview.minutesCaption')}
        columns={minuteColumns}
        keyOf={({ at }) => at}
        rows={some.toReversed()}
        empty={t('overview.noMinutes')}
      />
    </>
  );
}

const minuteColumns: readonly Column<Minute>[] = [
  { head: t('overview.at'), place: 'title', cell: ({ at }) => <span className="number">{formatMinute(at)}</span> },
  { head: t('overview.accepted'), place: 'end side', cell: ({ accepted }) => formatNumber(accepted) },
  { head: t('overview.refused'), place: 'end meta-side', cell: ({ refused }) => formatNumber(refused) },
];

const columns: readonly Column<Row>[] = [
  {
    head: t('overview.kind'),
    place: 'title wrapping',
    cell: ({ outcome }) => (
      <Link
        to="/logins"
        search={outcome === 'accepted' ? { result: 'accepted' } : { reason: outcome }}
        className="wrap"
      >
        {outcome === 'accepted' ? t('overview.accepted') : loginOutcome(outcome)}
      </Link>
    ),
  },
  {
    head: t('overview.lastHour'),
    place: 'end meta',
    cell: ({ lastHour: count }) => <Count count={count} words={t('overview.inLastHour', { count })} />,
  },
  {
    head: t('overview.lastDay'),
    place: 'end side',
    cell: ({ lastDay: count }) => <Count count={count} words={t('overview.inLastDay', { count })} />,
  },
];
