// Adding somebody who signs in to the panel: staff with a role, or another panel login of a customer. The password is made
// in the browser and shown once.
import { Button, Radio, TextInput } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { addPerson } from '../../api/people.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../dialog.js';
import { NewPassword, whyNoPassword } from '../password-input.js';
import { generatePassword } from '../password.js';
import { FormProblem } from '../state.js';
import { useSubmit } from '../use-submit.js';
import { PanelLogin } from './panel-login.js';

interface AddPersonProps {
  /** Whose panel login it is; left out for staff. */
  readonly customer?: { readonly id: string; readonly name: string };
  readonly close: () => void;
}

interface Values {
  email: string;
  displayName: string;
  role: 'admin' | 'support';
  password: string;
}

/** The dialog. */
export function AddPersonDialog({ customer, close }: AddPersonProps) {
  const [added, setAdded] = useState<Pick<Values, 'email' | 'password'>>();
  if (added) return <Added {...added} close={close} />;
  const title = customer ? t('customerPeople.addTitle', { name: customer.name }) : t('people.addTitle');
  return (
    <Dialog title={title} onClose={close}>
      <PersonForm {...(customer && { customer })} close={close} onAdded={setAdded} />
    </Dialog>
  );
}

function PersonForm({ customer, close, onAdded }: AddPersonProps & { onAdded: (values: Values) => void }) {
  const [password] = useState(generatePassword);
  const form = useForm<Values>({
    initialValues: { email: '', displayName: '', role: 'support', password },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : t('people.emailWrong')),
      password: whyNoPassword,
    },
  });
  const { submit, busy, problem } = useSubmit(form, async (values) => {
    const { email, displayName } = { email: values.email.trim(), displayName: values.displayName.trim() };
    const place = customer ? { role: 'customer' as const, customerId: customer.id } : { role: values.role };
    await addPerson({ email, displayName, password: values.password, ...place });
    onAdded({ ...values, email });
  });
  return (
    <form className="dialog" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <TextInput
        {...form.getInputProps('email')}
        label={t('people.email')}
        type="email"
        autoComplete="off"
        data-autofocus
      />
      <TextInput {...form.getInputProps('displayName')} label={t('people.name')} autoComplete="off" maxLength={100} />
      {!customer && <RoleChoice form={form} />}
      <NewPassword
        label={t('password.label')}
        value={form.getValues().password}
        error={form.errors['password']}
        onChange={(next) => form.setFieldValue('password', next)}
      />
      <div className="form-foot">
        <Button variant="default" onClick={close}>
          {t('dialog.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('people.add')}
        </Button>
      </div>
    </form>
  );
}

function RoleChoice({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <Radio.Group {...form.getInputProps('role')} label={t('people.role')}>
      <div className="choices">
        {(['support', 'admin'] as const).map((role) => (
          <Radio
            key={role}
            value={role}
            label={t(`people.roleChoice.${role}`)}
            description={t(`people.roleChoice.${role}Hint`)}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function Added({ email, password, close }: { email: string; password: string; close: () => void }) {
  return (
    <Dialog title={t('people.addedTitle', { email })} onClose={close}>
      <p>{t('customerNew.createdText')}</p>
      <PanelLogin email={email} password={password} />
      <div className="form-foot">
        <Button onClick={close}>{t('people.done')}</Button>
      </div>
    </Dialog>
  );
}
