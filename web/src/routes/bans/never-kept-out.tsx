// Networks that no ban keeps out. Staff see them, admins say which.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { banExemptionsQuery, removeBanExemption } from '../../api/bans.js';
import { useMe } from '../../api/me.js';
import type { BanExemption } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { networkOf } from '../../parts/bans/who.js';
import { Confirm } from '../../parts/dialog.js';
import { Empty } from '../../parts/empty.js';
import { Fetched } from '../../parts/fetched.js';
import { Table, type Column } from '../../parts/list.js';
import { Action } from '../../parts/list/action.js';
import { Section } from '../../parts/page.js';
import { Ago } from '../../parts/time.js';

/** The tab. */
export function NeverKeptOut() {
  const query = useQuery(banExemptionsQuery);
  const mayWrite = useMe().role === 'admin';
  const [removing, setRemoving] = useState<BanExemption>();
  return (
    <Section title={t('neverBanned.title')} saidByTab>
      <p className="quiet">{t('neverBanned.lead')}</p>
      <Fetched query={query} what={t('neverBanned.title')}>
        {(items) =>
          items.length === 0 ? (
            <div className="empty">
              <Empty title={t('neverBanned.emptyTitle')} text={t('neverBanned.empty')} />
            </div>
          ) : (
            <Table
              caption={t('neverBanned.caption')}
              columns={mayWrite ? [...columns, removeColumn(setRemoving)] : columns}
              keyOf={({ id }) => id}
              rows={items}
            />
          )
        }
      </Fetched>
      {removing && (
        <Confirm
          title={t('neverBanned.removeTitle', { network: networkOf(removing.network) })}
          label={t('neverBanned.remove')}
          act={() => removeBanExemption(removing.id)}
          onClose={() => setRemoving(undefined)}
        >
          <p>{t('neverBanned.removeBody')}</p>
        </Confirm>
      )}
    </Section>
  );
}

const columns: readonly Column<BanExemption>[] = [
  {
    head: t('neverBanned.network'),
    place: 'title',
    cell: ({ network }) => <span className="mono">{networkOf(network)}</span>,
  },
  { head: t('neverBanned.note'), place: 'meta clip', cell: ({ note }) => note },
  { head: t('neverBanned.by'), place: 'clip', cell: ({ createdBy }) => createdBy },
  { head: t('neverBanned.since'), place: 'meta-side', cell: ({ createdAt }) => <Ago iso={createdAt} /> },
];

function removeColumn(ask: (exemption: BanExemption) => void): Column<BanExemption> {
  return {
    head: t('list.actions'),
    place: 'act side',
    cell: (exemption) => (
      <Action
        words={opens(t('neverBanned.remove'))}
        name={t('neverBanned.removeNamed', { network: networkOf(exemption.network) })}
        act={() => ask(exemption)}
      />
    ),
  };
}
