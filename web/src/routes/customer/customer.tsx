// One customer: websites, plan, suspension.
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { changePlan, customerQuery, plansQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import { asProblem, type Problem } from '../../api/problem.js';
import type { Customer } from '../../api/types.js';
import { webRootsQuery } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { CustomerState } from '../../parts/customer-state.js';
import { Empty } from '../../parts/empty.js';
import { SignInAs } from '../../parts/acting-as.js';
import { PanelHandOver } from '../../parts/hand-over.js';
import { Failed } from '../../parts/list.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { FormProblem } from '../../parts/state.js';
import { Moment } from '../../parts/time.js';
import { WebsiteList } from '../../parts/website-list.js';
import { Suspension } from './suspension.js';

const route = getRouteApi('/inside/customers/$customerId');

/** The customer screen. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const query = useQuery(customerQuery(customerId));
  if (query.isError && !query.data) return <Failed thrown={query.error} retry={() => void query.refetch()} />;
  return query.data ? <Loaded customer={query.data} /> : null;
}

function Loaded({ customer }: { customer: Customer }) {
  const me = useMe();
  const webRoots = useInfiniteQuery(webRootsQuery(customer.id));
  const admin = me.role === 'admin';
  return (
    <>
      <PageHead
        title={customer.name}
        lead={<CustomerState status={customer.status} />}
        back={<Back to="/customers">{t('customer.back')}</Back>}
        actions={admin && <AddWebsite customerId={customer.id} />}
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
      {admin && <PanelHandOver customer={customer} />}
      {admin && <SignInAs customer={customer} />}
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

function PlanChoice({ customer }: { customer: Customer }) {
  const plans = useQuery(plansQuery());
  const [problem, setProblem] = useState<Problem>();
  const choices = plans.data?.items ?? [customer.plan];
  const change = (planId: string) => {
    changePlan(customer, planId).then(
      () => {
        setProblem(undefined);
        announce(t('customer.planSaved'));
      },
      (thrown: unknown) => setProblem(asProblem(thrown)),
    );
  };
  return (
    <div className="plan-choice">
      <NativeSelect
        aria-label={t('customer.plan')}
        value={customer.plan.id}
        data={choices.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <FormProblem problem={problem} />
    </div>
  );
}
