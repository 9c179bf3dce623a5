// The panel user's own page: who they are, how the panel looks, their password, signing out.
import { Button, NativeSelect, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { changeOwnPassword, signOut } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { PageHead, Section } from '../../parts/page.js';
import { PasswordInput, whyNoPassword } from '../../parts/password-input.js';
import { FormProblem, Notice } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

/** The screen. */
export function You() {
  const me = useMe();
  const router = useRouter();
  const leave = async () => {
    await signOut();
    await router.navigate({ to: '/sign-in' });
  };
  return (
    <>
      <PageHead
        title={t('you.title')}
        actions={
          <Button variant="default" onClick={() => void leave()}>
            {t('you.signOut')}
          </Button>
        }
      />
      <Section title={me.displayName || me.email}>
        <dl className="facts">
          <dt>{t('you.email')}</dt>
          <dd>{me.email}</dd>
          <dt>{t('you.role')}</dt>
          <dd>{t(`role.${me.role}`)}</dd>
          {me.customer && (
            <>
              <dt>{t('you.customer')}</dt>
              <dd>{me.customer.name}</dd>
            </>
          )}
          <dt>{t('you.look')}</dt>
          <dd>
            <LookChoice />
          </dd>
        </dl>
      </Section>
      <Section title={t('you.password')}>
        <OwnPassword />
      </Section>
    </>
  );
}

const looks: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

function LookChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="plan-choice">
      <NativeSelect
        aria-label={t('you.lookLabel')}
        value={colorScheme}
        data={looks.map((value) => ({ value, label: t(`you.looks.${value}`) }))}
        onChange={(event) => setColorScheme(looks.find((look) => look === event.currentTarget.value) ?? 'auto')}
      />
    </div>
  );
}

function OwnPassword() {
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
      <PasswordInput {...form.getInputProps('newPassword')} label={t('you.next')} autoComplete="new-password" />
      <div className="form-foot">
        <Button type="submit" loading={busy}>
          {t('you.change')}
        </Button>
      </div>
    </form>
  );
}
