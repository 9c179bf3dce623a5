// What one customer uses, for staff.
import { useState } from 'react';
import type { UsagePeriod } from '../../api/usage.js';
import { UsageNow } from '../../parts/usage-over-time/usage-now.js';
import { UsageOverTime } from '../../parts/usage-over-time/usage-over-time.js';

/** The sections. */
export function CustomerUsage({ customerId }: { customerId: string }) {
  const [period, setPeriod] = useState<UsagePeriod>('month');
  const [of, setOf] = useState<string>();
  return (
    <>
      <UsageNow customerId={customerId} />
      <UsageOverTime
        customerId={customerId}
        period={period}
        of={of}
        onChange={(change) => {
          if (change.period) setPeriod(change.period);
          if ('of' in change) setOf(change.of);
        }}
      />
    </>
  );
}
