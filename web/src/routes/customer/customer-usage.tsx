// What one customer uses, for staff. The address keeps the period and of what it is.
import { getRouteApi } from '@tanstack/react-router';
import { UsageNow } from '../../parts/usage-over-time/usage-now.js';
import { UsageOverTime } from '../../parts/usage-over-time/usage-over-time.js';

const route = getRouteApi('/inside/customers/$customerId');

/** The sections. */
export function CustomerUsage({ customerId }: { customerId: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { period = 'month', of } = search;
  return (
    <>
      <UsageNow customerId={customerId} />
      <UsageOverTime
        customerId={customerId}
        period={period}
        of={of}
        onChange={(change) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false })}
      />
    </>
  );
}
