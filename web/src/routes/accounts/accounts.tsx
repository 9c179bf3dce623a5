// The list of FTP accounts: a customer's own, or everyone's for staff.
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { accountsQuery } from '../../api/accounts.js';
import { customerQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty, NoMatch, Tally } from '../../parts/empty.js';
import { List, type Column } from '../../parts/list.js';
import { Breakable, CopyButton } from '../../parts/copy.js';
import { Notices } from '../../parts/notices.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { AccountState } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';
import { Usage } from '../../parts/usage.js';

const route = getRouteApi('/inside/accounts');
const statuses = ['enabled', 'disabled', 'suspended', 'expired'] as const;

/** The FTP accounts screen. */
export function Accounts() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(
    accountsQuery({ search: search.q, status: search.status, customerId: search.customer }),
  );
  const narrowed = search.q !== undefined || search.status !== undefined;
  const mayCreate = me.role !== 'support';
  const showAll = () => void navigate({ search: { customer: search.customer } });
  return (
    <>
      <PageHead
        title={t('accounts.title')}
        lead={search.customer && <OfCustomer id={search.customer} />}
        actions={mayCreate && <NewButton customer={search.customer} />}
      />
      <Notices />
      <div className="tools">
        <Search
          label={t('accounts.search')}
          value={search.q ?? ''}
          onChange={(q) => void navigate({ search: { ...search, q: q || undefined }, replace: true })}
        />
        <NativeSelect
          aria-label={t('accounts.status')}
          value={search.status ?? ''}
          data={[
            { value: '', label: t('accounts.anyStatus') },
            ...statuses.map((value) => ({ value, label: t(`accountStatus.${value}`) })),
          ]}
          onChange={(event) => {
            const status = statuses.find((entry) => entry === event.currentTarget.value);
            void navigate({ search: { ...search, status } });
          }}
        />
        <Tally query={query} />
      </div>
      <List
        query={query}
        caption={t('accounts.title')}
        columns={me.role === 'customer' ? columns : [...columns.slice(0, 2), ofCustomer, ...columns.slice(2)]}
        keyOf={(account) => account.id}
        empty={
          narrowed ? (
            <NoMatch showAll={showAll} />
          ) : (
            <Empty title={t('accounts.emptyTitle')} text={t('accounts.empty')} />
          )
        }
      />
    </>
  );
}

function NewButton({ customer }: { customer: string | undefined }) {
  return (
    <Button renderRoot={(props) => <Link to="/accounts/new" search={{ customer }} {...props} />}>
      {t('accounts.new')}
    </Button>
  );
}

function OfCustomer({ id }: { id: string }) {
  const { data } = useQuery(customerQuery(id));
  return (
    <>
      {data && t('accounts.titleOf', { customer: data.name })} <Link to="/accounts">{t('list.clear')}</Link>
    </>
  );
}

const columns: readonly Column<Account>[] = [
  {
    head: t('accounts.login'),
    place: 'title',
    cell: ({ id, login }) => (
      <span className="copyable">
        <Link to="/accounts/$accountId" params={{ accountId: id }} className="mono">
          <Breakable text={login} />
        </Link>
        <CopyButton text={login} what={login} />
      </span>
    ),
  },
  { head: t('accounts.folder'), place: 'clip', cell: ({ folder }) => <span className="mono">{folder}</span> },
  {
    head: t('accounts.statusHead'),
    place: 'side',
    cell: ({ effectiveStatus }) => <AccountState status={effectiveStatus} />,
  },
  { head: t('accounts.usage'), place: 'meta-side', cell: (account) => <Usage {...account} /> },
  {
    head: t('accounts.sessions'),
    cell: ({ openSessions }) =>
      openSessions > 0 ? t('accounts.now', { count: openSessions }) : <span className="quiet">{t('list.none')}</span>,
  },
  {
    head: t('accounts.lastLogin'),
    place: 'meta',
    cell: ({ lastLoginAt }) =>
      lastLoginAt ? <Ago iso={lastLoginAt} /> : <span className="quiet">{t('accounts.never')}</span>,
  },
];

const ofCustomer: Column<Account> = {
  head: t('accounts.customer'),
  cell: ({ customer }) => (
    <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
      {customer.name}
    </Link>
  ),
};
