// The form that creates an FTP account: name, website, folder, password, access; the rest under "more".
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { createAccount } from '../../api/accounts.js';
import type { Account, WebRoot } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { AccessField, FolderField, LimitFields, limitsOnly } from '../../parts/account/limit-fields.js';
import { limitRules, limitsFrom, noLimits } from '../../parts/account/limits-form.js';
import { Fold, RuleFields } from '../../parts/account/rule-fields.js';
import { isName, tidyName } from '../../parts/login.js';
import { NewPassword, whyNoPassword } from '../../parts/password-input.js';
import { generatePassword } from '../../parts/password.js';
import { FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';
import { LoginPreview } from './login-preview.js';

interface FormProps {
  readonly webRoots: readonly WebRoot[];
  readonly website: WebRoot | undefined;
  readonly onMade: (account: Account, password: string) => void;
}

function whyNoName(name: string): string | null {
  if (name === '') return t('create.nameMissing');
  return isName(name) ? null : t('create.nameWrong');
}

/** The form; tells the account and its password once it is made. */
export function NewAccountForm({ webRoots, website, onMade }: FormProps) {
  const [password] = useState(generatePassword);
  const form = useForm({
    initialValues: { ...noLimits, name: '', webRootId: website?.id ?? '', password },
    validate: {
      ...limitRules,
      name: whyNoName,
      webRootId: (id) => (id === '' ? t('create.websiteMissing') : null),
      password: whyNoPassword,
    },
    validateInputOnBlur: [
      'quotaBytes',
      'maxSessions',
      'quotaFiles',
      'bandwidthDownBytes',
      'bandwidthUpBytes',
      'password',
    ],
  });
  const values = form.getValues();
  const webRoot = webRoots.find(({ id }) => id === values.webRootId);
  const { submit, busy, problem } = useSubmit(form, async ({ name, webRootId, password: chosen, ...rest }) => {
    onMade(await createAccount({ name, webRootId, password: chosen, ...limitsFrom(rest) }), chosen);
  });
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <div>
        <TextInput
          {...form.getInputProps('name')}
          className="mono-field"
          label={t('create.name')}
          description={t('create.nameHint')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => form.setFieldValue('name', tidyName(event.currentTarget.value))}
        />
        {webRoot && <LoginPreview name={values.name} webRoot={webRoot} />}
      </div>
      <NativeSelect
        {...form.getInputProps('webRootId')}
        label={t('create.website')}
        data={webRoots.map(({ id, domain }) => ({ value: id, label: domain }))}
        onChange={(event) => form.setValues({ webRootId: event.currentTarget.value, folder: '/' })}
      />
      <FolderField form={limitsOnly(form)} webRoot={webRoot} />
      <NewPassword
        label={t('create.password')}
        value={values.password}
        error={form.errors['password']}
        onChange={(next) => form.setFieldValue('password', next)}
      />
      <AccessField form={limitsOnly(form)} />
      <Fold title={t('create.more')} form={limitsOnly(form)}>
        <LimitFields form={limitsOnly(form)} />
        <RuleFields form={limitsOnly(form)} />
      </Fold>
      <div className="form-foot">
        <Button type="submit" loading={busy}>
          {t('create.submit')}
        </Button>
      </div>
    </form>
  );
}
