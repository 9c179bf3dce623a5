// Uploads of an FTP account that stopped before their end: what has arrived, until when it can be continued, discard.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { discardUpload, unfinishedUploadsQuery } from '../../api/activity.js';
import type { Account, UnfinishedUpload } from '../../api/types.js';
import { opens, t } from '../../i18n/index.js';
import { Confirm } from '../../parts/dialog.js';
import { formatBytes, formatUntil } from '../../parts/format.js';
import { List, rowsOf, type Column } from '../../parts/list.js';
import { Path } from '../../parts/path.js';
import { Section } from '../../parts/page.js';
import { Said } from '../../parts/state.js';
import { Logged } from '../../parts/time.js';

/** The section; it is there only while there are some. */
export function UnfinishedUploads({ account, mayDiscard }: { account: Account; mayDiscard: boolean }) {
  const query = useInfiniteQuery(unfinishedUploadsQuery(account.id));
  const [discarding, setDiscarding] = useState<UnfinishedUpload>();
  if (rowsOf(query).length === 0) return null;
  return (
    <Section title={t('unfinished.title')}>
      <p>{t('unfinished.text')}</p>
      <List
        query={query}
        caption={t('unfinished.caption')}
        columns={mayDiscard ? [...columns, discardColumn(setDiscarding)] : columns}
        keyOf={({ id }) => id}
        empty={null}
      />
      {discarding && (
        <Confirm
          title={t('unfinished.discardTitle', { path: discarding.path })}
          label={t('unfinished.discard')}
          act={() => discardUpload(discarding.id)}
          onClose={() => setDiscarding(undefined)}
        >
          <p>{t('unfinished.discardText', { received: formatBytes(discarding.receivedBytes) })}</p>
        </Confirm>
      )}
    </Section>
  );
}

const columns: readonly Column<UnfinishedUpload>[] = [
  {
    head: t('unfinished.path'),
    place: 'title clip path-cell most',
    cell: ({ path, reason, clientAddress, continuableUntil }) => (
      <span className="now">
        <Path path={path} />
        <span className="hint said">
          <Said>{reason}</Said> {whetherContinuable(continuableUntil)}.
        </span>
        <span className="hint">
          {clientAddress === null ? t('unfinished.fromUnknown') : t('unfinished.from', { address: clientAddress })}
        </span>
      </span>
    ),
  },
  {
    head: t('unfinished.received'),
    place: 'meta-side',
    cell: ({ receivedBytes }) => <span className="number">{formatBytes(receivedBytes)}</span>,
  },
  { head: t('unfinished.stopped'), place: 'meta', cell: ({ endedAt }) => <Logged iso={endedAt} /> },
];

function whetherContinuable(until: string): string {
  return Date.parse(until) > Date.now()
    ? t('unfinished.continuable', { time: formatUntil(until) })
    : t('unfinished.lapsed');
}

function discardColumn(discard: (upload: UnfinishedUpload) => void): Column<UnfinishedUpload> {
  return {
    head: t('list.actions'),
    place: 'act side',
    cell: (upload) => (
      <button
        type="button"
        className="text-button"
        aria-label={t('unfinished.discardNamed', { path: upload.path })}
        onClick={() => discard(upload)}
      >
        {opens(t('unfinished.discard'))}
      </button>
    ),
  };
}
