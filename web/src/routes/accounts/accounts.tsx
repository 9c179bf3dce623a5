// The list of FTP accounts: a customer's own, or everyone's for staff.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { accountsQuery, type AccountFilter } from '../../api/accounts.js';
import { customerQuery } from '../../api/customers.js';
import { exportAddress } from '../../api/exports.js';
import { useMe } from '../../api/me.js';
import type { Account, Allowance } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { List, rowsOf } from '../../parts/list.js';
import { ListKeys } from '../../parts/list/keys.js';
import { useSelection } from '../../parts/list/selection.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { Notices } from '../../parts/notices.js';
import { PageHead } from '../../parts/page.js';
import { accountsSearch } from '../search.js';
import { ownColumns, staffColumns } from './account-columns.js';
import { AccountTools } from './account-tools.js';
import { NewAccountButton, useAllowance, Used } from './allowance.js';
import { AccountBulkBar } from './bulk-bar.js';
import { BulkProgress } from './bulk-progress.js';

const route = getRouteApi('/inside/accounts');

const naming = { keyOf: ({ id }: Account) => id, nameOf: ({ login }: Account) => login };

/** The FTP accounts screen. */
export function Accounts() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = filterOf(search);
  const query = useInfiniteQuery(accountsQuery(filter));
  const selection = useSelection(rowsOf(query), naming);
  const allowance = useAllowance(search.customer);
  const columns = me.role === 'customer' ? ownColumns : staffColumns;
  const sorting = {
    word: search.sort,
    onChange: (word: string | undefined) =>
      void navigate({ search: { ...search, sort: accountsSearch({ sort: word }).sort } }),
  };
  return (
    <>
      <PageHead
        title={t('accounts.title')}
        lead={<Lead customer={search.customer} allowance={allowance} />}
        actions={
          me.role === 'support' ? (
            <ListKeys createWords="" />
          ) : (
            <NewAccountButton customer={search.customer} allowance={allowance} />
          )
        }
      />
      <Notices />
      <AccountTools>
        <ListTools query={query} columns={columns} sorting={sorting} csv={exportAddress('accounts', filter)} />
      </AccountTools>
      <BulkProgress />
      <AccountBulkBar selection={selection} />
      <List
        query={query}
        caption={t('accounts.title')}
        columns={columns}
        keyOf={naming.keyOf}
        sorting={sorting}
        selection={selection}
        empty={
          (search.q ?? search.status ?? search.website) ? (
            <NoMatch showAll={() => void navigate({ search: { customer: search.customer } })} />
          ) : (
            <NoneYet />
          )
        }
      />
    </>
  );
}

function filterOf({ q, status, customer, website, sort }: ReturnType<typeof accountsSearch>): AccountFilter {
  return {
    search: q,
    ...(status === 'never' ? { lastLogin: status } : { status }),
    customerId: customer,
    webRootId: website,
    sort,
  };
}

function Lead({ customer, allowance }: { customer: string | undefined; allowance: Allowance | undefined }) {
  const used = allowance && <Used allowance={allowance} />;
  return customer === undefined ? used : <OfCustomer id={customer}>{used}</OfCustomer>;
}

function OfCustomer({ id, children }: { id: string; children: ReactNode }) {
  const { data } = useQuery(customerQuery(id));
  return (
    <span className="row-actions">
      {data && <span>{t('accounts.titleOf', { customer: data.name })}</span>}
      {children}
      <Link to="/accounts">{t('list.clear')}</Link>
    </span>
  );
}

function NoneYet() {
  return (
    <Empty title={t('accounts.emptyTitle')} text={t('accounts.empty')}>
      <ol className="how-to">
        {t('accountList.howTo', { returnObjects: true }).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Empty>
  );
}
