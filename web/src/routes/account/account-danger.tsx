// Locking an FTP account and taking it away. Both say what stays. Letting it in again stands over the page.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { disableAccount } from '../../api/accounts.js';
import type { Account } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { Confirm } from '../../parts/dialog.js';
import { Section } from '../../parts/page.js';
import { DeleteDialog } from './delete-dialog.js';

interface DangerProps {
  readonly account: Account;
  readonly mayDelete: boolean;
}

/** Disable and delete. */
export function AccountDanger({ account, mayDelete }: DangerProps) {
  const [asked, setAsked] = useState<'disable' | 'delete'>();
  const close = () => setAsked(undefined);
  return (
    <Section title={t('account.danger')}>
      <p className="quiet">{t(account.status === 'enabled' ? 'account.enabledText' : 'account.disabledText')}</p>
      <div className="form-foot under">
        {account.status === 'enabled' && (
          <Button variant="default" onClick={() => setAsked('disable')}>
            {opens(t('account.disable'))}
          </Button>
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
