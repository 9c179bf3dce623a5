// What two versions of a policy say differently, in words. Pure.
import type { Policy } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { formatDuration } from '../../parts/format.js';
import { modeInWords, wishesInWords } from '../../parts/modes/verbs.js';

/** One field, in words on both sides. */
export interface Difference {
  readonly field: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

type Rules = Policy['networkRules'];
type Overrides = Policy['addressOverrides'];

const bound = (value: unknown) => (typeof value === 'number' ? String(value) : t('serverLimits.unbounded'));
const seconds = (value: unknown) => formatDuration(Number(value));

function networkRules(value: unknown): string {
  const said = (value as Rules).map(({ network, verbs, clearText }) => {
    const words = [wishesInWords(verbs), clearText ? t('modes.clearTextShort') : undefined].filter(Boolean);
    return `${network}: ${words.join('; ') || t('modes.nothing')}`;
  });
  return said.join(' · ') || t('list.none');
}

function overrides(value: unknown): string {
  const said = (value as Overrides).map(({ network, ipv4 }) => `${network}: ${ipv4 ?? t('policy.overrideDialled')}`);
  return said.join(' · ') || t('list.none');
}

const names = (value: unknown) => (value as string[]).join(', ') || t('list.none');

/** How each field is said; what a newer API has besides is shown as it is. */
const words: Readonly<Record<string, { readonly name: string; readonly say: (value: unknown) => string }>> = {
  verbs: { name: t('policy.mode'), say: (value) => modeInWords(value as Policy['verbs']) },
  exceptionsAllowed: {
    name: t('policy.exceptionsAllowed'),
    say: (value) => (value as string[]).join(', ') || t('list.none'),
  },
  networkRules: { name: t('policy.networks'), say: networkRules },
  tls: { name: t('policy.encryption'), say: (value) => t(`tls.${value as Policy['tls']}`) },
  tlsSessionReuse: { name: t('policy.reuse'), say: (value) => t(`reuse.${value as Policy['tlsSessionReuse']}`) },
  tlsMinimumVersion: { name: t('tlsPage.oldest'), say: (value) => String(value).replace('v', ' ') },
  passiveFirstPort: { name: t('policy.firstPort'), say: String },
  passiveLastPort: { name: t('policy.lastPort'), say: String },
  publicIpv4: { name: t('policy.address'), say: (value) => (value as string | null) ?? t('policy.overrideDialled') },
  publicIpv6: { name: t('policy.addressSix'), say: (value) => (value as string | null) ?? t('policy.overrideDialled') },
  localForPrivatePeers: {
    name: t('policy.localForPrivatePeers'),
    say: (value) => t(value === true ? 'policy.yes' : 'policy.no'),
  },
  peerCheck: { name: t('policy.peers'), say: (value) => t(`policy.peerChecks.${value as Policy['peerCheck']}`) },
  peerNetworks: {
    name: t('policy.peerNetworks'),
    say: (value) => (value as string[]).join(', ') || t('list.none'),
  },
  addressOverrides: { name: t('policy.overrides'), say: overrides },
  activeSourcePort: {
    name: t('policy.source'),
    say: (value) => (typeof value === 'number' ? String(value) : t('policy.sources.any')),
  },
  activeConnectTimeoutMs: { name: t('policy.connect'), say: seconds },
  dataWaitMs: { name: t('policy.dataWait'), say: seconds },
  stallTimeoutMs: { name: t('policy.stall'), say: seconds },
  idleTimeoutMs: { name: t('serverLimits.idle'), say: seconds },
  loginTimeoutMs: { name: t('serverLimits.login'), say: seconds },
  maxFailedLogins: { name: t('serverLimits.failed'), say: String },
  maxSessions: { name: t('serverLimits.sessions'), say: bound },
  maxSessionsPerAddress: { name: t('serverLimits.perAddress'), say: bound },
  hiddenNames: { name: t('limits.hiddenNames'), say: names },
  refusedNames: { name: t('limits.refusedNames'), say: names },
  greeting: {
    name: t('serverLimits.greeting'),
    say: (value) => (value as string | null) ?? t('serverLimits.ownGreeting'),
  },
};

/** What a version says of itself and not of how connections are made; `preset` is `verbs` in a word. */
const besides = new Set([
  'serverId',
  'version',
  'preset',
  'note',
  'createdBy',
  'createdAt',
  'trial',
  'inForce',
  'warnings',
]);

/** A field by its name for people; undefined where it is no part of what is decided. */
export function fieldName(field: string): string | undefined {
  return besides.has(field) ? undefined : (words[field]?.name ?? field);
}

/** A value of a field in words. */
export function valueInWords(field: string, value: unknown): string {
  if (value === undefined) return t('list.none');
  return words[field]?.say(value) ?? JSON.stringify(value);
}

/** Every field that `after` says differently. */
export function differencesBetween(before: Policy, after: Policy): Difference[] {
  const [then, now] = [before, after] as unknown as Readonly<Record<string, unknown>>[];
  return Object.keys(now ?? {}).flatMap((field) => {
    const name = fieldName(field);
    const [was, is] = [then?.[field], now?.[field]];
    if (name === undefined || JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ field, name, before: valueInWords(field, was), after: valueInWords(field, is) }];
  });
}
