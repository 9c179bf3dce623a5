// One search over everything on record: what a login, address, file, digest or reference stands for.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { findQuery } from '../../api/find.js';
import { useMe } from '../../api/me.js';
import type { Found } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { Failed, Table, type Column } from '../../parts/list.js';
import { PageHead, Section } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { columnsOf } from './columns.js';

const route = getRouteApi('/inside/search');
const shortest = 2;
/** Of each kind; the API gives no more. */
const most = 20;

/** The search screen. */
export function Find() {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const staff = useMe().role !== 'customer';
  return (
    <>
      <PageHead title={t('find.title')} lead={t(staff ? 'find.lead' : 'find.leadCustomer')} />
      <div className="tools">
        <Search
          label={t('find.field')}
          value={q}
          onChange={(typed) => void navigate({ search: { q: typed || undefined }, replace: true })}
        />
      </div>
      {q.trim().length < shortest ? (
        <div className="empty">
          <Empty title={t('find.idle')} text={t(staff ? 'find.idleHint' : 'find.idleHintCustomer')} />
        </div>
      ) : (
        <Results q={q.trim()} />
      )}
    </>
  );
}

function Results({ q }: { q: string }) {
  const staff = useMe().role !== 'customer';
  const query = useQuery(findQuery(q));
  if (query.isError) return <Failed thrown={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <p role="status">{t('list.loading', { what: t('find.title') })}</p>;
  const found = query.data;
  const nothing = Object.values(found).every((list: readonly unknown[]) => list.length === 0);
  if (nothing) {
    return (
      <div className="empty" role="status">
        <Empty title={t('find.nothing')} text={t('find.nothingHint', { q })} />
      </div>
    );
  }
  const columns = columnsOf(staff);
  return (
    <div aria-busy={query.isPlaceholderData}>
      <Kind kind="customers" rows={found.customers} columns={columns.customers} />
      <Kind kind="accounts" rows={found.accounts} columns={columns.accounts} />
      <Kind kind="transfers" rows={found.transfers} columns={columns.transfers} />
      <Kind kind="sessions" rows={found.sessions} columns={columns.sessions} />
      <Kind kind="logins" rows={found.logins} columns={columns.logins} />
      <Kind kind="connections" rows={found.connections} columns={columns.connections} />
    </div>
  );
}

interface KindProps<Row> {
  readonly kind: keyof Found;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
}

function Kind<Row>({ kind, rows, columns }: KindProps<Row>) {
  if (rows.length === 0) return null;
  return (
    <Section
      title={t(`find.${kind}`)}
      aside={rows.length >= most && <span className="hint">{t('find.most', { count: most })}</span>}
    >
      <Table caption={t(`find.${kind}`)} columns={columns} rows={rows} keyOf={(row) => JSON.stringify(row)} />
    </Section>
  );
}
