// Signing in to the panel: e-mail address and password, and the second step where it is on. Nothing is filled in
// beforehand; the answer to a wrong password or code is the API's sentence.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { signIn } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { Brand, Support, usePageTitle } from '../../parts/brand.js';
import { LanguageChoice } from '../../parts/language-choice.js';
import { PasswordInput } from '../../parts/password-input.js';
import { FormProblem, Notice } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';
import { SecondStep } from './second-step.js';

const route = getRouteApi('/sign-in');

/** The sign-in screen. */
export function SignIn() {
  const router = useRouter();
  const { next } = route.useSearch();
  const [halfway, setHalfway] = useState(false);
  const enter = async () => {
    await router.invalidate();
    await router.navigate({ href: next ?? '/', replace: true });
  };
  return (
    <main className="sign-in">
      <p className="brand">
        <Brand />
      </p>
      {halfway ? (
        <SecondStep enter={enter} again={() => setHalfway(false)} />
      ) : (
        <Password enter={enter} goOn={() => setHalfway(true)} asked={next !== undefined} />
      )}
      <Support />
    </main>
  );
}

interface PasswordProps {
  readonly enter: () => Promise<void>;
  readonly goOn: () => void;
  /** Whether somebody was on the way to a page. */
  readonly asked: boolean;
}

function Password({ enter, goOn, asked }: PasswordProps) {
  const first = useRef<HTMLInputElement>(null);
  usePageTitle(t('signIn.title'));
  useEffect(() => {
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
    if (await signIn(email.trim(), password)) goOn();
    else await enter();
  });
  return (
    <>
      <h1>{t('signIn.title')}</h1>
      <form className="form" onSubmit={submit} noValidate>
        <FormProblem problem={problem} />
        {asked && !problem && (
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
      <LanguageChoice />
    </>
  );
}
