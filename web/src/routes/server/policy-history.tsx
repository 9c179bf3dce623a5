// The policies a server has had, each of which can be restored.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { policiesQuery, restorePolicy } from '../../api/servers.js';
import type { Policy } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Confirm } from '../../parts/dialog.js';
import { List, type Column } from '../../parts/list.js';
import { Moment } from '../../parts/time.js';
import { modeInWords } from './policy-form.js';

interface HistoryProps {
  readonly current: Policy;
  readonly mayRestore: boolean;
  readonly onRestored: () => void;
}

/** The list, and the dialog that asks before a version is restored. */
export function PolicyHistory({ current, mayRestore, onRestored }: HistoryProps) {
  const [restoring, setRestoring] = useState<Policy>();
  const query = useInfiniteQuery(policiesQuery(current.serverId));
  const restore = async (version: number) => {
    await restorePolicy(current.serverId, version, current.version);
    onRestored();
  };
  return (
    <>
      <List
        query={query}
        caption={t('policy.historyCaption')}
        columns={[...columns, restoreColumn({ current, mayRestore, ask: setRestoring })]}
        keyOf={({ version }) => String(version)}
        empty={null}
      />
      {restoring && (
        <Confirm
          title={t('policy.restoreTitle', { version: restoring.version })}
          label={t('policy.restore')}
          act={() => restore(restoring.version)}
          onClose={() => setRestoring(undefined)}
        >
          <p>{t('policy.restoreText', { mode: modeInWords(restoring), tls: t(`tls.${restoring.tls}`) })}</p>
        </Confirm>
      )}
    </>
  );
}

const columns: readonly Column<Policy>[] = [
  { head: t('policy.version'), cell: ({ version }) => <span className="number">{version}</span> },
  {
    head: t('policy.what'),
    place: 'title',
    cell: (policy) => (
      <>
        {modeInWords(policy)}
        <span className="quiet">{`, ${t('servers.tls').toLowerCase()} ${t(`tls.${policy.tls}`).toLowerCase()}`}</span>
      </>
    ),
  },
  { head: t('policy.who'), place: 'meta clip', cell: ({ createdBy }) => createdBy || t('policy.setUp') },
  { head: t('policy.when'), place: 'meta-side', cell: ({ createdAt }) => <Moment iso={createdAt} /> },
  { head: t('policy.note'), place: 'clip', cell: ({ note }) => note },
];

interface RestoreColumn {
  readonly current: Policy;
  readonly mayRestore: boolean;
  readonly ask: (policy: Policy) => void;
}

function restoreColumn({ current, mayRestore, ask }: RestoreColumn): Column<Policy> {
  return {
    head: t('list.actions'),
    place: 'act side',
    cell: (policy) => {
      if (policy.version === current.version) return <span className="quiet">{t('policy.now')}</span>;
      return (
        mayRestore && (
          <button
            type="button"
            className="text-button"
            aria-label={t('policy.restoreNamed', { version: policy.version })}
            onClick={() => ask(policy)}
          >
            {t('policy.restore')}
          </button>
        )
      );
    },
  };
}
