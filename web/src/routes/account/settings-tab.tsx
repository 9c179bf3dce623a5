// What an FTP account reaches and may do there, and its password.
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { AccessField, FolderField, NoteField } from '../../parts/account/limit-fields.js';
import { Fold, NameFields } from '../../parts/account/rule-fields.js';
import { AccountHandOver } from '../../parts/hand-over.js';
import { Section } from '../../parts/page.js';
import { FormPart, type AccountForm } from './account-form.js';
import { AccountPassword } from './account-password.js';

interface SettingsProps {
  readonly account: Account;
  readonly of: AccountForm;
  readonly readOnly: boolean;
  readonly onPassword: (password: string) => void;
}

/** The tab. */
export function SettingsTab({ account, of, readOnly, onPassword }: SettingsProps) {
  const { form } = of;
  return (
    <>
      <Section title={t('account.settings')} saidByTab>
        <FormPart {...of} part="settings" readOnly={readOnly}>
          <FolderField form={form} webRoot={account.webRoot} readOnly={readOnly} />
          <AccessField form={form} rights={account.permissions} />
          <NoteField form={form} />
          <Fold title={t('accountPage.moreSettings')} form={form}>
            <NameFields form={form} />
          </Fold>
        </FormPart>
      </Section>
      {!readOnly && <AccountPassword account={account} onChanged={onPassword} />}
      {!readOnly && <AccountHandOver account={account} />}
    </>
  );
}
