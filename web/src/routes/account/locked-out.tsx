// Why nobody can log in with an FTP account, and what lets it in again: over its page, as nothing below helps before that.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { enableAccount } from '../../api/accounts.js';
import { useMe } from '../../api/me.js';
import type { Account, Role } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Support } from '../../parts/brand.js';
import { formatUntil } from '../../parts/format.js';
import { FormProblem, Notice } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';
import { expiryField } from './limits-tab.js';

/** The sentence and, for who may, the cure; nothing while the login works. */
export function LockedOut({ account, mayEdit }: { account: Account; mayEdit: boolean }) {
  const { role } = useMe();
  if (account.effectiveStatus === 'enabled') return null;
  return (
    <div className="banner">
      <Notice tone="refusal">
        <p>{whyNobodyIsLetIn(account, role)}</p>
        {mayEdit && account.status === 'disabled' && <Enable account={account} />}
        {mayEdit && account.effectiveStatus === 'expired' && <ToExpiry account={account} />}
        {account.effectiveStatus === 'suspended' && role === 'customer' && <Support />}
      </Notice>
    </div>
  );
}

function whyNobodyIsLetIn({ status, effectiveStatus, expiresAt }: Account, role: Role): string {
  if (status === 'disabled') return t('account.disabledText');
  if (effectiveStatus === 'expired' && expiresAt) return t('account.expiredText', { when: formatUntil(expiresAt) });
  return t(role === 'customer' ? 'account.suspendedText' : 'account.suspendedTextStaff');
}

/** The field lies far below on a phone: the tab it is in gives it the focus. */
function ToExpiry({ account: { id: accountId } }: { account: Account }) {
  return (
    <p>
      <Link
        to="/accounts/$accountId"
        params={{ accountId }}
        search={{ tab: 'limits' }}
        hash={expiryField}
        replace
        resetScroll={false}
      >
        {t('account.setLater')}
      </Link>
    </p>
  );
}

function Enable({ account }: { account: Account }) {
  const { busy, problem, run } = useAct();
  return (
    <div className="form-foot under">
      <FormProblem problem={problem} />
      <Button variant="default" loading={busy} onClick={() => run(() => enableAccount(account.id))}>
        {t('account.enable')}
      </Button>
    </div>
  );
}
