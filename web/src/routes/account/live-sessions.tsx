// The open sessions of one FTP account: what each does and how fast, and the buttons that end one or all.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { endSession, sessionsQuery } from '../../api/activity.js';
import type { Account, Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { amountOf, Progress } from '../../parts/activity/transfer-progress.js';
import { Confirm } from '../../parts/dialog.js';
import { formatBytes } from '../../parts/format.js';
import { List, rowsOf, type Column } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { State } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';
import { useRate } from './use-rate.js';

/** The section, also while nobody is connected. */
export function LiveSessions({ account }: { account: Account }) {
  const query = useInfiniteQuery(sessionsQuery({ accountId: account.id }));
  const [ending, setEnding] = useState<readonly Session[]>();
  const open = rowsOf(query);
  return (
    <Section
      title={t('account.sessions')}
      aside={
        open.length > 1 && (
          <Button variant="default" onClick={() => setEnding(open)}>
            {t('accountPage.endAll', { count: open.length })}
          </Button>
        )
      }
    >
      <List
        query={query}
        caption={t('sessions.caption')}
        columns={[...columns, endColumn((session) => setEnding([session]))]}
        keyOf={({ id }) => id}
        empty={<p className="quiet">{t('accountPage.nobody')}</p>}
      />
      {ending && <EndDialog sessions={ending} login={account.login} close={() => setEnding(undefined)} />}
    </Section>
  );
}

interface EndDialogProps {
  readonly sessions: readonly Session[];
  readonly login: string;
  readonly close: () => void;
}

function EndDialog({ sessions, login, close }: EndDialogProps) {
  const [first] = sessions;
  const one = sessions.length === 1 && first;
  return (
    <Confirm
      title={one ? t('sessions.endTitle', { login }) : t('accountPage.endAllTitle', { count: sessions.length })}
      label={t('sessions.end')}
      act={() => Promise.all(sessions.map(({ id }) => endSession(id)))}
      onClose={close}
    >
      <p>{one ? t('sessions.endText', { address: one.clientAddress }) : t('accountPage.endAllText')}</p>
    </Confirm>
  );
}

const columns: readonly Column<Session>[] = [
  {
    head: t('sessions.doing'),
    place: 'title',
    cell: (session) => (
      <Link to="/sessions/$sessionId" params={{ sessionId: session.id }} className="to-picture">
        <Doing session={session} />
      </Link>
    ),
  },
  {
    head: t('sessions.from'),
    place: 'meta',
    cell: ({ clientAddress, clientProgram, tlsVersion }) => (
      <span className="now">
        <span className="mono">{clientAddress}</span>
        <span className="hint">{[clientProgram, tlsVersion ?? t('account.inClear')].filter(Boolean).join(', ')}</span>
      </span>
    ),
  },
  { head: t('sessions.since'), place: 'meta-side', cell: ({ openedAt }) => <Ago iso={openedAt} /> },
];

function endColumn(end: (session: Session) => void): Column<Session> {
  return {
    head: t('list.actions'),
    place: 'act side',
    cell: (session) => (
      <button
        type="button"
        className="text-button"
        aria-label={t('sessions.endNamed', { login: session.login ?? '', address: session.clientAddress })}
        onClick={() => end(session)}
      >
        {t('sessions.end')}
      </button>
    ),
  };
}

const kinds = ['download', 'upload', 'append', 'listing'] as const;

function Doing({ session }: { session: Session }) {
  const rate = useRate(session);
  const { transfer } = session;
  if (!transfer) {
    return (
      <span className="now">
        <State tone="plain" icon="waiting">
          {t('sessions.idle', { folder: session.workingFolder })}
        </State>
        <span className="hint">
          {t('accountPage.idleSince')} <Ago iso={session.seenAt} />
        </span>
      </span>
    );
  }
  const kind = kinds.find((entry) => entry === transfer.kind);
  const amount = amountOf(transfer);
  return (
    <span className="now">
      <State tone="data" icon={kind === 'upload' || kind === 'append' ? 'up' : 'down'}>
        <span>
          {kind && t(`doing.${kind}`)} <span className="mono">{transfer.path}</span>
        </span>
      </State>
      <Progress transfer={transfer} />
      <span className="hint number">{rate === undefined ? amount : `${amount}, ${formatBytes(rate)}/s`}</span>
    </span>
  );
}
