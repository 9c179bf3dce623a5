// What needs doing, out of the figures of the overview. Pure.
import type { Alert, AlertKind, OverviewServer } from './overview.dto.js';

/** From how many days before its end on a certificate needs renewing. */
export const certificateDays = 21;
const fullShare = 0.8;
/** So many percent below the usual, once both sides rest on enough connections to say so. */
const dropPercent = 5;
const fewestConnections = 20;
/** From how many milliseconds on the database is slow. */
export const slowMs = 250;
const dayMs = 86_400_000;

const order: Readonly<Record<AlertKind, number>> = {
  'server-silent': 0,
  'certificate-ended': 1,
  'self-test-failed': 2,
  'policy-not-in-force': 3,
  'passive-range-nearly-full': 4,
  'passive-ports-taken': 5,
  'share-below-usual': 6,
  'database-slow': 7,
  'certificate-ends': 8,
};

/** A server that was merely prepared waits for whoever prepared it, behind everything that has stopped working. */
const rankOf = ({ kind, since }: Alert) => (kind === 'server-silent' && since === null ? 9 : order[kind]);

type Facts = Partial<Omit<Alert, 'kind' | 'server'>>;

/** Everything that needs doing, the most urgent first. */
export function alertsOf(servers: readonly OverviewServer[], now: Date, panelLatencyMs: number): Alert[] {
  const ofPanel = panelLatencyMs > slowMs ? [alert('database-slow', null, { value: Math.round(panelLatencyMs) })] : [];
  return [...servers.flatMap((server) => ofServer(server, now)), ...ofPanel].sort(
    (one, other) => rankOf(one) - rankOf(other),
  );
}

function alert(kind: AlertKind, server: OverviewServer | null, facts: Facts = {}): Alert {
  const named = server && { id: server.id, name: server.name };
  return { kind, server: named, value: null, of: null, since: null, sentence: null, ...facts };
}

/** A server that is down is told once; what follows from it is not. */
function ofServer(server: OverviewServer, now: Date): Alert[] {
  const about = (kind: AlertKind, facts?: Facts) => alert(kind, server, facts);
  const lasting = certificateAlerts(server, now, about);
  if (server.state === 'down') return [about('server-silent', { since: server.since }), ...lasting];
  const { selfTest, databaseLatencyMs: latencyMs, passivePortsTaken: taken } = server;
  return [
    ...(selfTest?.outcome === 'failed' ? [about('self-test-failed', { sentence: selfTest.sentence })] : []),
    ...(server.inForce ? [] : [about('policy-not-in-force')]),
    ...(taken > 0 ? [about('passive-ports-taken', { value: taken, of: server.passivePorts })] : []),
    ...(latencyMs !== null && latencyMs > slowMs ? [about('database-slow', { value: Math.round(latencyMs) })] : []),
    ...rangeAlerts(server, about),
    ...shareAlerts(server, about),
    ...lasting,
  ];
}

type About = (kind: AlertKind, facts?: Facts) => Alert;

function certificateAlerts({ certificateUntil }: OverviewServer, now: Date, about: About): Alert[] {
  if (certificateUntil === null) return [];
  const leftMs = Date.parse(certificateUntil) - now.getTime();
  if (leftMs <= 0) return [about('certificate-ended')];
  return leftMs > certificateDays * dayMs ? [] : [about('certificate-ends', { value: Math.ceil(leftMs / dayMs) })];
}

function rangeAlerts({ passivePortsInUse: used, passivePorts: ports }: OverviewServer, about: About): Alert[] {
  return used < ports * fullShare ? [] : [about('passive-range-nearly-full', { value: used, of: ports })];
}

function shareAlerts({ share }: OverviewServer, about: About): Alert[] {
  const { counted, worked, usualCounted, usualWorked } = share;
  if (counted < fewestConnections || usualCounted < fewestConnections) return [];
  const [percent, usual] = [(100 * worked) / counted, (100 * usualWorked) / usualCounted];
  if (usual - percent < dropPercent) return [];
  return [about('share-below-usual', { value: Math.round(percent), of: Math.round(usual) })];
}
