// What an FTP account itself says about data connections and TLS. Staff see it, an admin changes it.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { changeAccountModes } from '../../api/modes.js';
import type { AccountModes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatClock } from '../../parts/format.js';
import { ClearText } from '../../parts/modes/clear-text.js';
import { WishFields } from '../../parts/modes/wish-fields.js';
import { FormProblem } from '../../parts/state.js';
import { useFollowed } from '../../parts/use-followed.js';
import { useSubmit } from '../../parts/use-submit.js';

const valuesOf = ({ verbs, clearTextAllowed }: AccountModes) => ({ verbs, clearTextAllowed });

/** The form; follows the account while nothing is chosen. */
export function ModesForm({ modes, readOnly }: { modes: AccountModes; readOnly: boolean }) {
  const [savedAt, setSavedAt] = useState<string>();
  const form = useForm({ initialValues: valuesOf(modes) });
  const { dirty, revision, take } = useFollowed(form, modes, valuesOf);
  const { submit, busy, problem } = useSubmit(form, async (values) => {
    take(await changeAccountModes(modes.accountId, { revision, ...values }));
    setSavedAt(t('modes.saved', { time: formatClock(new Date().toISOString()) }));
  });
  const { verbs, clearTextAllowed } = form.getValues();
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <fieldset className="form" disabled={readOnly}>
        <legend>{t('modes.own')}</legend>
        <WishFields of={modes.login} value={verbs} onChange={(value) => form.setFieldValue('verbs', value)} />
        {form.errors['verbs'] && (
          <p className="field-problem" role="alert">
            {form.errors['verbs']}
          </p>
        )}
        <p className="hint">{t('modes.ownHint')}</p>
        <ClearText checked={clearTextAllowed} onChange={(checked) => form.setFieldValue('clearTextAllowed', checked)} />
      </fieldset>
      {!readOnly && (
        <div className="form-foot">
          <Button type="submit" variant="default" loading={busy} disabled={!dirty}>
            {t('modes.save')}
          </Button>
          <span className="saved quiet" role="status">
            {!dirty && savedAt}
          </span>
        </div>
      )}
    </form>
  );
}
