// Numbers about data connections as people read them. Pure; the words come from the catalogue.
import type { ConnectionSummary, ConnectionTally } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { locale } from '../../i18n/language.js';
import { formatDuration, formatNumber } from '../../parts/format.js';
import { formatShare } from '../../parts/share.js';
import { inZone } from '../../parts/time-zone.js';

const day = { day: 'numeric', month: 'short' } as const;
const weekday = { ...day, weekday: 'short' } as const;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const inWords = (at: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(at);
const clockOf = (at: Date) => inWords(at, { ...clock, ...inZone() });

/** 40 ms, 1.2 s; a dash where nothing came about. */
export function formatConnectTime(ms: number | null): string {
  if (ms === null) return t('list.none');
  return ms < 1000 ? `${ms} ms` : formatDuration(ms);
}

/** "Sun 22 Nov, 14:00 to 15:00", or the day. */
export function formatStep(at: string, step: ConnectionSummary['step']): string {
  const begun = new Date(at);
  if (step === 'day') return inWords(begun, { ...weekday, timeZone: 'UTC' });
  const over = new Date(begun.getTime() + 3_600_000);
  return t('chart.hour', { day: inWords(begun, { ...weekday, ...inZone() }), from: clockOf(begun), to: clockOf(over) });
}

/** What is written under the axis: the hour within a day, the day otherwise. */
export function formatTick(at: string, step: ConnectionSummary['step'], hours: boolean): string {
  if (step === 'day') return inWords(new Date(at), { ...day, timeZone: 'UTC' });
  return hours ? clockOf(new Date(at)) : inWords(new Date(at), { ...day, ...inZone() });
}

/** One step, or all of them, as sentences. */
export function tallySentences(when: string, tally: ConnectionTally): string {
  if (tally.counted === 0) return t('chart.none', { when });
  const facts = {
    when,
    count: tally.counted,
    share: formatShare(tally),
    failed: formatNumber(tally.counted - tally.worked),
  };
  const times = { half: formatConnectTime(tally.connectMsP50), most: formatConnectTime(tally.connectMsP95) };
  const timed = tally.connectMsP50 === null ? '' : ` ${t('chart.times', times)}`;
  return t('chart.some', facts) + timed;
}
