// Signing in to the panel. Nothing is filled in beforehand; the answer to a wrong password is the API's sentence.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { signIn } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { PasswordInput } from '../../parts/password-input.js';
import { Mark } from '../../parts/shell/shell.js';
import { FormProblem, Notice } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

const route = getRouteApi('/sign-in');

/** The sign-in screen. */
export function SignIn() {
  const router = useRouter();
  const { next } = route.useSearch();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = t('page.title', { title: t('signIn.title') });
    first.current?.focus();
  }, []);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (value.trim() === '' ? t('signIn.emailMissing') : null),
      password: (value) => (value === '' ? t('signIn.passwordMissing') : null),
    },
  });
  const { submit, busy, problem } = useSubmit(form, async ({ email, password }) => {
    await signIn(email.trim(), password);
    await router.invalidate();
    await router.navigate({ href: next ?? '/', replace: true });
  });
  return (
    <main className="sign-in">
      <p className="brand">
        <Mark />
        {t('brand')}
      </p>
      <h1>{t('signIn.title')}</h1>
      <form className="form" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        {next !== undefined && !problem && (
          <Notice tone="plain">
            <p>{t('signIn.ended')}</p>
          </Notice>
        )}
        <TextInput
          {...form.getInputProps('email')}
          ref={first}
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          spellCheck={false}
        />
        <PasswordInput
          {...form.getInputProps('password')}
          label={t('signIn.password')}
          autoComplete="current-password"
        />
        <Button type="submit" loading={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
    </main>
  );
}
