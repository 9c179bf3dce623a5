// Step 5: the self-test of what is in force, one result a line, each failure with its cause, what to do, and the step for it.
import { Button } from '@mantine/core';
import { useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asProblem } from '../../api/problem.js';
import { newestSelfTestQuery, startSelfTest } from '../../api/self-tests.js';
import type { Policy, SelfTest, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Failed } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { FormProblem, Notice, Said, State, type Tone } from '../../parts/state.js';
import type { IconName } from '../../parts/icons.js';
import { Ago } from '../../parts/time.js';
import { networkSteps, type NetworkStep } from '../search.js';
import { Outside } from '../server/self-test.js';
import { resultsOf, type Result } from './test-results.js';

interface TestStepProps {
  readonly server: Server;
  readonly policy: Policy;
  /** Whether something is typed that no test can see. */
  readonly dirty: boolean;
}

/** The step. */
export function TestStep({ server, policy, dirty }: TestStepProps) {
  const query = useQuery(newestSelfTestQuery(server.id));
  const start = useMutation({ mutationFn: () => startSelfTest(server.id) });
  const running = query.data?.newest?.finishedAt === null || start.isPending;
  return (
    <>
      {dirty && (
        <Notice tone="refusal">
          <p>{t('network.applyFirst')}</p>
        </Notice>
      )}
      <Section title={t('network.results')} aside={<StartButton running={running} start={() => start.mutate()} />}>
        <FormProblem problem={start.error === null ? undefined : asProblem(start.error)} />
        <Newest query={query} running={running} policy={policy} />
        <Outside server={server} />
      </Section>
    </>
  );
}

interface NewestProps {
  readonly query: UseQueryResult<{ readonly ended: SelfTest | null }>;
  readonly running: boolean;
  readonly policy: Policy;
}

/** The test that ended last, and that another one runs. */
function Newest({ query, running, policy }: NewestProps) {
  const { data, error } = query;
  if (data === undefined) return error && <Failed thrown={error} retry={() => void query.refetch()} />;
  return (
    <>
      <p role="status" className="quiet">
        {running ? t('network.running') : data.ended === null && t('network.none')}
      </p>
      {data.ended && <Ended test={data.ended} policy={policy} serverId={policy.serverId} />}
    </>
  );
}

function StartButton({ running, start }: { running: boolean; start: () => void }) {
  return (
    <Button loading={running} onClick={start}>
      {t('selfTest.start')}
    </Button>
  );
}

const tones = { worked: 'data', failed: 'failure', unclear: 'refusal' } as const;

function Ended({ test, policy, serverId }: { test: SelfTest; policy: Policy; serverId: string }) {
  const { finishedAt, outcome, sentence, policyVersion: tested } = test;
  const { version } = policy;
  return (
    <div className="self-test">
      {tested !== version && <Notice tone="plain">{<p>{t('network.older', { tested, version })}</p>}</Notice>}
      <Notice tone={tones[outcome ?? 'unclear']} alert={outcome === 'failed'}>
        <p>
          {outcome === 'worked' && <strong>{t('network.done')} </strong>}
          <Said>{sentence}</Said>
        </p>
        {outcome === 'worked' && <Next />}
      </Notice>
      <ul className="results" aria-label={t('network.results')}>
        {resultsOf(test).map((result) => (
          <ResultLine key={result.key} result={result} serverId={serverId} />
        ))}
      </ul>
      <p className="hint">
        {t('selfTest.tested')} <Ago iso={finishedAt ?? ''} />
      </p>
    </div>
  );
}

function Next() {
  return (
    <p>
      {t('network.doneNext')} <Link to="/plans">{t('network.plans')}</Link>,{' '}
      <Link to="/customers">{t('network.customers')}</Link>
    </p>
  );
}

const looks = {
  worked: ['data', 'check'],
  failed: ['failure', 'failed'],
  'not-allowed': ['plain', 'refused'],
  'not-tested': ['plain', 'waiting'],
} as const satisfies Record<Result['outcome'], readonly [Tone, IconName]>;

function ResultLine({ result, serverId }: { result: Result; serverId: string }) {
  const { cure, from, outcome, sentence, what } = result;
  const [tone, icon] = looks[outcome];
  return (
    <li>
      <State tone={tone} icon={icon}>
        {t(`network.outcome.${outcome}`)}
      </State>
      <div>
        <strong>{what}</strong>
        <p>
          <Said>{sentence}</Said> {from.length > 0 && t('network.seenFrom', { servers: from.join(', ') })}
        </p>
        {cure && (
          <p>
            {cure.sentence}{' '}
            {cure.step === undefined ? (
              <Link to="/servers">{t('network.seeServers')}</Link>
            ) : (
              <StepLink serverId={serverId} step={cure.step} words={goTo(cure.step)} />
            )}
          </p>
        )}
      </div>
    </li>
  );
}

const goTo = (step: NetworkStep) =>
  t('network.goTo', { number: networkSteps.indexOf(step) + 1, step: t(`network.step.${step}`) });

function StepLink({ serverId, step, words }: { serverId: string; step: NetworkStep; words: string }) {
  return (
    <Link to="/servers/$serverId/network" params={{ serverId }} search={{ step }}>
      {words}
    </Link>
  );
}
