// A time as people say it, with the exact moment behind it.
import { formatAgo, formatLogged, formatMoment } from './format.js';
import { useMinute } from './minute.js';

/** "4 min ago"; the exact time is its title. */
export function Ago({ iso }: { iso: string }) {
  return <Said iso={iso} format={formatAgo} />;
}

/** "yesterday, 14:02", for rows of a log; the exact time is its title. */
export function Logged({ iso }: { iso: string }) {
  return <Said iso={iso} format={formatLogged} />;
}

function Said({ iso, format }: { iso: string; format: (iso: string) => string }) {
  useMinute();
  return (
    <time dateTime={iso} title={formatMoment(iso)} className="number keep">
      {format(iso)}
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
