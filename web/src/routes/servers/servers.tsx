// The hosting servers: address, whether they answer, and how they make data connections.
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { connectionsByServerQuery } from '../../api/connections.js';
import { exportAddress } from '../../api/exports.js';
import { useMe } from '../../api/me.js';
import { serversQuery } from '../../api/servers.js';
import type { Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Copyable } from '../../parts/copy.js';
import { Empty, Tally } from '../../parts/empty.js';
import { Count, List, rowsOf, type Column } from '../../parts/list.js';
import { CsvLink } from '../../parts/list/csv-link.js';
import { SortSelect } from '../../parts/list/sorting.js';
import { modeInWords } from '../../parts/modes/verbs.js';
import { PageHead } from '../../parts/page.js';
import { formatShare } from '../../parts/share.js';
import { serversSearch } from '../search.js';
import { Condition } from './condition.js';

const route = getRouteApi('/inside/servers');

/** The servers screen. */
export function Servers() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const sort = search.sort ?? 'name';
  const query = useInfiniteQuery(serversQuery({ sort }));
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => void navigate({ search: serversSearch({ sort: word }) }),
  };
  const add = useMe().role === 'admin' && <AddServer />;
  return (
    <>
      <PageHead title={t('servers.title')} actions={rowsOf(query).length > 0 && add} />
      {rowsOf(query).length > 1 && (
        <div className="tools">
          <SortSelect columns={columns} sorting={sorting} />
          <CsvLink href={exportAddress('servers', { sort })} />
          <Tally query={query} />
        </div>
      )}
      <List
        query={query}
        caption={t('servers.caption')}
        columns={columns}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={
          <Empty title={t('servers.emptyTitle')} text={t('servers.empty')}>
            {add}
          </Empty>
        }
      />
    </>
  );
}

function AddServer() {
  return <Button renderRoot={(props) => <Link to="/servers/new" {...props} />}>{t('servers.add')}</Button>;
}

/** How many of its data connections worked, and the way to them. */
function Share({ server: { id, name } }: { server: Server }) {
  const { data } = useQuery({ ...connectionsByServerQuery, enabled: useMe().role !== 'customer' });
  const tally = data?.find(({ serverId }) => serverId === id);
  if (!tally) return <span className="quiet">{t('list.none')}</span>;
  const share = formatShare(tally);
  return (
    <Link
      to="/servers/$serverId/connections"
      params={{ serverId: id }}
      className="number"
      aria-label={t('servers.shareNamed', { share, server: name })}
    >
      {share}
    </Link>
  );
}

const columns: readonly Column<Server>[] = [
  {
    head: t('servers.name'),
    place: 'title',
    sort: { by: 'name', kind: 'text' },
    cell: ({ id, name }) => (
      <Link to="/servers/$serverId" params={{ serverId: id }} className="mono">
        {name}
      </Link>
    ),
  },
  { head: t('servers.state'), place: 'side', cell: (server) => <Condition server={server} /> },
  {
    head: t('servers.policy'),
    place: 'meta',
    cell: ({ policy }) => (
      <span className="keep">
        {modeInWords(policy.verbs)}
        {policy.preset !== 'active-only' && (
          <span className="quiet">
            {', '}
            <span className="number">
              {t('servers.range', { first: policy.passiveFirstPort, last: policy.passiveLastPort })}
            </span>
          </span>
        )}
      </span>
    ),
  },
  { head: t('servers.tls'), cell: ({ policy }) => <span className="keep">{t(`tls.${policy.tls}`)}</span> },
  {
    head: t('servers.address'),
    place: 'fluid wider',
    sort: { by: 'host', kind: 'text' },
    cell: ({ host, ftpPort }) => <Copyable text={`${host}:${ftpPort}`} what={t('servers.address')} />,
  },
  { head: t('servers.share'), place: 'end', cell: (server) => <Share server={server} /> },
  {
    head: t('servers.sessions'),
    place: 'meta-side end',
    sort: { by: 'sessions', kind: 'amount' },
    cell: ({ openSessions }) => <Count count={openSessions} words={t('servers.now', { count: openSessions })} />,
  },
];
