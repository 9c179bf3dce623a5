// Each data connection in a row that opens to everything that was written down about it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { connectionsExport, connectionsQuery, type Period } from '../../api/connections.js';
import { useMe } from '../../api/me.js';
import type { DataConnection, Role } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Breakable } from '../../parts/copy.js';
import { Empty } from '../../parts/empty.js';
import { formatBytes } from '../../parts/format.js';
import { Icon } from '../../parts/icons.js';
import { List, type Column } from '../../parts/list.js';
import { SortedTools } from '../../parts/list/sorted-tools.js';
import { Section } from '../../parts/page.js';
import { Logged } from '../../parts/time.js';
import { verdictWords, type VerdictFacts } from '../../parts/verdict.js';
import { VerdictState } from '../../parts/verdict-state.js';
import { connectionsSearch } from '../search.js';
import type { ConnectionsSearch, Narrowing } from './narrowing.js';
import { RecordFacts } from './record-facts.js';

interface ConnectionListProps {
  readonly serverId: string;
  readonly period: Period;
  readonly search: ConnectionsSearch;
  readonly narrow: (more: Narrowing) => void;
}

/** The list, narrowed like the rest of the page or to one reference. */
export function ConnectionList({ serverId, period, search, narrow }: ConnectionListProps) {
  const { verb, mode, program, network, verdict, ref: reference, sort } = search;
  const filter = { verb, mode, program, network, verdict, reference, sort };
  const query = useInfiniteQuery(connectionsQuery(serverId, period, filter));
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => narrow({ sort: connectionsSearch({ sort: word }).sort }),
  };
  const narrowed = reference !== undefined || verdict !== undefined;
  return (
    <Section
      title={titleOf(search, useMe().role)}
      aside={
        narrowed && (
          <button type="button" className="text-button" onClick={() => narrow({ verdict: undefined, ref: undefined })}>
            {t('connections.all')}
          </button>
        )
      }
    >
      <SortedTools
        query={query}
        columns={columns}
        sorting={sorting}
        csv={connectionsExport(serverId, period, filter)}
      />
      <List
        query={query}
        caption={t('connections.listCaption')}
        columns={columns}
        keyOf={({ id }) => id}
        sorting={sorting}
        empty={
          <Empty
            title={t('connections.listEmptyTitle')}
            text={
              reference
                ? t('connections.noReference', { reference: reference.toUpperCase() })
                : t('connections.listEmpty')
            }
          />
        }
      />
    </Section>
  );
}

function titleOf({ verdict, ref: reference }: ConnectionsSearch, role: Role): string {
  if (reference !== undefined) return t('connections.listFound', { reference: reference.toUpperCase() });
  if (verdict !== undefined) return t('connections.listOf', { verdict: verdictWords({ verdict }, role).what });
  return t('connections.listTitle');
}

const columns: readonly Column<DataConnection>[] = [
  {
    head: t('connections.when'),
    place: 'meta-side',
    sort: { by: 'at', kind: 'past' },
    cell: ({ at }) => <Logged iso={at} />,
  },
  { head: t('connections.happened'), place: 'title', cell: (row) => <Happened row={row} /> },
  {
    head: t('connections.who'),
    place: 'meta clip fluid wider',
    cell: ({ login }) =>
      login === null ? (
        <span className="quiet">{t('connections.gone')}</span>
      ) : (
        <span className="mono" title={login}>
          <Breakable text={login} />
        </span>
      ),
  },
  {
    head: t('connections.from'),
    place: 'clip fluid',
    cell: ({ clientAddress }) => (
      <span className="mono" title={clientAddress}>
        {clientAddress}
      </span>
    ),
  },
  { head: t('connections.way'), place: 'side', cell: ({ verb }) => <span className="mono">{verb}</span> },
  {
    head: t('record.moved'),
    place: 'end',
    sort: { by: 'bytes', kind: 'amount' },
    cell: ({ bytes }) => <span className="number">{formatBytes(bytes)}</span>,
  },
  { head: t('record.reference'), cell: ({ reference }) => <span className="mono">{reference}</span> },
];

function Happened({ row }: { row: DataConnection }) {
  const { offeredAddress: address, offeredPort: port, verb, verdict } = row;
  // What an earlier release wrote down was not judged.
  const facts = verdict !== null && { address, port, verb, verdict };
  return (
    <details className="record">
      <summary>
        <Icon name="chevron" size={14} />
        {facts ? <VerdictState facts={facts} /> : <span className="mono">{row.outcome}</span>}
      </summary>
      {facts && <Advice facts={facts} />}
      <RecordFacts row={row} />
    </details>
  );
}

function Advice({ facts }: { facts: VerdictFacts }) {
  const { why, cure } = verdictWords(facts, useMe().role);
  return why && <p>{`${why} ${cure}`}</p>;
}
