// What is to be done before the first customer can work.
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { State } from '../../parts/state.js';

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
    </Section>
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
