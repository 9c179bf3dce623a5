// One customer: what they have, their websites, accounts and people, what was changed, and how it ends.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { customerQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import type { Customer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { CustomerState } from '../../parts/customer-state.js';
import { FetchedPage } from '../../parts/fetched.js';
import { Back, PageHead } from '../../parts/page.js';
import { CustomerPeople } from '../../parts/people/customer-people.js';
import { Notice } from '../../parts/state.js';
import { Tabs } from '../../parts/tabs.js';
import { CustomerUsage } from './customer-usage.js';
import { Danger } from './danger.js';
import { CustomerAccounts, CustomerActivity, CustomerWebsites } from './belongings.js';
import { Overview } from './overview.js';
import { Removals } from './removals.js';
import { peopleSearch } from '../search.js';
import { SignInAs } from '../../parts/acting-as.js';
import { PanelHandOver } from '../../parts/hand-over.js';

const route = getRouteApi('/inside/customers/$customerId');

/** The customer screen. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const query = useQuery(customerQuery(customerId));
  return (
    <FetchedPage query={query} what={t('customers.title')}>
      {(customer) => <Loaded customer={customer} />}
    </FetchedPage>
  );
}

function Loaded({ customer }: { customer: Customer }) {
  const admin = useMe().role === 'admin';
  const { tab, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const going = customer.status === 'terminating';
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => void navigate({ search: { tab, sort: word } }),
  };
  const list = { customer, sorting };
  const tabs = [
    { id: 'overview', name: t('customerTab.overview'), content: <Overview customer={customer} /> },
    { id: 'websites', name: t('customerTab.websites'), content: <CustomerWebsites {...list} /> },
    { id: 'accounts', name: t('customerTab.accounts'), content: <CustomerAccounts {...list} /> },
    { id: 'usage', name: t('nav.usage'), content: <CustomerUsage customerId={customer.id} /> },
    { id: 'activity', name: t('customerTab.activity'), content: <CustomerActivity {...list} /> },
  ];
  const people = {
    id: 'people',
    name: t('customerTab.people'),
    content: (
      <>
        <CustomerPeople {...list} sort={peopleSearch({ sort }).sort} />
        <PanelHandOver customer={customer} />
        <SignInAs customer={customer} />
      </>
    ),
  };
  const danger = { id: 'danger', name: t('customerTab.danger'), content: <Danger customer={customer} /> };
  return (
    <>
      <PageHead
        title={customer.name}
        lead={<CustomerState status={customer.status} />}
        back={<Back to="/customers">{t('customer.back')}</Back>}
        actions={admin && !going && newUnder(tab ?? 'overview', customer)}
      />
      {customer.status === 'suspended' && <WhySuspended customer={customer} />}
      <Removals customer={customer} />
      <Tabs
        label={t('customerTab.label')}
        tabs={[...tabs, ...(admin ? [people] : []), danger]}
        chosen={tab ?? 'overview'}
        onChoose={(id) => void navigate({ search: { tab: id }, replace: true })}
      />
    </>
  );
}

function WhySuspended({ customer: { suspendedReason } }: { customer: Customer }) {
  return (
    <div className="banner">
      <Notice tone="refusal">
        <p>{t('customer.suspendedFor', { reason: suspendedReason ?? '' })}</p>
      </Notice>
    </div>
  );
}

/** What can be made under a tab. */
function newUnder(tab: string, { id, webRootCount }: Customer) {
  if (tab === 'accounts' && webRootCount > 0) {
    return (
      <Button
        variant="default"
        renderRoot={(props) => <Link to="/accounts/new" search={{ customer: id }} {...props} />}
      >
        {t('websites.newAccount')}
      </Button>
    );
  }
  return ['overview', 'websites', 'accounts'].includes(tab) && <AddWebsite customerId={id} />;
}

function AddWebsite({ customerId }: { customerId: string }) {
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/customers/$customerId/websites/new" params={{ customerId }} {...props} />}
    >
      {t('customer.addWebsite')}
    </Button>
  );
}
