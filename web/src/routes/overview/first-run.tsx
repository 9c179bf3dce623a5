// What is to be done before customers can work; it stays until it is done or an admin puts it away.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { dismissFirstRun } from '../../api/overview.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Overview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Section } from '../../parts/page.js';
import { FormProblem, State } from '../../parts/state.js';

type Step = NonNullable<Overview['firstRun']>[number];

const ways = {
  'two-factor': '/you',
  server: '/servers',
  certificate: '/servers',
  plan: '/plans',
  customer: '/customers/new',
} as const;

/** The steps, each with the way there; `serverId` is the server whose network is meant. */
export function FirstRun({ steps, serverId }: { steps: readonly Step[]; serverId: string | undefined }) {
  return (
    <Section title={t('firstRun.title')}>
      <p className="quiet">{t('firstRun.text')}</p>
      <ol className="alerts first-run">
        {steps.map(({ step, done }) => (
          <li key={step}>
            <State tone={done ? 'data' : 'plain'} icon={done ? 'check' : 'waiting'}>
              {t(done ? 'firstRun.done' : 'firstRun.open')}
            </State>
            <p>{t(`firstRun.step.${step}`)}</p>
            {!done && <Way step={step} serverId={serverId} />}
          </li>
        ))}
      </ol>
      {useMe().role === 'admin' && <PutAway />}
    </Section>
  );
}

function PutAway() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const putAway = () => {
    setBusy(true);
    dismissFirstRun()
      .then(() => announce(t('firstRun.gone')))
      .catch((thrown: unknown) => setProblem(asProblem(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <FormProblem problem={problem} />
      <p className="after-table">
        <button type="button" className="text-button" disabled={busy} onClick={putAway}>
          {t('firstRun.putAway')}
        </button>{' '}
        <span className="hint">{t('firstRun.putAwayHint')}</span>
      </p>
    </>
  );
}

function Way({ step, serverId }: { step: Step['step']; serverId: string | undefined }) {
  const words = t(`firstRun.go.${step}`);
  if (step !== 'self-test') return <Link to={ways[step]}>{words}</Link>;
  return serverId === undefined ? (
    <Link to="/servers">{words}</Link>
  ) : (
    <Link to="/servers/$serverId/network" params={{ serverId }}>
      {words}
    </Link>
  );
}
