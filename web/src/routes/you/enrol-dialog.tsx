// Setting up two-step sign-in: the password, then the key for the app as a QR code and as text, then its first code.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { renderSVG } from 'uqr';
import { beginTwoStep, confirmTwoStep } from '../../api/own.js';
import { t } from '../../i18n/index.js';
import { CopyButton } from '../../parts/copy.js';
import { Dialog } from '../../parts/dialog.js';
import { PasswordInput } from '../../parts/password-input.js';
import { Focused, FormProblem } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';

interface EnrolProps {
  readonly close: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
}

interface Enrolment {
  readonly secret: string;
  readonly uri: string;
}

/** The dialog; `onCodes` is given the recovery codes once it is on. */
export function EnrolDialog({ close, onCodes }: EnrolProps) {
  const [enrolment, setEnrolment] = useState<Enrolment>();
  return (
    <Dialog title={t('twoStep.enrolTitle')} onClose={close}>
      {enrolment ? (
        <Focused reason={enrolment}>
          <Confirm enrolment={enrolment} close={close} onCodes={onCodes} />
        </Focused>
      ) : (
        <AskPassword close={close} onBegun={setEnrolment} />
      )}
    </Dialog>
  );
}

function AskPassword({ close, onBegun }: { close: () => void; onBegun: (enrolment: Enrolment) => void }) {
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password === '' ? t('you.currentMissing') : null) },
  });
  const { submit, busy, problem } = useSubmit(form, async ({ password }) => onBegun(await beginTwoStep(password)));
  return (
    <form className="dialog" onSubmit={submit} noValidate>
      <p>{t('twoStep.passwordFirst')}</p>
      <FormProblem problem={problem} />
      <PasswordInput
        {...form.getInputProps('password')}
        label={t('you.own')}
        autoComplete="current-password"
        data-autofocus
      />
      <div className="form-foot">
        <Button variant="default" onClick={close}>
          {t('dialog.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('twoStep.go')}
        </Button>
      </div>
    </form>
  );
}

function Confirm({ enrolment, close, onCodes }: EnrolProps & { readonly enrolment: Enrolment }) {
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (code) => (/^\d{3}\s?\d{3}$/.test(code.trim()) ? null : t('twoStep.codeMissing')) },
  });
  const { submit, busy, problem } = useSubmit(form, async ({ code }) => onCodes(await confirmTwoStep(code.trim())));
  return (
    <form className="dialog" onSubmit={submit} noValidate>
      <FormProblem problem={problem} />
      <p>{t('twoStep.scan')}</p>
      <QrCode text={enrolment.uri} />
      <div>
        <p className="quiet">{t('twoStep.byHand')}</p>
        <p className="copyable">
          <span className="mono totp-key">{enrolment.secret.replace(/.{4}(?=.)/g, '$& ')}</span>
          <CopyButton text={enrolment.secret} what={t('twoStep.key')} />
        </p>
      </div>
      <TextInput
        {...form.getInputProps('code')}
        className="mono-field"
        label={t('twoStep.code')}
        description={t('twoStep.codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
      />
      <div className="form-foot">
        <Button variant="default" onClick={close}>
          {t('dialog.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('twoStep.confirm')}
        </Button>
      </div>
    </form>
  );
}

/** Black on white in both themes, with the white border that cameras look for. */
function QrCode({ text }: { text: string }) {
  const drawing = renderSVG(text, { border: 3, pixelSize: 4 });
  return (
    <img
      className="qr-code"
      src={`data:image/svg+xml;utf8,${encodeURIComponent(drawing)}`}
      alt={t('twoStep.qr')}
      width={188}
      height={188}
    />
  );
}
