// The staff's first page: what needs doing, then servers and logins as they stand now.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import { overviewQuery } from '../../api/overview.js';
import type { Overview } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Fetched } from '../../parts/fetched.js';
import { formatNumber } from '../../parts/format.js';
import { PageHead, Section } from '../../parts/page.js';
import { Alerts } from './alerts.js';
import { FirstRun } from './first-run.js';
import { Logins } from './logins.js';
import { ServerTable } from './server-table.js';

/** The overview screen. */
export function OverviewPage() {
  const query = useQuery(overviewQuery);
  return (
    <>
      <PageHead title={t('overview.title')} />
      <Fetched query={query} what={t('overview.title')}>
        {(overview) => (
          <>
            <Todo overview={overview} />
            <Section title={t('overview.servers')}>
              <ServerTable servers={overview.servers} />
              <p className="hint after-table">
                {t('overview.databaseLine', { ms: formatNumber(overview.databaseLatencyMs, 1) })}
              </p>
            </Section>
            <Section title={t('overview.logins')} aside={<Link to="/logins">{t('overview.allLogins')}</Link>}>
              <Logins figures={overview.logins} />
            </Section>
          </>
        )}
      </Fetched>
    </>
  );
}

/** What is broken comes before what was never begun. */
function Todo({ overview: { alerts, firstRun, servers } }: { overview: Overview }) {
  const admin = useMe().role === 'admin';
  const steps = admin && firstRun && <FirstRun steps={firstRun} serverId={servers[0]?.id} />;
  return alerts.length > 0 ? (
    <>
      <Alerts alerts={alerts} />
      {steps}
    </>
  ) : (
    <>
      {steps}
      <Alerts alerts={alerts} />
    </>
  );
}
