// A plan as a form: made, or changed after a look at who would be over it and at what others changed meanwhile.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState, type FormEvent, type ReactNode } from 'react';
import { changePlan, createPlan, whoWouldBeOver } from '../../api/plans.js';
import type { NewPlan, Plan, PlanFeature, PlanOffender } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import type { Problem } from '../../api/problem.js';
import { exactSize, exactSpeed, limitRules, speedTyped } from '../../parts/account/limits-form.js';
import { announce } from '../../parts/announce.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import type { FormWords } from '../../parts/conflict/differences.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { Dialog } from '../../parts/dialog.js';
import { parseBytes } from '../../parts/format.js';
import { Offenders } from '../../parts/offenders.js';
import { FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

const features = ['expiry', 'networks', 'limits', 'modes', 'tokens'] as const satisfies readonly PlanFeature[];

const number = (value: number | null) => (value === null ? '' : String(value));

const noPlan = {
  name: '',
  maxFtpAccounts: null,
  quotaBytes: null,
  quotaFiles: null,
  maxSessions: null,
  bandwidthDownBytes: null,
  bandwidthUpBytes: null,
  features: [...features],
};

const valuesOf = (plan: Omit<Plan, 'id' | 'customerCount' | 'createdAt' | 'revision'>) => ({
  name: plan.name,
  maxFtpAccounts: number(plan.maxFtpAccounts),
  quotaBytes: exactSize(plan.quotaBytes),
  quotaFiles: number(plan.quotaFiles),
  maxSessions: number(plan.maxSessions),
  bandwidthDownBytes: exactSpeed(plan.bandwidthDownBytes),
  bandwidthUpBytes: exactSpeed(plan.bandwidthUpBytes),
  features: [...plan.features] as string[],
});
type Values = ReturnType<typeof valuesOf>;

const numberIn = (text: string) => (text.trim() === '' ? null : Number(text));

const planFrom = (values: Values): NewPlan => ({
  name: values.name.trim(),
  maxFtpAccounts: numberIn(values.maxFtpAccounts),
  quotaBytes: parseBytes(values.quotaBytes) ?? null,
  quotaFiles: numberIn(values.quotaFiles),
  maxSessions: numberIn(values.maxSessions),
  bandwidthDownBytes: speedTyped(values.bandwidthDownBytes) ?? null,
  bandwidthUpBytes: speedTyped(values.bandwidthUpBytes) ?? null,
  features: features.filter((feature) => values.features.includes(feature)),
});

const whyNoNumber = (text: string) => (/^\d{0,9}$/.test(text.trim()) ? null : t('planForm.number'));

const rules = {
  name: (name: string) => (name.trim() === '' ? t('planForm.nameMissing') : null),
  maxFtpAccounts: whyNoNumber,
  quotaBytes: limitRules.quotaBytes,
  quotaFiles: whyNoNumber,
  maxSessions: whyNoNumber,
  bandwidthDownBytes: limitRules.bandwidthDownBytes,
  bandwidthUpBytes: limitRules.bandwidthUpBytes,
};

/** What the difference calls the fields; an empty one is no limit. */
const limitWord = (name: string) => ({ name, say: (text: string) => text || t('plans.unlimited') });
const words: FormWords<Values> = {
  name: { name: t('planForm.name') },
  maxFtpAccounts: limitWord(t('planForm.accounts')),
  quotaBytes: limitWord(t('planForm.disk')),
  quotaFiles: limitWord(t('planForm.files')),
  maxSessions: limitWord(t('planForm.sessions')),
  bandwidthDownBytes: limitWord(t('planForm.down')),
  bandwidthUpBytes: limitWord(t('planForm.up')),
  features: { name: t('planForm.features'), say: (chosen: string[]) => chosen.map(featureInWords).join(', ') },
};

function featureInWords(word: string): string {
  const feature = features.find((known) => known === word);
  return feature ? t(`planForm.${feature}`) : word;
}

/** The dialog that makes one. */
export function NewPlanDialog({ onClose }: { readonly onClose: () => void }) {
  const form = useForm({ initialValues: valuesOf(noPlan), validate: rules });
  const { submit, busy, problem } = useSubmit(form, async (values) => {
    await createPlan(planFrom(values));
    announce(t('planForm.saved'));
    onClose();
  });
  return (
    <PlanDialog title={t('planForm.new')} onClose={onClose} submit={submit} busy={busy} problem={problem} form={form} />
  );
}

/** The dialog that changes one; who would be over it is said before it is saved. */
export function ChangePlanDialog({ plan, onClose }: { readonly plan: Plan; readonly onClose: () => void }) {
  const form = useForm({ initialValues: valuesOf(plan), validate: rules });
  const [over, setOver] = useState<{ of: string; offenders: PlanOffender[] }>();
  const save = async (values: Values, revision: number) => {
    const saved = await changePlan(plan.id, planFrom(values), revision);
    announce(t('planForm.saved'));
    onClose();
    return saved;
  };
  const edited = useEdited(form, { record: plan, valuesOf, save, words });
  const asked = useSubmit(form, async (values) => {
    const wish = planFrom(values);
    const of = JSON.stringify(wish);
    const offenders = over?.of === of ? [] : await whoWouldBeOver(plan.id, wish);
    if (offenders.length > 0) setOver({ of, offenders });
    else edited.submit();
  });
  return (
    <PlanDialog
      title={t('planForm.editOf', { plan: plan.name })}
      onClose={onClose}
      submit={asked.submit}
      busy={asked.busy || edited.busy}
      problem={asked.problem ?? edited.problem}
      form={form}
      notice={<Conflict meanwhile={edited.meanwhile} />}
      offenders={over?.offenders}
    />
  );
}

interface PlanDialogProps {
  readonly title: string;
  readonly form: UseFormReturnType<Values>;
  readonly submit: (event?: FormEvent<HTMLFormElement>) => void;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly notice?: ReactNode;
  readonly offenders?: readonly PlanOffender[] | undefined;
  readonly onClose: () => void;
}

function PlanDialog(props: PlanDialogProps) {
  const { title, form, submit, busy, problem, notice, offenders = [], onClose } = props;
  return (
    <Dialog title={title} onClose={onClose} size="wide">
      <form className="dialog" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        {notice}
        <PlanFields form={form} />
        <Offenders offenders={offenders} />
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t(offenders.length > 0 ? 'planForm.saveAnyway' : 'planForm.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function PlanFields({ form }: Pick<PlanDialogProps, 'form'>) {
  const noLimit = t('plans.unlimited');
  return (
    <>
      <TextInput {...form.getInputProps('name')} label={t('planForm.name')} autoComplete="off" data-autofocus />
      <div>
        <div className="pair tight">
          <TextInput
            {...form.getInputProps('maxFtpAccounts')}
            label={t('planForm.accounts')}
            placeholder={noLimit}
            inputMode="numeric"
          />
          <TextInput
            {...form.getInputProps('maxSessions')}
            placeholder={noLimit}
            label={t('planForm.sessions')}
            inputMode="numeric"
          />
          <TextInput {...form.getInputProps('quotaBytes')} placeholder={noLimit} label={t('planForm.disk')} />
          <TextInput
            {...form.getInputProps('quotaFiles')}
            label={t('planForm.files')}
            placeholder={noLimit}
            inputMode="numeric"
          />
          <TextInput {...form.getInputProps('bandwidthDownBytes')} placeholder={noLimit} label={t('planForm.down')} />
          <TextInput {...form.getInputProps('bandwidthUpBytes')} placeholder={noLimit} label={t('planForm.up')} />
        </div>
        <p className="hint">{t('planForm.limitsHint')}</p>
      </div>
      <Checkbox.Group {...form.getInputProps('features')} label={t('planForm.features')}>
        <div className="choices">
          {features.map((feature) => (
            <Checkbox key={feature} value={feature} label={t(`planForm.${feature}`)} />
          ))}
        </div>
      </Checkbox.Group>
    </>
  );
}
