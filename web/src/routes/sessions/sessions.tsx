// Who is connected now.
import { useInfiniteQuery } from '@tanstack/react-query';
import { sessionsQuery } from '../../api/activity.js';
import { t } from '../../i18n/index.js';
import { SessionList } from '../../parts/activity/session-list.js';
import { PageHead } from '../../parts/page.js';

/** The sessions screen. */
export function Sessions() {
  const query = useInfiniteQuery(sessionsQuery({}));
  return (
    <>
      <PageHead title={t('sessions.title')} lead={t('sessions.lead')} />
      <SessionList query={query} />
    </>
  );
}
