// Who has more than a plan allows, said before it is booked.
import type { PlanOffender } from '../api/types.js';
import { t } from '../i18n/index.js';
import { formatBytes, formatNumber } from './format.js';
import { Notice } from './state.js';

type Passed = PlanOffender['over'][number];

/** The list, and that nobody loses anything; nothing where nobody is over. */
export function Offenders({ offenders }: { offenders: readonly PlanOffender[] }) {
  if (offenders.length === 0) return null;
  return (
    <Notice tone="refusal">
      <p>{t('offenders.title', { count: offenders.length })}</p>
      <ul>
        {offenders.map(({ customer, over }) => (
          <li key={customer.id}>
            {customer.name}: {over.map(passedInWords).join(', ')}
          </li>
        ))}
      </ul>
      <p>{t('offenders.keeps')}</p>
    </Notice>
  );
}

function passedInWords({ limit, used, allowed }: Passed): string {
  const said = limit === 'bytes' ? formatBytes : formatNumber;
  return t(`offenders.${limit}`, { used: said(used), allowed: said(allowed) });
}
