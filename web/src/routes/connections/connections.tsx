// How the data connections of a server fare over time, what became of them, and each of them.
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { connectionSummaryQuery, periods } from '../../api/connections.js';
import { serverQuery } from '../../api/servers.js';
import type { ConnectionSummary, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { FetchedPage } from '../../parts/fetched.js';
import { Icon } from '../../parts/icons.js';
import { Failed } from '../../parts/list.js';
import { verbs } from '../../parts/modes/verbs.js';
import { Back, PageHead } from '../../parts/page.js';
import { programName } from '../../parts/program-name.js';
import { Search } from '../../parts/search.js';
import { Parts, Verdicts } from './breakdowns.js';
import { Chart } from './chart.js';
import { ConnectionList } from './connection-list.js';
import { Marks } from './marks.js';
import type { ConnectionsSearch, Narrowing } from './narrowing.js';

const route = getRouteApi('/inside/servers/$serverId/connections');

/** The data connections screen of a server. */
export function Connections() {
  const { serverId } = route.useParams();
  return (
    <FetchedPage query={useQuery(serverQuery(serverId))} what={t('connections.name')}>
      {(server) => <Loaded server={server} />}
    </FetchedPage>
  );
}

function Loaded({ server: { id: serverId, name } }: { server: Server }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const period = search.period ?? 'day';
  const { verb, mode, program, network } = search;
  const summary = useQuery(connectionSummaryQuery(serverId, period, { verb, mode, program, network }));
  // What is being typed is no place to come back to.
  const narrow = (more: Narrowing) =>
    void navigate({ search: { ...search, ...more }, replace: 'ref' in more, resetScroll: false });
  return (
    <>
      <PageHead
        title={t('connections.title', { server: name })}
        lead={t('connections.lead')}
        back={
          <Back to="/servers/$serverId" params={{ serverId }}>
            {name}
          </Back>
        }
      />
      <Tools search={search} narrow={narrow} />
      {search.ref === undefined && (
        <>
          {summary.isError && <Failed thrown={summary.error} retry={() => void summary.refetch()} />}
          {summary.isPending && <p role="status">{t('list.loading', { what: t('connections.name') })}</p>}
          {summary.data && <Summary summary={summary.data} narrow={narrow} />}
        </>
      )}
      {(search.ref !== undefined || !isEmpty(summary.data)) && (
        <ConnectionList serverId={serverId} period={period} search={search} narrow={narrow} />
      )}
    </>
  );
}

/** Whether nothing at all was recorded, so that there is nothing to list either. */
const isEmpty = (summary: ConnectionSummary | undefined) =>
  summary !== undefined && summary.total.counted + summary.total.notCounted === 0;

interface NarrowProps {
  readonly narrow: (more: Narrowing) => void;
}

function Summary({ summary, narrow }: NarrowProps & { summary: ConnectionSummary }) {
  if (isEmpty(summary)) {
    return (
      <div className="empty">
        <Empty title={t('connections.emptyTitle')} text={t('connections.empty')} />
      </div>
    );
  }
  return (
    <>
      <Chart summary={summary} />
      <Marks marks={summary.marks} />
      <div className="parts">
        <Verdicts summary={summary} narrow={narrow} />
        <Parts summary={summary} narrow={narrow} />
      </div>
    </>
  );
}

function Tools({ search, narrow }: NarrowProps & { search: ConnectionsSearch }) {
  const { period = 'day', verb, mode } = search;
  return (
    <div className="tools">
      <Search
        label={t('connections.search')}
        value={search.ref ?? ''}
        onChange={(typed) => narrow({ ref: typed.trim() || undefined })}
      />
      <NativeSelect
        aria-label={t('connections.period')}
        value={period}
        data={periods.map((value) => ({ value, label: t(`connections.periods.${value}`) }))}
        onChange={(event) => narrow({ period: periods.find((one) => one === event.currentTarget.value) })}
      />
      <NativeSelect
        aria-label={t('connections.mode')}
        value={mode ?? ''}
        data={[
          { value: '', label: t('connections.anyMode') },
          ...modes.map((value) => ({ value, label: t(`connections.modes.${value}`) })),
        ]}
        onChange={(event) => narrow({ mode: modes.find((one) => one === event.currentTarget.value) })}
      />
      <NativeSelect
        aria-label={t('connections.verb')}
        value={verb ?? ''}
        data={[{ value: '', label: t('connections.anyVerb') }, ...verbs]}
        onChange={(event) => narrow({ verb: verbs.find((one) => one === event.currentTarget.value) })}
      />
      <Chips search={search} narrow={narrow} />
    </div>
  );
}

const modes = ['active', 'passive'] as const;

function Chips({ search: { program, network }, narrow }: NarrowProps & { search: ConnectionsSearch }) {
  const chips = [
    { what: program && programName(program), without: { program: undefined } },
    { what: network, without: { network: undefined } },
  ];
  return chips.map(
    ({ what, without }, index) =>
      what !== undefined && (
        <button
          key={index}
          type="button"
          className="chip"
          aria-label={t('connections.drop', { what })}
          onClick={() => narrow(without)}
        >
          {t('connections.only', { what })}
          <Icon name="failed" size={14} />
        </button>
      ),
  );
}
