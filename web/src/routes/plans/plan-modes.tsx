// What a plan says about data connections.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { changePlanModes, planModesQuery } from '../../api/modes.js';
import type { Plan, PlanModes, VerbWishes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { Dialog } from '../../parts/dialog.js';
import { Fetched } from '../../parts/fetched.js';
import { wishesInWords } from '../../parts/modes/verbs.js';
import { WishFields } from '../../parts/modes/wish-fields.js';
import { FormProblem } from '../../parts/state.js';

interface PlanModesProps {
  readonly plan: Plan;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

/** The dialog. */
export function PlanModesDialog(props: PlanModesProps) {
  const { plan, onClose } = props;
  const query = useQuery({ ...planModesQuery(plan.id), staleTime: 0 });
  return (
    <Dialog title={t('plans.changeNamed', { plan: plan.name })} onClose={onClose}>
      <p className="quiet">{t('plans.dialogText')}</p>
      <Fetched query={query} what={plan.name}>
        {(modes) => <ModesOfPlan {...props} modes={modes} />}
      </Fetched>
    </Dialog>
  );
}

const valuesOf = ({ verbs }: PlanModes) => ({ verbs });

const words = {
  verbs: { name: t('policy.mode'), say: (verbs: VerbWishes) => wishesInWords(verbs) || t('modes.nothing') },
};

function ModesOfPlan({ modes, readOnly, onClose }: PlanModesProps & { readonly modes: PlanModes }) {
  const form = useForm({ initialValues: valuesOf(modes) });
  const save = async ({ verbs }: ReturnType<typeof valuesOf>, revision: number) => {
    const saved = await changePlanModes(modes.planId, verbs, revision);
    announce(t('plans.saved'));
    onClose();
    return saved;
  };
  const { dirty, submit, busy, problem, meanwhile } = useEdited(form, { record: modes, valuesOf, save, words });
  return (
    <form className="dialog" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <Conflict meanwhile={meanwhile} />
      <fieldset disabled={readOnly}>
        <WishFields
          of={modes.name}
          value={form.getValues().verbs}
          onChange={(verbs) => form.setFieldValue('verbs', verbs)}
        />
        {form.errors['verbs'] && (
          <p className="field-problem" role="alert">
            {form.errors['verbs']}
          </p>
        )}
      </fieldset>
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t(readOnly ? 'dialog.close' : 'dialog.cancel')}
        </Button>
        {!readOnly && (
          <Button type="submit" loading={busy} disabled={!dirty}>
            {t('modes.save')}
          </Button>
        )}
      </div>
    </form>
  );
}
