// Who is connected now, narrowed by login, server and address; the list follows by itself until it is paused.
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionsQuery } from '../../api/activity.js';
import { exportAddress } from '../../api/exports.js';
import { useMe } from '../../api/me.js';
import { serversQuery } from '../../api/servers.js';
import type { Session } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { AddressField, Filters } from '../../parts/activity/narrowing.js';
import { EndAll } from '../../parts/activity/end-all.js';
import { SessionList, sessionColumns } from '../../parts/activity/session-list.js';
import { NoMatch, Tally } from '../../parts/empty.js';
import { Icon } from '../../parts/icons.js';
import { rowsOf } from '../../parts/list.js';
import { CsvLink } from '../../parts/list/csv-link.js';
import { SortSelect } from '../../parts/list/sorting.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { State } from '../../parts/state.js';
import { sessionsSearch } from '../search.js';
import { ServerChoice } from './server-choice.js';
import { useHeardCount } from './use-heard-count.js';

const route = getRouteApi('/inside/sessions');

/** The sessions screen. */
export function Sessions() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { login, server, network, sort } = search;
  const [paused, pause] = useState(false);
  const filter = { login, serverId: server, network };
  const query = useInfiniteQuery({ ...sessionsQuery({ ...filter, sort }), enabled: !paused });
  const rows = rowsOf(query);
  useHeardCount(query.isSuccess && !paused ? rows.length : undefined);
  // A list that stands still cannot answer another question.
  const narrow = (change: Partial<typeof search>, replace = false) => {
    pause(false);
    void navigate({ search: { ...search, ...change }, replace });
  };
  const narrowed = [login, server, network].some((value) => value !== undefined);
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => narrow({ sort: sessionsSearch({ sort: word }).sort }),
  };
  return (
    <>
      <PageHead
        title={t('sessions.title')}
        lead={t('sessions.lead')}
        actions={<Pause paused={paused} onChange={pause} />}
      />
      <div className="tools">
        <Search
          label={t('logins.search')}
          value={login ?? ''}
          onChange={(typed) => narrow({ login: typed || undefined }, true)}
        />
        <Filters chosen={[server, network]}>
          <Servers chosen={server} onChange={(value) => narrow({ server: value })} />
          <AddressField value={network ?? ''} onChange={(value) => narrow({ network: value })} />
        </Filters>
        <SortSelect columns={sessionColumns} sorting={sorting} />
        {rows.length > 0 && (
          <>
            <CsvLink href={exportAddress('sessions', { ...filter, sort, state: 'open' })} />
            <EndAll filter={filter} narrowed={narrowed} />
          </>
        )}
        {paused ? (
          <State tone="plain" icon="paused">
            {t('sessionsPage.paused')}
          </State>
        ) : (
          <Tally<Session> query={query} />
        )}
      </div>
      <SessionList
        query={query}
        sorting={sorting}
        empty={narrowed ? <NoMatch showAll={() => void navigate({ search: { sort } })} /> : undefined}
      />
    </>
  );
}

function Pause({ paused, onChange }: { paused: boolean; onChange: (paused: boolean) => void }) {
  return (
    <Button
      variant="default"
      aria-pressed={paused}
      leftSection={<Icon name={paused ? 'play' : 'paused'} />}
      onClick={() => onChange(!paused)}
    >
      {t(paused ? 'sessionsPage.resume' : 'sessionsPage.pause')}
    </Button>
  );
}

/** Staff choose among servers where there are several. */
function Servers(props: { chosen: string | undefined; onChange: (id: string | undefined) => void }) {
  const staff = useMe().role !== 'customer';
  const servers = rowsOf(useInfiniteQuery({ ...serversQuery(), enabled: staff }));
  return servers.length < 2 && props.chosen === undefined ? null : <ServerChoice servers={servers} {...props} />;
}
