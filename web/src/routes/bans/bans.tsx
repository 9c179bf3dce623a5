// Whom the FTP servers keep out, and in a second tab whom they never do; for staff.
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { bansQuery, liftBan } from '../../api/bans.js';
import { useMe } from '../../api/me.js';
import type { Ban } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { exportAddress } from '../../api/exports.js';
import { NewBanDialog } from '../../parts/bans/new-ban.js';
import { networkOf, whoIsBanned } from '../../parts/bans/who.js';
import { Breakable } from '../../parts/copy.js';
import { Confirm } from '../../parts/dialog.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { List, type Column } from '../../parts/list.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { State } from '../../parts/state.js';
import { Tabs } from '../../parts/tabs.js';
import { formatUntil } from '../../parts/format.js';
import { Ago } from '../../parts/time.js';
import { bansSearch } from '../search.js';
import { NeverKeptOut } from './never-kept-out.js';
import { NewExemptionDialog } from './new-exemption.js';

const route = getRouteApi('/inside/system/bans');
const states = ['in-force', 'exempt', 'over'] as const;

/** The bans screen. */
export function Bans() {
  const { address, login, tab, ...list } = route.useSearch();
  const navigate = route.useNavigate();
  const [asking, setAsking] = useState(address !== undefined);
  const never = tab === 'never';
  const mayAdd = useMe().role === 'admin' || !never;
  const close = () => {
    setAsking(false);
    if (address !== undefined) void navigate({ search: list, replace: true });
  };
  return (
    <>
      <PageHead
        title={t('bans.title')}
        lead={t('bans.lead')}
        actions={mayAdd && <Button onClick={() => setAsking(true)}>{t(never ? 'neverBanned.add' : 'bans.new')}</Button>}
      />
      <Tabs
        label={t('neverBanned.tabs')}
        tabs={[
          { id: 'bans', name: t('neverBanned.bans'), content: <BanList /> },
          { id: 'never', name: t('neverBanned.title'), content: <NeverKeptOut /> },
        ]}
        chosen={tab}
        onChoose={(id) => void navigate({ search: id === 'never' ? { ...list, tab: id } : list, replace: true })}
      />
      {asking && !never && <NewBanDialog address={address} login={login} onClose={close} />}
      {asking && never && <NewExemptionDialog onClose={close} />}
    </>
  );
}

function BanList() {
  const { q, state, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = { search: q, state, sort };
  const query = useInfiniteQuery(bansQuery(filter));
  const narrow = (change: Partial<ReturnType<typeof bansSearch>>, replace = false) =>
    void navigate({ search: { q, state, sort, ...change }, replace });
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => narrow({ sort: bansSearch({ sort: word }).sort }),
  };
  const [lifting, setLifting] = useState<Ban>();
  return (
    <>
      <div className="tools">
        <Search
          label={t('bans.search')}
          value={q ?? ''}
          onChange={(typed) => narrow({ q: typed || undefined }, true)}
        />
        <NativeSelect
          aria-label={t('bans.state')}
          value={state ?? ''}
          data={[
            { value: '', label: t('bans.anyState') },
            ...states.map((value) => ({ value, label: t(`banState.${value}`) })),
          ]}
          onChange={({ currentTarget: { value } }) => narrow({ state: states.find((known) => known === value) })}
        />
        <ListTools query={query} columns={columns} sorting={sorting} csv={exportAddress('bans', filter)} />
      </div>
      <List
        query={query}
        caption={t('bans.caption')}
        columns={[...columns, liftColumn(setLifting)]}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={
          q || state ? (
            <NoMatch showAll={() => void navigate({ search: {} })} />
          ) : (
            <Empty title={t('bans.emptyTitle')} text={t('bans.empty')} />
          )
        }
      />
      {lifting && (
        <Confirm
          title={t('bans.liftTitle')}
          label={t('bans.lift')}
          act={() => liftBan(lifting.id)}
          harmless
          onClose={() => setLifting(undefined)}
        >
          <p>{t('bans.liftBody', { who: whoIsBanned(lifting) })}</p>
        </Confirm>
      )}
    </>
  );
}

const columns: readonly Column<Ban>[] = [
  {
    head: t('bans.who'),
    place: 'title clip',
    cell: (ban) => (
      <span className="two-lines">
        <span className="mono">{networkOf(ban.clientNetwork)}</span>
        {ban.login === null ? (
          <span className="hint">{t('bans.everybody')}</span>
        ) : (
          <span className="hint mono" title={ban.login}>
            <Breakable text={ban.login} />
          </span>
        )}
        {ban.exemptNetworks.length > 0 && (
          <span className="hint">{t('neverBanned.but', { networks: ban.exemptNetworks.join(', ') })}</span>
        )}
      </span>
    ),
  },
  {
    head: t('bans.state'),
    place: 'side',
    cell: ({ state }) => (
      <State tone={state === 'in-force' ? 'refusal' : 'plain'} icon={state === 'in-force' ? 'refused' : 'check'}>
        {t(`banState.${state}`)}
      </State>
    ),
  },
  { head: t('bans.reason'), place: 'meta wrapping', cell: ({ reason }) => reason },
  {
    head: t('bans.until'),
    place: 'meta-side',
    sort: { by: 'expires', kind: 'due' },
    cell: (ban) => <Until ban={ban} />,
  },
  {
    head: t('bans.since'),
    sort: { by: 'created', kind: 'past' },
    cell: ({ createdAt }) => <Ago iso={createdAt} />,
  },
  { head: t('bans.by'), place: 'clip', cell: ({ createdBy }) => createdBy },
];

function Until({ ban: { state, liftedBy, expiresAt } }: { ban: Ban }) {
  if (liftedBy !== null) return <span className="quiet">{t('bans.liftedBy', { who: liftedBy })}</span>;
  if (state === 'over') return <span className="quiet">{t('bans.ended')}</span>;
  return expiresAt === null ? (
    <span className="quiet">{t('bans.forGood')}</span>
  ) : (
    <>
      <span className="only-narrow">{t('bans.untilShort')} </span>
      <span className="number">{formatUntil(expiresAt)}</span>
    </>
  );
}

function liftColumn(ask: (ban: Ban) => void): Column<Ban> {
  return {
    head: t('list.actions'),
    place: 'act below',
    cell: (ban) =>
      ban.mayLift && (
        <button
          type="button"
          className="text-button"
          aria-label={t('bans.liftNamed', { who: whoIsBanned(ban) })}
          onClick={() => ask(ban)}
        >
          {opens(t('bans.lift'))}
        </button>
      ),
  };
}
