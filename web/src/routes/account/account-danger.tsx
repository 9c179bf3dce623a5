// Locking an FTP account and taking it away. Both say what stays.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { disableAccount, enableAccount } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Account, Role } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Support } from '../../parts/brand.js';
import { Confirm } from '../../parts/dialog.js';
import { formatMoment } from '../../parts/format.js';
import { Section } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { DeleteDialog } from './delete-dialog.js';

interface DangerProps {
  readonly account: Account;
  readonly mayDelete: boolean;
}

function situation(account: Account, role: Role): string {
  if (account.status === 'disabled') return t('account.disabledText');
  if (account.effectiveStatus === 'suspended')
    return t(role === 'customer' ? 'account.suspendedText' : 'account.suspendedTextStaff');
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
      <p className="quiet">{situation(account, role)}</p>
      {account.effectiveStatus === 'suspended' && role === 'customer' && <Support />}
      <div className="form-foot under">
        {account.status === 'enabled' ? (
          <Button variant="default" onClick={() => setAsked('disable')}>
            {t('account.disable')}
          </Button>
        ) : (
          mayDelete && <EnableButton account={account} />
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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const enable = () => {
    setBusy(true);
    enableAccount(account.id)
      .catch((thrown: unknown) => setProblem(asProblem(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <FormProblem problem={problem} />
      <Button variant="default" loading={busy} onClick={enable}>
        {t('account.enable')}
      </Button>
    </>
  );
}
