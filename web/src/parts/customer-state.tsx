// Whether a customer is active, suspended or going.
import type { Customer } from '../api/types.js';
import { t } from '../i18n/index.js';
import { State } from './state.js';

/** Icon and word. */
export function CustomerState({ status }: { status: Customer['status'] }) {
  if (status === 'terminating') {
    return (
      <State tone="failure" icon="failed">
        {t('customerStatus.terminating')}
      </State>
    );
  }
  return status === 'active' ? (
    <State tone="data" icon="check">
      {t('customerStatus.active')}
    </State>
  ) : (
    <State tone="refusal" icon="refused">
      {t('customerStatus.suspended')}
    </State>
  );
}
