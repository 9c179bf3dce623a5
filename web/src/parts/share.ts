// The share of data connections that came about, of those that somebody wanted. Pure.
import type { ConnectionTally } from '../api/types.js';
import { t } from '../i18n/index.js';
import { locale } from '../i18n/language.js';

type Counts = Pick<ConnectionTally, 'counted' | 'worked'>;

const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

/** A share of one as people write it: 97.1%. */
export function formatPercent(share: number): string {
  return percent.format(share);
}

/** The share that came about; undefined where nothing counted. */
export function shareOf({ counted, worked }: Counts): number | undefined {
  return counted === 0 ? undefined : worked / counted;
}

/** 97.1%; never rounded up to everything while something failed; a dash where nothing counted. */
export function formatShare(counts: Counts): string {
  const share = shareOf(counts);
  if (share === undefined) return t('list.none');
  return formatPercent(share < 1 ? Math.min(share, 0.999) : 1);
}
