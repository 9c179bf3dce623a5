// Every address of the panel and the screen behind it (those of staff alone are in staff.tsx); screens load when they are
// first needed.
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { accountSearch } from './account/account-search.js';
import { home, inside, root, signedIn } from './frame.js';
import {
  accountsSearch,
  auditSearch,
  doctorSearch,
  findSearch,
  loginsSearch,
  newAccountSearch,
  sessionsSearch,
  signInSearch,
  transfersSearch,
  usageSearch,
  websitesSearch,
} from './search.js';
import { staffPages } from './staff.js';
import { Stopped } from './stopped.js';

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

const twoStepFirst = createRoute({
  getParentRoute: () => root,
  path: '/two-step',
  beforeLoad: async (at) => {
    const { me } = await signedIn(at);
    if (!me.mustSetUpTwoStep) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('./two-step-first/two-step-first.js'), 'TwoStepFirst'),
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
  staticData: { roles: ['admin', 'customer'] },
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
  validateSearch: websitesSearch,
  component: lazyRouteComponent(() => import('./websites/websites.js'), 'Websites'),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit/audit.js'), 'Audit'),
});
const find = createRoute({
  getParentRoute: () => inside,
  path: '/search',
  validateSearch: findSearch,
  component: lazyRouteComponent(() => import('./find/find.js'), 'Find'),
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
const logins = createRoute({
  getParentRoute: () => inside,
  path: '/logins',
  validateSearch: loginsSearch,
  component: lazyRouteComponent(() => import('./logins/logins.js'), 'Logins'),
});
const usage = createRoute({
  getParentRoute: () => inside,
  path: '/usage',
  staticData: { roles: ['customer'] },
  validateSearch: usageSearch,
  component: lazyRouteComponent(() => import('./usage/usage.js'), 'UsagePage'),
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
  twoStepFirst,
  printedCard,
  inside.addChildren([
    home,
    ...staffPages,
    accounts,
    newAccount,
    account,
    doctor,
    session,
    sessions,
    transfers,
    websites,
    audit,
    find,
    help,
    you,
    more,
    logins,
    usage,
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
