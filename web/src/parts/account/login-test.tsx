// "Test this login now": the panel logs in as an FTP program would and says each step as it happens, with one sentence
// and, where a step fails, the cure.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { testLogin } from '../../api/login-test.js';
import type { LoginTestStep } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../icons.js';
import { Section } from '../page.js';
import { PasswordInput } from '../password-input.js';
import { FormProblem, Notice, Said, State } from '../state.js';
import { useAct } from '../use-submit.js';

interface LoginTestProps {
  readonly accountId: string;
  /** The password, where it is known at this moment; else it is typed in. */
  readonly password?: string | undefined;
  /** The way to the connection doctor stands under it already. */
  readonly doctorBelow?: boolean;
}

/** The section. */
export function LoginTest({ accountId, password, doctorBelow = false }: LoginTestProps) {
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const test = useLoginTest(accountId);
  const secret = password ?? typed;
  const begin = (event: FormEvent) => {
    event.preventDefault();
    setMissing(secret === '');
    if (secret !== '') test.begin(secret);
  };
  return (
    <Section title={t('loginTest.title')}>
      <p className="quiet">{t('loginTest.text')}</p>
      <form className="form login-test" onSubmit={begin} noValidate>
        {password === undefined && (
          <PasswordInput
            label={t('loginTest.password')}
            value={typed}
            autoComplete="off"
            error={missing ? t('loginTest.passwordMissing') : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <div className="form-foot">
          <Button type="submit" variant="default" loading={test.running}>
            {test.steps.length > 0 ? t('loginTest.again') : t('loginTest.button')}
          </Button>
        </div>
      </form>
      <FormProblem problem={test.problem} />
      <Steps steps={test.steps} running={test.running}>
        {!doctorBelow && (
          <p className="under">
            <Link to="/accounts/$accountId/doctor" params={{ accountId }}>
              {t('loginTest.doctor')}
            </Link>
          </p>
        )}
      </Steps>
    </Section>
  );
}

function useLoginTest(accountId: string) {
  const [steps, setSteps] = useState<readonly LoginTestStep[]>([]);
  const { busy: running, problem, run } = useAct();
  const begin = (password: string) => {
    setSteps([]);
    run(() => testLogin(accountId, password, (step) => setSteps((now) => [...now.filter(unlike(step)), step])));
  };
  return { steps, running, problem, begin };
}

/** A step that is told again, by the next verb, takes the place of the first. */
const unlike =
  ({ step }: LoginTestStep) =>
  (other: LoginTestStep) =>
    other.step !== step;

const looks = {
  worked: ['data', 'check'],
  failed: ['failure', 'failed'],
  skipped: ['refusal', 'refused'],
} as const;

interface StepsProps {
  readonly steps: readonly LoginTestStep[];
  readonly running: boolean;
  /** What helps where a step other than the login itself failed, or where all is well here and the program still hangs. */
  readonly children: ReactNode;
}

function Steps({ steps, running, children }: StepsProps) {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  const works = !running && !failed && steps.some(({ step }) => step === 'list');
  return (
    <div aria-live="polite">
      <ol className="test-steps" aria-label={t('loginTest.steps')}>
        {steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
        {running && (
          <li className="quiet">
            <Icon name="waiting" size={14} /> {t('loginTest.running')}
          </li>
        )}
      </ol>
      {works && (
        <Notice tone="data">
          <p>{t('loginTest.works')}</p>
        </Notice>
      )}
      {(works || (failed && failed.step !== 'log-in')) && children}
    </div>
  );
}

function Step({ step: { step, outcome, sentence, cure } }: { step: LoginTestStep }) {
  const [tone, icon] = looks[outcome];
  return (
    <li>
      <p>
        <strong>{t(`loginTest.step.${step}`)}</strong>{' '}
        <State tone={tone} icon={icon}>
          {t(`loginTest.outcome.${outcome}`)}
        </State>
      </p>
      <p className="hint">
        <Said>{sentence}</Said>
      </p>
      {cure !== null && (
        <p>
          <Said>{cure}</Said>
        </p>
      )}
    </li>
  );
}
