// Locking an FTP account and taking it away. Both say what stays.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { disableAccount, enableAccount } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import type { Account } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { Support } from '../../parts/brand.js';
import { Confirm } from '../../parts/dialog.js';
import { formatMoment } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';
import { DeleteDialog } from './delete-dialog.js';

interface DangerProps {
  readonly account: Account;
  readonly mayDelete: boolean;
}

function situation(account: Account): string {
  if (account.status === 'disabled') return t('account.disabledText');
  if (account.effectiveStatus === 'suspended') return t('account.suspendedText');
  if (account.effectiveStatus === 'expired' && account.expiresAt)
    return t('account.expiredText', { when: formatMoment(account.expiresAt) });
  return t('account.enabledText');
}

/** Disable or enable, and delete. */
export function AccountDanger({ account, mayDelete }: DangerProps) {
  const { role } = useMe();
  const [asked, setAsked] = useState<'disable' | 'delete'>();
  const close = () => setAsked(undefined);
  return (
    <Section title={t('account.danger')}>
      <p className="quiet">{situation(account)}</p>
      {account.effectiveStatus === 'suspended' && role === 'customer' && <Support />}
      <div className="form-foot under">
        {account.status === 'enabled' ? (
          <Button variant="default" onClick={() => setAsked('disable')}>
            {opens(t('account.disable'))}
          </Button>
        ) : (
          <EnableButton account={account} />
        )}
        {mayDelete && (
          <Button variant="default" onClick={() => setAsked('delete')}>
            {t('account.delete')}
          </Button>
        )}
      </div>
      {asked === 'disable' && (
        <Confirm
          title={t('account.disableTitle', { login: account.login })}
          label={t('account.disable')}
          act={() => disableAccount(account.id)}
          onClose={close}
        >
          <p>{t('account.disableText')}</p>
        </Confirm>
      )}
      {asked === 'delete' && <DeleteDialog account={account} close={close} />}
    </Section>
  );
}

function EnableButton({ account }: { account: Account }) {
  const { busy, problem, run } = useAct();
  return (
    <>
      <FormProblem problem={problem} />
      <Button variant="default" loading={busy} onClick={() => run(() => enableAccount(account.id))}>
        {t('account.enable')}
      </Button>
    </>
  );
}
