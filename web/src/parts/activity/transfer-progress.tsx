// How far a running transfer is: as a bar where its end is known, and in bytes.
import type { Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes } from '../format.js';

type Running = NonNullable<Session['transfer']>;

/** "3 MB", or "3 MB of 12 MB" where the whole is known. */
export function amountOf({ bytes, totalBytes }: Running): string {
  const done = formatBytes(bytes);
  return totalBytes === null ? done : t('sessions.of', { done, total: formatBytes(totalBytes) });
}

/** The bar; nothing where the whole is not known, or is nothing. */
export function Progress({ transfer: { bytes, totalBytes, path } }: { transfer: Running }) {
  if (totalBytes === null || totalBytes === 0) return null;
  const percent = Math.min(100, Math.round((bytes / totalBytes) * 100));
  return (
    <span
      className="progress"
      role="progressbar"
      aria-label={path}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span style={{ inlineSize: `${percent}%` }} />
    </span>
  );
}
