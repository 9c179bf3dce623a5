// The wizard's form: the open step, what its draft would mean beside it, and the way on. A step is left forwards only when
// neither the form nor the API has anything against what was typed in it.
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { asProblem, type Problem } from '../../api/problem.js';
import { queryClient } from '../../api/query.js';
import { previewQuery } from '../../api/servers.js';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { FormProblem } from '../../parts/state.js';
import { networkSteps, type NetworkStep } from '../search.js';
import { ApplyBar, Force } from '../server/apply-bar.js';
import { PolicyConflict } from '../server/policy-conflict.js';
import { usePolicyDraft, type PolicyEdit } from '../server/use-policy-draft.js';
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.js';
import { isOf, problemsOf } from './step-fields.js';
import { StepBody } from './step-body.js';
import { Stepper } from './stepper.js';

interface WizardProps {
  readonly server: Server;
  readonly policy: Policy;
  readonly step: NetworkStep;
}

/** Whether what is typed is applied in this step; before, it is only carried on. */
const applies = (step: NetworkStep) => step === 'encryption' || step === 'test';

/** The five steps. */
export function Wizard({ server, policy, step }: WizardProps) {
  const navigate = useNavigate();
  const go = (to: NetworkStep) =>
    void navigate({ to: '/servers/$serverId/network', params: { serverId: server.id }, search: { step: to } });
  const edit = usePolicyDraft(policy, () => go('test'));
  const { conflict, problem, clear, apply, applyTo } = edit;
  const { proceed, checking, unanswered } = useProceed(edit, step, go);
  useResuming(edit);
  useWayToProblems(edit, go);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    if (applies(step) && edit.dirty) return apply(undefined, event);
    event.preventDefault();
    if (step !== 'test') proceed();
  };
  return (
    <form onSubmit={onSubmit} noValidate className="policy network">
      <Stepper serverId={server.id} step={step} />
      <StepHead step={step} />
      {!conflict && <FormProblem problem={problem ?? unanswered} />}
      <StepBody step={step} edit={edit} server={server} policy={policy} />
      <Foot {...{ step, edit, server, policy, go, checking }} />
      {conflict && (
        <PolicyConflict
          {...conflict}
          takeTheirs={edit.takeTheirs}
          applyMine={() => applyTo(conflict.current)}
          onClose={clear}
        />
      )}
    </form>
  );
}

/** The step's heading takes the focus when the step changes, so that keyboard and reader go on there. */
function StepHead({ step }: { step: NetworkStep }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <div className="step-head">
      <p className="quiet">{t('network.stepOf', { number: networkSteps.indexOf(step) + 1 })}</p>
      <h2 ref={heading} tabIndex={-1} data-quiet-focus>
        {t(`network.heading.${step}`)}
      </h2>
      <p>{t(`network.intro.${step}`)}</p>
    </div>
  );
}

interface FootProps extends WizardProps {
  readonly edit: PolicyEdit;
  readonly go: (to: NetworkStep) => void;
  readonly checking: boolean;
}

/** Back and on, where they stay while the page above them grows; in the last two steps what is typed is applied. */
function Foot({ step, edit, server, policy, go, checking }: FootProps) {
  const { dirty, busy, apply } = edit;
  const last = step === 'test';
  const applying = applies(step) && (dirty || (last && policy.trial !== null));
  return (
    <div className="wizard-foot">
      {dirty && !last && <p className="hint kept">{t('network.kept')}</p>}
      <div className="form-foot">
        <BackButton step={step} go={go} />
        {!applying && <Onward step={step} server={server} policy={policy} checking={checking} />}
      </div>
      {applying && (
        <ApplyBar
          server={server}
          policy={policy}
          form={{ dirty, busy, readOnly: false }}
          applyTrial={apply}
          discard={edit.discard}
        />
      )}
    </div>
  );
}

/** The way to the next step; after the last there is only what is in force. */
function Onward({ step, server, policy, checking }: Pick<FootProps, 'step' | 'server' | 'policy' | 'checking'>) {
  if (step === 'test') return <Force server={server} policy={policy} key={policy.version} />;
  return (
    <Button type="submit" loading={checking}>
      {t(step === 'encryption' ? 'network.toTest' : 'network.continue')}
    </Button>
  );
}

function BackButton({ step, go }: Pick<FootProps, 'step' | 'go'>) {
  const before = networkSteps[networkSteps.indexOf(step) - 1];
  if (before === undefined) return null;
  return (
    <Button variant="default" onClick={() => go(before)}>
      {t('network.back')}
    </Button>
  );
}

/** Asks the form, then the API, and goes on where neither refuses what this step is about. */
function useProceed({ form, draft, base }: PolicyEdit, step: NetworkStep, go: (to: NetworkStep) => void) {
  const [checking, setChecking] = useState(false);
  const [unanswered, setUnanswered] = useState<Problem>();
  const refusedFields = async () => {
    const mistyped = problemsOf(step, form.validate().errors);
    if (Object.keys(mistyped).length > 0) return mistyped;
    const { refusals } = await queryClient.fetchQuery(previewQuery(base.serverId, draft));
    return problemsOf(step, Object.fromEntries(refusals.map(({ field, detail }) => [field, detail])));
  };
  const next = networkSteps[networkSteps.indexOf(step) + 1];
  const proceed = () => {
    setChecking(true);
    setUnanswered(undefined);
    refusedFields()
      .then((refused) => {
        form.setErrors(refused);
        const [first] = Object.keys(refused);
        if (first !== undefined) window.setTimeout(() => form.getInputNode(first)?.focus(), 0);
        else if (next) go(next);
      })
      .catch((thrown: unknown) => setUnanswered(asProblem(thrown)))
      .finally(() => setChecking(false));
  };
  return { proceed, checking, unanswered };
}

/** Takes up what was typed before the wizard was left, and keeps what is typed now. */
function useResuming({ form, base, dirty }: PolicyEdit): void {
  const [kept] = useState(() => keptDraft(base));
  const resumed = useRef(kept === undefined);
  const values = form.getValues();
  useEffect(() => {
    if (!resumed.current && kept) form.setValues(kept);
    else if (dirty) keepDraft(base, values);
    else forgetDraft(base.serverId);
    resumed.current = true;
  });
}

/** What is refused on applying is shown in the step where it was typed. */
function useWayToProblems({ form }: PolicyEdit, go: (to: NetworkStep) => void): void {
  const { errors } = form;
  const shown = useRef(errors);
  useEffect(() => {
    if (shown.current === errors) return;
    shown.current = errors;
    const place = networkSteps.find((each) => Object.keys(errors).some((field) => isOf(each, field)));
    if (place) go(place);
  });
}
