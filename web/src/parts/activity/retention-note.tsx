// That records are not kept for ever, under every list of them.
import { Link } from '@tanstack/react-router';
import { useMe } from '../../api/me.js';
import { t } from '../../i18n/index.js';

/** One sentence; for admins the way to the setting. */
export function RetentionNote() {
  if (useMe().role !== 'admin') return <p className="hint list-note">{t('narrow.kept')}</p>;
  return (
    <p className="hint list-note">
      <Link to="/system/retention">{t('narrow.keptAdmin')}</Link>
    </p>
  );
}
