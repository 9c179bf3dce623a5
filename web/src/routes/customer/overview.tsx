// What a customer uses of the plan, and the settings: name, reference, plan.
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { changeCustomer, plansQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import { planPreviewQuery } from '../../api/plans.js';
import type { Customer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Conflict } from '../../parts/conflict/conflict.js';
import { useEdited } from '../../parts/conflict/use-edited.js';
import { Offenders } from '../../parts/offenders.js';
import { Section } from '../../parts/page.js';
import { Save } from '../../parts/save.js';
import { FormProblem } from '../../parts/state.js';
import { Moment } from '../../parts/time.js';
import { Usage } from '../../parts/usage.js';

/** The tab. */
export function Overview({ customer }: { customer: Customer }) {
  const mayChange = useMe().role === 'admin' && customer.status !== 'terminating';
  return (
    <>
      <Section title={t('customerTab.use')}>
        <dl className="facts">
          {!mayChange && <Settled customer={customer} />}
          <dt>{t('customerTab.accounts')}</dt>
          <dd>{accountsInWords(customer)}</dd>
          <dt>{t('customerTab.disk')}</dt>
          <dd>
            <Usage {...customer} />
          </dd>
          <dt>{t('customerTab.sessions')}</dt>
          <dd className="number">{customer.openSessions}</dd>
          <dt>{t('customer.since')}</dt>
          <dd>
            <Moment iso={customer.createdAt} />
          </dd>
        </dl>
      </Section>
      {mayChange && <Settings customer={customer} />}
    </>
  );
}

/** What stands among the settings of whoever may change it. */
function Settled({ customer: { plan, externalRef } }: { customer: Customer }) {
  return (
    <>
      <dt>{t('customer.plan')}</dt>
      <dd>{plan.name}</dd>
      <dt>{t('customer.reference')}</dt>
      <dd className="mono">{externalRef ?? t('list.none')}</dd>
    </>
  );
}

function accountsInWords({ accountCount: used, maxFtpAccounts: max }: Customer): string {
  return max === null ? t('customerTab.accountsFree', { count: used }) : t('customerTab.accountsUsed', { used, max });
}

const valuesOf = ({ name, externalRef, plan, twoStepRequired }: Customer) => ({
  name,
  externalRef: externalRef ?? '',
  planId: plan.id,
  twoStepRequired,
});

function Settings({ customer }: { customer: Customer }) {
  const plans = useQuery(plansQuery());
  const choices = plans.data?.items ?? [customer.plan];
  const form = useForm({
    initialValues: valuesOf(customer),
    validate: { name: (name) => (name.trim() === '' ? t('customerNew.nameMissing') : null) },
  });
  const words = {
    name: { name: t('customerTab.name') },
    externalRef: { name: t('customer.reference') },
    twoStepRequired: { name: t('customerTab.twoStep') },
    planId: { name: t('customer.plan'), say: (id: string) => choices.find((plan) => plan.id === id)?.name ?? id },
  };
  const save = ({ name, externalRef, ...rest }: ReturnType<typeof valuesOf>, revision: number) => {
    const change = { name: name.trim(), externalRef: externalRef.trim() || null, ...rest };
    return changeCustomer(customer.id, change, revision);
  };
  const edited = useEdited(form, { record: customer, valuesOf, save, words });
  const { submit, problem, meanwhile } = edited;
  const wanted = form.getValues().planId;
  const preview = useQuery({ ...planPreviewQuery(customer.id, wanted), enabled: wanted !== customer.plan.id });
  return (
    <Section title={t('customerTab.settings')}>
      <form className="form" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        <Conflict meanwhile={meanwhile} />
        <TextInput {...form.getInputProps('name')} label={t('customerTab.name')} autoComplete="off" />
        <TextInput
          {...form.getInputProps('externalRef')}
          label={t('customer.reference')}
          description={t('customerNew.referenceHint')}
          autoComplete="off"
        />
        <NativeSelect
          {...form.getInputProps('planId')}
          label={t('customer.plan')}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Checkbox
          {...form.getInputProps('twoStepRequired', { type: 'checkbox' })}
          label={t('customerTab.twoStep')}
          description={t('customerTab.twoStepHint')}
        />
        {wanted !== customer.plan.id && <Offenders offenders={preview.data?.offenders ?? []} />}
        <Save edited={edited} label={t('customerTab.save')} done={t('customerTab.saved')} />
      </form>
    </Section>
  );
}
