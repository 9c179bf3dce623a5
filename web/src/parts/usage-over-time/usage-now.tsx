// What a customer uses now: of the plan, by website and by FTP account, as bars.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Usage as CustomerUsage } from '../../api/types.js';
import { usageQuery } from '../../api/usage.js';
import { t } from '../../i18n/index.js';
import { Fetched } from '../fetched.js';
import { formatAgo, formatBytes } from '../format.js';
import { Table, type Column } from '../list.js';
import { Section } from '../page.js';
import { State } from '../state.js';
import { fullInWords, shareOf, Usage } from '../usage.js';
import { ShareBar } from './share-bar.js';

type OfWebsite = CustomerUsage['webRoots'][number];
type OfAccount = CustomerUsage['accounts'][number];

/** Of the customer who looks, or for staff of a customer. */
export function UsageNow({ customerId }: { customerId?: string }) {
  const query = useQuery(usageQuery(customerId));
  return (
    <Fetched query={query} what={t('usage.title')}>
      {(usage) => <Loaded usage={usage} />}
    </Fetched>
  );
}

function Loaded({ usage: { total, planName, webRoots, accounts } }: { usage: CustomerUsage }) {
  return (
    <>
      <Section title={t('usage.disk')} aside={<span className="quiet">{t('usage.plan', { plan: planName })}</span>}>
        <div className="usage-total">
          <Usage {...total} />
        </div>
        {total.countedAt && <p className="hint">{t('usage.counted', { when: formatAgo(total.countedAt) })}</p>}
      </Section>
      <Section title={t('usage.websites')} aside={<Largest rows={webRoots} />}>
        {webRoots.length === 0 ? (
          <p className="quiet">{t('usage.noWebsites')}</p>
        ) : (
          <Table
            caption={t('usage.websitesCaption')}
            columns={websiteColumns(webRoots.length > 1 ? total.usedBytes : undefined)}
            keyOf={({ id }) => id}
            rows={webRoots}
          />
        )}
      </Section>
      <Section title={t('usage.accounts')} aside={<Largest rows={accounts} />}>
        {accounts.length === 0 ? (
          <p className="quiet">{t('usage.noAccounts')}</p>
        ) : (
          <>
            <Table
              caption={t('usage.accountsCaption')}
              columns={accountColumns}
              keyOf={({ id }) => id}
              rows={accounts}
            />
            <p className="hint after-table">{t('usage.accountsHint')}</p>
          </>
        )}
      </Section>
    </>
  );
}

/** The API gives no more of each. */
const most = 100;

function Largest({ rows }: { rows: readonly unknown[] }) {
  return rows.length >= most && <span className="hint">{t('usage.largest', { count: most })}</span>;
}

/** The only website has no share of `all` to show. */
const websiteColumns = (all: number | undefined): readonly Column<OfWebsite>[] => [
  { head: t('usage.website'), place: 'title clip', cell: ({ domain }) => <span className="mono">{domain}</span> },
  ...(all === undefined ? [] : [shareColumn(all)]),
  {
    head: t('usage.used'),
    place: 'end side',
    cell: ({ usedBytes }) => <span className="number">{formatBytes(usedBytes)}</span>,
  },
];

const shareColumn = (all: number): Column<OfWebsite> => ({
  head: t('usage.share'),
  place: 'bar-cell meta',
  cell: ({ usedBytes }) => <ShareBar share={all === 0 ? 0 : usedBytes / all} />,
});

const accountColumns: readonly Column<OfAccount>[] = [
  {
    head: t('usage.account'),
    place: 'title clip',
    cell: ({ id, login }) => (
      <Link to="/accounts/$accountId" params={{ accountId: id }} className="mono">
        {login}
      </Link>
    ),
  },
  {
    head: t('usage.quota'),
    place: 'bar-cell meta',
    cell: ({ usedBytes, quotaBytes }) =>
      quotaBytes === null ? (
        <span className="quiet">{t('usage.noQuota')}</span>
      ) : (
        <OfQuota share={shareOf(usedBytes, quotaBytes)} quota={formatBytes(quotaBytes)} />
      ),
  },
  {
    head: t('usage.used'),
    place: 'end side',
    cell: ({ usedBytes }) => <span className="number">{formatBytes(usedBytes)}</span>,
  },
];

function OfQuota({ share, quota }: { share: number; quota: string }) {
  const full = fullInWords(share);
  return (
    <span className="two-lines">
      <ShareBar share={share} limited />
      <span className="hint number">
        {t('usage.ofQuota', { quota })}{' '}
        {full && (
          <State tone="refusal" icon="refused">
            {full}
          </State>
        )}
      </span>
    </span>
  );
}
