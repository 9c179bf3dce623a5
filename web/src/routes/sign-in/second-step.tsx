// The second step of signing in: the code of an authenticator app, or a recovery code.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useRef, useState } from 'react';
import { secondStep } from '../../api/session.js';
import { t } from '../../i18n/index.js';
import { usePageTitle } from '../../parts/brand.js';
import { FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

interface SecondStepProps {
  readonly enter: () => Promise<void>;
  readonly again: () => void;
}

/** The form; `again` goes back to the password. */
export function SecondStep({ enter, again }: SecondStepProps) {
  const [recovery, setRecovery] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  usePageTitle(t('signIn.stepTitle'));
  useEffect(() => {
    field.current?.focus();
  }, [recovery]);
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (code) => (code.trim().length < 6 ? t('signIn.codeMissing') : null) },
  });
  const { submit, busy, problem, clear } = useSubmit(form, async ({ code }) => {
    await secondStep(code.trim());
    await enter();
  });
  const change = () => {
    clear();
    form.reset();
    setRecovery(!recovery);
  };
  return (
    <>
      <h1>{t('signIn.stepTitle')}</h1>
      <form className="form" onSubmit={submit} noValidate>
        <p className="quiet">{t(recovery ? 'signIn.recoveryText' : 'signIn.stepText')}</p>
        <FormProblem problem={problem} />
        <TextInput
          {...form.getInputProps('code')}
          ref={field}
          className="mono-field"
          label={t(recovery ? 'signIn.recoveryCode' : 'signIn.code')}
          autoComplete={recovery ? 'off' : 'one-time-code'}
          inputMode={recovery ? 'text' : 'numeric'}
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button type="submit" loading={busy}>
          {t('signIn.submit')}
        </Button>
        <div className="sign-in-ways">
          <button type="button" className="text-button" onClick={change}>
            {t(recovery ? 'signIn.useCode' : 'signIn.useRecovery')}
          </button>
          <button type="button" className="text-button" onClick={again}>
            {t('signIn.again')}
          </button>
        </div>
        {recovery && <p className="hint">{t('signIn.lost')}</p>}
      </form>
    </>
  );
}
