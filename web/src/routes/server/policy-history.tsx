// The policies a server has had, what each changed, and the way back to it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { policiesQuery, restorePolicy } from '../../api/servers.js';
import type { Policy } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { Confirm } from '../../parts/dialog.js';
import { List, rowsOf, type Column } from '../../parts/list.js';
import { modeInWords } from '../../parts/modes/verbs.js';
import { Moment } from '../../parts/time.js';
import { DifferenceList } from './difference-list.js';
import { differencesBetween } from './differences.js';

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
    await restorePolicy(current, version);
    onRestored();
  };
  return (
    <>
      <List
        query={query}
        caption={t('policy.historyCaption')}
        columns={[...columnsOf(rowsOf(query)), restoreColumn({ current, mayRestore, ask: setRestoring })]}
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
          <DifferenceList differences={differencesBetween(current, restoring)} />
          <p>{t('policy.restoreText')}</p>
        </Confirm>
      )}
    </>
  );
}

function columnsOf(loaded: readonly Policy[]): readonly Column<Policy>[] {
  return [
    { head: t('policy.version'), cell: ({ version }) => <span className="number">{version}</span> },
    {
      head: t('policy.what'),
      place: 'title',
      cell: (policy) => (
        <Changes policy={policy} before={loaded.find(({ version }) => version === policy.version - 1)} />
      ),
    },
    { head: t('policy.who'), place: 'meta clip', cell: ({ createdBy }) => createdBy },
    { head: t('policy.when'), place: 'meta-side', cell: ({ createdAt }) => <Moment iso={createdAt} /> },
  ];
}

function Changes({ policy, before }: { policy: Policy; before: Policy | undefined }) {
  const { verbs, tls, note, trial } = policy;
  return (
    <div className="version">
      {before ? (
        <DifferenceList differences={differencesBetween(before, policy)} />
      ) : (
        t('policy.asFirst', { mode: modeInWords(verbs), tls: t(`tls.${tls}`) })
      )}
      {trial && <span className="hint">{t('policy.tried')}</span>}
      {note && <span className="hint">{note}</span>}
    </div>
  );
}

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
            {opens(t('policy.restore'))}
          </button>
        )
      );
    },
  };
}
