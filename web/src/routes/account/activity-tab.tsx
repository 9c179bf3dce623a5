// What happened with one FTP account: who logged in or was refused, what was sent, received and deleted. The address says
// how it is narrowed, and each list can be had as CSV.
import { useInfiniteQuery } from '@tanstack/react-query';
import { loginsQuery, transfersQuery, type LoginFilter, type TransferFilter } from '../../api/activity.js';
import { exportAddress } from '../../api/exports.js';
import type { Account, LoginAttempt } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { loginColumns } from '../../parts/activity/login-columns.js';
import { transferColumns } from '../../parts/activity/transfer-columns.js';
import { RetentionNote } from '../../parts/activity/retention-note.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { useRowBan } from '../../parts/bans/row-ban.js';
import { List, rowsOf, type Column } from '../../parts/list.js';
import { CsvLink } from '../../parts/list/csv-link.js';
import { Section } from '../../parts/page.js';
import type { ActivityFilter, Result } from './account-search.js';
import { ActivityTools } from './activity-tools.js';
import { UnfinishedUploads } from './unfinished-uploads.js';

interface ActivityProps {
  readonly account: Account;
  readonly mayDiscard: boolean;
  readonly filter: ActivityFilter;
  readonly onFilter: (filter: ActivityFilter) => void;
}

/** The tab. */
export function ActivityTab({ account, mayDiscard, filter, onFilter }: ActivityProps) {
  const { show } = filter;
  const parts = { account, filter, showAll: () => onFilter({}) };
  return (
    <>
      <UnfinishedUploads account={account} mayDiscard={mayDiscard} />
      <ActivityTools filter={filter} onFilter={onFilter} />
      {(show === undefined || show === 'logins') && <Logins {...parts} />}
      {show !== 'logins' && <Files {...parts} />}
      <RetentionNote />
    </>
  );
}

interface PartProps {
  readonly account: Account;
  readonly filter: ActivityFilter;
  readonly showAll: () => void;
}

/** Two lists share the page. */
const limit = 20;

const narrowedBy = ({ result, address, from, to }: ActivityFilter) =>
  [result, address, from, to].some((value) => value !== undefined);

const common = ({ id: accountId }: Account, { address, from, to }: ActivityFilter) => ({
  accountId,
  network: address,
  since: from,
  until: to,
});

function Logins({ account, filter, showAll }: PartProps) {
  const { result } = filter;
  const narrowed: LoginFilter = {
    ...common(account, filter),
    result: result && (result === 'worked' ? 'accepted' : 'refused'),
  };
  const query = useInfiniteQuery(loginsQuery({ ...narrowed, limit }));
  const ban = useRowBan();
  return (
    <Section
      title={t('accountPage.logins')}
      aside={rowsOf(query).length > 0 && <CsvLink href={exportAddress('login-attempts', narrowed)} />}
    >
      <List
        query={query}
        caption={t('accountPage.loginsCaption')}
        columns={ban.allowed ? [...columns, banColumn(ban.button)] : columns}
        keyOf={({ id }) => id}
        empty={narrowedBy(filter) ? <NoMatch showAll={showAll} /> : <NoLogin />}
      />
      {ban.dialog}
    </Section>
  );
}

const { when, result, from, security } = loginColumns;
const columns: readonly Column<LoginAttempt>[] = [
  { ...when, place: 'meta-side' },
  { ...result, place: 'title wrapping' },
  { ...from, place: 'meta' },
  security,
];

const banColumn = (button: ReturnType<typeof useRowBan>['button']): Column<LoginAttempt> => ({
  head: t('list.actions'),
  place: 'act side',
  cell: ({ clientAddress: address, name: login }) => button({ address, login }),
});

const outcomes: Readonly<Record<Result, NonNullable<TransferFilter['outcome']>>> = {
  worked: 'complete',
  refused: 'refused',
  broken: 'aborted',
};

function Files({ account, filter, showAll }: PartProps) {
  const { show, result } = filter;
  const narrowed: TransferFilter = {
    ...common(account, filter),
    kind: show === 'logins' ? undefined : show,
    outcome: result && outcomes[result],
  };
  const query = useInfiniteQuery(transfersQuery({ ...narrowed, limit }));
  return (
    <Section
      title={t('accountPage.files')}
      aside={rowsOf(query).length > 0 && <CsvLink href={exportAddress('transfers', narrowed)} />}
    >
      <List
        query={query}
        caption={t('transfers.caption')}
        columns={transferColumns({ ofOneAccount: true })}
        keyOf={({ id }) => id}
        empty={
          narrowedBy(filter) || show ? (
            <NoMatch showAll={showAll} />
          ) : (
            <Empty title={t('transfers.emptyTitle')} text={t('transfers.empty')} />
          )
        }
      />
    </Section>
  );
}

function NoLogin() {
  return (
    <Empty title={t('accountPage.noLogin')} text={t('accountPage.noLoginText')}>
      <a href="#connection-card">{t('accountPage.toCard')}</a>
    </Empty>
  );
}
