// A new customer, with their first panel login where they have one.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { createCustomer, plansQuery } from '../../api/customers.js';
import { Problem } from '../../api/problem.js';
import type { Customer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { HandOver } from '../../parts/hand-over.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { Back, PageHead } from '../../parts/page.js';
import { NewPassword, whyNoPassword } from '../../parts/password-input.js';
import { generatePassword } from '../../parts/password.js';
import { PanelLogin } from '../../parts/people/panel-login.js';
import { FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

interface Login {
  readonly email: string;
  readonly password: string;
}

/** The screen. */
export function NewCustomer() {
  const [made, setMade] = useState<{ customer: Customer; login: Login | undefined }>();
  return made ? (
    <Made {...made} />
  ) : (
    <>
      <PageHead title={t('customerNew.title')} back={<Back to="/customers">{t('customer.back')}</Back>} />
      <NewCustomerForm onMade={(customer, login) => setMade({ customer, login })} />
    </>
  );
}

/** A problem with the nested panel login, at the fields of this form. */
function unnested(problem: unknown): unknown {
  if (!(problem instanceof Problem)) return problem;
  const fields = Object.entries(problem.fields).map(([field, text]) => [field.replace(/^panelUser\./, ''), text]);
  return new Problem(problem, problem.message, Object.fromEntries(fields) as Record<string, string>);
}

function NewCustomerForm({ onMade }: { onMade: (customer: Customer, login: Login | undefined) => void }) {
  const plans = useQuery(plansQuery());
  const choices = plans.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const [password] = useState(generatePassword);
  const form = useForm({
    initialValues: { name: '', planId: '', externalRef: '', email: '', password },
    validate: {
      name: (name) => (name.trim() === '' ? t('customerNew.nameMissing') : null),
      planId: (planId) => (planId === '' && choices.length > 1 ? t('customerNew.planMissing') : null),
      email: (email) => (email === '' || /^\S+@\S+$/.test(email.trim()) ? null : t('customerNew.emailWrong')),
      password: (chosen, { email }) => (email === '' ? null : whyNoPassword(chosen)),
    },
  });
  const { submit, busy, problem } = useSubmit(form, async (values) => {
    const email = values.email.trim();
    const planId = values.planId || choices[0]?.value;
    const login = email === '' ? undefined : { email, password: values.password };
    const customer = await createCustomer({
      name: values.name.trim(),
      ...(planId && { planId }),
      ...(values.externalRef.trim() && { externalRef: values.externalRef.trim() }),
      ...(login && { panelUser: login }),
    }).catch((thrown: unknown) => {
      throw unnested(thrown);
    });
    onMade(customer, login);
  });
  useUnsent(form.isDirty() && !busy);
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <TextInput {...form.getInputProps('name')} label={t('customerNew.name')} autoComplete="off" />
      {choices.length > 1 && (
        <NativeSelect
          {...form.getInputProps('planId')}
          label={t('customerNew.plan')}
          data={[{ value: '', label: t('customerNew.choosePlan') }, ...choices]}
        />
      )}
      <TextInput
        {...form.getInputProps('externalRef')}
        label={t('customerNew.reference')}
        description={t('customerNew.referenceHint')}
        autoComplete="off"
      />
      <fieldset className="form">
        <legend>{t('customerNew.login')}</legend>
        <TextInput
          {...form.getInputProps('email')}
          label={t('customerNew.email')}
          description={t('customerNew.loginHint')}
          type="email"
          autoComplete="off"
        />
        {form.getValues().email !== '' && (
          <NewPassword
            label={t('password.label')}
            value={form.getValues().password}
            error={form.errors['password']}
            onChange={(next) => form.setFieldValue('password', next)}
          />
        )}
      </fieldset>
      <div className="form-foot">
        <Button type="submit" loading={busy}>
          {t('customerNew.submit')}
        </Button>
      </div>
    </form>
  );
}

function Made({ customer, login }: { customer: Customer; login: Login | undefined }) {
  const { id: customerId, name } = customer;
  return (
    <>
      <PageHead
        title={t(login ? 'customerNew.createdTitle' : 'customerNew.madeTitle', { name })}
        lead={login && t('customerNew.createdText')}
        back={<Back to="/customers">{t('customer.back')}</Back>}
        actions={
          // Not what to press first while a password stands below that is shown once.
          <Button
            variant={login ? 'default' : 'filled'}
            renderRoot={(props) => <Link to="/customers/$customerId" params={{ customerId }} {...props} />}
          >
            {t('customerNew.next')}
          </Button>
        }
      />
      {login && (
        <>
          <PanelLogin {...login} />
          <p className="under">{t('customerNew.handOver')}</p>
          <HandOver subject={login.email} wish={{ customerId }} />
        </>
      )}
    </>
  );
}
