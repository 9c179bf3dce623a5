// Where each role can go: the words of the rail, the first three of them in the bar of a phone, and the tabs of the places
// that have several pages. A new page is a line here.
import type { Role } from '../../api/types.js';
import type { IconName } from '../icons.js';

const staff = ['admin', 'support'] as const satisfies readonly Role[];
const everyone = [...staff, 'customer'] as const satisfies readonly Role[];

/** Whom the host serves, and with what. */
const customers = [
  { to: '/customers', word: 'customers', roles: staff },
  { to: '/websites', word: 'websites', roles: staff },
] as const;

/** What happens and has happened, for staff and for customers (whose sessions are a place of their own). */
const activity = [
  { to: '/sessions', word: 'sessions', roles: staff },
  { to: '/transfers', word: 'transfers', roles: everyone },
  { to: '/logins', word: 'logins', roles: everyone },
  { to: '/audit', word: 'audit', roles: everyone },
] as const;

/** What holds for the whole installation. */
const system = [
  { to: '/plans', word: 'plans', roles: staff },
  { to: '/system/bans', word: 'bans', roles: staff },
  { to: '/system/people', word: 'people', roles: ['admin'] },
  { to: '/system/sign-in', word: 'signInRules', roles: ['admin'] },
  { to: '/system/retention', word: 'retention', roles: ['admin'] },
  { to: '/system/exports', word: 'exports', roles: staff },
  { to: '/system/branding', word: 'branding', roles: ['admin'] },
  { to: '/system/health', word: 'health', roles: staff },
] as const;

const groups = [customers, activity, system] as const;

/** What is behind More besides the places that do not fit into the bar. */
const aside = ['/more', '/search', '/help', '/you'];

/** One page of a place with several. */
export type Tab = (typeof groups)[number][number];

type Going = { readonly to: string; readonly word: string; readonly icon: IconName };

const places = {
  overview: { to: '/overview', word: 'overview', icon: 'rows' },
  servers: { to: '/servers', word: 'servers', icon: 'server' },
  customers: { to: '/customers', word: 'customers', icon: 'people' },
  accounts: { to: '/accounts', word: 'accounts', icon: 'key' },
  sessions: { to: '/sessions', word: 'sessions', icon: 'plug' },
  activity: { to: '/sessions', word: 'activity', icon: 'arrows' },
  ownActivity: { to: '/transfers', word: 'activity', icon: 'arrows' },
  system: { to: '/plans', word: 'system', icon: 'sliders' },
  websites: { to: '/websites', word: 'websites', icon: 'folder' },
  usage: { to: '/usage', word: 'usage', icon: 'bars' },
  you: { to: '/you', word: 'you', icon: 'people' },
} as const satisfies Record<string, Going>;

/** A word of the rail. */
export type Place = (typeof places)[keyof typeof places];

const ofStaff = [places.overview, places.servers, places.customers, places.accounts, places.activity, places.system];
const ofCustomer = [places.accounts, places.sessions, places.ownActivity, places.websites, places.usage, places.you];

/** The places of a role, the most used first. */
export function placesOf(role: Role): readonly Place[] {
  return role === 'customer' ? ofCustomer : ofStaff;
}

/** Those of the bar of a phone; all else is behind its word More. */
export function barOf(role: Role): readonly Place[] {
  return placesOf(role).slice(0, 3);
}

/** Where a role begins. */
export function homeOf(role: Role): Place['to'] {
  return role === 'customer' ? places.accounts.to : places.overview.to;
}

const may = (role: Role) => (tab: Tab) => tab.roles.some((allowed) => allowed === role);

/** The tabs of the place that this address is a page of; none where the place has one page. */
export function tabsAt(role: Role, path: string): readonly Tab[] {
  const tabs = groups.map((group) => group.filter(may(role))).find((group) => group.some(({ to }) => to === path));
  return tabs === undefined || tabs.length < 2 ? [] : tabs;
}

/** Whether the bar of a phone shows an address as one behind More. */
export function isBehindMore(role: Role, path: string): boolean {
  const rest = placesOf(role).slice(barOf(role).length);
  return rest.some((place) => isIn(role, place, path)) || aside.some((to) => isUnder(to, path));
}

const isUnder = (to: string, path: string) => path === to || path.startsWith(`${to}/`);

/** Whether an address lies in a place: is its page, one under it, or one of its tabs or under that. */
export function isIn(role: Role, place: Place, path: string): boolean {
  const tabs = groups.map((group) => group.filter(may(role))).find((group) => group.some(({ to }) => to === place.to));
  return isUnder(place.to, path) || (tabs ?? []).some(({ to }) => isUnder(to, path));
}
