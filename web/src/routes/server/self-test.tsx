// How the server's FTP looks from itself and from the other servers: who looked, by each way, and what did not work.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { asProblem } from '../../api/problem.js';
import { newestSelfTestQuery, startSelfTest } from '../../api/self-tests.js';
import type { SelfTest, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Lines } from '../../parts/lines.js';
import { Failed } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { FormProblem, Notice, Said, State, type Tone } from '../../parts/state.js';
import type { IconName } from '../../parts/icons.js';
import { Ago } from '../../parts/time.js';

type View = SelfTest['views'][number];
type Step = NonNullable<View['steps']>['control'];

/** The section of the server screen. */
export function SelfTestSection({ server, mayStart }: { server: Server; mayStart: boolean }) {
  const query = useQuery(newestSelfTestQuery(server.id));
  const start = useMutation({ mutationFn: () => startSelfTest(server.id) });
  const running = query.data?.newest?.finishedAt === null || start.isPending;
  const button = (
    <Button variant="default" loading={running} onClick={() => start.mutate()}>
      {t('selfTest.start')}
    </Button>
  );
  return (
    <Section title={t('selfTest.title')} aside={mayStart && button}>
      <FormProblem problem={start.error === null ? undefined : asProblem(start.error)} />
      <p className="hint">{t('selfTest.lead', { server: server.name })}</p>
      {query.isError && !query.data && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      {query.data && <Newest ended={query.data.ended} />}
      <Outside server={server} />
    </Section>
  );
}

function Newest({ ended }: { ended: SelfTest | null }) {
  return ended === null ? <p className="hint under">{t('selfTest.none')}</p> : <Ended test={ended} />;
}

const tones = { worked: 'data', failed: 'failure', unclear: 'refusal' } as const;

function Ended({ test }: { test: SelfTest }) {
  const { askedBy: who, finishedAt, outcome, reason, sentence, views } = test;
  const tone = tones[outcome ?? 'unclear'];
  return (
    <div className="self-test">
      <Notice tone={tone} alert={tone === 'failure'}>
        <p>
          <Said>{sentence}</Said>
        </p>
      </Notice>
      {views.length > 0 && <Matrix views={views} />}
      <Findings views={views} said={sentence ?? ''} />
      <p className="hint">
        {t('selfTest.tested')} <Ago iso={finishedAt ?? ''} />, {t(`selfTest.reasons.${reason}`, { who })}
      </p>
    </div>
  );
}

const verbs = ['PASV', 'EPSV', 'PORT', 'EPRT'] as const;

/** Every step of a view under its name, in the order of the columns. */
function stepsOf({ steps }: View): readonly (readonly [string, Step | undefined])[] {
  return [
    [t('selfTest.control'), steps?.control],
    [t('selfTest.tls'), steps?.tls],
    ...verbs.map((verb) => [verb, steps?.verbs[verb]] as const),
  ];
}

function Matrix({ views }: { views: readonly View[] }) {
  return (
    <table className="matrix" aria-label={t('selfTest.title')}>
      <thead>
        <tr>
          <th scope="col">{t('selfTest.from')}</th>
          <th scope="col">{t('selfTest.control')}</th>
          <th scope="col">{t('selfTest.tls')}</th>
          {verbs.map((verb) => (
            <th scope="col" key={verb} className="mono">
              {verb}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {views.map((view) => (
          <tr key={view.fromServerId}>
            <th scope="row">
              {view.fromServerName} {view.own && <span className="quiet">{t('selfTest.own')}</span>}
            </th>
            {stepsOf(view).map(([what, step]) => (
              <td key={what} data-what={what}>
                <Cell step={step} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const looks = {
  worked: ['data', 'check'],
  failed: ['failure', 'failed'],
  'not-allowed': ['plain', 'refused'],
  'not-tested': ['plain', 'waiting'],
} as const satisfies Record<Step['outcome'], readonly [Tone, IconName]>;

function Cell({ step }: { step: Step | undefined }) {
  const outcome = step?.outcome ?? 'not-tested';
  const [tone, icon] = looks[outcome];
  return (
    <span title={step?.sentence}>
      <State tone={tone} icon={icon}>
        {t(`selfTest.outcome.${outcome}`)}
      </State>
    </span>
  );
}

/** What did not work, in full, but for what the sentence of the whole test has said. */
function Findings({ views, said }: { views: readonly View[]; said: string }) {
  const all = views.flatMap((view) => {
    const failed = stepsOf(view).filter(([, step]) => step?.outcome === 'failed');
    const steps = failed.map(([what, step]) => ({ what, server: view.fromServerName, sentence: step?.sentence ?? '' }));
    return view.problem === null
      ? steps
      : [{ what: view.fromServerName, server: '', sentence: view.problem }, ...steps];
  });
  const found = all.filter(({ sentence }) => !said.includes(sentence));
  if (found.length === 0) return null;
  return (
    <dl className="test-findings">
      {found.map(({ what, server, sentence }) => (
        <div key={`${server} ${what}`}>
          <dt>{server === '' ? what : t('selfTest.finding', { what, server })}</dt>
          <dd>
            <Said>{sentence}</Said>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** For what only an outsider can see. The certificate is not what this looks at. */
export function Outside({ server }: { server: Server }) {
  const tls = server.policy.tls === 'off' || server.certificateFingerprint === null ? '' : ' --ssl-reqd --insecure';
  const host = server.host.includes(':') ? `[${server.host}]` : server.host;
  const line = `curl --verbose${tls} --user LOGIN 'ftp://${host}:${server.ftpPort}/'`;
  return (
    <div className="own-machine">
      <p className="hint">{t('selfTest.outside')}</p>
      <Lines text={line} what={t('selfTest.curl')} />
    </div>
  );
}
