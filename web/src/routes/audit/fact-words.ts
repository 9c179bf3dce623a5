// A fact of an audit event as people read it: by the name that it has on its form, its value with the unit that the name
// carries. Pure.
import type { Scope } from '../../api/types.js';
import { t, texts } from '../../i18n/index.js';
import { networkOf } from '../../parts/bans/who.js';
import { formatBytes, formatDuration, formatMoment } from '../../parts/format.js';
import { scopeInWords } from '../../parts/scopes.js';
import { fieldName } from '../server/differences.js';

const names: Readonly<Record<string, string>> = {
  ...texts.audit.facts,
  access: t('access.label'),
  address: t('servers.address'),
  allowedNetworks: t('limits.networks'),
  bandwidthDownBytes: t('limits.down'),
  bandwidthUpBytes: t('limits.up'),
  clientNetwork: t('bans.address'),
  customer: t('listTools.customer'),
  days: t('retention.days'),
  displayName: t('people.name'),
  domain: t('websiteNew.domain'),
  email: t('people.email'),
  expiresAt: t('limits.expires'),
  externalRef: t('customer.reference'),
  features: t('planForm.features'),
  fingerprint: t('tlsPage.fingerprint'),
  folder: t('limits.folder'),
  ftpPort: t('newServer.ftpPort'),
  ftpsPort: t('newServer.ftpsPort'),
  hiddenNames: t('limits.hiddenNames'),
  host: t('card.host'),
  login: t('card.login'),
  maxSessions: t('limits.sessions'),
  name: t('customerTab.name'),
  network: t('policy.network'),
  note: t('limits.note'),
  onlyOwnFiles: t('limits.ownFiles'),
  panelUser: t('customerNew.login'),
  path: t('transfers.path'),
  plan: t('customer.plan'),
  preset: t('policy.modeLegend'),
  productName: t('branding.name'),
  quotaBytes: t('limits.quota'),
  quotaFiles: t('limits.files'),
  reason: t('bans.reason'),
  refusedNames: t('limits.refusedNames'),
  role: t('people.role'),
  scopes: t('tokens.may'),
  server: t('websiteNew.server'),
  shortestCharacters: t('newPasswords.shortest'),
  staffTwoStep: t('signInRules.staff'),
  status: t('accounts.status'),
  supportText: t('branding.text'),
  systemGid: t('websiteNew.gid'),
  systemUid: t('websiteNew.uid'),
  twoStepRequired: t('customerTab.twoStep'),
  umask: t('websiteChange.umask'),
  until: t('bans.until'),
  uploadMode: t('limits.uploads'),
  verbs: t('policy.modeLegend'),
  version: t('policy.version'),
};

const kinds: Readonly<Record<string, string>> = texts.audit.kinds;

/** What is one of a few words of the API, in those of the panel. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  access: texts.access,
  features: texts.planForm,
  files: texts.termination,
  peerCheck: texts.policy.peerChecks,
  preset: texts.preset,
  role: texts.role,
  status: { ...texts.customerStatus, ...texts.accountStatus },
  tls: texts.tls,
  tlsSessionReuse: texts.reuse,
  uploadMode: texts.limits,
  verbs: texts.modes,
};

/** Facts that are written and not said: logins, addresses, paths. */
const written: ReadonlySet<string> = new Set([
  ...[
    'accounts',
    'address',
    'addressOverrides',
    'allowedNetworks',
    'clientNetwork',
    'databaseLogin',
    'domain',
    'email',
  ],
  ...['fingerprint', 'folder', 'from', 'hiddenNames', 'host', 'hosts', 'login', 'network', 'networkRules', 'panelUser'],
  ...['path', 'peerNetworks', 'publicIpv4', 'publicIpv6', 'refusedNames', 'supportLink', 'umask'],
]);

const networks: ReadonlySet<string> = new Set(['allowedNetworks', 'clientNetwork', 'network', 'peerNetworks']);

const topOf = (fact: string) => fact.split('.')[0] ?? fact;

/** Whether a fact is set in the type of what is typed. */
export function isWritten(fact: string): boolean {
  return written.has(topOf(fact));
}

/** A fact's name: `verbs.PORT` as "Mode, PORT"; one that no form has is spelt by its letters. */
export function nameOfFact(fact: string): string {
  const [top = fact, ...rest] = fact.split('.');
  const name = names[top] ?? fieldName(top) ?? top;
  return [name === top ? spelt(top) : name, ...rest.map((part) => kinds[part] ?? part)].join(', ');
}

/** `idleTimeoutMs` as "idle timeout". */
function spelt(fact: string): string {
  return fact
    .replace(/(Bytes|At|Ms)$/, '')
    .replace(/([a-z\d])([A-Z])/g, (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`);
}

/** Its value: yes or no, bytes, spans, moments, one of a few words, anything else as it is written. */
export function valueOfFact(fact: string, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return numberOf(fact, value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? formatMoment(value) : wordOf(topOf(fact), value);
}

function wordOf(fact: string, value: string): string {
  if (fact === 'scopes') return scopeInWords(value as Scope);
  if (networks.has(fact)) return networkOf(value);
  return values[fact]?.[value] ?? value;
}

function numberOf(fact: string, value: number): string {
  if (/^bandwidth.*Bytes$/.test(fact)) return `${formatBytes(value)}/s`;
  if (fact.toLowerCase().endsWith('bytes')) return formatBytes(value);
  return fact.endsWith('Ms') ? formatDuration(value) : String(value);
}
