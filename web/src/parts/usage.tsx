// How much of a quota is used: a number first, a thin bar under it where there is a limit.
import { t } from '../i18n/index.js';
import { formatBytes } from './format.js';
import { Icon } from './icons.js';

interface Used {
  usedBytes: number;
  quotaBytes: number | null;
  outsideBytes: number;
}

/** Used bytes, of the quota where there is one, and under them what of it was not written over FTP. */
export function Usage({ usedBytes, quotaBytes, outsideBytes }: Used) {
  return (
    <span className="usage-lines">
      <OfQuota usedBytes={usedBytes} quotaBytes={quotaBytes} />
      {outsideBytes > 0 && (
        <span className="hint">{t('accounts.usageOutside', { outside: formatBytes(outsideBytes) })}</span>
      )}
    </span>
  );
}

/** How much of a limit is used, from 0 to 1. */
export function shareOf(used: number, limit: number): number {
  return limit === 0 ? 1 : Math.min(1, used / limit);
}

/** What the colour of a bar says; undefined while there is room. */
export function fullInWords(share: number): string | undefined {
  if (share < 0.95) return undefined;
  return t(share < 1 ? 'accounts.almostFull' : 'accounts.full');
}

function OfQuota({ usedBytes, quotaBytes }: Pick<Used, 'usedBytes' | 'quotaBytes'>) {
  if (quotaBytes === null) return <span className="number">{formatBytes(usedBytes)}</span>;
  const share = shareOf(usedBytes, quotaBytes);
  const full = fullInWords(share);
  return (
    <span className={full ? 'usage full' : 'usage'}>
      <span className="number">
        {t('accounts.usageOf', { used: formatBytes(usedBytes), quota: formatBytes(quotaBytes) })}
        {full && (
          <span className="full-mark tone-refusal" title={full}>
            <Icon name="refused" size={14} />
            <span className="heard-only">{full}</span>
          </span>
        )}
      </span>
      <span className="bar-track" aria-hidden="true">
        <span className="bar-fill" style={{ inlineSize: `${(share * 100).toFixed(1)}%` }} />
      </span>
    </span>
  );
}
