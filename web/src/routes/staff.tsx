// The pages that only staff has: the whole installation, its servers and its customers. They load when first needed.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './frame.js';
import { bansSearch, connectionsSearch, customerSearch, customersSearch, peopleSearch, plansSearch } from './search.js';

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
const newWebsite = createRoute({
  getParentRoute: () => inside,
  path: '/customers/$customerId/websites/new',
  component: lazyRouteComponent(() => import('./new-website/new-website.js'), 'NewWebsite'),
});
const plans = createRoute({
  getParentRoute: () => inside,
  path: '/plans',
  validateSearch: plansSearch,
  component: lazyRouteComponent(() => import('./plans/plans.js'), 'Plans'),
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
const retention = createRoute({
  getParentRoute: () => inside,
  path: '/system/retention',
  component: lazyRouteComponent(() => import('./retention/retention.js'), 'RetentionPage'),
});
const overview = createRoute({
  getParentRoute: () => inside,
  path: '/overview',
  component: lazyRouteComponent(() => import('./overview/overview.js'), 'OverviewPage'),
});

/** All of them. */
export const staffPages = [
  servers,
  server,
  connections,
  customers,
  newCustomer,
  customer,
  newWebsite,
  plans,
  bans,
  people,
  retention,
  overview,
] as const;
