// Who and what the panel itself can make for the pictures: FTP accounts of every kind, a plan, bans, people, links and
// tokens, each through the API, so that the change log is filled as well.
import { randomBytes } from 'node:crypto';
import { PanelSession } from '../../support/panel-session.js';
import type { Login, Product } from '../../support/product.js';

type Made = Readonly<{ id: string; login: string }>;

/** One password for everybody whom the pictures make. */
export const password = randomBytes(12).toString('base64url');
/** Somebody of the support. */
export const support: Login = { name: 'jonas.lindqvist@hosting.example', password };

/** The account that uploads while the pictures are taken. */
export const live = 'agency-blumenwiese-und-partner-relaunch-2027';
const theme = '/wp-content/themes/blumenwiese-und-partner-2027/assets';
/** The folders of the accounts, to be made before anybody logs in. */
export const folders = [theme.slice(1), 'fotos', 'import'] as const;

/** The ids of what was made, by the name it was made with. */
export async function makePeople(product: Product): Promise<ReadonlyMap<string, Made>> {
  const customer = await PanelSession.signIn(product, product.demoCustomer);
  const made = await makeAccounts(customer);
  await say(customer, '/tokens', {
    name: 'Nightly backup',
    scopes: ['accounts:read'],
    allowedNetworks: ['2001:db8::/48'],
  });
  await say(customer, '/hand-over-links', { accountId: made.get('photographer')?.id });
  const admin = await PanelSession.signIn(product, product.admin);
  await makeStaff(admin);
  return made;
}

async function say<T>(who: PanelSession, path: string, body: object): Promise<T> {
  const answer = await who.ask<T>('POST', path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString();

const accounts = [
  { name: 'designer', access: 'full', maxSessions: 4 },
  {
    name: live,
    access: 'full',
    folder: theme,
    note: 'Relaunch until spring; Mrs Sørensen calls when it is done.',
  },
  { name: 'photographer', access: 'upload-only', folder: '/fotos', quotaBytes: 900_000_000, expiresAt: inAMonth() },
  { name: 'stats', access: 'read-only', allowedNetworks: ['2001:db8:4c1f::/48', '203.0.113.0/24'] },
  { name: 'backup', access: 'read-only', bandwidthDownBytes: 2_000_000, bandwidthUpBytes: 500_000 },
  { name: 'old-agency', access: 'full' },
  { name: 'shop-import', access: 'full', folder: '/import', maxSessions: 1 },
] as const;

async function makeAccounts(customer: PanelSession): Promise<ReadonlyMap<string, Made>> {
  const roots = await customer.ask<{ items: Made[] }>('GET', '/web-roots');
  const webRootId = roots.body.items[0]?.id;
  const made = new Map<string, Made>();
  for (const account of accounts) {
    made.set(account.name, await say<Made>(customer, '/accounts', { webRootId, password, ...account }));
  }
  await say(customer, `/accounts/${made.get('old-agency')?.id ?? ''}/disable`, {});
  return made;
}

async function makeStaff(admin: PanelSession): Promise<void> {
  await say(admin, '/panel-users', { email: support.name, displayName: 'Jonas Lindqvist', role: 'support', password });
  await say(admin, '/bans/exemptions', { network: '198.51.100.128/28', note: 'Our office' });
  await say(admin, '/bans/exemptions', { network: '192.0.2.10', note: 'Monitoring' });
  await say(admin, '/bans', {
    clientNetwork: '2001:db8:bad::/48',
    reason: 'Guessed passwords of several customers for an hour.',
  });
  await say(admin, '/bans', {
    clientNetwork: '198.51.100.24',
    login: 'designer@demo.example',
    reason: 'An old program tries its old password every ten seconds.',
    expiresAt: inAMonth(),
  });
}
