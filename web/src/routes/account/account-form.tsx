// The one form behind the tabs Settings and Limits of an FTP account: what is typed in one stays while the other is read.
import { Button } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect, useState, type ReactNode } from 'react';
import { changeAccount } from '../../api/accounts.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { limitRules, limitsFrom, limitsOf, type LimitValues } from '../../parts/account/limits-form.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited, type Edited } from '../../parts/conflict/use-edited.js';
import { FormProblem } from '../../parts/state.js';
import { focusField } from '../../parts/use-submit.js';
import { limitWords } from './limit-words.js';

type Part = 'settings' | 'limits';

const settings: readonly (keyof LimitValues)[] = [
  'folder',
  'access',
  'hiddenNames',
  'refusedNames',
  'uploadMode',
  'onlyOwnFiles',
  'note',
];

const partOf = (field: string): Part => (settings.some((entry) => entry === field) ? 'settings' : 'limits');

export interface AccountForm {
  readonly form: UseFormReturnType<LimitValues>;
  readonly edited: Edited;
}

/** The form over the account; `showPart` is called where a field of the other tab must be corrected. */
export function useAccountForm(account: Account, showPart: (part: Part) => void): AccountForm {
  const form = useForm({ initialValues: limitsOf(account), validate: limitRules });
  const save = (values: LimitValues, revision: number) => changeAccount(account.id, limitsFrom(values), revision);
  const [round, setRound] = useState(0);
  const toWrong = () => setRound((now) => now + 1);
  const edited = useEdited(form, {
    record: account,
    valuesOf: limitsOf,
    save,
    words: limitWords,
    lostWith: 'page',
    toWrong,
  });
  useEffect(() => {
    const [wrong] = Object.keys(form.errors);
    if (wrong === undefined) return;
    showPart(partOf(wrong));
    focusField(form.getInputNode(wrong));
  }, [round]);
  return { form, edited };
}

interface FormPartProps extends AccountForm {
  readonly part: Part;
  readonly readOnly: boolean;
  readonly children: ReactNode;
}

/** One tab's fields with Save, which saves the other tab's too and says so. */
export function FormPart({ form, edited, part, readOnly, children }: FormPartProps) {
  const { submit, busy, problem, dirty, meanwhile, savedAt } = edited;
  const other = part === 'settings' ? 'limits' : 'settings';
  const otherToo = Object.keys(limitWords).some((field) => partOf(field) === other && form.isDirty(field));
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <fieldset className="form" disabled={readOnly}>
        {children}
      </fieldset>
      {readOnly && <p className="quiet">{t('accountPage.readOnly')}</p>}
      {!readOnly && (
        <div className="form-foot">
          <Button type="submit" loading={busy} disabled={!dirty}>
            {t('account.save')}
          </Button>
          <span className="saved quiet" role="status">
            {savedAt && t('account.saved', { time: savedAt })}
            {otherToo && t('accountPage.unsaved', { tab: t(`accountPage.tabs.${other}`) })}
          </span>
        </div>
      )}
    </form>
  );
}
