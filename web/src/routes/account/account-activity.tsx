// What an FTP account does now and did last.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionsQuery, transfersQuery } from '../../api/activity.js';
import type { Account } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { List, rowsOf, Table } from '../../parts/list.js';
import { Section } from '../../parts/page.js';
import { SessionList } from '../../parts/activity/session-list.js';
import { transferColumns } from '../../parts/activity/transfer-columns.js';

const latest = 8;

/** Its open sessions; the section is there only while there are some. */
export function AccountSessions({ account }: { account: Account }) {
  const query = useInfiniteQuery(sessionsQuery({ accountId: account.id }));
  if (rowsOf(query).length === 0) return null;
  return (
    <Section title={t('account.sessions')}>
      <SessionList query={query} ofOneAccount />
    </Section>
  );
}

/** Its latest transfers, and the way to all of them. */
export function AccountTransfers({ account }: { account: Account }) {
  const query = useInfiniteQuery(transfersQuery({ accountId: account.id }));
  const rows = rowsOf(query).slice(0, latest);
  const columns = transferColumns({ ofOneAccount: true });
  return (
    <Section
      title={t('account.transfers')}
      aside={
        rows.length > 0 && (
          <Link to="/transfers" search={{ account: account.id }}>
            {t('account.allTransfers')}
          </Link>
        )
      }
    >
      {rows.length > 0 ? (
        <Table caption={t('transfers.caption')} columns={columns} keyOf={({ id }) => id} rows={rows} />
      ) : (
        <List
          query={query}
          caption={t('transfers.caption')}
          columns={columns}
          keyOf={({ id }) => id}
          empty={<p>{t('account.noTransfers')}</p>}
        />
      )}
    </Section>
  );
}
