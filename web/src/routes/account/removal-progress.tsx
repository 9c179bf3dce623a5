// How far the server is with the folder of an FTP account that was deleted with its files. It goes on without a watcher.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { filesRemovalQuery } from '../../api/account-files.js';
import { useMe } from '../../api/me.js';
import type { Account, Removal } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { Fetched } from '../../parts/fetched.js';
import { formatBytes } from '../../parts/format.js';
import { Notice, Said } from '../../parts/state.js';

/** The dialog; closing it leaves the server at work. */
export function RemovalProgress({ account, onClose }: { account: Account; onClose: () => void }) {
  const query = useQuery(filesRemovalQuery(account.id));
  return (
    <Dialog title={t('accountPage.removingTitle', { login: account.login })} onClose={onClose}>
      <Fetched query={query} what={t('accountPage.counting')}>
        {(removal) => (
          <div role="status" className="dialog">
            <HowFar removal={removal} />
          </div>
        )}
      </Fetched>
      <div className="form-foot">
        <Button onClick={onClose}>{t('dialog.close')}</Button>
      </div>
    </Dialog>
  );
}

/** Null where there was no folder to remove. */
function HowFar({ removal }: { removal: Removal | null }) {
  const { role } = useMe();
  const soFar = removal && (
    <p className="quiet number">
      {t('accountPage.removedSoFar', { count: removal.removedFiles, size: formatBytes(removal.removedBytes) })}
    </p>
  );
  if (removal?.state === 'removing') {
    return (
      <>
        <p>{t('accountPage.removing')}</p>
        {soFar}
      </>
    );
  }
  if (removal?.state === 'stuck') {
    return (
      <>
        <Notice tone="failure">
          <p>
            <Said>{removal.failure ?? removal.left[0]?.why}</Said>
          </p>
          <p>{t(role === 'customer' ? 'accountPage.stuck' : 'accountPage.stuckStaff')}</p>
        </Notice>
        {soFar}
      </>
    );
  }
  return (
    <>
      <Notice tone="data">
        <p>{t('accountPage.removed')}</p>
      </Notice>
      {soFar}
    </>
  );
}
