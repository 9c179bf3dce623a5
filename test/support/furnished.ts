// A whole product with something on every page: a customer who has all that a customer can have, one who has nothing
// yet, and somebody of support. Everything comes in through the API and over FTP.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ControlLine } from './control-line.js';
import { eventually } from './eventually.js';
import { PanelSession } from './panel-session.js';
import { startProduct, type Login, type Product } from './product.js';
import { run } from './programs.js';
import { addSupport } from './staff.js';

/** The product, who can sign in to it, and what stands in its addresses. */
export interface Furnished {
  readonly product: Product;
  /** The customer who has nothing yet. */
  readonly newcomer: Login;
  readonly support: Login;
  /** What the parameters of the router's paths stand for, and two more that no path has. */
  readonly ids: Readonly<Record<string, string>>;
  /** As the admin; for what a test does meanwhile. */
  readonly admin: PanelSession;
  /** As the customer who has everything. */
  readonly customer: PanelSession;
  dispose(): Promise<void>;
}

const password = () => randomBytes(12).toString('base64url');

type Row = Readonly<Record<string, string>>;

async function made(who: PanelSession, path: string, body: object): Promise<Row> {
  const { status, body: row } = await who.ask<Row>('POST', path, body);
  if (status >= 300) throw new Error(`POST ${path} was answered with ${status}: ${JSON.stringify(row)}`);
  return row;
}

async function firstId(who: PanelSession, path: string): Promise<string> {
  const { body } = await who.ask<{ items: { id: string }[] }>('GET', path);
  const [row] = body.items;
  if (row === undefined) throw new Error(`GET ${path} lists nothing.`);
  return row.id;
}

/** Starts it and fills it. */
export async function startFurnished(): Promise<Furnished> {
  const product = await startProduct();
  const [admin, customer] = [
    await PanelSession.signIn(product, product.admin),
    await PanelSession.signIn(product, product.demoCustomer),
  ];
  const webRootId = await firstId(customer, '/web-roots');
  const designer = { name: 'designer@demo.example', password: password() };
  const account = await made(customer, '/accounts', {
    webRootId,
    name: 'designer',
    password: designer.password,
    access: 'full',
    quotaBytes: 2_000_000_000,
    note: 'The agency, until the new site is up.',
  });
  const accountId = account['id'] ?? '';
  const session = await visit(product, designer);
  const { newcomer, emptyCustomerId, support } = await people(product, admin);
  const link = await belongings({ admin, customer, accountId, login: designer.name });
  const ids = {
    accountId,
    customerId: await firstId(admin, '/customers?search=Demo'),
    emptyCustomerId,
    linkSecret: new URL(link).hash.slice(1),
    serverId: await firstId(admin, '/servers'),
    sessionId: await eventually('the session is listed', () => firstId(customer, '/sessions').catch(() => undefined)),
    webRootId,
  };
  const dispose = async () => {
    session.end();
    await product.dispose();
  };
  return { product, newcomer, support, ids, admin, customer, dispose };
}

/** Uploads, downloads, a refused command, refused logins, and a session that stays. */
async function visit({ ftpPort }: Product, { name, password: right }: Login): Promise<ControlLine> {
  const url = `ftp://127.0.0.1:${ftpPort}/`;
  const file = fileURLToPath(import.meta.url);
  const curl = (secret: string, ...args: string[]) => run('curl', ['-sS', '-u', `${name}:${secret}`, ...args]);
  await curl(right, '--ftp-create-dirs', '-T', file, `${url}images/header.jpg`);
  await curl(right, '-T', file, `${url}index.html`);
  await curl(right, '-o', '/dev/null', `${url}index.html`);
  await curl('last year’s', url);
  const session = await ControlLine.to(ftpPort);
  const reply = await session.logIn(name, right);
  if (!reply.startsWith('230')) throw new Error(`The session was answered with ${reply}`);
  return session;
}

async function people(product: Product, admin: PanelSession) {
  const newcomer = { name: 'newcomer@portside.example', password: password() };
  const empty = await made(admin, '/customers', {
    name: 'Newcomer',
    panelUser: { email: newcomer.name, password: newcomer.password },
  });
  return { newcomer, emptyCustomerId: empty['id'] ?? '', support: await addSupport(product) };
}

interface Owners {
  readonly admin: PanelSession;
  readonly customer: PanelSession;
  readonly accountId: string;
  readonly login: string;
}

/** A plan, a ban, a token and a hand-over link, whose address is given back. */
async function belongings({ admin, customer, accountId, login }: Owners): Promise<string> {
  await made(admin, '/plans', { name: 'Large', maxFtpAccounts: 100, quotaBytes: 50_000_000_000, maxSessions: 50 });
  await made(admin, '/bans', { clientNetwork: '203.0.113.7/32', login, reason: 'An old password, again and again.' });
  await made(admin, '/bans/exemptions', { network: '198.51.100.0/24', note: 'Office' });
  await made(customer, '/tokens', { name: 'billing', scopes: ['accounts:read'] });
  return (await made(customer, '/hand-over-links', { accountId }))['url'] ?? '';
}
