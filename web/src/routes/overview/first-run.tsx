// What is to be done before customers can work; it stays until it is done or an admin puts it away.
import { Link } from '@tanstack/react-router';
import { dismissFirstRun } from '../../api/overview.js';
import type { Overview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { focusTitle, Section } from '../../parts/page.js';
import { FormProblem, State } from '../../parts/state.js';
import { useAct } from '../../parts/use-submit.js';

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
      <PutAway />
    </Section>
  );
}

function PutAway() {
  const { busy, problem, run } = useAct();
  const putAway = async () => {
    await dismissFirstRun();
    announce(t('firstRun.gone'));
    focusTitle();
  };
  return (
    <>
      <FormProblem problem={problem} />
      <p className="after-table">
        <button type="button" className="text-button" disabled={busy} onClick={() => run(putAway)}>
          {t('firstRun.putAway')}
        </button>
      </p>
      <p className="hint">{t('firstRun.putAwayHint')}</p>
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
