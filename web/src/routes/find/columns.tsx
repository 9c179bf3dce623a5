// How each kind of find is shown. Staff can go on to a ban or to the customer from here.
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import type { Found, TransferKind } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { loginOutcome } from '../../parts/activity/login-outcome.js';
import { Breakable } from '../../parts/copy.js';
import { Count, type Column } from '../../parts/list.js';
import { Path } from '../../parts/path.js';
import { State } from '../../parts/state.js';
import { Ago, Logged } from '../../parts/time.js';
import { verdictWords } from '../../parts/verdict.js';
import { transferKinds } from '../search.js';

type Row<Kind extends keyof Found> = Found[Kind][number];
type Columns = { readonly [Kind in keyof Found]: readonly Column<Row<Kind>>[] };

/** The columns of each kind. */
export function columnsOf(staff: boolean): Columns {
  return {
    customers: customers(staff),
    accounts: [...accounts, ...(staff ? [ownerColumn<Row<'accounts'>>()] : [])],
    sessions,
    logins: [...logins, ...(staff ? [last, banColumn] : [{ ...last, place: 'side' }])],
    transfers: [...transfers, ...(staff ? [ownerColumn<Row<'transfers'>>()] : [])],
    connections,
  };
}

const customers = (staff: boolean): readonly Column<Row<'customers'>>[] => [
  {
    head: t('find.customer'),
    place: 'title',
    cell: ({ id, name }) =>
      staff ? (
        <Link to="/customers/$customerId" params={{ customerId: id }}>
          {name}
        </Link>
      ) : (
        name
      ),
  },
  {
    head: t('find.reference'),
    place: 'meta',
    cell: ({ externalRef }) =>
      externalRef === null ? (
        <span className="quiet only-wide">{t('list.none')}</span>
      ) : (
        <span className="mono">{externalRef}</span>
      ),
  },
];

const accounts: readonly Column<Row<'accounts'>>[] = [
  { head: t('find.login'), place: 'title clip', cell: ({ id, login }) => <Login id={id} login={login} /> },
  { head: t('find.folder'), place: 'meta clip', cell: ({ folder }) => <span className="mono">{folder}</span> },
];

const sessions: readonly Column<Row<'sessions'>>[] = [
  { head: t('find.opened'), place: 'meta-side', cell: ({ openedAt }) => <Logged iso={openedAt} /> },
  {
    head: t('find.login'),
    place: 'title clip',
    cell: ({ id, login, clientAddress }) => (
      <Link to="/sessions/$sessionId" params={{ sessionId: id }} className="mono">
        {login ?? clientAddress}
      </Link>
    ),
  },
  {
    head: t('find.address'),
    place: 'meta',
    cell: ({ clientAddress }) => <span className="mono">{clientAddress}</span>,
  },
  { head: t('find.server'), place: 'side', cell: ({ serverName }) => <span className="mono">{serverName}</span> },
];

const logins: readonly Column<Row<'logins'>>[] = [
  {
    head: t('find.login'),
    place: 'title clip fluid',
    cell: ({ accountId, name }) => <Login id={accountId} login={name} />,
  },
  {
    head: t('find.outcome'),
    place: 'meta wrapping',
    cell: ({ outcome }) => <Outcome good={outcome === 'accepted'} word={loginOutcome(outcome)} />,
  },
  {
    head: t('find.tries'),
    place: 'meta-side end',
    cell: ({ count }) => <Count count={count} words={t('find.times', { count })} />,
  },
];

const last: Column<Row<'logins'>> = { head: t('find.last'), cell: ({ lastAt }) => <Ago iso={lastAt} /> };

/** On a phone the time stands beside the link. */
const banColumn: Column<Row<'logins'>> = {
  head: t('list.actions'),
  place: 'act side',
  cell: ({ name, clientAddress, lastAt }) => (
    <span className="row-actions">
      <span className="only-narrow quiet">
        <Ago iso={lastAt} />
      </span>
      <Link
        to="/system/bans"
        search={{ address: clientAddress, login: name === '' ? undefined : name }}
        aria-label={t('find.banNamed', { address: `${name} ${clientAddress}` })}
      >
        {t('find.ban')}
      </Link>
    </span>
  ),
};

const transfers: readonly Column<Row<'transfers'>>[] = [
  { head: t('find.when'), place: 'meta-side', cell: ({ at }) => <Logged iso={at} /> },
  {
    head: t('find.path'),
    place: 'title clip path-cell',
    cell: ({ path, sessionId }) => (
      <Link to="/sessions/$sessionId" params={{ sessionId }}>
        <Path path={path} />
      </Link>
    ),
  },
  {
    head: t('find.what'),
    place: 'side',
    cell: ({ kind, outcome }) => <Outcome good={outcome === 'complete'} word={kindInWords(kind)} />,
  },
  { head: t('find.login'), place: 'meta clip', cell: ({ accountId, login }) => <Login id={accountId} login={login} /> },
  { head: t('find.address'), cell: ({ clientAddress }) => <span className="mono">{clientAddress}</span> },
];

const connections: readonly Column<Row<'connections'>>[] = [
  { head: t('find.when'), place: 'meta-side', cell: ({ at }) => <Logged iso={at} /> },
  {
    head: t('find.reference'),
    place: 'title',
    cell: ({ reference, sessionId }) => (
      <Link to="/sessions/$sessionId" params={{ sessionId }} className="mono">
        {reference}
      </Link>
    ),
  },
  { head: t('find.verb'), place: 'side', cell: ({ verb }) => <span className="mono">{verb}</span> },
  { head: t('find.outcome'), place: 'meta', cell: ({ verdict }) => <Verdict verdict={verdict} /> },
  { head: t('find.address'), cell: ({ clientAddress }) => <span className="mono">{clientAddress}</span> },
];

function ownerColumn<Of extends { customerId: string | null; customerName: string | null }>(): Column<Of> {
  return {
    head: t('find.customer'),
    cell: ({ customerId, customerName }) =>
      customerId === null ? (
        <span className="quiet">{t('list.none')}</span>
      ) : (
        <Link to="/customers/$customerId" params={{ customerId }}>
          {customerName}
        </Link>
      ),
  };
}

function Verdict({ verdict }: { verdict: string | null }) {
  const { what } = verdictWords({ verdict }, useMe().role);
  return what;
}

const isKind = (word: string): word is TransferKind => transferKinds.some((kind) => kind === word);

function kindInWords(kind: string): string {
  return isKind(kind) ? t(`kind.${kind}`) : kind;
}

function Login({ id, login }: { id: string | null; login: string }) {
  const name = <Breakable text={login} />;
  if (id === null) return <span className="mono">{name}</span>;
  return (
    <Link to="/accounts/$accountId" params={{ accountId: id }} className="mono">
      {name}
    </Link>
  );
}

function Outcome({ good, word }: { good: boolean; word: string }) {
  return (
    <State tone={good ? 'data' : 'refusal'} icon={good ? 'check' : 'refused'}>
      {word}
    </State>
  );
}
