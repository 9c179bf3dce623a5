// A new password for the panel.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { changeOwnPassword } from '../../api/own.js';
import { usePasswordRules } from '../../api/panel.js';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { PasswordInput, whyNoPassword } from '../../parts/password-input.js';
import { PasswordMeter } from '../../parts/password-meter.js';
import { passwordRule } from '../../parts/password-policy.js';
import { FormProblem, Notice } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

/** The section. */
export function OwnPassword() {
  const me = useMe();
  const [changed, setChanged] = useState(false);
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: {
      currentPassword: (value) => (value === '' ? t('you.currentMissing') : null),
      newPassword: whyNoPassword,
    },
  });
  const { submit, busy, problem } = useSubmit(form, async ({ currentPassword, newPassword }) => {
    setChanged(false);
    await changeOwnPassword(currentPassword, newPassword);
    form.reset();
    setChanged(true);
  });
  return (
    <Section title={t('you.password')}>
      <form className="form" onSubmit={submit} noValidate>
        <p className="quiet">{t('you.passwordHint')}</p>
        <FormProblem problem={problem} />
        {changed && (
          <Notice tone="data" alert>
            <p>{t('you.changed')}</p>
          </Notice>
        )}
        <input type="hidden" autoComplete="username" value={me.email} readOnly />
        <PasswordInput
          {...form.getInputProps('currentPassword')}
          label={t('you.current')}
          autoComplete="current-password"
        />
        <div>
          <PasswordInput
            {...form.getInputProps('newPassword')}
            label={t('you.next')}
            description={passwordRule(usePasswordRules())}
            autoComplete="new-password"
          />
          <PasswordMeter
            password={form.getValues().newPassword}
            about={[me.email]}
            reasonShown={form.errors['newPassword'] !== undefined}
          />
        </div>
        <div className="form-foot">
          <Button type="submit" variant="default" loading={busy}>
            {t('you.change')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
