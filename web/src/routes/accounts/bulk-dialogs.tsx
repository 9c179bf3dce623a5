// The dialogs before an act on many FTP accounts: how many, what ends, which files stay.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BulkWish } from '../../api/account-bulk.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { useOwnPlan, whyNotInPlan } from '../../parts/account/own-plan.js';
import { Confirm, Dialog } from '../../parts/dialog.js';
import { formatBytes, formatNumber } from '../../parts/format.js';
import { Table, type Column } from '../../parts/list.js';
import { instantOf } from '../../parts/time-zone.js';

interface BulkDialogProps {
  readonly accounts: readonly Account[];
  readonly start: (wish: BulkWish) => void;
  readonly onClose: () => void;
}

/** Disables. */
export function BulkDisable({ accounts, start, onClose }: BulkDialogProps) {
  const act = () => Promise.resolve(start({ act: 'disable' }));
  return (
    <Confirm
      title={t('bulk.disableTitle', { count: accounts.length })}
      label={t('bulk.disableButton')}
      act={act}
      onClose={onClose}
    >
      <p>{t('bulk.disableText')}</p>
      <p>{t('bulk.sessions', { count: sum(accounts.map(({ openSessions }) => openSessions)) })}</p>
    </Confirm>
  );
}

/** Sets the day of expiry, or takes it away. */
export function BulkExpiry({ accounts, start, onClose }: BulkDialogProps) {
  const without = whyNotInPlan(useOwnPlan(), 'expiry');
  const [at, setAt] = useState('');
  const [missing, setMissing] = useState(false);
  const set = () => {
    if (at === '') setMissing(true);
    else start({ act: 'set-expiry', expiresAt: instantOf(at) });
  };
  return (
    <Dialog title={t('bulk.expiryTitle', { count: accounts.length })} onClose={onClose}>
      <TextInput
        type="datetime-local"
        label={t('bulk.expiryAt')}
        description={without ?? t('bulk.expiryHint')}
        disabled={without !== undefined}
        error={missing && at === '' && t('bulk.expiryMissing')}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
        data-autofocus
      />
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button variant="default" onClick={() => start({ act: 'clear-expiry' })}>
          {t('bulk.expiryClear')}
        </Button>
        <Button onClick={set} disabled={without !== undefined}>
          {t('bulk.expirySet')}
        </Button>
      </div>
    </Dialog>
  );
}

/** Deletes the logins; states each one's path and size. */
export function BulkDelete({ accounts, start, onClose }: BulkDialogProps) {
  const count = accounts.length;
  const act = () => Promise.resolve(start({ act: 'delete' }));
  return (
    <Confirm
      title={t('bulk.deleteTitle', { count })}
      label={t('bulk.deleteButton')}
      typed={{ text: formatNumber(count), label: t('bulk.deleteTyped', { count }) }}
      size="wide"
      act={act}
      onClose={onClose}
    >
      <p>{t('bulk.deleteText')}</p>
      <div className="bulk-files" tabIndex={0} role="region" aria-label={t('bulk.deleteCaption')}>
        <Table caption={t('bulk.deleteCaption')} columns={kept} keyOf={({ id }) => id} rows={accounts} />
      </div>
      <p>{t('bulk.deleteKept')}</p>
    </Confirm>
  );
}

const kept: readonly Column<Account>[] = [
  { head: t('bulk.login'), place: 'title', cell: ({ login }) => <span className="mono">{login}</span> },
  {
    head: t('bulk.place'),
    place: 'meta',
    cell: ({ folder, webRoot: { domain } }) => (
      <>
        <span className="mono">{folder}</span> {t('accountPage.onDomain', { domain })}
      </>
    ),
  },
  { head: t('bulk.used'), place: 'side end', cell: ({ usedBytes }) => formatBytes(usedBytes) },
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
