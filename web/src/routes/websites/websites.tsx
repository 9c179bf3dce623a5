// Websites' web roots: a customer's own, everyone's with paths for staff.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '../../api/me.js';
import { webRootsQuery } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page.js';
import { WebsiteList } from '../../parts/website-list.js';

/** The websites screen. */
export function Websites() {
  const me = useMe();
  const query = useInfiniteQuery(webRootsQuery());
  return (
    <>
      <PageHead title={t('websites.title')} lead={t('websites.lead')} />
      <WebsiteList
        query={query}
        role={me.role}
        empty={<Empty title={t('websites.emptyTitle')} text={t('websites.empty')} />}
      />
    </>
  );
}
