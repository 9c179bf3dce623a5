// How much of a quota is used: a number first, a thin bar under it where there is a limit.
import { t } from '../i18n/index.js';
import { formatBytes } from './format.js';

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

function OfQuota({ usedBytes, quotaBytes }: Pick<Used, 'usedBytes' | 'quotaBytes'>) {
  if (quotaBytes === null) return <span className="number">{formatBytes(usedBytes)}</span>;
  const share = quotaBytes === 0 ? 1 : Math.min(1, usedBytes / quotaBytes);
  return (
    <span className={share >= 0.95 ? 'usage full' : 'usage'}>
      <span className="number">
        {t('accounts.usageOf', { used: formatBytes(usedBytes), quota: formatBytes(quotaBytes) })}
      </span>
      <span className="bar-track" aria-hidden="true">
        <span className="bar-fill" style={{ inlineSize: `${(share * 100).toFixed(1)}%` }} />
      </span>
    </span>
  );
}
