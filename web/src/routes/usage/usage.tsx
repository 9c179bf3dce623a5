// What a customer uses, for the customer.
import { getRouteApi } from '@tanstack/react-router';
import { t } from '../../i18n/index.js';
import { PageHead } from '../../parts/page.js';
import { UsageNow } from '../../parts/usage-over-time/usage-now.js';
import { UsageOverTime } from '../../parts/usage-over-time/usage-over-time.js';

const route = getRouteApi('/inside/usage');

/** The usage screen. */
export function UsagePage() {
  const { period, of } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <PageHead title={t('usage.title')} lead={t('usage.lead')} />
      <UsageNow />
      <UsageOverTime
        period={period ?? 'month'}
        of={of}
        onChange={(change) => void navigate({ search: { period, of, ...change }, replace: true })}
      />
    </>
  );
}
