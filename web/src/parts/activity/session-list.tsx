// Open FTP sessions, each with what it is doing and the button that ends it.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { endSession } from '../../api/activity.js';
import type { Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Confirm } from '../dialog.js';
import { Empty } from '../empty.js';
import { formatRate, formatSince } from '../format.js';
import { List, type Column, type Page } from '../list.js';
import { State } from '../state.js';
import { Ago } from '../time.js';
import { amountOf, Progress } from './transfer-progress.js';

interface SessionListProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Session>>>;
  /** What is shown where nobody is connected that fits; left out: that nobody is. */
  readonly empty?: ReactNode;
}

/** The list, and the dialog that asks before someone is disconnected. */
export function SessionList({ query, empty }: SessionListProps) {
  const [ending, setEnding] = useState<Session>();
  const columns = [login, doing, ...common];
  return (
    <>
      <List
        query={query}
        caption={t('sessions.caption')}
        columns={[...columns, endColumn(setEnding)]}
        keyOf={(session) => session.id}
        empty={empty ?? <Empty title={t('sessions.emptyTitle')} text={t('sessions.empty')} />}
      />
      {ending && (
        <Confirm
          title={t('sessions.endTitle', { login: nameOf(ending) })}
          label={t('sessions.end')}
          act={() => endSession(ending.id)}
          onClose={() => setEnding(undefined)}
        >
          <p>{t('sessions.endText', { address: ending.clientAddress })}</p>
        </Confirm>
      )}
    </>
  );
}

function nameOf(session: Session): string {
  return session.login ?? session.clientAddress;
}

const login: Column<Session> = {
  head: t('sessions.login'),
  place: 'title clip',
  cell: (session) =>
    session.accountId && session.login ? (
      <Link to="/accounts/$accountId" params={{ accountId: session.accountId }} className="mono">
        {session.login}
      </Link>
    ) : (
      <span className="quiet">{t('sessions.beforeLogin')}</span>
    ),
};

const doing: Column<Session> = {
  head: t('sessions.doing'),
  place: 'meta path-cell',
  cell: (session) => (
    <Link to="/sessions/$sessionId" params={{ sessionId: session.id }} className="to-picture">
      <Doing session={session} />
    </Link>
  ),
};

const modeOf = (verb: string) => (verb === 'PORT' || verb === 'EPRT' ? 'active' : 'passive');

const common: readonly Column<Session>[] = [
  {
    head: t('sessions.from'),
    cell: ({ clientAddress, clientProgram }) => (
      <span className="now">
        <span className="mono">{clientAddress}</span>
        {clientProgram && <span className="hint">{clientProgram}</span>}
      </span>
    ),
  },
  {
    head: t('sessions.security'),
    cell: ({ tlsVersion }) =>
      tlsVersion ? (
        <State tone="plain" icon="lock">
          {tlsVersion}
        </State>
      ) : (
        <span className="quiet keep">{t('sessions.inClear')}</span>
      ),
  },
  {
    head: t('sessionsPage.mode'),
    cell: ({ transfer, dataConnection }) => {
      const mode = transfer?.mode ?? (dataConnection && modeOf(dataConnection.verb));
      return mode ? t(`sessionsPage.modes.${mode}`) : <span className="quiet">{t('list.none')}</span>;
    },
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
        aria-label={t('sessions.endNamed', { login: nameOf(session), address: session.clientAddress })}
        onClick={() => end(session)}
      >
        {t('sessions.end')}
      </button>
    ),
  };
}

const kinds = ['download', 'upload', 'append', 'listing'] as const;

function Doing({ session }: { session: Session }) {
  const { transfer } = session;
  if (!transfer) return <Waiting session={session} />;
  const kind = kinds.find((entry) => entry === transfer.kind);
  const rate = formatRate(transfer.bytes, Date.parse(session.seenAt) - Date.parse(transfer.startedAt));
  const amount = amountOf(transfer);
  return (
    <span className="now">
      <span className="tone-data clip">
        {kind && t(`doing.${kind}`)} <span className="mono">{transfer.path}</span>
      </span>
      <Progress transfer={transfer} />
      <span className="hint number">{rate ? `${amount}, ${rate}` : amount}</span>
    </span>
  );
}

/** Since when nothing moves: the end of the last data connection, else since the session is there. */
function Waiting({ session }: { session: Session }) {
  const { workingFolder: folder, dataConnection, openedAt } = session;
  const time = formatSince(dataConnection?.state === 'ended' ? dataConnection.since : openedAt);
  return (
    <span className="now">
      <span className="quiet">{t('sessions.idle', { folder })}</span>
      <span className="hint">{t('sessionsPage.quiet', { time })}</span>
    </span>
  );
}
