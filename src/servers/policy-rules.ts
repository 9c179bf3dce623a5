// Which mode policies make sense for a server: what is refused, and what is only warned about. Pure.
import { eachOnce } from '../accounts/name-patterns.js';
import { requiresTls } from '../ftp/mode-rules.js';
import { normalNetwork } from '../http/networks.js';
import { type AddressOverride, leavesAVerb, presets, type ServerPolicy } from '../ftp/policy.js';
import type { FieldProblem } from '../http/problems.js';
import type { PolicyDraft } from './policy.dto.js';
import { normalNetworkRules } from './network-rules.js';
import { addressWarnings, normalPublicAddress, type PublicAddressFound, whyIpv4Refused } from './public-address.js';

/**
 * A policy without its version: what an admin decides about. A public address may be a host name here; the engine is given
 * what the FTP processes find behind it. The engine does without `publicIpv6`, because EPSV names no address.
 */
export type PolicyTerms = Omit<ServerPolicy, 'version'> & { readonly publicIpv6: string | undefined };

/** A first and a last port. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** A passive port that an FTP process could not have, and the system's name for why. */
export interface RefusedPort {
  readonly port: number;
  readonly errno: string;
}

/** What a policy has to fit. */
export interface Surroundings {
  /** Ports that are taken on this machine, by what they are. */
  readonly listeners: readonly { readonly name: string; readonly port: number }[];
  /** The ports the kernel dials from by itself; undefined where that is not known. */
  readonly ephemeral: PortRange | undefined;
  readonly hasCertificate: boolean;
  /** Whether an FTP process runs, so that what it has not shown is not there. */
  readonly isUp: boolean;
  /** What is wrong with the certificates of the server, in sentences. */
  readonly certificateProblem: string | undefined;
  /** Whether each process that is up may dial from ports below 1024; undefined while none is. */
  readonly bindsLowPorts: boolean | undefined;
  /** What the processes that are up found behind host names. */
  readonly publicAddresses: readonly PublicAddressFound[];
  /** What the processes that are up could not have of the range that they hold now. */
  readonly refusedPorts: readonly RefusedPort[];
}

const mostOverrides = 100;

/** Why these cannot be what PASV answers to single networks, as a sentence; undefined where they can. */
export function whyOverridesRefused(written: unknown): string | undefined {
  if (!Array.isArray(written)) return 'Write a list of { network, ipv4 }.';
  if (written.length > mostOverrides) return `Write at most ${mostOverrides} networks.`;
  const entries = written as { network?: unknown; ipv4?: unknown }[];
  for (const entry of entries) {
    const network = normalNetwork(entry?.network);
    if (network === undefined) return 'Write each network such as 10.0.0.0/8 or 2001:db8::/32.';
    const why = entry.ipv4 === null ? undefined : whyIpv4Refused(entry.ipv4);
    if (why !== undefined) return `${network}: ${why}`;
    if (entries.filter((other) => normalNetwork(other.network) === network).length > 1) {
      return `${network} stands twice; write each network once.`;
    }
  }
  return undefined;
}

/** Overrides as the policy keeps them. */
function overridesOf(draft: PolicyDraft): AddressOverride[] | undefined {
  return draft.addressOverrides?.map(({ network, ipv4 }) => ({
    network: normalNetwork(network) ?? network,
    ipv4: ipv4 ?? undefined,
  }));
}

/** What a draft makes of a public address; null clears it. */
function drafted(written: string | null | undefined, was: string | undefined): string | undefined {
  if (written === undefined) return was;
  return written === null ? undefined : normalPublicAddress(written);
}

/** From where data connections may come; the list is kept only where it is asked. */
function peersOf(draft: PolicyDraft, before: PolicyTerms): Pick<ServerPolicy['passive'], 'peerCheck' | 'peerNetworks'> {
  const peerCheck = draft.peerCheck ?? before.passive.peerCheck;
  const written = draft.peerNetworks?.map((network) => normalNetwork(network) ?? network);
  const peerNetworks = [...new Set(written ?? before.passive.peerNetworks)];
  return { peerCheck, peerNetworks: peerCheck === 'list' ? peerNetworks : [] };
}

type AboutSessions =
  'loginTimeoutMs' | 'maxFailedLogins' | 'maxSessions' | 'maxSessionsPerAddress' | 'greeting' | 'names';

/** What is said about sessions; null takes a bound or the words away. */
function sessionsOf(draft: PolicyDraft, before: PolicyTerms): Pick<PolicyTerms, AboutSessions> {
  const orNone = <T>(written: T | null | undefined, was: T | undefined) =>
    written === undefined ? was : (written ?? undefined);
  return {
    loginTimeoutMs: draft.loginTimeoutMs ?? before.loginTimeoutMs,
    maxFailedLogins: draft.maxFailedLogins ?? before.maxFailedLogins,
    maxSessions: orNone(draft.maxSessions, before.maxSessions),
    maxSessionsPerAddress: orNone(draft.maxSessionsPerAddress, before.maxSessionsPerAddress),
    greeting: orNone(draft.greeting, before.greeting),
    names: {
      hidden: eachOnce(draft.hiddenNames ?? before.names.hidden),
      refused: eachOnce(draft.refusedNames ?? before.names.refused),
    },
  };
}

/** The terms that a draft amounts to: what it leaves out stays as it was. */
export function draftedTerms(before: PolicyTerms, draft: PolicyDraft): PolicyTerms {
  const preset = draft.preset === undefined ? undefined : presets[draft.preset];
  const given = <T>(written: T | undefined, was: T): T => (written === undefined ? was : written);
  const sourcePort = draft.activeSourcePort === null ? 'any' : draft.activeSourcePort;
  return {
    verbs: given(preset, given(draft.verbs, before.verbs)),
    exceptionsAllowed: given(draft.exceptionsAllowed, before.exceptionsAllowed),
    networkRules: given(draft.networkRules && normalNetworkRules(draft.networkRules), before.networkRules),
    tls: given(draft.tls, before.tls),
    tlsSessionReuse: given(draft.tlsSessionReuse, before.tlsSessionReuse),
    tlsMinimumVersion: given(draft.tlsMinimumVersion, before.tlsMinimumVersion),
    passive: {
      firstPort: given(draft.passiveFirstPort, before.passive.firstPort),
      lastPort: given(draft.passiveLastPort, before.passive.lastPort),
      publicIpv4: drafted(draft.publicIpv4, before.passive.publicIpv4),
      overrides: given(overridesOf(draft), before.passive.overrides),
      localForPrivatePeers: given(draft.localForPrivatePeers, before.passive.localForPrivatePeers),
      ...peersOf(draft, before),
    },
    publicIpv6: drafted(draft.publicIpv6, before.publicIpv6),
    active: {
      sourcePort: given(sourcePort, before.active.sourcePort),
      connectTimeoutMs: given(draft.activeConnectTimeoutMs, before.active.connectTimeoutMs),
    },
    dataWaitMs: given(draft.dataWaitMs, before.dataWaitMs),
    stallTimeoutMs: given(draft.stallTimeoutMs, before.stallTimeoutMs),
    idleTimeoutMs: given(draft.idleTimeoutMs, before.idleTimeoutMs),
    ...sessionsOf(draft, before),
  };
}

/** What keeps these terms from being saved; empty where nothing does. */
export function refusals(terms: PolicyTerms, surroundings: Surroundings): FieldProblem[] {
  const { firstPort, lastPort } = terms.passive;
  const found: FieldProblem[] = [];
  if (!leavesAVerb(terms.verbs)) {
    found.push({
      field: 'verbs',
      detail: 'Allow at least one of PORT, EPRT, PASV and EPSV; without any nobody could list or transfer anything.',
    });
  }
  if (lastPort < firstPort) {
    found.push({ field: 'passiveLastPort', detail: `Write ${firstPort} or more; the range ends before it begins.` });
  }
  if (terms.passive.peerCheck === 'list' && terms.passive.peerNetworks.length === 0) {
    found.push({
      field: 'peerNetworks',
      detail: 'Write at least one network, or choose the exact check, which takes the client’s own address alone.',
    });
  }
  found.push(...tlsRefusals(terms, surroundings), ...sessionRefusals(terms));
  for (const { name, port } of surroundings.listeners) {
    if (port < firstPort || port > lastPort) continue;
    found.push({ field: 'passiveFirstPort', detail: `Port ${port} is the ${name}; choose a range without it.` });
  }
  return found;
}

/** Before its first start a server has shown nothing, and a new one requires TLS from the beginning. */
function tlsRefusals({ tls }: PolicyTerms, { hasCertificate, isUp }: Surroundings): FieldProblem[] {
  if (!requiresTls(tls) || !isUp || hasCertificate) return [];
  const detail =
    'This server has no certificate, so nobody could log in. Give it one on its TLS page before you require TLS.';
  return [{ field: 'tls', detail }];
}

function sessionRefusals({ maxSessions, maxSessionsPerAddress }: PolicyTerms): FieldProblem[] {
  if (maxSessions === undefined || (maxSessionsPerAddress ?? 0) <= maxSessions) return [];
  const detail = `Write ${maxSessions} or less; the whole server takes no more.`;
  return [{ field: 'maxSessionsPerAddress', detail }];
}

/** What works but will surprise somebody. */
export function warnings(terms: PolicyTerms, surroundings: Surroundings): string[] {
  const found = [
    rangeWarning(terms, surroundings),
    refusedPortsWarning(terms, surroundings),
    ...addressWarnings(terms, surroundings.publicAddresses),
    peerWarning(terms),
    tlsWarning(terms, surroundings),
    clearTextWarning(terms),
    certificateWarning(surroundings),
    sourcePortWarning(terms, surroundings),
  ];
  return found.filter((sentence) => sentence !== undefined);
}

function rangeWarning({ passive }: PolicyTerms, { ephemeral }: Surroundings): string | undefined {
  const { firstPort, lastPort } = passive;
  if (ephemeral === undefined || firstPort > ephemeral.last || lastPort < ephemeral.first) return undefined;
  return (
    `The passive ports ${firstPort}-${lastPort} overlap the ports the kernel dials from ` +
    `(${ephemeral.first}-${ephemeral.last}); now and then one will be taken. Choose a range outside it.`
  );
}

const mostNamedPorts = 5;

function refusedPortsWarning({ passive }: PolicyTerms, { refusedPorts }: Surroundings): string | undefined {
  const inRange = refusedPorts.filter(({ port }) => port >= passive.firstPort && port <= passive.lastPort);
  const ports = [...new Set(inRange.map(({ port }) => port))].sort((one, other) => one - other);
  if (ports.length === 0) return undefined;
  const named = ports.slice(0, mostNamedPorts).join(', ') + (ports.length > mostNamedPorts ? ' and more' : '');
  const why = [...new Set(inRange.map(({ errno }) => errno))].join(', ');
  const [subject, verb] = ports.length === 1 ? ['Passive port', 'is'] : ['Passive ports', 'are'];
  const what = why === 'EADDRINUSE' ? `${verb} taken by another program` : `could not be had (${why})`;
  return `${subject} ${named} ${what}; the rest of the range serves. Choose a range that is free.`;
}

function peerWarning({ passive, tlsSessionReuse }: PolicyTerms): string | undefined {
  if (passive.peerCheck === 'exact' || tlsSessionReuse === 'require') return undefined;
  const whose = passive.peerCheck === 'list' ? passive.peerNetworks.join(', ') : 'the whole /24 or /64 of the client';
  return `Data connections are taken from ${whose}; whoever is there can take another client's. Require TLS session reuse.`;
}

function tlsWarning({ tls }: PolicyTerms, { hasCertificate }: Surroundings): string | undefined {
  if (tls === 'off') return 'Without TLS every password crosses the network readable. Allow TLS at least.';
  if (hasCertificate) return undefined;
  return requiresTls(tls)
    ? 'This server has shown no certificate yet and requires TLS: until it has one, nobody can log in.'
    : 'This server has shown no certificate yet; until it has, TLS cannot begin.';
}

function clearTextWarning({ tls, networkRules }: PolicyTerms): string | undefined {
  const networks = networkRules.filter(({ clearText }) => clearText).map(({ network }) => network);
  if (networks.length === 0 || !requiresTls(tls)) return undefined;
  return `Clients from ${networks.join(', ')} may log in without TLS; their passwords cross the network readable.`;
}

function certificateWarning({ certificateProblem }: Surroundings): string | undefined {
  return certificateProblem && `The certificates of this server need a look: ${certificateProblem}`;
}

function sourcePortWarning({ active }: PolicyTerms, { bindsLowPorts }: Surroundings): string | undefined {
  const { sourcePort } = active;
  if (sourcePort === 'any' || sourcePort >= 1024 || bindsLowPorts !== false) return undefined;
  return (
    `The FTP processes may not dial from port ${sourcePort}; they use any port instead. ` +
    'Start Portside as root, or choose “any”.'
  );
}
