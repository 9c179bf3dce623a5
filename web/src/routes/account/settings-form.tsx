// The settings of an FTP account. A change by someone else in the meantime is said, never overwritten.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { changeAccount } from '../../api/accounts.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { AccessField, FolderField, LimitFields } from '../../parts/account/limit-fields.js';
import { limitRules, limitsFrom, limitsOf, type LimitValues } from '../../parts/account/limits-form.js';
import { Fold, RuleFields } from '../../parts/account/rule-fields.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { formatClock } from '../../parts/format.js';
import { FormProblem } from '../../parts/state.js';
import { limitWords } from './limit-words.js';

interface SettingsProps {
  readonly account: Account;
  readonly readOnly: boolean;
}

/** The form; follows the account while nothing is typed. */
export function SettingsForm({ account, readOnly }: SettingsProps) {
  const [savedAt, setSavedAt] = useState<string>();
  const form = useForm({ initialValues: limitsOf(account), validate: limitRules });
  const save = async (values: LimitValues, revision: number) => {
    const saved = await changeAccount(account.id, limitsFrom(values), revision);
    setSavedAt(t('account.saved', { time: formatClock(new Date().toISOString()) }));
    return saved;
  };
  const edited = useEdited(form, { record: account, valuesOf: limitsOf, save, words: limitWords });
  const { dirty, submit, busy, problem, meanwhile } = edited;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <fieldset className="form" disabled={readOnly}>
        <FolderField form={form} webRoot={account.webRoot} />
        <AccessField form={form} rights={account.permissions} />
        <LimitFields form={form} />
        <Fold title={t('limits.more')} form={form}>
          <RuleFields form={form} account={account} />
        </Fold>
      </fieldset>
      {!readOnly && (
        <div className="form-foot">
          <Button type="submit" loading={busy} disabled={!dirty}>
            {t('account.save')}
          </Button>
          <span className="saved quiet" role="status">
            {!dirty && savedAt}
          </span>
        </div>
      )}
    </form>
  );
}
