// Every address of the panel and the screen behind it; screens load when they are first needed.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { queryClient } from '../api/query.js';
import { meQuery } from '../api/session.js';
import { homeOf } from '../parts/shell/navigation.js';
import { Shell } from '../parts/shell/shell.js';
import { accountSearch } from './account/account-search.js';
import { Missing, Stopped } from './stopped.js';
import {
  accountsSearch,
  bansSearch,
  connectionsSearch,
  customerSearch,
  customersSearch,
  doctorSearch,
  findSearch,
  newAccountSearch,
  peopleSearch,
  auditSearch,
  loginsSearch,
  sessionsSearch,
  signInSearch,
  transfersSearch,
  usageSearch,
} from './search.js';

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./sign-in/sign-in.js'), 'SignIn'),
});

const handOver = createRoute({
  getParentRoute: () => root,
  path: '/handover',
  component: lazyRouteComponent(() => import('./handover/handover.js'), 'HandOverPage'),
});
const sso = createRoute({
  getParentRoute: () => root,
  path: '/sso',
  component: lazyRouteComponent(() => import('./sso/sso.js'), 'SsoPage'),
});

async function signedIn({ location }: { location: { href: string } }) {
  const me = await queryClient.ensureQueryData(meQuery);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to send someone elsewhere
  if (!me) throw redirect({ to: '/sign-in', search: { next: location.href === '/' ? undefined : location.href } });
  return { me };
}

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: signedIn,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's way to send someone elsewhere
    throw redirect({ to: homeOf(context.me.role) });
  },
});

const accounts = createRoute({
  getParentRoute: () => inside,
  path: '/accounts',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import('./accounts/accounts.js'), 'Accounts'),
});
const newAccount = createRoute({
  getParentRoute: () => inside,
  path: '/accounts/new',
  validateSearch: newAccountSearch,
  component: lazyRouteComponent(() => import('./new-account/new-account.js'), 'NewAccount'),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: '/accounts/$accountId',
  validateSearch: accountSearch,
  component: lazyRouteComponent(() => import('./account/account.js'), 'AccountPage'),
});
const printedCard = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$accountId/card',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('./account/printed-card.js'), 'PrintedCard'),
});
const doctor = createRoute({
  getParentRoute: () => inside,
  path: '/accounts/$accountId/doctor',
  validateSearch: doctorSearch,
  component: lazyRouteComponent(() => import('./doctor/doctor.js'), 'Doctor'),
});
const session = createRoute({
  getParentRoute: () => inside,
  path: '/sessions/$sessionId',
  component: lazyRouteComponent(() => import('./session/session.js'), 'SessionPage'),
});
const sessions = createRoute({
  getParentRoute: () => inside,
  path: '/sessions',
  validateSearch: sessionsSearch,
  component: lazyRouteComponent(() => import('./sessions/sessions.js'), 'Sessions'),
});
const transfers = createRoute({
  getParentRoute: () => inside,
  path: '/transfers',
  validateSearch: transfersSearch,
  component: lazyRouteComponent(() => import('./transfers/transfers.js'), 'Transfers'),
});
const websites = createRoute({
  getParentRoute: () => inside,
  path: '/websites',
  component: lazyRouteComponent(() => import('./websites/websites.js'), 'Websites'),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit/audit.js'), 'Audit'),
});
const servers = createRoute({
  getParentRoute: () => inside,
  path: '/servers',
  component: lazyRouteComponent(() => import('./servers/servers.js'), 'Servers'),
});
const server = createRoute({
  getParentRoute: () => inside,
  path: '/servers/$serverId',
  component: lazyRouteComponent(() => import('./server/server.js'), 'ServerPage'),
});
const connections = createRoute({
  getParentRoute: () => inside,
  path: '/servers/$serverId/connections',
  validateSearch: connectionsSearch,
  component: lazyRouteComponent(() => import('./connections/connections.js'), 'Connections'),
});
const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import('./customers/customers.js'), 'Customers'),
});
const newCustomer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/new',
  component: lazyRouteComponent(() => import('./new-customer/new-customer.js'), 'NewCustomer'),
});
const customer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$customerId',
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import('./customer/customer.js'), 'CustomerPage'),
});
const plans = createRoute({
  getParentRoute: () => inside,
  path: '/plans',
  component: lazyRouteComponent(() => import('./plans/plans.js'), 'Plans'),
});
const newWebsite = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$customerId/websites/new',
  component: lazyRouteComponent(() => import('./new-website/new-website.js'), 'NewWebsite'),
});
const find = createRoute({
  getParentRoute: () => inside,
  path: '/search',
  validateSearch: findSearch,
  component: lazyRouteComponent(() => import('./find/find.js'), 'Find'),
});
const bans = createRoute({
  getParentRoute: () => inside,
  path: '/system/bans',
  validateSearch: bansSearch,
  component: lazyRouteComponent(() => import('./bans/bans.js'), 'Bans'),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: '/system/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./people/people.js'), 'People'),
});

const help = createRoute({
  getParentRoute: () => inside,
  path: '/help',
  component: lazyRouteComponent(() => import('./help/help.js'), 'Help'),
});
const you = createRoute({
  getParentRoute: () => inside,
  path: '/you',
  component: lazyRouteComponent(() => import('./you/you.js'), 'You'),
});
const overview = createRoute({
  getParentRoute: () => inside,
  path: '/overview',
  component: lazyRouteComponent(() => import('./overview/overview.js'), 'OverviewPage'),
});
const logins = createRoute({
  getParentRoute: () => inside,
  path: '/logins',
  validateSearch: loginsSearch,
  component: lazyRouteComponent(() => import('./logins/logins.js'), 'Logins'),
});
const usage = createRoute({
  getParentRoute: () => inside,
  path: '/usage',
  validateSearch: usageSearch,
  component: lazyRouteComponent(() => import('./usage/usage.js'), 'UsagePage'),
});
const retention = createRoute({
  getParentRoute: () => inside,
  path: '/system/retention',
  component: lazyRouteComponent(() => import('./retention/retention.js'), 'RetentionPage'),
});
const more = createRoute({
  getParentRoute: () => inside,
  path: '/more',
  component: lazyRouteComponent(() => import('./more/more.js'), 'More'),
});

const routeTree = root.addChildren([
  signIn,
  handOver,
  sso,
  printedCard,
  inside.addChildren([
    home,
    accounts,
    newAccount,
    account,
    doctor,
    session,
    sessions,
    transfers,
    websites,
    audit,
    servers,
    server,
    connections,
    customers,
    newCustomer,
    customer,
    newWebsite,
    plans,
    find,
    bans,
    people,
    help,
    you,
    more,
    overview,
    logins,
    usage,
    retention,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: Stopped,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
