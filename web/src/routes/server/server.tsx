// One server: its mode policy, what the replies will be, its processes and the policy's history.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '../../api/me.js';
import { policyQuery, serverQuery } from '../../api/servers.js';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Failed } from '../../parts/list.js';
import { Back, PageHead, Section } from '../../parts/page.js';
import { PolicyEditor } from './policy-editor.js';
import { PolicyHistory } from './policy-history.js';
import { Processes } from './processes.js';
import { SelfTestSection } from './self-test.js';

const route = getRouteApi('/inside/servers/$serverId');

/** The server screen. */
export function ServerPage() {
  const { serverId } = route.useParams();
  const server = useQuery(serverQuery(serverId));
  const policy = useQuery(policyQuery(serverId));
  const failed = [server, policy].find((query) => query.isError && !query.data);
  if (failed) {
    return (
      <>
        <PageHead title={t('servers.name')} back={<Back to="/servers">{t('policy.back')}</Back>} />
        <Failed thrown={failed.error} retry={() => void failed.refetch()} />
      </>
    );
  }
  if (!server.data || !policy.data) return <p role="status">{t('list.loading', { what: t('servers.name') })}</p>;
  return <Loaded server={server.data} policy={policy.data} key={serverId} />;
}

function Loaded({ server, policy }: { server: Server; policy: Policy }) {
  const admin = useMe().role === 'admin';
  const [edition, setEdition] = useState(0);
  return (
    <>
      <PageHead
        title={server.name}
        lead={
          <>
            <span className="mono">{`${server.host}:${server.ftpPort}`}</span>
            <span>{t('servers.now', { count: server.openSessions })}</span>
            <Link to="/servers/$serverId/connections" params={{ serverId: server.id }}>
              {t('connections.link')}
            </Link>
          </>
        }
        back={<Back to="/servers">{t('policy.back')}</Back>}
      />
      <PolicyEditor
        key={edition}
        server={server}
        policy={policy}
        readOnly={!admin}
        startOver={() => setEdition(edition + 1)}
      />
      <SelfTestSection server={server} mayStart={admin} />
      <Section title={t('policy.processes')}>
        <Processes processes={server.processes} />
      </Section>
      <Section title={t('policy.history')}>
        <PolicyHistory current={policy} mayRestore={admin} onRestored={() => setEdition(edition + 1)} />
      </Section>
    </>
  );
}
