// What the host's own people see: the admin all of it, the support without policy and terminate.
import type { Page } from 'playwright-core';
import type { Town } from '../life/town.js';
import { ask, loseThePanel, pages, press, type Scene } from './scene.js';

const customerTab = (name: string) => (town: Town) => `/customers/${town.demo}?tab=${name}`;
const server = (town: Town) => `/servers/${town.server}`;

const both = {
  overview: '/overview',
  servers: '/servers',
  server,
  connections: (town) => `${server(town)}/connections`,
  customers: '/customers',
  customer: customerTab('overview'),
  'customer-accounts': customerTab('accounts'),
  'customer-websites': customerTab('websites'),
  'customer-people': customerTab('people'),
  'customer-usage': customerTab('usage'),
  'customer-activity': customerTab('activity'),
  'customer-danger': customerTab('danger'),
  'customer-suspended': ({ suspended }) => `/customers/${suspended}?tab=danger`,
  account: ({ account }) => `/accounts/${account}`,
  accounts: '/accounts',
  sessions: '/sessions',
  bans: '/system/bans',
  plans: '/plans',
  people: '/system/people',
  health: '/system/health',
  more: '/more',
} satisfies Parameters<typeof pages>[0];

export const asSupport: readonly Scene[] = pages(both);

const network = (step: string) => (town: Town) => `${server(town)}/network?step=${step}`;

const adminPages = pages({
  'servers-sorted': '/servers?sort=-name',
  'network-address': network('address'),
  'network-mode': network('mode'),
  'network-firewall': network('firewall'),
  'network-encryption': network('encryption'),
  'network-test': network('test'),
  'site-move': ({ website }) => `/websites/${website}/move`,
  'site-move-plan': ({ website, lostServer }) =>
    `/websites/${website}/move?to=${lostServer}&path=%2Fsrv%2Fwww%2Fdemo.example&uid=20001&gid=20000`,
  'plans-no-match': '/plans?q=nothing-like-this',
  'websites-no-match': '/websites?q=nothing-like-this',
  'server-lost': ({ lostServer }) => `/servers/${lostServer}`,
  'connections-none': ({ lostServer }) => `/servers/${lostServer}/connections`,
  'customers-no-match': '/customers?q=nothing-like-this',
  'customers-new': '/customers/new',
  'customer-other': ({ customer }) => `/customers/${customer}`,
  'website-new': ({ demo }) => `/customers/${demo}/websites/new`,
  'accounts-new': '/accounts/new',
  'accounts-suspended': '/accounts?status=suspended',
  session: ({ session }) => `/sessions/${session}`,
  transfers: '/transfers',
  logins: '/logins',
  'logins-refused': '/logins?result=refused',
  'logins-none': '/logins?reason=spoke-tls',
  audit: '/audit',
  websites: '/websites',
  'bans-over': '/system/bans?state=over',
  'bans-never': '/system/bans?tab=never',
  'bans-new': '/system/bans?address=203.0.113.7&login=designer@demo.example',
  retention: '/system/retention',
  'import-export': '/system/exports',
  'sign-in-rules': '/system/sign-in',
  branding: '/system/branding',
  'people-none': '/system/people?q=nothing-like-this',
  'find-login': '/search?q=demo',
  'find-address': '/search?q=198.51.100.24',
  'find-file': '/search?q=index.html',
  help: '/help',
  you: '/you',
});

async function draft(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Passive only' }).check();
  await page.getByText('Set the four commands one by one').click();
  await page.getByRole('button', { name: 'Add a network' }).click();
  await page.getByLabel('Network', { exact: true }).fill('10.20.0.0/16');
  await page.getByLabel('PORT for 10.20.0.0/16').selectOption('deny');
}

async function makeCustomer(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Buchhandlung Lesezeichen');
  await page.getByLabel('Plan').selectOption({ index: 1 });
  await page.getByLabel('E-mail address').fill(`anna-${Date.now()}@lesezeichen.example`);
  await press('Create customer')(page);
  await page.getByRole('heading', { name: /can sign in/ }).waitFor();
}

async function addPerson(page: Page): Promise<void> {
  await ask('New person')(page);
  await page.getByLabel('E-mail address').fill('sam.okonkwo@hosting.example');
}

async function openFirstConnection(page: Page): Promise<void> {
  await page.getByRole('table', { name: 'Data connections' }).locator('summary').first().click();
}

async function changeWebsite(page: Page): Promise<void> {
  await press('More for demo.example')(page);
  await page.getByRole('menuitem', { name: /^Change / }).click();
  await page.getByRole('dialog').waitFor();
}

async function changeRetention(page: Page): Promise<void> {
  await ask('Change for how long “Logins” are kept')(page);
  await page.getByRole('dialog').getByLabel('Days').fill('30');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('removes').waitFor();
}

const adminActs: readonly Scene[] = [
  { name: 'overview-lost', path: '/overview', act: loseThePanel },
  { name: 'server-draft', path: server, act: draft },
  {
    name: 'server-trial-ask',
    path: server,
    act: async (page) => {
      await draft(page);
      await ask('Apply for 10 minutes…')(page);
    },
  },
  { name: 'connections-one', path: (town) => `${server(town)}/connections`, act: openFirstConnection },
  { name: 'customers-made', path: '/customers/new', act: makeCustomer },
  { name: 'customer-suspend', path: customerTab('danger'), act: ask('Suspend…') },
  { name: 'customer-contain', path: customerTab('danger'), act: ask('Contain…') },
  { name: 'customer-terminate', path: customerTab('danger'), act: ask('Terminate…') },
  { name: 'bans-lift', path: '/system/bans', act: ask(/^Lift the ban/) },
  { name: 'bans-never-add', path: '/system/bans?tab=never', act: ask('New network') },
  { name: 'plans-new', path: '/plans', act: ask('New plan') },
  { name: 'plans-change', path: '/plans', act: ask(/^Change /) },
  { name: 'people-add', path: '/system/people', act: addPerson },
  { name: 'people-manage', path: '/system/people', act: ask(/^Manage/) },
  { name: 'retention-change', path: '/system/retention', act: changeRetention },
  { name: 'website-menu', path: customerTab('websites'), act: press('More for demo.example') },
  { name: 'website-change', path: customerTab('websites'), act: changeWebsite },
  { name: 'accounts-lost', path: '/accounts', act: loseThePanel },
];

/** Signing in as a customer is of the session, so it comes last. */
const lastOfAll: readonly Scene[] = [
  {
    name: 'acting-as',
    path: customerTab('people'),
    act: async (page) => {
      await press(/^Sign in as /)(page);
      await page.waitForURL(/\/accounts/);
    },
  },
];

export const asAdmin: readonly Scene[] = [...pages(both), ...adminPages, ...adminActs, ...lastOfAll];
