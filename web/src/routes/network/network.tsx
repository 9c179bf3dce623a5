// The network wizard: five steps from a server that is up to customers who can transfer files. It edits the server's policy
// with the parts of the server page and applies it with the same call; which step is open stands in the address.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { policyQuery, serverQuery } from '../../api/servers.js';
import { t } from '../../i18n/index.js';
import { Fetched, FetchedPage } from '../../parts/fetched.js';
import { Back, PageHead } from '../../parts/page.js';
import { Wizard } from './wizard.js';

const route = getRouteApi('/inside/servers/$serverId/network');

/** The wizard's page. */
export function NetworkPage() {
  const { serverId } = route.useParams();
  const { step = 'address' } = route.useSearch();
  const server = useQuery(serverQuery(serverId));
  const policy = useQuery(policyQuery(serverId));
  return (
    <FetchedPage query={server} what={t('servers.name')}>
      {(found) => (
        <>
          <PageHead
            title={t('network.title', { server: found.name })}
            lead={t('network.lead')}
            back={
              <Back to="/servers/$serverId" params={{ serverId }}>
                {found.name}
              </Back>
            }
          />
          <Fetched query={policy} what={t('servers.policy')}>
            {(newest) => <Wizard server={found} policy={newest} step={step} key={serverId} />}
          </Fetched>
        </>
      )}
    </FetchedPage>
  );
}
