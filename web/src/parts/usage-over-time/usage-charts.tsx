// The two charts of usage and their table.
import type { UsageDay } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { locale } from '../../i18n/language.js';
import { ChartTable } from '../chart/chart-table.js';
import { StepChart } from '../chart/step-chart.js';
import { formatBytes, formatNumber } from '../format.js';
import type { Column } from '../list.js';
import { movedBy, type Moved } from './weeks.js';

const dayOf = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const tickOf = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });

const formatUtcDay = (day: string) => dayOf.format(new Date(day));

interface ChartsProps {
  readonly days: readonly UsageDay[];
  /** What the disk is bounded by, and whose limit that is. */
  readonly limit: { readonly bytes: number; readonly of: 'plan' | 'account' } | undefined;
}

/** Disk as a line under its limit, what came and went as bars, then all of it as numbers. */
export function UsageCharts({ days, limit }: ChartsProps) {
  const firstKnown = days.find(({ usedBytes }) => usedBytes !== null);
  const steps = days.map((day) => ({ day, at: day.day, tick: tickOf.format(new Date(day.day)) }));
  return (
    <>
      <h3 className="chart-title">{t('usage.diskTitle')}</h3>
      <StepChart
        label={t('usage.diskChart')}
        legend={limit && <LimitLegend words={t(limit.of === 'plan' ? 'usage.limit' : 'usage.ownLimit')} />}
        format={formatBytes}
        limit={limit?.bytes}
        steps={steps.map(({ day, ...step }) => ({ ...step, words: diskWords(day), line: day.usedBytes }))}
      />
      {firstKnown && firstKnown !== days[0] && (
        <p className="hint">{t('usage.since', { day: formatUtcDay(firstKnown.day) })}</p>
      )}
      <h3 className="chart-title">{t('usage.moveTitle')}</h3>
      <StepChart
        label={t('usage.moveChart')}
        legend={<MoveLegend />}
        tones={['data', 'ink']}
        format={formatBytes}
        steps={movedBy(days).map((moved) => ({
          at: moved.to,
          tick: tickOf.format(new Date(moved.to)),
          words: moveWords(moved),
          bars: [moved.receivedBytes, moved.sentBytes],
        }))}
      />
      <p className="hint">{t('usage.utc')}</p>
      <ChartTable
        caption={t('usage.tableCaption')}
        columns={columns}
        keyOf={({ day }) => day}
        rows={days.toReversed()}
        empty=""
      />
    </>
  );
}

function diskWords({ day, usedBytes }: UsageDay): string {
  const facts = { day: formatUtcDay(day), used: sizeInSentence(usedBytes ?? 0) };
  return t(usedBytes === null ? 'usage.diskUnknown' : 'usage.diskDay', facts);
}

function moveWords({ from, to, receivedBytes, sentBytes }: Moved): string {
  const facts = { received: sizeInSentence(receivedBytes), sent: sizeInSentence(sentBytes) };
  if (from === to) return t('usage.moveDay', { day: formatUtcDay(to), ...facts });
  return t('usage.moveWeek', { from: formatUtcDay(from), to: formatUtcDay(to), ...facts });
}

/** The number stays with its unit where a line ends. */
const sizeInSentence = (value: number): string => formatBytes(value).replace(' ', '\u00a0');

function LimitLegend({ words }: { words: string }) {
  return (
    <p className="legend">
      <span className="key most">{words}</span>
    </p>
  );
}

function MoveLegend() {
  return (
    <p className="legend">
      <span className="key block data">{t('usage.uploaded')}</span>
      <span className="key block ink">{t('usage.downloaded')}</span>
    </p>
  );
}

const bytes = (value: number | null) =>
  value === null ? (
    <span className="quiet">{t('list.none')}</span>
  ) : (
    <span className="number">{formatBytes(value)}</span>
  );

const columns: readonly Column<UsageDay>[] = [
  { head: t('usage.day'), place: 'title', cell: ({ day }) => <span className="number">{formatUtcDay(day)}</span> },
  { head: t('usage.diskTitle'), place: 'end side', cell: ({ usedBytes }) => bytes(usedBytes) },
  { head: t('usage.uploaded'), place: 'end meta', cell: ({ receivedBytes }) => bytes(receivedBytes) },
  { head: t('usage.downloaded'), place: 'end meta-side', cell: ({ sentBytes }) => bytes(sentBytes) },
  { head: t('usage.uploads'), place: 'end', cell: ({ uploads }) => formatNumber(uploads) },
  { head: t('usage.downloads'), place: 'end', cell: ({ downloads }) => formatNumber(downloads) },
];
