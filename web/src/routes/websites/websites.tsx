// Websites' web roots: a customer's own, everyone's with paths for staff.
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { exportAddress } from '../../api/exports.js';
import { useMe } from '../../api/me.js';
import { webRootsQuery } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { Empty, NoMatch } from '../../parts/empty.js';
import { ListTools } from '../../parts/list/sorted-tools.js';
import { PageHead } from '../../parts/page.js';
import { Search } from '../../parts/search.js';
import { WebsiteList, websiteColumns } from '../../parts/website-list.js';
import { websitesSearch } from '../search.js';

const route = getRouteApi('/inside/websites');

/** The websites screen. */
export function Websites() {
  const { role } = useMe();
  const { q, sort } = route.useSearch();
  const navigate = route.useNavigate();
  const filter = { search: q, sort };
  const query = useInfiniteQuery(webRootsQuery(filter));
  const sorting = {
    word: sort,
    onChange: (word: string | undefined) => void navigate({ search: { q, sort: websitesSearch({ sort: word }).sort } }),
  };
  return (
    <>
      <PageHead title={t('websites.title')} lead={t('websites.lead')} />
      <div className="tools">
        <Search
          label={t(role === 'customer' ? 'listTools.websites' : 'listTools.websitesStaff')}
          value={q ?? ''}
          onChange={(typed) => void navigate({ search: { q: typed || undefined, sort }, replace: true })}
        />
        <ListTools
          query={query}
          columns={websiteColumns(role)}
          sorting={sorting}
          csv={exportAddress('web-roots', filter)}
        />
      </div>
      <WebsiteList
        query={query}
        role={role}
        sorting={sorting}
        empty={
          q ? (
            <NoMatch showAll={() => void navigate({ search: { sort } })} />
          ) : (
            <Empty
              title={t('websites.emptyTitle')}
              text={t(role === 'customer' ? 'websites.empty' : 'websites.emptyStaff')}
            />
          )
        }
      />
    </>
  );
}
