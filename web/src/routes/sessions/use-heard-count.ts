// How many sessions are open, said aloud to who cannot see the list; not each time one comes or goes.
import { useEffect, useRef } from 'react';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';

const atMostEveryMs = 10_000;

/** Says a count when it has changed, at most every ten seconds; undefined says nothing. */
export function useHeardCount(count: number | undefined): void {
  const said = useRef<{ count: number | undefined; at: number }>({ count: undefined, at: 0 });
  useEffect(() => {
    if (count === undefined || count === said.current.count) return undefined;
    const say = () => {
      const first = said.current.count === undefined;
      said.current = { count, at: Date.now() };
      if (!first) announce(t('sessionsPage.heard', { count }));
    };
    const timer = window.setTimeout(say, Math.max(0, said.current.at + atMostEveryMs - Date.now()));
    return () => window.clearTimeout(timer);
  }, [count]);
}
