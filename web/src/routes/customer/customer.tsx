// One customer: what they have, their websites, accounts and people, what was changed, and how it ends.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { customerQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import type { Customer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { CustomerState } from '../../parts/customer-state.js';
import { Empty } from '../../parts/empty.js';
import { Failed } from '../../parts/list.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { CustomerPeople } from '../../parts/people/customer-people.js';
import { FormProblem } from '../../parts/state.js';
import { Moment } from '../../parts/time.js';
import { WebsiteList } from '../../parts/website-list.js';
import { CustomerUsage } from './customer-usage.js';
import { Suspension } from './suspension.js';
import { Fetched } from '../../parts/fetched.js';
import { Back, PageHead } from '../../parts/page.js';
import { Tabs } from '../../parts/tabs.js';
import { Danger } from './danger.js';
import { CustomerAccounts, CustomerActivity, CustomerPeople, CustomerWebsites } from './belongings.js';
import { Overview } from './overview.js';
import { Removals } from './removals.js';

const route = getRouteApi('/inside/customers/$customerId');

/** The customer screen. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const query = useQuery(customerQuery(customerId));
  return (
    <Fetched query={query} what={t('customers.title')}>
      {(customer) => <Loaded customer={customer} />}
    </Fetched>
  );
}

function Loaded({ customer }: { customer: Customer }) {
  const admin = useMe().role === 'admin';
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const going = customer.status === 'terminating';
  const tabs = [
    { word: 'overview', name: t('customerTab.overview'), content: <Overview customer={customer} /> },
    { word: 'websites', name: t('customerTab.websites'), content: <CustomerWebsites customer={customer} /> },
    { word: 'accounts', name: t('customerTab.accounts'), content: <CustomerAccounts customer={customer} /> },
    { word: 'people', name: t('customerTab.people'), content: <CustomerPeople customer={customer} /> },
    { word: 'activity', name: t('customerTab.activity'), content: <CustomerActivity customer={customer} /> },
  ];
  const danger = { word: 'danger', name: t('customerTab.danger'), content: <Danger customer={customer} /> };
  return (
    <>
      <PageHead
        title={customer.name}
        lead={<CustomerState status={customer.status} />}
        back={<Back to="/customers">{t('customer.back')}</Back>}
        actions={admin && !going && <AddWebsite customerId={customer.id} />}
      />
      <Removals customer={customer} />
      <Tabs
        label={t('customerTab.label')}
        tabs={admin ? [...tabs, danger] : tabs}
        address={{ word: tab ?? 'overview', go: (word) => void navigate({ search: { tab: word }, replace: true }) }}
      />
      <Section
        title={t('customer.websites')}
        aside={
          <Link to="/accounts" search={{ customer: customer.id }}>
            {t('customers.accountsShort', { count: customer.accountCount })}
          </Link>
        }
      >
        <WebsiteList
          query={webRoots}
          role={me.role}
          empty={<Empty title={t('websites.emptyTitle')} text={t('websites.emptyAdmin')} />}
        />
      </Section>
      <Section title={t('customer.facts')}>
        <dl className="facts">
          <dt>{t('customer.plan')}</dt>
          <dd>{admin ? <PlanChoice customer={customer} /> : customer.plan.name}</dd>
          <dt>{t('customer.reference')}</dt>
          <dd className="mono">{customer.externalRef ?? t('list.none')}</dd>
          <dt>{t('customer.since')}</dt>
          <dd>
            <Moment iso={customer.createdAt} />
          </dd>
        </dl>
      </Section>
      {admin && <CustomerPeople customer={customer} />}
      <CustomerUsage customerId={customer.id} />
      {admin && <Suspension customer={customer} />}
    </>
  );
}

function AddWebsite({ customerId }: { customerId: string }) {
  return (
    <Button
      renderRoot={(props) => <Link to="/customers/$customerId/websites/new" params={{ customerId }} {...props} />}
    >
      {t('customer.addWebsite')}
    </Button>
  );
}
