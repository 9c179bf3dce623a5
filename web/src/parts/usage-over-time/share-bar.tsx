// A share as a thin bar; the number it stands for is always written beside it.

/** `share` from 0 to 1; `limited` where a full bar means that no more fits. */
export function ShareBar({ share, limited = false }: { share: number; limited?: boolean }) {
  const full = limited && share >= 0.95;
  return (
    <span className={full ? 'share-bar full' : 'share-bar'} aria-hidden="true">
      <span style={{ inlineSize: `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%` }} />
    </span>
  );
}
