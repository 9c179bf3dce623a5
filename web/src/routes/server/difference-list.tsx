// Differences between two versions of a policy, a line each.
import { t } from '../../i18n/index.js';
import type { Difference } from './differences.js';

/** "Passive ports: 30000 → 40000". */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0) return <span className="quiet">{t('policy.noDifference')}</span>;
  return (
    <ul className="changes">
      {differences.map(({ field, name, before, after }) => (
        <li key={field}>
          <span className="quiet">{name}: </span>
          <del>{before}</del>
          <span aria-hidden="true"> → </span>
          <span className="heard-only">{t('policy.becomes')}</span>
          <ins>{after}</ins>
        </li>
      ))}
    </ul>
  );
}
