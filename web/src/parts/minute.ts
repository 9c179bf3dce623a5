// The minute it is, so that what says how long ago something was stays true while a page is open.
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: number | undefined;

/** One clock for the whole page; it stands still while nobody looks. */
function listen(tell: () => void): () => void {
  listeners.add(tell);
  timer ??= window.setInterval(() => listeners.forEach((told) => told()), 60_000);
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** Renders again as minutes pass. */
export function useMinute(): number {
  return useSyncExternalStore(listen, () => Math.floor(Date.now() / 60_000));
}
