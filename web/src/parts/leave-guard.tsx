// Asks before somebody leaves a form in which they typed something that is not sent yet.
import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { t } from '../i18n/index.js';
import { Dialog } from './dialog.js';

/** What a form goes with: most with their tab or their search, some stay until the page is left. */
type LostWith = 'tab' | 'page';

const unsent = new Set<{ readonly lostWith: LostWith }>();

/** Has the guard ask while something is `typed`. */
export function useUnsent(typed: boolean, lostWith: LostWith = 'tab'): void {
  useEffect(() => {
    if (!typed) return undefined;
    const form = { lostWith };
    unsent.add(form);
    return () => void unsent.delete(form);
  }, [typed, lostWith]);
}

/** The question, for all forms; a closed window is asked about by the browser itself. */
export function LeaveGuard() {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      [...unsent].some(({ lostWith }) => lostWith === 'tab' || current.pathname !== next.pathname),
    enableBeforeUnload: () => unsent.size > 0,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog title={t('leave.title')} onClose={blocker.reset}>
      <p>{t('leave.text')}</p>
      <div className="form-foot">
        <Button variant="default" onClick={blocker.reset} data-autofocus>
          {t('leave.stay')}
        </Button>
        <Button onClick={blocker.proceed}>{t('leave.go')}</Button>
      </div>
    </Dialog>
  );
}
