// The settings of an FTP account. A change by someone else in the meantime is said, never overwritten.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { changeAccount } from '../../api/accounts.js';
import { queryClient } from '../../api/query.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { AccessField, FolderField, LimitFields } from '../../parts/account/limit-fields.js';
import { limitRules, limitsFrom, limitsOf } from '../../parts/account/limits-form.js';
import { Fold, RuleFields } from '../../parts/account/rule-fields.js';
import { formatClock } from '../../parts/format.js';
import { Focused, FormProblem, Notice } from '../../parts/state.js';
import { useFollowed } from '../../parts/use-followed.js';
import { useSubmit } from '../../parts/use-submit.js';

interface SettingsProps {
  readonly account: Account;
  readonly readOnly: boolean;
}

/** The form; follows the account while nothing is typed. */
export function SettingsForm({ account, readOnly }: SettingsProps) {
  const [savedAt, setSavedAt] = useState<string>();
  const form = useForm({ initialValues: limitsOf(account), validate: limitRules });
  const { dirty, revision, take } = useFollowed(form, account, limitsOf);
  const { submit, busy, problem, clear } = useSubmit(form, async (values) => {
    take(await changeAccount(account.id, { revision, ...limitsFrom(values) }));
    setSavedAt(t('account.saved', { time: formatClock(new Date().toISOString()) }));
  });
  const reload = () => {
    take(account);
    clear();
    void queryClient.invalidateQueries({ queryKey: ['accounts'] });
  };
  const conflict = problem?.status === 409 || (dirty && account.revision > revision && !busy);
  return (
    <form className="form" onSubmit={submit} noValidate>
      {conflict ? (
        <Focused reason={problem}>
          <Conflict reload={reload} />
        </Focused>
      ) : (
        <FormProblem problem={problem} />
      )}
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
          <Button type="submit" loading={busy} disabled={!dirty || conflict}>
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

function Conflict({ reload }: { reload: () => void }) {
  return (
    <Notice tone="refusal" alert>
      <h2>{t('account.changedTitle')}</h2>
      <p>{t('account.changed')}</p>
      <button type="button" className="text-button" onClick={reload}>
        {t('account.reload')}
      </button>
    </Notice>
  );
}
