// The transfer log, narrowed by kind, result, path and FTP account.
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { accountQuery } from '../../api/accounts.js';
import { transfersQuery } from '../../api/activity.js';
import { exportAddress } from '../../api/exports.js';
import { t } from '../../i18n/index.js';
import { transferColumns } from '../../parts/activity/transfer-columns.js';
import { AddressField, Days, Filters, Typed } from '../../parts/activity/narrowing.js';
import { RetentionNote } from '../../parts/activity/retention-note.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { List } from '../../parts/list.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { outcomes, transferKinds, transfersSearch } from '../search.js';

const route = getRouteApi('/inside/transfers');

/** The transfers screen. */
export function Transfers() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { q, kind, outcome, account, login, network, since, until, sort } = search;
  const filter = { search: q, kind, outcome, accountId: account, login, network, since, until, sort };
  const query = useInfiniteQuery(transfersQuery(filter));
  const narrowed = [q, kind, outcome, login, network, since, until].some((value) => value !== undefined);
  const narrow = (change: Partial<typeof search>) => void navigate({ search: { ...search, ...change } });
  const columns = transferColumns({ ofOneAccount: account !== undefined });
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => narrow({ sort: transfersSearch({ sort: word }).sort }),
  };
  return (
    <>
      <PageHead title={t('transfers.title')} lead={account ? <OfAccount id={account} /> : t('transfers.lead')} />
      <div className="tools">
        <Search
          label={t('transfers.search')}
          value={q ?? ''}
          onChange={(typed) => void navigate({ search: { ...search, q: typed || undefined }, replace: true })}
        />
        <Filters chosen={[kind, outcome, login, network, since, until]}>
          <NativeSelect
            aria-label={t('transfers.kind')}
            value={kind ?? ''}
            data={[
              { value: '', label: t('transfers.anyKind') },
              ...transferKinds.map((value) => ({ value, label: t(`kind.${value}`) })),
            ]}
            onChange={(event) => {
              const picked = transferKinds.find((entry) => entry === event.currentTarget.value);
              void navigate({ search: { ...search, kind: picked } });
            }}
          />
          <NativeSelect
            aria-label={t('transfers.outcome')}
            value={outcome ?? ''}
            data={[
              { value: '', label: t('transfers.anyOutcome') },
              ...outcomes.map((value) => ({ value, label: t(`outcome.${value}`) })),
            ]}
            onChange={(event) => {
              const picked = outcomes.find((entry) => entry === event.currentTarget.value);
              void navigate({ search: { ...search, outcome: picked } });
            }}
          />
          {!account && (
            <Typed label={t('narrow.login')} value={login ?? ''} onChange={(value) => narrow({ login: value })} />
          )}
          <AddressField value={network ?? ''} onChange={(value) => narrow({ network: value })} />
          <Days range={{ since, until }} onChange={narrow} />
        </Filters>
        <ListTools query={query} columns={columns} sorting={sorting} csv={exportAddress('transfers', filter)} />
      </div>
      <List
        query={query}
        caption={t('transfers.caption')}
        columns={columns}
        keyOf={({ id }) => id}
        sorting={{ ...sorting, word: sort ?? '-at' }}
        empty={
          narrowed ? (
            <NoMatch showAll={() => void navigate({ search: { account, sort } })} />
          ) : (
            <Empty title={t('transfers.emptyTitle')} text={t('transfers.empty')} />
          )
        }
      />
      <RetentionNote />
    </>
  );
}

function OfAccount({ id }: { id: string }) {
  const { data } = useQuery(accountQuery(id));
  return (
    <>
      {data && t('transfers.onlyOf', { login: data.login })} <Link to="/transfers">{t('list.clear')}</Link>
    </>
  );
}
