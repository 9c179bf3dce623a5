// Who would fail if data connections had to resume TLS: the sentence under the choice, and the list behind it.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionReuseQuery } from '../../api/servers.js';
import type { NotResuming } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Dialog } from '../../parts/dialog.js';
import { Table, type Column } from '../../parts/list.js';
import { programName } from '../../parts/program-name.js';
import { State } from '../../parts/state.js';
import { Ago } from '../../parts/time.js';

/** Nothing while it is not known, and where everybody resumes. */
export function NotResumingNote({ serverId }: { serverId: string }) {
  const [showing, setShowing] = useState(false);
  const { data } = useQuery(sessionReuseQuery(serverId));
  if (!data || data.items.length === 0) return null;
  return (
    <div className="modes-of">
      <p className="with-way">
        <State tone="refusal" icon="refused">
          {t('reuse.wouldFail', { count: data.total.accounts })}
        </State>
        <button type="button" className="text-button" onClick={() => setShowing(true)}>
          {t('policy.showThem')}
        </button>
      </p>
      {showing && (
        <Dialog title={t('reuse.title')} size="wide" onClose={() => setShowing(false)}>
          <p className="quiet">{t('reuse.text')}</p>
          <Table
            caption={t('reuse.title')}
            columns={columns}
            keyOf={({ accountId, program }) => `${accountId} ${program}`}
            rows={data.items}
          />
          <div className="form-foot">
            <Button onClick={() => setShowing(false)}>{t('dialog.close')}</Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

const columns: readonly Column<NotResuming>[] = [
  {
    head: t('accounts.login'),
    place: 'title',
    cell: ({ accountId, login }) => (
      <Link to="/accounts/$accountId" params={{ accountId }} className="mono">
        {login}
      </Link>
    ),
  },
  {
    head: t('accounts.customer'),
    place: 'meta',
    cell: ({ customerId, customerName }) => (
      <Link to="/customers/$customerId" params={{ customerId }}>
        {customerName}
      </Link>
    ),
  },
  {
    head: t('policy.program'),
    place: 'meta-side',
    cell: ({ program }) => programName(program),
  },
  {
    head: t('reuse.notResumed'),
    place: 'end',
    cell: ({ notResumed, tlsConnections }) => t('reuse.of', { notResumed, tlsConnections }),
  },
  { head: t('policy.lastUsed'), place: 'side', cell: ({ lastSeenAt }) => <Ago iso={lastSeenAt} /> },
];
