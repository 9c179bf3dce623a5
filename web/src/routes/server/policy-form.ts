// The values of the policy form as they are typed, what is wrong with them, and what the API takes. Pure.
import type {
  PeerCheck,
  Policy,
  PolicyWrite,
  SessionReuse,
  TlsRule,
  Verb,
  VerbRules,
  VerbWishes,
} from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { allowedVerbs } from '../../parts/modes/verbs.js';
import { isHostName, isIpv4, isIpv6, isNetwork, isPort } from '../../parts/addresses.js';

export const tlsRules: readonly TlsRule[] = ['off', 'allowed', 'required-login', 'required-data'];
export const sessionReuses: readonly SessionReuse[] = ['off', 'observe', 'prefer', 'require'];
export const peerChecks: readonly PeerCheck[] = ['exact', 'same-network', 'list'];
export const sources = ['twenty', 'any', 'other'] as const;
const ftpData = 20;

/** What is said about the clients of one network, as it is typed. */
export interface NetworkRuleValues {
  network: string;
  verbs: VerbWishes;
  clearText: boolean;
}

/** What PASV answers to the clients of one network, as it is typed; empty for the address they dialled. */
export interface OverrideValues {
  network: string;
  ipv4: string;
}

export interface PolicyValues {
  verbs: VerbRules;
  exceptionsAllowed: Verb[];
  networkRules: NetworkRuleValues[];
  tls: TlsRule;
  tlsSessionReuse: SessionReuse;
  passiveFirstPort: string;
  passiveLastPort: string;
  publicIpv4: string;
  publicIpv6: string;
  localForPrivatePeers: boolean;
  addressOverrides: OverrideValues[];
  peerCheck: PeerCheck;
  /** One a line. */
  peerNetworks: string;
  source: (typeof sources)[number];
  activeSourcePort: string;
  dataWaitMs: string;
  activeConnectTimeoutMs: string;
  stallTimeoutMs: string;
  note: string;
}

/** The waiting times with the seconds they may have. */
export const waits = {
  dataWaitMs: { word: 'dataWait', least: 1, most: 300 },
  activeConnectTimeoutMs: { word: 'connect', least: 1, most: 300 },
  stallTimeoutMs: { word: 'stall', least: 1, most: 3600 },
} as const;
export type Wait = keyof typeof waits;

/** What the fields show for a policy. */
export function valuesOf(policy: Policy): PolicyValues {
  const { activeSourcePort } = policy;
  return {
    verbs: policy.verbs,
    exceptionsAllowed: policy.exceptionsAllowed,
    networkRules: policy.networkRules,
    tls: policy.tls,
    tlsSessionReuse: policy.tlsSessionReuse,
    passiveFirstPort: String(policy.passiveFirstPort),
    passiveLastPort: String(policy.passiveLastPort),
    publicIpv4: policy.publicIpv4 ?? '',
    publicIpv6: policy.publicIpv6 ?? '',
    localForPrivatePeers: policy.localForPrivatePeers,
    addressOverrides: policy.addressOverrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? '' })),
    peerCheck: policy.peerCheck,
    peerNetworks: policy.peerNetworks.join('\n'),
    source: activeSourcePort === null ? 'any' : activeSourcePort === ftpData ? 'twenty' : 'other',
    activeSourcePort: activeSourcePort === null || activeSourcePort === ftpData ? '' : String(activeSourcePort),
    dataWaitMs: String(policy.dataWaitMs / 1000),
    activeConnectTimeoutMs: String(policy.activeConnectTimeoutMs / 1000),
    stallTimeoutMs: String(policy.stallTimeoutMs / 1000),
    note: '',
  };
}

/** The port active connections are dialled from; null for any. */
export function sourcePortOf(values: PolicyValues): number | null {
  if (values.source === 'any') return null;
  return values.source === 'twenty' ? ftpData : Number(values.activeSourcePort) || null;
}

const linesOf = (text: string) => text.split(/[\s,]+/).filter(Boolean);

type Terms = Omit<PolicyWrite, 'preset' | 'note' | 'trial'>;

/** Everything the form decides about, as the API names it. */
function termsFrom(values: PolicyValues): Terms {
  const trimmed = (text: string) => text.trim();
  return {
    verbs: values.verbs,
    exceptionsAllowed: values.exceptionsAllowed,
    networkRules: values.networkRules.map((rule) => ({ ...rule, network: trimmed(rule.network) })),
    tls: values.tls,
    tlsSessionReuse: values.tlsSessionReuse,
    passiveFirstPort: Number(values.passiveFirstPort),
    passiveLastPort: Number(values.passiveLastPort),
    publicIpv4: trimmed(values.publicIpv4) || null,
    publicIpv6: trimmed(values.publicIpv6) || null,
    localForPrivatePeers: values.localForPrivatePeers,
    addressOverrides: values.addressOverrides.map(({ network, ipv4 }) => ({
      network: trimmed(network),
      ipv4: trimmed(ipv4) || null,
    })),
    peerCheck: values.peerCheck,
    peerNetworks: linesOf(values.peerNetworks),
    activeSourcePort: sourcePortOf(values),
    dataWaitMs: Number(values.dataWaitMs) * 1000,
    activeConnectTimeoutMs: Number(values.activeConnectTimeoutMs) * 1000,
    stallTimeoutMs: Number(values.stallTimeoutMs) * 1000,
  };
}

/** What was changed, as the API takes it: what is left out stays as it is. */
export function draftFrom(before: PolicyValues, now: PolicyValues): PolicyWrite {
  const then = termsFrom(before) as Readonly<Record<string, unknown>>;
  const differs = ([field, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(then[field]);
  return Object.fromEntries(Object.entries(termsFrom(now)).filter(differs));
}

function whyNoWait(wait: Wait, text: string): string | null {
  const { least, most } = waits[wait];
  const seconds = Number(text);
  const fits = text.trim() !== '' && seconds >= least && seconds <= most;
  return fits ? null : t('policy.secondsWrong', { least, most });
}

const whyNoNetwork = (text: string) => (isNetwork(text) ? null : t('policy.networkWrong'));
const whyNoAddress = (text: string) => (text.trim() === '' || isIpv4(text) ? null : t('policy.overrideWrong'));

function whyNoPeers(text: string, { peerCheck }: PolicyValues): string | null {
  const networks = linesOf(text);
  if (peerCheck !== 'list') return null;
  return networks.length > 0 && networks.every(isNetwork) ? null : t('policy.networkWrong');
}

/** What is wrong with each field; null where nothing is. */
export const policyRules = {
  verbs: (rules: VerbRules) => (allowedVerbs(rules).length > 0 ? null : t('policy.noVerb')),
  networkRules: { network: whyNoNetwork },
  addressOverrides: { network: whyNoNetwork, ipv4: whyNoAddress },
  passiveFirstPort: (text: string, values: PolicyValues) =>
    isPort(text, 1024) && Number(text) <= Number(values.passiveLastPort) ? null : t('policy.rangeWrong'),
  passiveLastPort: (text: string) => (isPort(text, 1024) ? null : t('policy.rangeWrong')),
  publicIpv4: (text: string) => (isHostName(text) || !whyNoAddress(text) ? null : t('policy.addressWrong')),
  publicIpv6: (text: string) =>
    text.trim() === '' || isHostName(text) || isIpv6(text) ? null : t('policy.addressSixWrong'),
  peerNetworks: whyNoPeers,
  activeSourcePort: (text: string, values: PolicyValues) =>
    values.source !== 'other' || isPort(text, 1) ? null : t('policy.sourceWrong'),
  dataWaitMs: (text: string) => whyNoWait('dataWaitMs', text),
  activeConnectTimeoutMs: (text: string) => whyNoWait('activeConnectTimeoutMs', text),
  stallTimeoutMs: (text: string) => whyNoWait('stallTimeoutMs', text),
};
