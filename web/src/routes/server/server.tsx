// One server: how it makes data connections, how it encrypts, what bounds its sessions, and how it is removed.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { policyQuery, serverQuery } from '../../api/servers.js';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Copyable } from '../../parts/copy.js';
import { FetchedPage } from '../../parts/fetched.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { Tabs } from '../../parts/tabs.js';
import { serverSearch, type ServerTab, serverTabs } from '../search.js';
import { Condition } from '../servers/condition.js';
import { DangerTab } from './danger-tab.js';
import { HostSection } from './host-section.js';
import { LimitsTab } from './limits-tab.js';
import { PolicyEditor } from './policy-editor.js';
import { PolicyHistory } from './policy-history.js';
import { Processes } from './processes.js';
import { SelfTestSection } from './self-test.js';
import { TlsTab } from './tls-tab.js';

const route = getRouteApi('/inside/servers/$serverId');

/** The server screen. */
export function ServerPage() {
  const { serverId } = route.useParams();
  const policyOf = useQuery(policyQuery(serverId));
  return (
    <FetchedPage query={useQuery(serverQuery(serverId))} what={t('servers.name')}>
      {(server) => (
        <FetchedPage query={policyOf} what={server.name}>
          {(policy) => <Loaded server={server} policy={policy} key={serverId} />}
        </FetchedPage>
      )}
    </FetchedPage>
  );
}

function Loaded({ server, policy }: { server: Server; policy: Policy }) {
  const admin = useMe().role === 'admin';
  const [edition, setEdition] = useState(0);
  const { tab = 'connections' } = route.useSearch();
  const navigate = route.useNavigate();
  const form = { server, policy, readOnly: !admin };
  const contents: Readonly<Record<ServerTab, React.ReactNode>> = {
    connections: (
      <>
        <PolicyEditor key={edition} {...form} />
        <SelfTestSection server={server} mayStart={admin} />
        <HostSection server={server} mayChange={admin} />
        <Section title={t('policy.processes')}>
          <Processes processes={server.processes} />
        </Section>
        <Section title={t('policy.history')}>
          <PolicyHistory current={policy} mayRestore={admin} onRestored={() => setEdition(edition + 1)} />
        </Section>
      </>
    ),
    tls: <TlsTab key={edition} {...form} />,
    limits: <LimitsTab key={edition} {...form} />,
    danger: <DangerTab server={server} mayRemove={admin} />,
  };
  return (
    <>
      <Head server={server} />
      <Tabs
        label={t('serverPage.tabsLabel')}
        tabs={serverTabs.map((id) => ({ id, name: t(`serverPage.tabs.${id}`), content: contents[id] }))}
        chosen={tab}
        onChoose={(id) => void navigate({ search: serverSearch({ tab: id }), replace: true, resetScroll: false })}
      />
    </>
  );
}

function Head({ server }: { server: Server }) {
  const admin = useMe().role === 'admin';
  return (
    <PageHead
      title={server.name}
      lead={
        <>
          <Condition server={server} />
          <Copyable text={`${server.host}:${server.ftpPort}`} what={t('servers.address')} />
          {server.state !== 'awaited' && <span>{t('servers.now', { count: server.openSessions })}</span>}
          <span className="ways">
            <Link to="/servers/$serverId/connections" params={{ serverId: server.id }}>
              {t('connections.link')}
            </Link>
            {admin && (
              <Link to="/servers/$serverId/network" params={{ serverId: server.id }}>
                {t('network.link')}
              </Link>
            )}
          </span>
        </>
      }
      back={<Back to="/servers">{t('policy.back')}</Back>}
    />
  );
}
