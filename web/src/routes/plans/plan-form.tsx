// A plan as a form: made, or changed after a look at who would be over it.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { changePlan, createPlan, whoWouldBeOver } from '../../api/plans.js';
import type { NewPlan, Plan, PlanFeature, PlanOffender } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Dialog } from '../../parts/dialog.js';
import { formatBytes, parseBytes } from '../../parts/format.js';
import { Offenders } from '../../parts/offenders.js';
import { FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

const features = ['expiry', 'networks', 'limits', 'modes', 'tokens'] as const satisfies readonly PlanFeature[];

const number = (value: number | null) => (value === null ? '' : String(value));

/** A size that reads back as exactly these bytes. */
function size(bytes: number | null): string {
  if (bytes === null) return '';
  const short = formatBytes(bytes);
  return parseBytes(short) === bytes ? short : String(bytes);
}

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
  quotaBytes: size(plan.quotaBytes),
  quotaFiles: number(plan.quotaFiles),
  maxSessions: number(plan.maxSessions),
  bandwidthDownBytes: size(plan.bandwidthDownBytes),
  bandwidthUpBytes: size(plan.bandwidthUpBytes),
  features: [...plan.features] as string[],
});
type Values = ReturnType<typeof valuesOf>;

const bytesIn = (text: string) => parseBytes(text.trim().replace(/\s*\/\s*s(ec)?$/i, ''));
const numberIn = (text: string) => (text.trim() === '' ? null : Number(text));

const planFrom = (values: Values): NewPlan => ({
  name: values.name.trim(),
  maxFtpAccounts: numberIn(values.maxFtpAccounts),
  quotaBytes: bytesIn(values.quotaBytes) ?? null,
  quotaFiles: numberIn(values.quotaFiles),
  maxSessions: numberIn(values.maxSessions),
  bandwidthDownBytes: bytesIn(values.bandwidthDownBytes) ?? null,
  bandwidthUpBytes: bytesIn(values.bandwidthUpBytes) ?? null,
  features: features.filter((feature) => values.features.includes(feature)),
});

const whyNoNumber = (text: string) => (/^\d{0,9}$/.test(text.trim()) ? null : t('planForm.number'));
const whyNoBytes = (text: string) => (bytesIn(text) === undefined ? t('limits.quotaWrong') : null);

const rules = {
  name: (name: string) => (name.trim() === '' ? t('planForm.nameMissing') : null),
  maxFtpAccounts: whyNoNumber,
  quotaBytes: whyNoBytes,
  quotaFiles: whyNoNumber,
  maxSessions: whyNoNumber,
  bandwidthDownBytes: whyNoBytes,
  bandwidthUpBytes: whyNoBytes,
};

interface PlanFormProps {
  /** Left out: a new one. */
  readonly plan?: Plan | undefined;
  readonly onClose: () => void;
}

/** The dialog. */
export function PlanForm({ plan, onClose }: PlanFormProps) {
  const form = useForm({ initialValues: valuesOf(plan ?? noPlan), validate: rules });
  const [over, setOver] = useState<{ of: string; offenders: PlanOffender[] }>();
  const { submit, busy, problem } = useSubmit(form, async (values) => {
    const wish = planFrom(values);
    const offenders = plan && over?.of !== JSON.stringify(wish) ? await whoWouldBeOver(plan.id, wish) : [];
    if (offenders.length > 0) {
      setOver({ of: JSON.stringify(wish), offenders });
      return;
    }
    await (plan ? changePlan(plan.id, wish, plan.revision) : createPlan(wish));
    announce(t('planForm.saved'));
    onClose();
  });
  return (
    <Dialog title={plan ? t('planForm.editOf', { plan: plan.name }) : t('planForm.new')} onClose={onClose}>
      <form className="dialog" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        <TextInput {...form.getInputProps('name')} label={t('planForm.name')} autoComplete="off" data-autofocus />
        <p className="hint">{t('planForm.noLimit')}</p>
        <TextInput {...form.getInputProps('maxFtpAccounts')} label={t('planForm.accounts')} inputMode="numeric" />
        <TextInput
          {...form.getInputProps('quotaBytes')}
          label={t('planForm.disk')}
          description={t('planForm.diskHint')}
        />
        <TextInput {...form.getInputProps('quotaFiles')} label={t('planForm.files')} inputMode="numeric" />
        <TextInput
          {...form.getInputProps('maxSessions')}
          label={t('planForm.sessions')}
          description={t('planForm.sessionsHint')}
          inputMode="numeric"
        />
        <TextInput
          {...form.getInputProps('bandwidthDownBytes')}
          label={t('planForm.down')}
          description={t('planForm.speedHint')}
        />
        <TextInput
          {...form.getInputProps('bandwidthUpBytes')}
          label={t('planForm.up')}
          description={t('planForm.speedHint')}
        />
        <Checkbox.Group {...form.getInputProps('features')} label={t('planForm.features')}>
          <div className="choices">
            {features.map((feature) => (
              <Checkbox key={feature} value={feature} label={t(`planForm.${feature}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Offenders offenders={over?.offenders ?? []} />
        <div className="form-foot">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t(over ? 'planForm.saveAnyway' : 'planForm.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
