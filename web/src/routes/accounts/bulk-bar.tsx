// What can be done with the chosen FTP accounts, each with the dialog that says what it means.
import { useState } from 'react';
import { startBulk, useBulkJob, type BulkWish } from '../../api/account-bulk.js';
import { useMe } from '../../api/me.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { BulkBar, type Selection } from '../../parts/list/selection.js';
import { BulkDelete, BulkDisable, BulkExpiry } from './bulk-dialogs.js';

type Asking = 'disable' | 'expiry' | 'delete';

/** The bar over the list; only what the person's role may do. */
export function AccountBulkBar({
  selection,
}: {
  selection: Selection<Account> & { readonly rows: readonly Account[] };
}) {
  const me = useMe();
  const job = useBulkJob();
  const [asking, setAsking] = useState<Asking>();
  const { rows } = selection;
  const start = (wish: BulkWish) => {
    startBulk(
      rows.map(({ id }) => id),
      wish,
    );
    selection.choose(new Set());
    setAsking(undefined);
  };
  const dialog = { accounts: rows, start, onClose: () => setAsking(undefined) };
  const busy = job?.state === 'running';
  // Rows may leave the list under an open dialog; it must not come back with the next that are chosen.
  if (asking !== undefined && rows.length === 0) setAsking(undefined);
  return (
    <>
      <BulkBar selection={selection}>
        <button type="button" className="text-button" disabled={busy} onClick={() => start({ act: 'enable' })}>
          {t('bulk.enable')}
        </button>
        <button type="button" className="text-button" disabled={busy} onClick={() => setAsking('disable')}>
          {t('bulk.disable')}
        </button>
        {me.role !== 'support' && (
          <>
            <button type="button" className="text-button" disabled={busy} onClick={() => setAsking('expiry')}>
              {t('bulk.expiry')}
            </button>
            <button type="button" className="text-button" disabled={busy} onClick={() => setAsking('delete')}>
              {t('bulk.delete')}
            </button>
          </>
        )}
      </BulkBar>
      {asking === 'disable' && <BulkDisable {...dialog} />}
      {asking === 'expiry' && <BulkExpiry {...dialog} />}
      {asking === 'delete' && <BulkDelete {...dialog} />}
    </>
  );
}
