// A fact of an audit event as people read it: its name in words, its value with the unit that the name carries. Pure.
import { t } from '../../i18n/index.js';
import { formatBytes, formatDuration, formatMoment } from '../../parts/format.js';

/** A fact's path in words: `verbs.PORT` as "verbs PORT", `quotaBytes` as "quota". */
export function nameOfFact(fact: string): string {
  return fact
    .replace(/(Bytes|At|Ms)$/, '')
    .replace(/([a-z\d])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`)
    .replaceAll('.', ' ');
}

/** Its value: bytes, spans and moments by the end of its name, yes or no, anything else as it is written. */
export function valueOfFact(fact: string, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return numberOf(fact, value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return fact.endsWith('At') && !Number.isNaN(Date.parse(value)) ? formatMoment(value) : value;
}

function numberOf(fact: string, value: number): string {
  if (/^bandwidth.*Bytes$/.test(fact)) return `${formatBytes(value)}/s`;
  if (fact.endsWith('Bytes')) return formatBytes(value);
  return fact.endsWith('Ms') ? formatDuration(value) : String(value);
}
