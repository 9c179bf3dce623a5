// Every server in one row: whether it is up and since when, its policy, how much of it is in use, how well it works.
import { Link } from '@tanstack/react-router';
import type { OverviewServer } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Empty } from '../../parts/empty.js';
import { formatDay, formatMoment, formatNumber, formatSince } from '../../parts/format.js';
import { Table, type Column } from '../../parts/list.js';
import { formatShare } from '../../parts/share.js';
import { State } from '../../parts/state.js';

/** The table. */
export function ServerTable({ servers }: { servers: readonly OverviewServer[] }) {
  if (servers.length === 0) return <Empty title={t('overview.noServersTitle')} text={t('overview.noServers')} />;
  return <Table caption={t('overview.serversCaption')} columns={columns} keyOf={({ id }) => id} rows={servers} />;
}

const columns: readonly Column<OverviewServer>[] = [
  {
    head: t('overview.server'),
    place: 'title',
    cell: ({ id, name }) => (
      <Link to="/servers/$serverId" params={{ serverId: id }} className="mono">
        {name}
      </Link>
    ),
  },
  { head: t('overview.state'), place: 'side', cell: (server) => <Condition server={server} /> },
  { head: t('overview.policy'), place: 'meta', cell: (server) => <PolicyState server={server} /> },
  {
    head: t('overview.sessions'),
    place: 'end',
    cell: ({ id, openSessions }) => (
      <Link to="/sessions" search={{ server: id }} className="number" aria-label={sessionsNow(openSessions)}>
        {formatNumber(openSessions)}
      </Link>
    ),
  },
  {
    head: t('overview.ports'),
    place: 'end meta-side',
    cell: ({ passivePortsInUse: used, passivePorts: all }) => (
      <>
        <span className="number only-wide">{t('overview.portsOf', { used, all })}</span>
        <span className="only-narrow">{t('overview.portsInUse', { used, all })}</span>
      </>
    ),
  },
  { head: t('overview.share'), place: 'end', cell: (server) => <Share server={server} /> },
  { head: t('overview.certificate'), cell: (server) => <Certificate server={server} /> },
  {
    head: t('overview.database'),
    place: 'end',
    cell: ({ databaseLatencyMs: ms }) => (
      <span className="number">{ms === null ? t('list.none') : `${formatNumber(ms, 1)} ms`}</span>
    ),
  },
];

const sessionsNow = (count: number) => t('overview.sessionsNow', { count });

function Condition({ server: { state, since } }: { server: OverviewServer }) {
  if (since === null) {
    return (
      <State tone="refusal" icon="waiting">
        {t('servers.awaited')}
      </State>
    );
  }
  return (
    <span className="two-lines">
      <State tone={state === 'up' ? 'data' : 'failure'} icon={state === 'up' ? 'check' : 'failed'}>
        {t(`overview.${state}`)}
      </State>
      <span className="hint" title={formatMoment(since)}>
        {t('overview.since', { when: formatSince(since) })}
      </span>
    </span>
  );
}

function PolicyState({ server }: { server: OverviewServer }) {
  const { preset, policyVersion, inForce, state } = server;
  return (
    <span className="two-lines">
      <span>{preset === null ? t('overview.custom') : t(`preset.${preset}`)}</span>
      <span className="hint">
        <span className="only-wide">{t('overview.version', { version: policyVersion })}</span>
        <span className="only-narrow">{onPhone(server)}</span>
        {!inForce && state === 'up' && <span className="tone-refusal">, {t('overview.notInForce')}</span>}
      </span>
    </span>
  );
}

/** What a phone has no column for. */
function onPhone({ share, certificateUntil }: OverviewServer): string {
  const worked = share.counted > 0 && t('overview.shareShort', { share: formatShare(share) });
  const until = certificateUntil !== null && t('overview.certificateShort', { day: formatDay(certificateUntil) });
  return [worked, until].filter(Boolean).join(' · ');
}

function Share({ server: { id, name, share } }: { server: OverviewServer }) {
  if (share.counted === 0) return <span className="quiet">{t('list.none')}</span>;
  const words = formatShare(share);
  return (
    <span className="two-lines">
      <Link
        to="/servers/$serverId/connections"
        params={{ serverId: id }}
        className="number"
        aria-label={t('overview.shareNamed', { share: words, server: name })}
      >
        {words}
      </Link>
      <span className="hint">{t('overview.lastDay')}</span>
    </span>
  );
}

function Certificate({ server: { certificateUntil, certificateSelfSigned } }: { server: OverviewServer }) {
  if (certificateSelfSigned === null) return <span className="quiet">{t('overview.noCertificate')}</span>;
  return (
    <span className="two-lines">
      <span className="number">
        {certificateUntil === null ? t('list.none') : t('overview.until', { day: formatDay(certificateUntil) })}
      </span>
      {certificateSelfSigned && <span className="hint">{t('overview.selfSigned')}</span>}
    </span>
  );
}
