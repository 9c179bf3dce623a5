// The plans customers are on, and what each says about data connections.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { plansQuery } from '../../api/customers.js';
import { useMe } from '../../api/me.js';
import { deletePlan } from '../../api/plans.js';
import type { Plan } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { announce } from '../../parts/announce.js';
import { Confirm } from '../../parts/dialog.js';
import { Empty } from '../../parts/empty.js';
import { Fetched } from '../../parts/fetched.js';
import { formatBytes } from '../../parts/format.js';
import { Count, Table, type Column } from '../../parts/list.js';
import { PageHead } from '../../parts/page.js';
import { PlanForm } from './plan-form.js';
import { PlanModesDialog } from './plan-modes.js';

/** The plans screen. */
export function Plans() {
  const admin = useMe().role === 'admin';
  const query = useQuery(plansQuery());
  const [modes, setModes] = useState<Plan>();
  const [form, setForm] = useState<Plan | 'new'>();
  const [removing, setRemoving] = useState<Plan>();
  return (
    <>
      <PageHead
        title={t('plans.title')}
        lead={t('plans.lead')}
        actions={admin && <Button onClick={() => setForm('new')}>{t('planForm.new')}</Button>}
      />
      <Fetched query={query} what={t('plans.title')}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('plans.emptyTitle')} text={t('planForm.empty')} />
          ) : (
            <Table
              caption={t('plans.caption')}
              columns={[...columns, actionsColumn({ admin, modes: setModes, change: setForm, remove: setRemoving })]}
              keyOf={({ id }) => id}
              rows={items}
            />
          )
        }
      </Fetched>
      {modes && <PlanModesDialog plan={modes} readOnly={!admin} onClose={() => setModes(undefined)} />}
      {form && <PlanForm plan={form === 'new' ? undefined : form} onClose={() => setForm(undefined)} />}
      {removing && <RemovePlan plan={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

const noLimit = <span className="quiet">{t('plans.unlimited')}</span>;

const columns: readonly Column<Plan>[] = [
  { head: t('plans.name'), place: 'title', cell: ({ name }) => name },
  {
    head: t('plans.customers'),
    place: 'meta end',
    cell: ({ customerCount }) => (
      <Count count={customerCount} words={t('plans.customersCount', { count: customerCount })} />
    ),
  },
  {
    head: t('plans.accounts'),
    cell: ({ maxFtpAccounts }) => maxFtpAccounts ?? noLimit,
  },
  { head: t('planForm.disk'), cell: ({ quotaBytes }) => (quotaBytes === null ? noLimit : formatBytes(quotaBytes)) },
  { head: t('planForm.sessions'), cell: ({ maxSessions }) => maxSessions ?? noLimit },
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
    place: 'act side',
    cell: (plan) => (
      <span className="row-actions">
        {admin && (
          <Action
            words={t('planForm.edit')}
            name={t('planForm.editOf', { plan: plan.name })}
            act={() => change(plan)}
          />
        )}
        <Action
          words={`${t('plans.modes')}${admin ? '…' : ''}`}
          name={t('plans.changeNamed', { plan: plan.name })}
          act={() => modes(plan)}
        />
        {admin && (
          <Action
            words={t('planForm.remove')}
            name={t('planForm.removeOf', { plan: plan.name })}
            act={() => remove(plan)}
          />
        )}
      </span>
    ),
  };
}

function Action({ words, name, act }: { words: string; name: string; act: () => void }) {
  return (
    <button type="button" className="text-button" aria-label={name} onClick={act}>
      {words}
    </button>
  );
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
