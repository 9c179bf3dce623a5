// The plans customers are on, and what each says about data connections.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plansQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import type { Plan } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { Count, Failed, Table, type Column } from '../../parts/list.js';
import { PageHead } from '../../parts/page.js';
import { PlanModesDialog } from './plan-modes.js';

/** The plans screen. */
export function Plans() {
  const admin = useMe().role === 'admin';
  const query = useQuery(plansQuery());
  const [changing, setChanging] = useState<Plan>();
  const plans = query.data?.items ?? [];
  return (
    <>
      <PageHead title={t('plans.title')} lead={t('plans.lead')} />
      {query.isError && !query.data && <Failed thrown={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <p role="status">{t('list.loading', { what: t('plans.title') })}</p>}
      {query.data && plans.length === 0 && <Empty title={t('plans.emptyTitle')} text={t('plans.empty')} />}
      {plans.length > 0 && (
        <Table
          caption={t('plans.caption')}
          columns={[...columns, modesColumn({ admin, ask: setChanging })]}
          keyOf={({ id }) => id}
          rows={plans}
        />
      )}
      {changing && <PlanModesDialog plan={changing} readOnly={!admin} onClose={() => setChanging(undefined)} />}
    </>
  );
}

const columns: readonly Column<Plan>[] = [
  { head: t('plans.name'), place: 'title', cell: ({ name }) => name },
  {
    head: t('plans.customers'),
    place: 'meta',
    cell: ({ customerCount }) => (
      <Count count={customerCount} words={t('plans.customersCount', { count: customerCount })} />
    ),
  },
  {
    head: t('plans.accounts'),
    cell: ({ maxFtpAccounts }) => maxFtpAccounts ?? <span className="quiet">{t('plans.unlimited')}</span>,
  },
];

function modesColumn({ admin, ask }: { admin: boolean; ask: (plan: Plan) => void }): Column<Plan> {
  return {
    head: t('list.actions'),
    place: 'act side',
    cell: (plan) => (
      <button
        type="button"
        className="text-button"
        aria-label={t('plans.changeNamed', { plan: plan.name })}
        onClick={() => ask(plan)}
      >
        {t('plans.modes')}
        {admin && '…'}
      </button>
    ),
  };
}
