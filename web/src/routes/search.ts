// The state of lists as it stands in the address. Pure: unknown or wrong values are left out.
import { type Period, periods } from '../api/connections.js';
import type { Ban, Customer, DataMode, Role, Transfer, TransferKind, Verb } from '../api/types.js';
import { type UsagePeriod, usagePeriods } from '../api/usage.js';
import { isDay } from '../parts/days.js';
import { verbs } from '../parts/modes/verbs.js';

type Raw = Record<string, unknown>;

export const roles = ['admin', 'support', 'customer'] as const satisfies readonly Role[];
/** What the accounts list can be narrowed to: a state, or those nobody has logged in with. */
export const accountFilters = ['enabled', 'disabled', 'suspended', 'expired', 'never'] as const;
export type AccountFilterWord = (typeof accountFilters)[number];

export const transferKinds = [
  'upload',
  'download',
  'append',
  'delete',
  'rename',
  'make-folder',
  'remove-folder',
  'chmod',
  'set-time',
] as const satisfies readonly TransferKind[];
export const outcomes = ['complete', 'aborted', 'refused', 'failed'] as const satisfies readonly Transfer['outcome'][];

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((entry) => entry === value);
}

/** What a list is sorted by, as the address and the API write it. */
type Sorted<Name extends string> = Name | `-${Name}`;

function sortedBy<Name extends string>(value: unknown, ...names: readonly Name[]): Sorted<Name> | undefined {
  return oneOf(
    value,
    names.flatMap((name): Sorted<Name>[] => [name, `-${name}`]),
  );
}

type Given<T> = { [K in keyof T]?: T[K] | undefined };

type AccountSort = 'login' | 'created' | 'lastLogin' | 'used' | 'expires';

/** /accounts?q=&status=&customer=&website=&sort= */
export function accountsSearch(
  raw: Raw,
): Given<{ q: string; status: AccountFilterWord; customer: string; website: string; sort: Sorted<AccountSort> }> {
  return {
    q: text(raw['q']),
    status: oneOf(raw['status'], accountFilters),
    customer: text(raw['customer']),
    website: text(raw['website']),
    sort: sortedBy(raw['sort'], 'login', 'created', 'lastLogin', 'used', 'expires'),
  };
}

/** /accounts/new?website=&customer=&like=, the account whose settings a new one begins with. */
export function newAccountSearch(raw: Raw): Given<{ website: string; customer: string; like: string }> {
  return { website: text(raw['website']), customer: text(raw['customer']), like: text(raw['like']) };
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && isDay(value) ? value : undefined;
}

type Range = { since: string; until: string };

const range = (raw: Raw): Given<Range> => ({ since: day(raw['since']), until: day(raw['until']) });

/** /transfers?q=&kind=&outcome=&account=&login=&network=&since=&until=&sort= */
export function transfersSearch(raw: Raw): Given<
  Range & {
    q: string;
    kind: TransferKind;
    outcome: Transfer['outcome'];
    account: string;
    login: string;
    network: string;
    sort: Sorted<'at' | 'bytes'>;
  }
> {
  return {
    q: text(raw['q']),
    kind: oneOf(raw['kind'], transferKinds),
    outcome: oneOf(raw['outcome'], outcomes),
    account: text(raw['account']),
    login: text(raw['login']),
    network: text(raw['network']),
    sort: sortedBy(raw['sort'], 'at', 'bytes'),
    ...range(raw),
  };
}

export const loginResults = ['accepted', 'refused'] as const;

/** /logins?q=&account=&result=&reason=&network=&since=&until=&sort= */
export function loginsSearch(raw: Raw): Given<
  Range & {
    q: string;
    account: string;
    result: (typeof loginResults)[number];
    reason: string;
    network: string;
    sort: Sorted<'at'>;
  }
> {
  return {
    q: text(raw['q']),
    account: text(raw['account']),
    result: oneOf(raw['result'], loginResults),
    reason: text(raw['reason']),
    network: text(raw['network']),
    sort: sortedBy(raw['sort'], 'at'),
    ...range(raw),
  };
}

/** /sessions?login=&server=&network=&sort= */
export function sessionsSearch(
  raw: Raw,
): Given<{ login: string; server: string; network: string; sort: Sorted<'opened' | 'login'> }> {
  return {
    login: text(raw['login']),
    server: text(raw['server']),
    network: text(raw['network']),
    sort: sortedBy(raw['sort'], 'opened', 'login'),
  };
}

/** /audit?who=&verb=&subject=&since=&until=&sort= */
export function auditSearch(
  raw: Raw,
): Given<Range & { who: string; verb: string; subject: string; sort: Sorted<'at'> }> {
  return {
    who: text(raw['who']),
    verb: text(raw['verb']),
    subject: text(raw['subject']),
    sort: sortedBy(raw['sort'], 'at'),
    ...range(raw),
  };
}

/** /usage?period=&of=, `of` being a website or an FTP account. */
export function usageSearch(raw: Raw): Given<{ period: UsagePeriod; of: string }> {
  return { period: oneOf(raw['period'], usagePeriods), of: text(raw['of']) };
}

export const serverTabs = ['connections', 'tls', 'limits', 'danger'] as const;
export type ServerTab = (typeof serverTabs)[number];

/** /servers/…?tab= */
export function serverSearch(raw: Raw): Given<{ tab: ServerTab }> {
  return { tab: oneOf(raw['tab'], serverTabs) };
}

/** /servers?sort= */
export function serversSearch(raw: Raw): Given<{ sort: Sorted<'name' | 'host' | 'sessions' | 'created'> }> {
  return { sort: sortedBy(raw['sort'], 'name', 'host', 'sessions', 'created') };
}

/** /servers/…/connections?period=&verb=&mode=&program=&network=&verdict=&ref=&sort= */
export function connectionsSearch(raw: Raw): Given<{
  period: Period;
  verb: Verb;
  mode: DataMode;
  program: string;
  network: string;
  verdict: string;
  ref: string;
  sort: Sorted<'at' | 'bytes'>;
}> {
  return {
    period: oneOf(raw['period'], periods),
    verb: oneOf(raw['verb'], verbs),
    mode: oneOf(raw['mode'], ['active', 'passive']),
    program: text(raw['program']),
    network: text(raw['network']),
    verdict: text(raw['verdict']),
    ref: text(raw['ref']),
    sort: sortedBy(raw['sort'], 'at', 'bytes'),
  };
}

/** The steps of the network wizard, in their order. */
export const networkSteps = ['address', 'mode', 'firewall', 'encryption', 'test'] as const;
export type NetworkStep = (typeof networkSteps)[number];

/** /servers/…/network?step= */
export function networkSearch(raw: Raw): Given<{ step: NetworkStep }> {
  return { step: oneOf(raw['step'], networkSteps) };
}

/** /accounts/…/doctor?since=, the moment from which it watches. */
export function doctorSearch(raw: Raw): Given<{ since: string }> {
  const since = text(raw['since']);
  return { since: since !== undefined && Number.isNaN(Date.parse(since)) ? undefined : since };
}

export const customerStatuses = ['active', 'suspended', 'terminating'] as const satisfies readonly Customer['status'][];

type CustomerSort = 'name' | 'plan' | 'accounts' | 'used' | 'created';

/** /customers?q=&status=&plan=&sort= */
export function customersSearch(
  raw: Raw,
): Given<{ q: string; status: Customer['status']; plan: string; sort: Sorted<CustomerSort> }> {
  return {
    q: text(raw['q']),
    status: oneOf(raw['status'], customerStatuses),
    plan: text(raw['plan']),
    sort: sortedBy(raw['sort'], 'name', 'plan', 'accounts', 'used', 'created'),
  };
}

type PlanSort = 'name' | 'customers' | 'accounts' | 'quota' | 'created';

/** /plans?q=&sort= */
export function plansSearch(raw: Raw): Given<{ q: string; sort: Sorted<PlanSort> }> {
  return { q: text(raw['q']), sort: sortedBy(raw['sort'], 'name', 'customers', 'accounts', 'quota', 'created') };
}

type WebsiteSort = 'domain' | 'customer' | 'accounts' | 'used' | 'created';

/** /websites?q=&sort= */
export function websitesSearch(raw: Raw): Given<{ q: string; sort: Sorted<WebsiteSort> }> {
  return { q: text(raw['q']), sort: sortedBy(raw['sort'], 'domain', 'customer', 'accounts', 'used', 'created') };
}

/** /customers/…?tab=&sort=&period=&of=: an order of the list under that tab, and what its usage is shown of. */
export function customerSearch(raw: Raw): Given<{ tab: string; sort: string }> & ReturnType<typeof usageSearch> {
  return { tab: text(raw['tab']), sort: text(raw['sort']), ...usageSearch(raw) };
}

/** /search?q= */
export function findSearch(raw: Raw): Given<{ q: string }> {
  return { q: text(raw['q']) };
}

/** /system/bans?q=&state=&sort=&address=&login= ; the last two begin a new ban. */
export function bansSearch(raw: Raw): Given<{
  q: string;
  state: Ban['state'];
  sort: Sorted<'created' | 'expires'>;
  address: string;
  login: string;
  tab: 'never';
}> {
  return {
    q: text(raw['q']),
    state: oneOf(raw['state'], ['in-force', 'exempt', 'over']),
    sort: sortedBy(raw['sort'], 'created', 'expires'),
    tab: oneOf(raw['tab'], ['never']),
    address: text(raw['address']),
    login: text(raw['login']),
  };
}

type PersonSort = 'email' | 'name' | 'lastSignIn' | 'created';

/** /system/people?q=&role=&sort= */
export function peopleSearch(raw: Raw): Given<{ q: string; role: Role; sort: Sorted<PersonSort> }> {
  return {
    q: text(raw['q']),
    role: oneOf(raw['role'], roles),
    sort: sortedBy(raw['sort'], 'email', 'name', 'lastSignIn', 'created'),
  };
}

/** Whether a browser would stay here: it takes a backslash for a slash, and leaves out tabs and line breaks. */
function isOwnPath(path: string): boolean {
  const here = 'http://here.invalid';
  return path.startsWith('/') && URL.canParse(path, here) && new URL(path, here).origin === here;
}

/** /sign-in?next=, a place inside the panel only. */
export function signInSearch(raw: Raw): Given<{ next: string }> {
  const next = text(raw['next']);
  return { next: next !== undefined && isOwnPath(next) ? next : undefined };
}

/** /websites/:id/move?to=&path=&uid=&gid= */
export function moveSearch(raw: Raw): Given<{ to: string; path: string; uid: number; gid: number }> {
  return { to: text(raw['to']), path: text(raw['path']), uid: systemId(raw['uid']), gid: systemId(raw['gid']) };
}

function systemId(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
