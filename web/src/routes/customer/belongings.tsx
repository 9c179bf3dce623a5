// A customer's websites, FTP accounts and what was changed, each as a list.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { accountsQuery } from '../../api/accounts.js';
import { auditQuery } from '../../api/activity.js';
import { exportAddress } from '../../api/exports.js';
import { useMe } from '../../api/me.js';
import type { Account, Customer } from '../../api/types.js';
import { webRootsQuery } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { Breakable } from '../../parts/copy.js';
import { Empty } from '../../parts/empty.js';
import { List, type Column } from '../../parts/list.js';
import type { Sorting } from '../../parts/list/sorting.js';
import { SortedTools } from '../../parts/list/sorted-tools.js';
import { Section } from '../../parts/page.js';
import { AccountState } from '../../parts/state.js';
import { WebsiteList, websiteColumns } from '../../parts/website-list.js';
import { eventColumns } from '../audit/event-columns.js';
import { accountsSearch, auditSearch, websitesSearch } from '../search.js';

interface OfCustomer {
  readonly customer: Customer;
  readonly sorting: Sorting;
}

/** The websites. */
export function CustomerWebsites({ customer, sorting }: OfCustomer) {
  const { role } = useMe();
  const filter = { customerId: customer.id, sort: websitesSearch({ sort: sorting.word }).sort };
  const query = useInfiniteQuery(webRootsQuery(filter));
  const empty = <Empty title={t('websites.emptyTitle')} text={t('websites.emptyAdmin')} />;
  return (
    <>
      <SortedTools
        query={query}
        columns={websiteColumns(role, true)}
        sorting={sorting}
        csv={exportAddress('web-roots', filter)}
      />
      <WebsiteList query={query} role={role} empty={empty} sorting={sorting} ofCustomer />
    </>
  );
}

/** The FTP accounts. */
export function CustomerAccounts({ customer, sorting }: OfCustomer) {
  const filter = { customerId: customer.id, sort: accountsSearch({ sort: sorting.word }).sort };
  const query = useInfiniteQuery(accountsQuery(filter));
  return (
    <Section title={t('customerTab.accounts')} saidByTab>
      <SortedTools query={query} columns={accountColumns} sorting={sorting} csv={exportAddress('accounts', filter)}>
        <Link to="/accounts" search={{ customer: customer.id }}>
          {t('customerTab.allAccounts')}
        </Link>
      </SortedTools>
      <List
        query={query}
        caption={t('customerTab.accounts')}
        columns={accountColumns}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={<Empty title={t('customerTab.noAccounts')} text={t('customerTab.noAccountsText')} />}
      />
    </Section>
  );
}

const accountColumns: readonly Column<Account>[] = [
  {
    head: t('customerTab.login'),
    place: 'title',
    sort: { by: 'login', kind: 'text' },
    cell: ({ id, login }) => (
      <Link className="mono" to="/accounts/$accountId" params={{ accountId: id }}>
        <Breakable text={login} />
      </Link>
    ),
  },
  {
    head: t('customers.status'),
    place: 'side',
    cell: ({ effectiveStatus }) => <AccountState status={effectiveStatus} />,
  },
  {
    head: t('customerTab.folder'),
    place: 'meta clip fluid half',
    cell: ({ folder }) => (
      <span className="mono" title={folder}>
        {folder}
      </span>
    ),
  },
];

/** What was changed. */
export function CustomerActivity({ customer, sorting }: OfCustomer) {
  const filter = { customerId: customer.id, sort: auditSearch({ sort: sorting.word }).sort };
  const query = useInfiniteQuery(auditQuery(filter));
  return (
    <>
      <SortedTools query={query} columns={eventColumns()} sorting={sorting} csv={exportAddress('audit', filter)} />
      <List
        query={query}
        caption={t('customerTab.activity')}
        columns={eventColumns()}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={<Empty title={t('customerTab.noActivity')} text={t('customerTab.noActivityText')} />}
      />
    </>
  );
}
