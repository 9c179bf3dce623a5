// The pages that only staff has: the whole installation, its servers and its customers. They load when first needed.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { forAdmins, forStaff, inside } from './frame.js';
import {
  bansSearch,
  connectionsSearch,
  customerSearch,
  customersSearch,
  moveSearch,
  networkSearch,
  peopleSearch,
  plansSearch,
  serverSearch,
  serversSearch,
} from './search.js';

const servers = createRoute({
  getParentRoute: () => inside,
  path: '/servers',
  validateSearch: serversSearch,
  staticData: forStaff,
  component: lazyRouteComponent(() => import('./servers/servers.js'), 'Servers'),
});
const server = createRoute({
  getParentRoute: () => inside,
  path: '/servers/$serverId',
  validateSearch: serverSearch,
  staticData: forStaff,
  component: lazyRouteComponent(() => import('./server/server.js'), 'ServerPage'),
});
const newServer = createRoute({
  getParentRoute: () => inside,
  path: '/servers/new',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./new-server/new-server.js'), 'NewServer'),
});
const connections = createRoute({
  getParentRoute: () => inside,
  path: '/servers/$serverId/connections',
  staticData: forStaff,
  validateSearch: connectionsSearch,
  component: lazyRouteComponent(() => import('./connections/connections.js'), 'Connections'),
});
const network = createRoute({
  getParentRoute: () => inside,
  path: '/servers/$serverId/network',
  staticData: forAdmins,
  validateSearch: networkSearch,
  component: lazyRouteComponent(() => import('./network/network.js'), 'NetworkPage'),
});
const customers = createRoute({
  getParentRoute: () => inside,
  path: '/customers',
  staticData: forStaff,
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import('./customers/customers.js'), 'Customers'),
});
const newCustomer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/new',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./new-customer/new-customer.js'), 'NewCustomer'),
});
const customer = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$customerId',
  staticData: forStaff,
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import('./customer/customer.js'), 'CustomerPage'),
});
const newWebsite = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$customerId/websites/new',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./new-website/new-website.js'), 'NewWebsite'),
});
const siteMove = createRoute({
  getParentRoute: () => inside,
  path: '/websites/$webRootId/move',
  staticData: forAdmins,
  validateSearch: moveSearch,
  component: lazyRouteComponent(() => import('./site-move/site-move.js'), 'SiteMovePage'),
});
const plans = createRoute({
  getParentRoute: () => inside,
  path: '/plans',
  staticData: forStaff,
  validateSearch: plansSearch,
  component: lazyRouteComponent(() => import('./plans/plans.js'), 'Plans'),
});
const bans = createRoute({
  getParentRoute: () => inside,
  path: '/system/bans',
  staticData: forStaff,
  validateSearch: bansSearch,
  component: lazyRouteComponent(() => import('./bans/bans.js'), 'Bans'),
});
const people = createRoute({
  getParentRoute: () => inside,
  path: '/system/people',
  staticData: forAdmins,
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('./people/people.js'), 'People'),
});
const retention = createRoute({
  getParentRoute: () => inside,
  path: '/system/retention',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./retention/retention.js'), 'RetentionPage'),
});
const importAndExport = createRoute({
  getParentRoute: () => inside,
  path: '/system/exports',
  staticData: forStaff,
  component: lazyRouteComponent(() => import('./exports/exports.js'), 'ExportsPage'),
});
const signInRules = createRoute({
  getParentRoute: () => inside,
  path: '/system/sign-in',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./sign-in-rules/sign-in-rules.js'), 'SignInRulesPage'),
});
const branding = createRoute({
  getParentRoute: () => inside,
  path: '/system/branding',
  staticData: forAdmins,
  component: lazyRouteComponent(() => import('./branding/branding.js'), 'BrandingPage'),
});
const health = createRoute({
  getParentRoute: () => inside,
  path: '/system/health',
  staticData: forStaff,
  component: lazyRouteComponent(() => import('./health/health.js'), 'HealthPage'),
});
const overview = createRoute({
  getParentRoute: () => inside,
  path: '/overview',
  staticData: forStaff,
  component: lazyRouteComponent(() => import('./overview/overview.js'), 'OverviewPage'),
});

/** All of them. */
export const staffPages = [
  servers,
  server,
  newServer,
  connections,
  network,
  customers,
  newCustomer,
  customer,
  newWebsite,
  siteMove,
  plans,
  bans,
  people,
  retention,
  importAndExport,
  signInRules,
  branding,
  health,
  overview,
] as const;
