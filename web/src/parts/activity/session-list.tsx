// Open FTP sessions, each with what it is doing and how fast, and the buttons that end it and keep its address out.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { endSession } from '../../api/activity.js';
import type { Session } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { useRowBan } from '../bans/row-ban.js';
import { Breakable } from '../copy.js';
import { Confirm } from '../dialog.js';
import { Empty } from '../empty.js';
import { formatBytes, formatSince, tlsName } from '../format.js';
import { List, type Column, type Page } from '../list.js';
import { Action } from '../list/action.js';
import type { Sorting } from '../list/sorting.js';
import { isActive } from '../modes/verbs.js';
import { Path } from '../path.js';
import { State } from '../state.js';
import { Ago } from '../time.js';
import { amountOf, Progress } from './transfer-progress.js';
import { useRate } from './use-rate.js';

interface SessionListProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Session>>>;
  /** What is shown where nobody is connected that fits; left out: that nobody is. */
  readonly empty?: ReactNode;
  /** All of one FTP account: then its login is not said of each. */
  readonly ofOneAccount?: boolean;
  readonly sorting?: Sorting;
}

/** The list, and the dialogs that ask before someone is disconnected or kept out. */
export function SessionList({ query, empty, ofOneAccount = false, sorting }: SessionListProps) {
  const [ending, setEnding] = useState<Session>();
  const ban = useRowBan();
  return (
    <>
      <List
        query={query}
        caption={t('sessions.caption')}
        columns={[
          ...(ofOneAccount ? accountColumns : sessionColumns),
          actsColumn(setEnding, (session) => ban.allowed && ban.button(whomOf(session))),
        ]}
        keyOf={(session) => session.id}
        sorting={sorting}
        empty={empty ?? <Empty title={t('sessions.emptyTitle')} text={t('sessions.empty')} />}
      />
      {ending && <EndSession session={ending} onClose={() => setEnding(undefined)} />}
      {ban.dialog}
    </>
  );
}

/** Asks before somebody is disconnected. */
export function EndSession({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <Confirm
      title={t('sessions.endTitle', { login: nameOf(session) })}
      label={t('sessions.end')}
      act={() => endSession(session.id)}
      onClose={onClose}
    >
      <p>{t('sessions.endText', { address: session.clientAddress })}</p>
    </Confirm>
  );
}

const whomOf = ({ clientAddress: address, login }: Session) => ({ address, login: login ?? undefined });

function nameOf(session: Session): string {
  return session.login ?? session.clientAddress;
}

const login: Column<Session> = {
  head: t('sessions.login'),
  place: 'title clip',
  sort: { by: 'login', kind: 'text' },
  cell: (session) =>
    session.accountId && session.login ? (
      <Link to="/accounts/$accountId" params={{ accountId: session.accountId }} className="mono">
        <Breakable text={session.login} />
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

const modeOf = (verb: string) => (isActive(verb) ? 'active' : 'passive');

const since: Column<Session> = {
  head: t('sessions.since'),
  place: 'side',
  sort: { by: 'opened', kind: 'past' },
  cell: ({ openedAt }) => (
    <>
      <span className="only-narrow">{t('sessions.connected')} </span>
      <Ago iso={openedAt} />
    </>
  ),
};

/** The client; with its encryption where that has no column. */
function from(withSecurity: boolean): Column<Session> {
  return {
    head: t('sessions.from'),
    place: withSecurity ? 'meta' : 'below',
    cell: ({ clientAddress, clientProgram, tlsVersion }) => {
      const hints = [clientProgram, withSecurity && (tlsVersion === null ? t('account.inClear') : tlsName(tlsVersion))]
        .filter(Boolean)
        .join(', ');
      return (
        <span className="now">
          <span className="mono">{clientAddress}</span>
          {hints && <span className="hint">{hints}</span>}
        </span>
      );
    },
  };
}

const facts: readonly Column<Session>[] = [
  from(false),
  {
    head: t('sessions.security'),
    cell: ({ tlsVersion }) =>
      tlsVersion ? (
        <State tone="plain" icon="lock">
          {tlsName(tlsVersion)}
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
  since,
];

/** Of every login. */
export const sessionColumns: readonly Column<Session>[] = [login, doing, ...facts];

const accountColumns: readonly Column<Session>[] = [
  { ...doing, place: 'title path-cell most' },
  from(true),
  { ...since, place: 'meta-side' },
];

function actsColumn(end: (session: Session) => void, ban: (session: Session) => ReactNode): Column<Session> {
  return {
    head: t('list.actions'),
    place: 'act below',
    cell: (session) => (
      <span className="row-actions">
        <Action
          words={opens(t('sessions.end'))}
          name={t('sessions.endNamed', { login: nameOf(session), address: session.clientAddress })}
          act={() => end(session)}
        />
        {ban(session)}
      </span>
    ),
  };
}

const kinds = ['download', 'upload', 'append', 'listing'] as const;

/** What is being transferred and how fast, or since when nothing is. */
export function Doing({ session }: { session: Session }) {
  const rate = useRate(session);
  const { transfer } = session;
  if (!transfer) return <Waiting session={session} />;
  const kind = kinds.find((entry) => entry === transfer.kind);
  const amount = amountOf(transfer);
  return (
    <span className="now">
      <span className="tone-data with-path">
        {kind && t(`doing.${kind}`)} <Path path={transfer.path} />
      </span>
      <Progress transfer={transfer} />
      <span className="hint number">{rate === undefined ? amount : `${amount}, ${formatBytes(rate)}/s`}</span>
    </span>
  );
}

/** Since when nothing moves: the end of the last data connection, else since the session is there. */
function Waiting({ session }: { session: Session }) {
  const { workingFolder: folder, dataConnection, openedAt } = session;
  const time = formatSince(dataConnection?.state === 'ended' ? dataConnection.since : openedAt);
  return (
    <span className="now">
      <span className="quiet with-path">
        {t('sessions.idle')} <Path path={folder} />
      </span>
      <span className="hint">{t('sessionsPage.quiet', { time })}</span>
    </span>
  );
}
