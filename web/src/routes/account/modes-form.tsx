// What an FTP account itself says about data connections and TLS. Staff see it, an admin changes it; its customer chooses
// a mode.
import { useForm } from '@mantine/form';
import { changeAccountModes } from '../../api/modes.js';
import type { AccountModes, VerbWishes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { ClearText } from '../../parts/modes/clear-text.js';
import { ModeChoiceField } from '../../parts/modes/mode-choice.js';
import { wishesInWords } from '../../parts/modes/verbs.js';
import { WishFields } from '../../parts/modes/wish-fields.js';
import { Save } from '../../parts/save.js';
import { FormProblem } from '../../parts/state.js';

const valuesOf = ({ verbs, clearTextAllowed }: AccountModes) => ({ verbs, clearTextAllowed });

const words = {
  verbs: { name: t('modes.own'), say: (verbs: VerbWishes) => wishesInWords(verbs) || t('modes.nothing') },
  clearTextAllowed: { name: t('modes.clearTextShort') },
};

function useModesForm(modes: AccountModes) {
  const form = useForm({ initialValues: valuesOf(modes) });
  const save = (values: ReturnType<typeof valuesOf>, revision: number) =>
    changeAccountModes(modes.accountId, values, revision);
  return { form, edited: useEdited(form, { record: modes, valuesOf, save, words }) };
}

/** The form of its customer. */
export function OwnModesForm({ modes }: { modes: AccountModes }) {
  const { form, edited } = useModesForm(modes);
  const { submit, problem, meanwhile, savedAt = '' } = edited;
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <ModeChoiceField
        value={form.getValues().verbs}
        given={modes.verbs}
        error={form.errors['verbs']}
        onChange={(verbs) => form.setFieldValue('verbs', verbs)}
      />
      <Save edited={edited} label={t('modes.save')} done={t('modes.saved', { time: savedAt })} variant="default" />
    </form>
  );
}

/** The form of staff; follows the account while nothing is chosen. */
export function ModesForm({ modes, readOnly }: { modes: AccountModes; readOnly: boolean }) {
  const { form, edited } = useModesForm(modes);
  const { submit, problem, meanwhile, savedAt = '' } = edited;
  const { verbs, clearTextAllowed } = form.getValues();
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
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
        <Save edited={edited} label={t('modes.save')} done={t('modes.saved', { time: savedAt })} variant="default" />
      )}
    </form>
  );
}
