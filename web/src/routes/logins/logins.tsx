// Every try to log in over FTP, narrowed by days, login, address, result and reason.
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { accountQuery } from '../../api/accounts.js';
import { loginsQuery } from '../../api/activity.js';
import { exportAddress } from '../../api/exports.js';
import type { LoginAttempt } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { loginColumns } from '../../parts/activity/login-columns.js';
import { loginOutcome, refusalReasons } from '../../parts/activity/login-outcome.js';
import { AddressField, Days, Filters } from '../../parts/activity/narrowing.js';
import { RetentionNote } from '../../parts/activity/retention-note.js';
import { useRowBan } from '../../parts/bans/row-ban.js';
import { Breakable } from '../../parts/copy.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { List, type Column } from '../../parts/list.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { Logged } from '../../parts/time.js';
import { loginResults, loginsSearch } from '../search.js';

const route = getRouteApi('/inside/logins');

/** The logins screen. */
export function Logins() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, account, result, reason, network, since, until, sort } = search;
  const filter = { search: q, accountId: account, result, reason, network, since, until, sort };
  const query = useInfiniteQuery(loginsQuery(filter));
  const narrow = (change: Partial<typeof search>, replace = false) =>
    void navigate({ search: { ...search, ...change }, replace });
  const narrowed = [q, result, reason, network, since, until].some((value) => value !== undefined);
  const ban = useRowBan();
  const columns = ban.allowed ? staffColumns(ban.button) : ownColumns;
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => narrow({ sort: loginsSearch({ sort: word }).sort }),
  };
  return (
    <>
      <PageHead title={t('logins.title')} lead={account ? <OfAccount id={account} /> : t('logins.lead')} />
      <div className="tools">
        <Search
          label={t('logins.search')}
          value={q ?? ''}
          onChange={(typed) => narrow({ q: typed || undefined }, true)}
        />
        <Filters chosen={[result, reason, network, since, until]}>
          <ResultAndReason result={result} reason={reason} narrow={narrow} />
          <AddressField value={network ?? ''} onChange={(value) => narrow({ network: value })} />
          <Days range={{ since, until }} onChange={narrow} />
        </Filters>
        <ListTools query={query} columns={columns} sorting={sorting} csv={exportAddress('login-attempts', filter)} />
      </div>
      <List
        query={query}
        caption={t('logins.caption')}
        columns={columns}
        keyOf={({ id }) => id}
        sorting={{ ...sorting, word: sort ?? '-at' }}
        empty={
          narrowed ? (
            <NoMatch showAll={() => void navigate({ search: { account, sort } })} />
          ) : (
            <Empty title={t('logins.emptyTitle')} text={t('logins.empty')} />
          )
        }
      />
      {ban.dialog}
      <RetentionNote />
    </>
  );
}

interface Narrowed {
  readonly result: 'accepted' | 'refused' | undefined;
  readonly reason: string | undefined;
}

/** A reason is one of refusal, so choosing one of them drops what does not fit of the other. */
function ResultAndReason({ result, reason, narrow }: Narrowed & { narrow: (change: Partial<Narrowed>) => void }) {
  return (
    <>
      <NativeSelect
        aria-label={t('logins.result')}
        value={result ?? ''}
        data={[
          { value: '', label: t('logins.anyResult') },
          ...loginResults.map((value) => ({ value, label: t(`logins.results.${value}`) })),
        ]}
        onChange={(event) => {
          const picked = loginResults.find((entry) => entry === event.currentTarget.value);
          narrow({ result: picked, ...(picked === 'accepted' && { reason: undefined }) });
        }}
      />
      <NativeSelect
        className="narrow-choice"
        aria-label={t('logins.reason')}
        value={reason ?? ''}
        data={[
          { value: '', label: t('logins.anyReason') },
          ...refusalReasons.map((value) => ({ value, label: loginOutcome(value) })),
        ]}
        onChange={(event) => {
          const picked = event.currentTarget.value || undefined;
          narrow({ reason: picked, ...(picked && result === 'accepted' && { result: undefined }) });
        }}
      />
    </>
  );
}

function OfAccount({ id }: { id: string }) {
  const { data } = useQuery(accountQuery(id));
  return (
    <>
      {data && t('logins.onlyOf', { login: data.login })} <Link to="/logins">{t('list.clear')}</Link>
    </>
  );
}

const { when, result, from, security } = loginColumns;

const facts: readonly Column<LoginAttempt>[] = [
  { head: t('logins.login'), place: 'title clip fluid', cell: (attempt) => <Who attempt={attempt} /> },
  { ...result, place: 'meta wrapping' },
  { ...from, place: 'below' },
  { head: t('logins.server'), cell: ({ serverName }) => <span className="mono">{serverName}</span> },
  security,
];

const ownColumns: readonly Column<LoginAttempt>[] = [{ ...when, place: 'side' }, ...facts];

/** On a phone the time stands beside the button. */
function staffColumns(button: ReturnType<typeof useRowBan>['button']): readonly Column<LoginAttempt>[] {
  const ban: Column<LoginAttempt> = {
    head: t('list.actions'),
    place: 'act side',
    cell: ({ at, clientAddress: address, name }) => (
      <span className="row-actions">
        <span className="only-narrow quiet">
          <Logged iso={at} />
        </span>
        {button({ address, login: name || undefined })}
      </span>
    ),
  };
  return [when, ...facts, ban];
}

function Who({ attempt: { accountId, name } }: { attempt: LoginAttempt }) {
  if (name === '') return <span className="quiet">{t('logins.noLogin')}</span>;
  if (accountId === null)
    return (
      <span className="mono">
        <Breakable text={name} />
      </span>
    );
  return (
    <Link to="/accounts/$accountId" params={{ accountId }} className="mono">
      <Breakable text={name} />
    </Link>
  );
}
