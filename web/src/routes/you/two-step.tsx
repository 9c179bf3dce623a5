// Two-step sign-in: whether it is on, and the dialogs that set it up, renew its recovery codes and remove it.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { removeTwoStep, renewRecoveryCodes, twoStepQuery } from '../../api/own.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { Failed } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { PasswordInput } from '../../parts/password-input.js';
import { FormProblem, State } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';
import { EnrolDialog } from './enrol-dialog.js';
import { RecoveryCodesDialog } from './recovery-codes.js';

type Asking = 'enrol' | 'renew' | 'remove';

/** The section. */
export function TwoStep() {
  const query = useQuery(twoStepQuery);
  const [asking, setAsking] = useState<Asking>();
  const [codes, setCodes] = useState<readonly string[]>();
  const close = () => setAsking(undefined);
  const show = (fresh: readonly string[]) => {
    close();
    setCodes(fresh);
  };
  return (
    <Section title={t('twoStep.title')}>
      {query.isError && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      {query.data && <Standing {...query.data} ask={setAsking} />}
      {asking === 'enrol' && <EnrolDialog close={close} onCodes={show} />}
      {asking === 'renew' && <RenewDialog close={close} onCodes={show} />}
      {asking === 'remove' && <RemoveDialog close={close} />}
      {codes && <RecoveryCodesDialog codes={codes} close={() => setCodes(undefined)} />}
    </Section>
  );
}

interface StandingProps {
  readonly on: boolean;
  readonly recoveryCodesLeft: number;
  readonly ask: (asking: Asking) => void;
}

function Standing({ on, recoveryCodesLeft, ask }: StandingProps) {
  return (
    <div className="form">
      <p>
        <State tone={on ? 'data' : 'plain'} icon={on ? 'check' : 'paused'}>
          {t(on ? 'twoStep.on' : 'twoStep.off')}
        </State>
      </p>
      <p className="quiet">{on ? t('twoStep.onText', { count: recoveryCodesLeft }) : t('twoStep.offText')}</p>
      <div className="form-foot">
        {on ? (
          <>
            <Button variant="default" onClick={() => ask('renew')}>
              {t('twoStep.renew')}
            </Button>
            <Button variant="default" onClick={() => ask('remove')}>
              {t('twoStep.remove')}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => ask('enrol')}>
            {t('twoStep.begin')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ProofProps {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly danger?: boolean;
  readonly act: (password: string, code: string) => Promise<void>;
  readonly close: () => void;
}

/** Asks for password and code before something is done about the second step. */
function ProofDialog({ title, text, label, danger, act, close }: ProofProps) {
  const form = useForm({
    initialValues: { password: '', code: '' },
    validate: {
      password: (password) => (password === '' ? t('you.currentMissing') : null),
      code: (code) => (code.trim().length < 6 ? t('twoStep.codeMissing') : null),
    },
  });
  const { submit, busy, problem } = useSubmit(form, ({ password, code }) => act(password, code.trim()));
  return (
    <Dialog title={title} onClose={close}>
      <form className="dialog" onSubmit={submit} noValidate>
        <p>{text}</p>
        <FormProblem problem={problem} />
        <PasswordInput
          {...form.getInputProps('password')}
          label={t('you.own')}
          autoComplete="current-password"
          data-autofocus
        />
        <TextInput
          {...form.getInputProps('code')}
          className="mono-field"
          label={t('twoStep.codeOrRecovery')}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
        />
        <div className="form-foot">
          <Button variant="default" onClick={close}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" loading={busy} {...(danger && { className: 'danger' })}>
            {label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RenewDialog({ close, onCodes }: { close: () => void; onCodes: (codes: readonly string[]) => void }) {
  return (
    <ProofDialog
      title={t('twoStep.renewTitle')}
      text={t('twoStep.renewText')}
      label={t('twoStep.renewButton')}
      act={async (password, code) => onCodes(await renewRecoveryCodes(password, code))}
      close={close}
    />
  );
}

function RemoveDialog({ close }: { close: () => void }) {
  return (
    <ProofDialog
      danger
      title={t('twoStep.removeTitle')}
      text={t('twoStep.removeText')}
      label={t('twoStep.removeButton')}
      act={async (password, code) => {
        await removeTwoStep(password, code);
        close();
      }}
      close={close}
    />
  );
}
