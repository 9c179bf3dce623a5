// The customers of the host.
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { customersQuery, plansQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import type { Customer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { CustomerState } from '../../parts/customer-state.js';
import { Empty, NoMatch, Tally } from '../../parts/empty.js';
import { Count, List, type Column } from '../../parts/list.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { Ago } from '../../parts/time.js';
import { Usage } from '../../parts/usage.js';

const route = getRouteApi('/inside/customers');

/** The customers screen. */
export function Customers() {
  const me = useMe();
  const search = route.useSearch();
  const { q, status, plan } = search;
  const plans = useQuery(plansQuery());
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(customersQuery({ search: q, status, planId: plan }));
  return (
    <>
      <PageHead title={t('customers.title')} actions={me.role === 'admin' && <NewButton />} />
      <div className="tools">
        <Search
          label={t('customers.search')}
          value={q ?? ''}
          onChange={(typed) => void navigate({ search: { ...search, q: typed || undefined }, replace: true })}
        />
        <NativeSelect
          aria-label={t('customersFilter.status')}
          value={status ?? ''}
          data={[
            { value: '', label: t('customersFilter.anyStatus') },
            ...statuses.map((value) => ({ value, label: t(`customerStatus.${value}`) })),
          ]}
          onChange={(event) => {
            const picked = statuses.find((entry) => entry === event.currentTarget.value);
            void navigate({ search: { ...search, status: picked } });
          }}
        />
        <NativeSelect
          aria-label={t('customersFilter.plan')}
          value={plan ?? ''}
          data={[
            { value: '', label: t('customersFilter.anyPlan') },
            ...(plans.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => void navigate({ search: { ...search, plan: event.currentTarget.value || undefined } })}
        />
        <Tally query={query} />
      </div>
      <List
        query={query}
        caption={t('customers.caption')}
        columns={columns}
        keyOf={({ id }) => id}
        empty={
          q || status || plan ? (
            <NoMatch showAll={() => void navigate({ search: {} })} />
          ) : (
            <Empty title={t('customers.emptyTitle')} text={t('customers.empty')} />
          )
        }
      />
    </>
  );
}

function NewButton() {
  return <Button renderRoot={(props) => <Link to="/customers/new" {...props} />}>{t('customers.new')}</Button>;
}

const statuses = ['active', 'suspended', 'terminating'] as const satisfies readonly Customer['status'][];

const columns: readonly Column<Customer>[] = [
  {
    head: t('customers.name'),
    place: 'title',
    cell: ({ id, name }) => (
      <Link to="/customers/$customerId" params={{ customerId: id }}>
        {name}
      </Link>
    ),
  },
  { head: t('customers.status'), place: 'side', cell: ({ status }) => <CustomerState status={status} /> },
  {
    head: t('customers.plan'),
    place: 'meta-side clip',
    cell: ({ plan }) => <span title={plan.name}>{plan.name}</span>,
  },
  {
    head: t('customers.accounts'),
    place: 'meta end',
    cell: ({ accountCount }) => (
      <Count count={accountCount} words={t('customers.accountsShort', { count: accountCount })} />
    ),
  },
  { head: t('customersFilter.disk'), cell: (customer) => <Usage {...customer} outsideBytes={0} /> },
  { head: t('customers.websites'), place: 'end', cell: ({ webRootCount }) => webRootCount },
  {
    head: t('customers.reference'),
    cell: ({ externalRef }) =>
      externalRef ? <span className="mono">{externalRef}</span> : <span className="quiet">{t('list.none')}</span>,
  },
  { head: t('customers.created'), cell: ({ createdAt }) => <Ago iso={createdAt} /> },
];
