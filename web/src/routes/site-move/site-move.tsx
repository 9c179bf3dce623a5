// Moving a website to another server: where to, what moves, the files, the move. What was chosen stands in the address.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { given } from '../../api/query.js';
import { serversQuery } from '../../api/servers.js';
import { siteMovesQuery } from '../../api/site-moves.js';
import type { SiteMoves } from '../../api/types.js';
import { webRootQuery } from '../../api/web-roots.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { Fetched, FetchedPage } from '../../parts/fetched.js';
import { Failed, rowsOf } from '../../parts/list.js';
import { Back, PageHead } from '../../parts/page.js';
import { Done } from './done.js';
import { Plan } from './plan.js';
import { Where } from './where.js';

const route = getRouteApi('/inside/websites/$webRootId/move');

/** The screen. */
export function SiteMovePage() {
  const { webRootId } = route.useParams();
  const { to } = route.useSearch();
  const query = useQuery(siteMovesQuery(webRootId));
  const [again, setAgain] = useState(false);
  return (
    <FetchedPage query={query} what={t('siteMove.move')}>
      {(moves) =>
        moves.formerServers.length > 0 && (to === undefined || to === moves.server.id) && !again ? (
          <Done moves={moves} again={() => setAgain(true)} />
        ) : (
          <Begin moves={moves} />
        )
      }
    </FetchedPage>
  );
}

function Begin({ moves }: { moves: SiteMoves }) {
  const { domain, server, webRootId } = moves;
  const search = route.useSearch();
  const servers = useInfiniteQuery(serversQuery());
  const webRoot = useQuery(webRootQuery(webRootId));
  const others = rowsOf(servers).filter(({ id }) => id !== server.id);
  const { gid: systemGid, path, to: serverId, uid: systemUid } = search;
  return (
    <>
      <PageHead
        title={t('siteMove.title', { domain })}
        lead={t('siteMove.lead', { server: server.name })}
        back={<Back to="/websites">{t('siteMove.back')}</Back>}
      />
      {servers.isError && <Failed thrown={servers.error} retry={() => void servers.refetch()} />}
      {servers.isSuccess && others.length === 0 && (
        <div className="empty">
          <Empty title={t('siteMove.oneServer')} text={t('siteMove.oneServerText')}>
            <Link to="/servers/new">{t('servers.add')}</Link>
          </Empty>
        </div>
      )}
      {others.length > 0 && (
        <Fetched query={webRoot} what={domain}>
          {(root) => <Where webRoot={root} servers={others} chosen={search} />}
        </Fetched>
      )}
      {serverId !== undefined && serverId !== server.id && (
        <Plan moves={moves} target={{ serverId, ...given({ path, systemUid, systemGid }) }} />
      )}
    </>
  );
}
