// A list of what happened without rows, because nothing fits the days and filters that were chosen.
import { t } from '../../i18n/index.js';
import { Empty } from '../empty.js';

/** Nothing fits the filters. */
export function NothingInPeriod({ showAll }: { showAll: () => void }) {
  return (
    <Empty title={t('narrow.nothing')} text={t('narrow.nothingHint')}>
      <button type="button" className="text-button" onClick={showAll}>
        {t('narrow.clear')}
      </button>
    </Empty>
  );
}
