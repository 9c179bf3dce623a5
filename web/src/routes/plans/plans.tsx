// The plans customers are on, and what each says about data connections.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { exportAddress } from '../../api/exports.js';
import { useMe } from '../../api/me.js';
import { deletePlan, planListQuery } from '../../api/plans.js';
import type { Plan } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Confirm } from '../../parts/dialog.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { formatBytes, formatNumber } from '../../parts/format.js';
import { Count, List, rowsOf, type Column } from '../../parts/list.js';
import { Action } from '../../parts/list/action.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { plansSearch } from '../search.js';
import { ChangePlanDialog, NewPlanDialog } from './plan-form.js';
import { PlanModesDialog } from './plan-modes.js';

const route = getRouteApi('/inside/plans');

/** The plans screen. */
export function Plans() {
  const admin = useMe().role === 'admin';
  const { q, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = { search: q, sort };
  const query = useInfiniteQuery(planListQuery(filter));
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => void navigate({ search: { q, sort: plansSearch({ sort: word }).sort } }),
  };
  const [modes, setModes] = useState<Plan>();
  const [form, setForm] = useState<Plan | 'new'>();
  const [removing, setRemoving] = useState<Plan>();
  const close = () => setForm(undefined);
  return (
    <>
      <PageHead
        title={t('plans.title')}
        lead={t('plans.lead')}
        actions={admin && <Button onClick={() => setForm('new')}>{t('planForm.new')}</Button>}
      />
      <div className="tools">
        <Search
          label={t('listTools.plans')}
          value={q ?? ''}
          onChange={(typed) => void navigate({ search: { q: typed || undefined, sort }, replace: true })}
        />
        <ListTools query={query} columns={columns} sorting={sorting} csv={exportAddress('plans', filter)} />
      </div>
      <List
        query={query}
        caption={t('plans.caption')}
        columns={[...columns, actionsColumn({ admin, modes: setModes, change: setForm, remove: setRemoving })]}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={
          q ? (
            <NoMatch showAll={() => void navigate({ search: { sort } })} />
          ) : (
            <Empty title={t('plans.emptyTitle')} text={t('planForm.empty')} />
          )
        }
      />
      {modes && <PlanModesDialog plan={modes} readOnly={!admin} onClose={() => setModes(undefined)} />}
      {form === 'new' && <NewPlanDialog onClose={close} />}
      {form && form !== 'new' && (
        <ChangePlanDialog plan={rowsOf(query).find(({ id }) => id === form.id) ?? form} onClose={close} />
      )}
      {removing && <RemovePlan plan={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

const noLimit = <span className="quiet">{t('plans.unlimited')}</span>;

const columns: readonly Column<Plan>[] = [
  { head: t('plans.name'), place: 'title clip', sort: { by: 'name', kind: 'text' }, cell: ({ name }) => name },
  {
    head: t('plans.customers'),
    place: 'meta end',
    sort: { by: 'customers', kind: 'amount' },
    cell: (plan) => (
      <>
        <Count count={plan.customerCount} words={t('plans.customersCount', { count: plan.customerCount })} />
        <span className="only-narrow">
          {` · ${t('plans.accounts')}: ${plan.maxFtpAccounts ?? t('plans.unlimited')}`}
          {` · ${t('planForm.disk')}: ${plan.quotaBytes === null ? t('plans.unlimited') : formatBytes(plan.quotaBytes)}`}
        </span>
      </>
    ),
  },
  {
    head: t('plans.accounts'),
    place: 'end',
    sort: { by: 'accounts', kind: 'amount' },
    cell: ({ maxFtpAccounts }) => (maxFtpAccounts === null ? noLimit : formatNumber(maxFtpAccounts)),
  },
  {
    head: t('planForm.disk'),
    place: 'end',
    sort: { by: 'quota', kind: 'amount' },
    cell: ({ quotaBytes }) => (quotaBytes === null ? noLimit : formatBytes(quotaBytes)),
  },
  {
    head: t('planForm.sessions'),
    place: 'end',
    cell: ({ maxSessions }) => (maxSessions === null ? noLimit : formatNumber(maxSessions)),
  },
];

interface Actions {
  readonly admin: boolean;
  readonly modes: (plan: Plan) => void;
  readonly change: (plan: Plan) => void;
  readonly remove: (plan: Plan) => void;
}

function actionsColumn({ admin, modes, change, remove }: Actions): Column<Plan> {
  return {
    head: t('list.actions'),
    place: 'act below',
    cell: (plan) => (
      <span className="row-actions">
        {admin && (
          <Action
            words={opens(t('planForm.edit'))}
            name={t('planForm.editOf', { plan: plan.name })}
            act={() => change(plan)}
          />
        )}
        <Action
          words={admin ? opens(t('plans.modes')) : t('plans.modes')}
          name={t('plans.changeNamed', { plan: plan.name })}
          act={() => modes(plan)}
        />
        {admin && (
          <Action
            words={opens(t('planForm.remove'))}
            name={t('planForm.removeOf', { plan: plan.name })}
            act={() => remove(plan)}
          />
        )}
      </span>
    ),
  };
}

function RemovePlan({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const remove = async () => {
    await deletePlan(plan.id);
    announce(t('planForm.deleted'));
  };
  return (
    <Confirm
      title={t('planForm.removeAsk', { plan: plan.name })}
      label={t('planForm.removeButton')}
      act={remove}
      onClose={onClose}
    >
      <p>{t('planForm.removeText')}</p>
    </Confirm>
  );
}
