// The FTP processes of a server and the policy version each obeys.
import type { ReactNode } from 'react';
import type { Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Table, type Column } from '../../parts/list.js';
import { State } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';

type Process = Server['processes'][number];

/** The table; one sentence where none has ever run. */
export function Processes({ processes }: { processes: readonly Process[] }) {
  if (processes.length === 0) return <p className="quiet">{t('policy.noProcess')}</p>;
  return <Table caption={t('policy.processes')} columns={columns} keyOf={({ id }) => id} rows={processes} />;
}

/** What a phone shows beside the value, where no head stands over it. */
const named = (head: string, value: ReactNode) => (
  <>
    <span className="only-narrow">{head} </span>
    {value}
  </>
);

const columns: readonly Column<Process>[] = [
  {
    head: t('policy.pid'),
    place: 'title',
    cell: ({ pid }) => named(t('policy.pid'), <span className="mono">{pid}</span>),
  },
  {
    head: t('policy.state'),
    place: 'side',
    cell: ({ up }) =>
      up ? (
        <State tone="data" icon="check">
          {t('servers.up')}
        </State>
      ) : (
        <State tone="failure" icon="failed">
          {t('servers.down')}
        </State>
      ),
  },
  {
    head: t('policy.applied'),
    place: 'meta',
    cell: ({ appliedVersion }) =>
      named(
        `${t('policy.applied')}:`,
        appliedVersion === null ? t('list.none') : t('policy.versionOf', { version: appliedVersion }),
      ),
  },
  { head: t('policy.identity'), cell: ({ identity }) => t(`policy.identities.${identity}`) },
  {
    head: t('policy.started'),
    place: 'meta-side',
    cell: ({ startedAt }) => named(t('policy.started'), <Ago iso={startedAt} />),
  },
];
