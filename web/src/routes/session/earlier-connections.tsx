// The data connections of one session that are over, each with its verdict.
import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionConnectionsQuery } from '../../api/activity.js';
import { useMe } from '../../api/me.js';
import type { DataConnection, Role } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatBytes, formatSinceExactly } from '../../parts/format.js';
import { List, type Column } from '../../parts/list.js';
import { verdictWords } from '../../parts/verdict.js';

/** The list, newest first. */
export function EarlierConnections({ sessionId }: { sessionId: string }) {
  const { role } = useMe();
  return (
    <List
      query={useInfiniteQuery(sessionConnectionsQuery(sessionId))}
      caption={t('session.caption')}
      columns={columnsFor(role)}
      keyOf={({ id }) => id}
      empty={<p>{t('session.noEarlier')}</p>}
    />
  );
}

function columnsFor(role: Role): readonly Column<DataConnection>[] {
  return [
    {
      head: t('session.when'),
      place: 'meta',
      cell: ({ at }) => <span className="number">{formatSinceExactly(at)}</span>,
    },
    { head: t('session.verb'), place: 'side', cell: ({ verb }) => <span className="mono">{verb}</span> },
    { head: t('session.ports'), cell: ({ offeredPort }) => <span className="mono">{offeredPort}</span> },
    { head: t('session.result'), place: 'title', cell: (row) => <Result row={row} role={role} /> },
    {
      head: t('session.amount'),
      place: 'meta-side end',
      cell: ({ bytes }) => <span className="number">{formatBytes(bytes)}</span>,
    },
  ];
}

function Result({ row, role }: { row: DataConnection; role: Role }) {
  const { culprit, offeredAddress, offeredPort, reference } = row;
  const { what } = verdictWords({ ...row, address: offeredAddress, port: offeredPort }, role);
  if (culprit === null || culprit === 'nobody') return <span className="quiet">{what}</span>;
  return (
    <span className="now">
      <span className="tone-failure">{what}</span>
      {reference && (
        <span className="hint">
          {t('reference.label')} <span className="mono">{reference}</span>
        </span>
      )}
    </span>
  );
}
