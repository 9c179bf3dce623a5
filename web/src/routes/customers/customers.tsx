// The customers of the host.
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { customersQuery, plansQuery } from '../../api/customers.js';
import { exportAddress } from '../../api/exports.js';
import { useMe } from '../../api/me.js';
import type { Customer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { CustomerState } from '../../parts/customer-state.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { formatNumber } from '../../parts/format.js';
import { Count, List, type Column } from '../../parts/list.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { Ago } from '../../parts/time.js';
import { Usage } from '../../parts/usage.js';
import { customersSearch, customerStatuses } from '../search.js';

const route = getRouteApi('/inside/customers');

/** The customers screen. */
export function Customers() {
  const me = useMe();
  const search = route.useSearch();
  const { q, status, plan, sort } = search;
  const plans = useQuery(plansQuery());
  const navigate = route.useNavigate();
  const filter = { search: q, status, planId: plan, sort };
  const query = useInfiniteQuery(customersQuery(filter));
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) =>
      void navigate({ search: { ...search, sort: customersSearch({ sort: word }).sort } }),
  };
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
            ...customerStatuses.map((value) => ({ value, label: t(`customerStatus.${value}`) })),
          ]}
          onChange={(event) => {
            const picked = customerStatuses.find((entry) => entry === event.currentTarget.value);
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
        <ListTools query={query} columns={columns} sorting={sorting} csv={exportAddress('customers', filter)} />
      </div>
      <List
        query={query}
        caption={t('customers.caption')}
        columns={columns}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={q || status || plan ? <NoMatch showAll={() => void navigate({ search: { sort } })} /> : <NoCustomers />}
      />
    </>
  );
}

function NoCustomers() {
  const text = useMe().role === 'admin' ? 'customers.empty' : 'customers.emptySupport';
  return <Empty title={t('customers.emptyTitle')} text={t(text)} />;
}

function NewButton() {
  return <Button renderRoot={(props) => <Link to="/customers/new" {...props} />}>{t('customers.new')}</Button>;
}

const columns: readonly Column<Customer>[] = [
  {
    head: t('customers.name'),
    place: 'title clip fluid',
    sort: { by: 'name', kind: 'text' },
    cell: ({ id, name }) => (
      <Link to="/customers/$customerId" params={{ customerId: id }} title={name}>
        {name}
      </Link>
    ),
  },
  { head: t('customers.status'), place: 'side', cell: ({ status }) => <CustomerState status={status} /> },
  {
    head: t('customers.plan'),
    place: 'clip',
    sort: { by: 'plan', kind: 'text' },
    cell: ({ plan }) => <span title={plan.name}>{plan.name}</span>,
  },
  {
    head: t('customers.accounts'),
    place: 'meta clip end',
    sort: { by: 'accounts', kind: 'amount' },
    cell: ({ accountCount, plan }) => (
      <>
        <Count count={accountCount} words={t('customers.accountsShort', { count: accountCount })} />
        <span className="only-narrow"> · {plan.name}</span>
      </>
    ),
  },
  {
    head: t('customersFilter.disk'),
    place: 'end',
    sort: { by: 'used', kind: 'amount' },
    cell: (customer) => <Usage {...customer} outsideBytes={0} />,
  },
  { head: t('customers.websites'), place: 'end', cell: ({ webRootCount }) => formatNumber(webRootCount) },
  {
    head: t('customers.reference'),
    cell: ({ externalRef }) =>
      externalRef ? <span className="mono">{externalRef}</span> : <span className="quiet">{t('list.none')}</span>,
  },
  {
    head: t('customers.created'),
    sort: { by: 'created', kind: 'past' },
    cell: ({ createdAt }) => <Ago iso={createdAt} />,
  },
];
