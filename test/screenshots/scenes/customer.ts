// What a customer sees.
import type { Page } from 'playwright-core';
import type { Town } from '../life/town.js';
import { ask, changeMeanwhile, loseThePanel, pages, press, slowThePanel, type Scene } from './scene.js';

const tab = (name: string) => (town: Town) => `/accounts/${town.account}?tab=${name}`;
const account = tab('settings');

async function choose(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /^Choose designer@/ }).check();
  await page.getByRole('checkbox', { name: /^Choose stats@/ }).check();
}

async function chooseAnd(page: Page, button: string): Promise<void> {
  await choose(page);
  await ask(button)(page);
}

async function typeNew(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByText('Strong', { exact: true }).waitFor();
}

let made = 0;

async function make(page: Page): Promise<void> {
  await typeNew(page, `newsletter-${(made += 1)}`);
  await page.getByRole('button', { name: 'Create FTP account' }).click();
  await page.getByRole('heading', { name: /is ready/ }).waitFor();
}

const lists: readonly Scene[] = [
  ...pages({
    accounts: '/accounts',
    'accounts-no-match': '/accounts?q=nothing-like-this',
    sessions: '/sessions',
    'sessions-none': '/sessions?login=nobody@demo.example',
    session: ({ session }) => `/sessions/${session}`,
    transfers: '/transfers',
    'transfers-none': '/transfers?q=nothing-like-this',
    logins: '/logins',
    audit: '/audit',
    websites: '/websites',
    usage: '/usage',
    'usage-year': '/usage?period=year',
    find: '/search?q=index.html',
    'find-idle': '/search',
    'find-nothing': '/search?q=nothing-like-this',
    you: '/you',
    help: '/help',
    more: '/more',
    'nothing-here': '/accounts/00000000-0000-4000-8000-000000000000',
    'no-such-page': '/no-such-page',
  }),
  { name: 'accounts-chosen', path: '/accounts', act: choose },
  { name: 'accounts-expiry', path: '/accounts', act: (page) => chooseAnd(page, 'Expiry…') },
  { name: 'accounts-delete', path: '/accounts', act: (page) => chooseAnd(page, 'Delete…') },
  {
    name: 'accounts-keys',
    path: '/accounts',
    act: async (page) => {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'accounts-slow', path: '/accounts', act: slowThePanel },
  { name: 'accounts-lost', path: '/accounts', act: loseThePanel },
  { name: 'transfers-lost', path: '/transfers', act: loseThePanel },
  {
    name: 'sessions-end',
    path: '/sessions',
    act: (page) =>
      page
        .getByRole('button', { name: /^Disconnect/ })
        .last()
        .click(),
  },
];

const oneAccount: readonly Scene[] = [
  ...pages({
    account,
    'account-limits': ({ handed }) => `/accounts/${handed}?tab=limits`,
    'account-connection': tab('connection'),
    'account-activity': tab('activity'),
    'account-danger': tab('danger'),
    'account-live': ({ live }) => `/accounts/${live}?tab=connection`,
    'account-long': ({ live }) => `/accounts/${live}`,
    'account-expired': ({ expired }) => `/accounts/${expired}`,
    'account-card': (town) => `/accounts/${town.account}/card`,
    doctor: (town) => `/accounts/${town.account}/doctor`,
  }),
  { name: 'account-more', path: account, act: (page) => page.locator('summary', { hasText: 'More' }).first().click() },
  { name: 'account-who-decided', path: tab('limits'), act: (page) => page.getByText('Why these modes').click() },
  { name: 'account-password', path: account, act: press('Change password…') },
  { name: 'account-delete', path: tab('danger'), act: ask('Delete…') },
  { name: 'account-link', path: ({ handed }) => `/accounts/${handed}`, act: press('Make a hand-over link') },
  {
    name: 'account-login-test',
    path: tab('connection'),
    act: async (page) => {
      await page.getByLabel('Password of this FTP account').fill('not this one');
      await press('Test this login now')(page);
      await page.getByText('Type the password again').waitFor();
    },
  },
  {
    name: 'account-meanwhile',
    path: account,
    act: async (page, town) => {
      await changeMeanwhile(page, `/accounts/${town.account}`, { note: '' });
      await page.reload();
      await page.getByLabel('Note').fill('Calls on Mondays only.');
      await changeMeanwhile(page, `/accounts/${town.account}`, { note: 'Ask Mrs Sørensen first.' });
      await ask('Save')(page);
    },
  },
  { name: 'account-lost', path: account, act: loseThePanel },
];

const making: readonly Scene[] = [
  ...pages({ 'accounts-new': '/accounts/new', 'accounts-new-like': (town) => `/accounts/new?like=${town.account}` }),
  {
    name: 'accounts-new-refused',
    path: '/accounts/new',
    act: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('designer');
      await page.getByLabel('Password', { exact: true }).fill('password12');
      await press('Create FTP account')(page);
      await page.locator('summary', { hasText: 'More' }).click();
    },
  },
  {
    name: 'accounts-new-tree',
    path: '/accounts/new',
    act: async (page) => {
      await press('Browse…')(page);
      await page.getByRole('treeitem').nth(1).waitFor();
    },
  },
  { name: 'accounts-new-made', path: '/accounts/new', act: make },
  {
    name: 'accounts-new-tested',
    path: '/accounts/new',
    act: async (page) => {
      await make(page);
      await press('Test this login now')(page);
      await page.getByText('This login works').waitFor();
    },
  },
];

const own: readonly Scene[] = [
  { name: 'you-e-mail', path: '/you', act: ask('Change e-mail…') },
  { name: 'you-token', path: '/you', act: ask('New token') },
  { name: 'you-two-step', path: '/you', act: ask('Set up…') },
];

export const asCustomer: readonly Scene[] = [...lists, ...oneAccount, ...making, ...own];
