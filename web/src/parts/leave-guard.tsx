// Asks before somebody leaves a form in which they typed something.
import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { t } from '../i18n/index.js';
import { Dialog } from './dialog.js';

/** Guards while `dirty`; a closed window is asked about by the browser itself. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: () => dirty, withResolver: true });
  if (blocker.status !== 'blocked') return null;
  return (
    <Dialog title={t('newAccount.leaveTitle')} onClose={blocker.reset}>
      <p>{t('newAccount.leaveText')}</p>
      <div className="form-foot">
        <Button variant="default" onClick={blocker.reset} data-autofocus>
          {t('newAccount.stay')}
        </Button>
        <Button onClick={blocker.proceed}>{t('newAccount.leave')}</Button>
      </div>
    </Dialog>
  );
}
