// Every address of the panel, whom it is for, and what stands there: one line a screen. A new route needs its line here,
// or every-screen.test.ts says so. What is opened on a screen (dialogs, tabs) is in opened-things.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who looks at a screen; a newcomer is a customer who has nothing yet. */
export type Viewer = 'admin' | 'support' | 'customer' | 'newcomer' | 'nobody';

/** A list without rows: who sees one, where, and what it says. */
export interface EmptyState {
  readonly as: 'admin' | 'newcomer';
  /** The path where it is another than the screen's, or what follows it. */
  readonly at?: string;
  readonly says: string;
}

/** One screen. */
export interface Screen {
  /** As the router has it; `$name` stands for what `Furnished.ids` calls so. */
  readonly path: string;
  readonly viewers: readonly Viewer[];
  /** Its heading. */
  readonly title: string;
  /** What follows the path, such as `#$linkSecret`. */
  readonly tail?: string;
  readonly empty?: readonly EmptyState[];
  /** True where it shows nothing that it has to fetch. */
  readonly fetchesNothing?: boolean;
}

const staff = ['admin', 'support'] as const;
const everyone = [...staff, 'customer'] as const;
/** Leads on at once unless two-step sign-in is due, which panel-you.test.ts looks at. */
const nobodyHere = [] as const;
const login = 'designer@demo.example';

const noMatch = (tail: string): EmptyState => ({ as: 'admin', at: tail, says: 'Nothing matches' });
const noneYet = (says: string): EmptyState => ({ as: 'newcomer', says });
const inPeriod = (tail: string): EmptyState => ({ as: 'admin', at: tail, says: 'Nothing matches' });
const long = '?since=2001-01-01&until=2001-01-02';

/** All of them, but the start, which is nowhere itself. */
export const screens: readonly Screen[] = [
  { path: '/sign-in', viewers: ['nobody'], title: 'Sign in', fetchesNothing: true },
  { path: '/handover', viewers: ['nobody'], title: 'Make your password', tail: '#$linkSecret' },
  { path: '/sso', viewers: ['customer'], title: 'Signing you in', tail: '#kept', fetchesNothing: true },
  {
    path: '/accounts',
    viewers: everyone,
    title: 'FTP accounts',
    empty: [noneYet('No FTP accounts yet'), noMatch('?q=zzz')],
  },
  {
    path: '/accounts/new',
    viewers: ['admin', 'customer'],
    title: 'New FTP account',
    empty: [noneYet('There is no website yet')],
  },
  { path: '/accounts/$accountId', viewers: everyone, title: login },
  { path: '/accounts/$accountId/card', viewers: everyone, title: 'FTP access' },
  { path: '/accounts/$accountId/doctor', viewers: everyone, title: 'Connection doctor' },
  {
    path: '/sessions',
    viewers: everyone,
    title: 'Sessions',
    empty: [noneYet('Nobody is connected'), noMatch('?login=zzz')],
  },
  { path: '/sessions/$sessionId', viewers: everyone, title: login },
  {
    path: '/transfers',
    viewers: everyone,
    title: 'Transfers',
    empty: [noneYet('Nothing sent or received yet'), inPeriod(long)],
  },
  {
    path: '/logins',
    viewers: everyone,
    title: 'Logins',
    empty: [noneYet('Nobody has tried to log in yet'), inPeriod(long)],
  },
  { path: '/audit', viewers: everyone, title: 'Changes', empty: [inPeriod(long)] },
  { path: '/websites', viewers: everyone, title: 'Websites', empty: [noneYet('No websites yet')] },
  { path: '/usage', viewers: ['customer'], title: 'Usage' },
  { path: '/search', viewers: everyone, title: 'Search', tail: '?q=designer', empty: [noMatchFound('?q=zzzz')] },
  { path: '/two-step', viewers: nobodyHere, title: 'Two-step sign-in' },
  { path: '/help', viewers: everyone, title: 'Help with connecting', fetchesNothing: true },
  { path: '/you', viewers: everyone, title: 'You', empty: [noneYet('No API tokens')] },
  { path: '/more', viewers: everyone, title: 'More', fetchesNothing: true },
  { path: '/overview', viewers: staff, title: 'Overview' },
  { path: '/servers', viewers: staff, title: 'Servers' },
  { path: '/servers/new', viewers: ['admin'], title: 'New server', fetchesNothing: true },
  { path: '/servers/$serverId', viewers: staff, title: 'web-01' },
  { path: '/servers/$serverId/network', viewers: ['admin'], title: 'Network of web-01' },
  {
    path: '/servers/$serverId/connections',
    viewers: staff,
    title: 'Data connections of web-01',
    empty: [{ as: 'admin', at: '?network=192.0.2.0%2F24', says: 'No data connections in this time' }],
  },
  { path: '/customers', viewers: staff, title: 'Customers', empty: [noMatch('?q=zzz')] },
  { path: '/customers/new', viewers: ['admin'], title: 'New customer', fetchesNothing: true },
  {
    path: '/customers/$customerId',
    viewers: staff,
    title: 'Demo customer',
    empty: [
      { as: 'admin', at: '/customers/$emptyCustomerId?tab=websites', says: 'No websites yet' },
      { as: 'admin', at: '/customers/$emptyCustomerId?tab=accounts', says: 'No FTP accounts' },
    ],
  },
  { path: '/customers/$customerId/websites/new', viewers: ['admin'], title: 'New website for Demo customer' },
  { path: '/websites/$webRootId/move', viewers: ['admin'], title: 'Move demo.example to another server' },
  { path: '/plans', viewers: staff, title: 'Plans', empty: [noMatch('?q=zzz')] },
  { path: '/system/bans', viewers: staff, title: 'Bans', empty: [noMatch('?q=zzz')] },
  { path: '/system/people', viewers: ['admin'], title: 'People', empty: [noMatch('?q=zzz')] },
  { path: '/system/retention', viewers: ['admin'], title: 'Retention' },
  { path: '/system/sign-in', viewers: ['admin'], title: 'Signing in' },
  { path: '/system/exports', viewers: staff, title: 'Import and export', fetchesNothing: true },
  { path: '/system/branding', viewers: ['admin'], title: 'Branding' },
  { path: '/system/health', viewers: staff, title: 'Health' },
];

function noMatchFound(tail: string): EmptyState {
  return { as: 'admin', at: tail, says: 'Nothing on record' };
}

/** Where a template of the table leads; throws where it names an id that nothing has. */
export function addressOf(template: string, ids: Readonly<Record<string, string>>): string {
  return template.replace(/\$(\w+)/g, (_whole, name: string) => {
    const id = ids[name];
    if (id === undefined) throw new Error(`Nothing is called ${name}: add it to the ids of test/support/furnished.ts.`);
    return id;
  });
}

/** The screen that an address inside the panel leads to. */
export function screenAt(href: string): Screen | undefined {
  const { pathname } = new URL(href, 'http://panel.invalid');
  const fits = ({ path }: Screen) => new RegExp(`^${path.replace(/\$\w+/g, '[^/]+')}$`).test(pathname);
  return screens.find((screen) => screen.path === pathname) ?? screens.find(fits);
}

const routesFolder = fileURLToPath(new URL('../../web/src/routes', import.meta.url));

/** The paths of all routes, read from the sources of the router. */
export function pathsOfRouter(): string[] {
  const sources = readdirSync(routesFolder)
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(join(routesFolder, name), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/createRoute\(\{[^}]*?\bpath: '([^']+)'/g)].map((found) => found[1] ?? ''),
  );
}
