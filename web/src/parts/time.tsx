// A time as people say it, with the exact moment behind it.
import { formatAgo, formatMoment } from './format.js';

/** "4 min ago"; the exact time is its title. */
export function Ago({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={formatMoment(iso)} className="number">
      {formatAgo(iso)}
    </time>
  );
}

/** "22 Nov 2026, 14:02:07". */
export function Moment({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} className="number">
      {formatMoment(iso)}
    </time>
  );
}
