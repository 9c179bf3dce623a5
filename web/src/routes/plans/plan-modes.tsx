// What a plan says about data connections.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changePlanModes, planModesQuery } from '../../api/modes.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Plan, VerbWishes } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Dialog } from '../../parts/dialog.js';
import { Failed } from '../../parts/list.js';
import { WishFields } from '../../parts/modes/wish-fields.js';
import { FormProblem } from '../../parts/state.js';

interface PlanModesProps {
  readonly plan: Plan;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

/** The dialog. */
export function PlanModesDialog({ plan, readOnly, onClose }: PlanModesProps) {
  const query = useQuery({ ...planModesQuery(plan.id), staleTime: 0 });
  const [chosen, setChosen] = useState<VerbWishes>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const value = chosen ?? query.data?.verbs;
  const save = (verbs: VerbWishes) => {
    setBusy(true);
    changePlanModes(plan.id, verbs)
      .then(
        () => {
          announce(t('plans.saved'));
          onClose();
        },
        (thrown: unknown) => setProblem(asProblem(thrown)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={t('plans.changeNamed', { plan: plan.name })} onClose={onClose}>
      <FormProblem problem={problem} />
      <p className="quiet">{t('plans.dialogText')}</p>
      {query.isError && !value && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      {value && (
        <fieldset disabled={readOnly}>
          <WishFields of={plan.name} value={value} onChange={setChosen} />
        </fieldset>
      )}
      <div className="form-foot">
        <Button variant="default" onClick={onClose}>
          {t(readOnly ? 'dialog.close' : 'dialog.cancel')}
        </Button>
        {!readOnly && (
          <Button loading={busy} disabled={!chosen} onClick={() => chosen && save(chosen)}>
            {t('modes.save')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
