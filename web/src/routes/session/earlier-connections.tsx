// The data connections of one session that are over, each with its verdict.
import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionConnectionsQuery } from '../../api/activity.js';
import type { DataConnection } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes, formatSinceExactly } from '../../parts/format.js';
import { List, type Column } from '../../parts/list.js';
import { VerdictState } from '../../parts/verdict-state.js';

/** The list, newest first. */
export function EarlierConnections({ sessionId }: { sessionId: string }) {
  return (
    <List
      query={useInfiniteQuery(sessionConnectionsQuery(sessionId))}
      caption={t('session.caption')}
      columns={columns}
      keyOf={({ id }) => id}
      empty={<p>{t('session.noEarlier')}</p>}
    />
  );
}

const columns: readonly Column<DataConnection>[] = [
  {
    head: t('session.when'),
    place: 'meta',
    cell: ({ at }) => <span className="number">{formatSinceExactly(at)}</span>,
  },
  { head: t('session.verb'), place: 'side', cell: ({ verb }) => <span className="mono">{verb}</span> },
  { head: t('session.ports'), cell: ({ offeredPort }) => <span className="mono">{offeredPort}</span> },
  { head: t('session.result'), place: 'title wrapping', cell: (row) => <Result row={row} /> },
  {
    head: t('session.amount'),
    place: 'meta-side end',
    cell: ({ bytes }) => <span className="number">{formatBytes(bytes)}</span>,
  },
];

function Result({ row }: { row: DataConnection }) {
  const { culprit, offeredAddress: address, offeredPort: port, reference, verb, verdict } = row;
  // What an earlier release wrote down was not judged.
  if (verdict === null) return <span className="mono">{row.outcome}</span>;
  return (
    <span className="two-lines">
      <VerdictState facts={{ address, port, verb, verdict }} />
      {culprit !== 'nobody' && reference && (
        <span className="hint">
          {t('reference.label')} <span className="mono">{reference}</span>
        </span>
      )}
    </span>
  );
}
