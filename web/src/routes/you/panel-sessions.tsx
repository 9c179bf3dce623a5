// Where one is signed in to the panel, and ending that.
import { useQuery } from '@tanstack/react-query';
import { endOtherPanelSessions, endPanelSession, panelSessionsQuery } from '../../api/own.js';
import type { PanelSession } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { browserName } from '../../parts/browser-name.js';
import { Failed, Table, type Column } from '../../parts/list.js';
import { focusTitle, Section } from '../../parts/page.js';
import { FormProblem, State } from '../../parts/state.js';
import { Ago, Moment } from '../../parts/time.js';
import { useAct } from '../../parts/use-submit.js';

/** The section. */
export function PanelSessions() {
  const query = useQuery(panelSessionsQuery);
  const sessions = query.data?.items ?? [];
  const { problem, run } = useAct();
  const act = (what: () => Promise<void>, done: string) =>
    run(async () => {
      await what();
      announce(done);
      focusTitle();
    });
  const others = sessions.some(({ current }) => !current) && (
    <button
      type="button"
      className="text-button"
      onClick={() => act(endOtherPanelSessions, t('panelSessions.othersEnded'))}
    >
      {t('panelSessions.endOthers')}
    </button>
  );
  return (
    <Section title={t('panelSessions.title')} aside={others}>
      <FormProblem problem={problem} />
      {query.isError && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      {sessions.length > 0 && (
        <Table
          caption={t('panelSessions.caption')}
          columns={columnsWith((id) => act(() => endPanelSession(id), t('panelSessions.ended')))}
          keyOf={({ id }) => id}
          rows={sessions}
        />
      )}
    </Section>
  );
}

function columnsWith(end: (id: string) => void): readonly Column<PanelSession>[] {
  return [
    { head: t('panelSessions.program'), place: 'title', cell: ({ userAgent }) => browserName(userAgent) },
    {
      head: t('panelSessions.address'),
      place: 'meta',
      cell: ({ clientAddress }) => <span className="mono">{clientAddress ?? t('list.none')}</span>,
    },
    { head: t('panelSessions.since'), cell: ({ signedInAt }) => <Moment iso={signedInAt} /> },
    { head: t('panelSessions.seen'), place: 'meta-side', cell: ({ lastSeenAt }) => <Ago iso={lastSeenAt} /> },
    { head: t('list.actions'), place: 'side act', cell: (session) => <EndCell session={session} end={end} /> },
  ];
}

function EndCell({ session, end }: { session: PanelSession; end: (id: string) => void }) {
  const { id, current, userAgent, clientAddress } = session;
  if (current) {
    return (
      <State tone="data" icon="check">
        {t('panelSessions.current')}
      </State>
    );
  }
  const whose = { program: browserName(userAgent), address: clientAddress ?? t('panelSessions.nowhere') };
  return (
    <button
      type="button"
      className="text-button"
      aria-label={t('panelSessions.endThis', whose)}
      onClick={() => end(id)}
    >
      {t('panelSessions.end')}
    </button>
  );
}
