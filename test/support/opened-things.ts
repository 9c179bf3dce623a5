// What opens on a screen and is no address of its own: tabs, dialogs, pickers, what a chosen row brings. One line each,
// as the words of what is clicked, one after the other. The screens themselves are in screens.ts.
import type { Viewer } from './screens.js';

/** What is clicked: a role and the beginning of a name. */
export type Click = readonly ['button' | 'menuitem' | 'tab' | 'checkbox' | 'radio' | 'link' | 'group', string];

/** Something to open. */
export interface OpenedThing {
  readonly as: Viewer;
  /** The screen, as in screens.ts. */
  readonly on: string;
  readonly clicks: readonly Click[];
  /** What stands there then; left out, a dialog. */
  readonly shows?: string;
}

const tabsOf =
  (as: Viewer, on: string) =>
  (name: string, shows: string): OpenedThing => ({ as, on, clicks: [['tab', name]], shows });
const button = (as: Viewer, on: string, ...names: readonly string[]): OpenedThing => ({
  as,
  on,
  clicks: names.map((name): Click => ['button', name]),
});

const account = '/accounts/$accountId';
const customer = '/customers/$customerId';
const accountTab = tabsOf('customer', account);
const customerTab = tabsOf('admin', customer);
const choice: Click = ['checkbox', 'Choose designer@demo.example'];

/** All of them; those of one screen after each other. */
export const openedThings: readonly OpenedThing[] = [
  { as: 'customer', on: '/accounts', clicks: [choice], shows: '1 chosen' },
  { as: 'customer', on: '/accounts', clicks: [choice, ['button', 'Expiry…']] },
  { as: 'customer', on: '/accounts', clicks: [choice, ['button', 'Delete…']] },
  button('customer', '/accounts/new', 'Browse…'),
  accountTab('Limits', 'Sessions'),
  accountTab('Connection', 'Connection doctor'),
  accountTab('Activity', 'index.html'),
  accountTab('Danger', 'Delete'),
  {
    as: 'customer',
    on: account,
    clicks: [
      ['tab', 'Danger'],
      ['button', 'Delete…'],
    ],
  },
  button('customer', '/sessions', 'Disconnect'),
  button('customer', '/you', 'Change e-mail…'),
  button('customer', '/you', 'Set up…'),
  button('customer', '/you', 'New token'),
  button('customer', '/you', 'Delete billing'),
  button('admin', '/sessions', 'Disconnect all…'),
  customerTab('Websites', 'demo.example'),
  customerTab('FTP accounts', 'designer@demo.example'),
  customerTab('Usage', 'Disk used'),
  customerTab('Changes', 'designer'),
  customerTab('People', 'Panel logins'),
  customerTab('Danger', 'Terminate'),
  {
    as: 'admin',
    on: customer,
    clicks: [
      ['tab', 'People'],
      ['button', 'New panel login'],
    ],
  },
  {
    as: 'admin',
    on: customer,
    clicks: [
      ['tab', 'Danger'],
      ['button', 'Suspend…'],
    ],
  },
  {
    as: 'admin',
    on: customer,
    clicks: [
      ['tab', 'Danger'],
      ['button', 'Contain…'],
    ],
  },
  {
    as: 'admin',
    on: customer,
    clicks: [
      ['tab', 'Danger'],
      ['button', 'Terminate…'],
    ],
  },
  button('admin', '/plans', 'New plan'),
  { as: 'admin', on: '/websites', clicks: [['button', 'More for demo.example']], shows: 'Count files again' },
  {
    as: 'admin',
    on: '/websites',
    clicks: [
      ['button', 'More for demo.example'],
      ['menuitem', 'Change demo.example'],
    ],
  },
  button('admin', '/plans', 'Change the plan Large'),
  button('admin', '/plans', 'Connection modes of Large'),
  button('admin', '/plans', 'Delete the plan Large'),
  button('admin', '/system/bans', 'New ban'),
  button('admin', '/system/bans', 'Lift the ban'),
  button('admin', '/system/bans?tab=never', 'New network'),
  button('admin', '/system/bans?tab=never', 'Remove 198.51.100.0/24'),
  button('admin', '/system/people', 'New person'),
  button('admin', '/system/people', 'Manage support@portside.example'),
  button('admin', '/system/retention', 'Change for how long'),
];
