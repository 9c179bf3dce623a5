// A real panel over a database of its own, with two customers, a server, and clients that are signed in.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import supertest from 'supertest';
import { hashPassword } from '../../src/auth/password.js';
import { type Panel, startPanel } from '../../src/panel.js';
import { createTestDatabase, type TestDatabase } from './database.js';

export const password = 'correct horse battery';

/** Ids of what every panel test begins with. */
export interface Scene {
  readonly planId: string;
  readonly serverId: string;
  readonly anna: CustomerScene;
  readonly ben: CustomerScene;
}

/** One customer with a site and an FTP account. */
export interface CustomerScene {
  readonly customerId: string;
  readonly webRootId: string;
  readonly accountId: string;
  readonly domain: string;
  readonly email: string;
}

/** A panel under test. */
export interface TestPanel {
  readonly url: string;
  readonly database: TestDatabase;
  readonly db: pg.Pool;
  readonly scene: Scene;
  stop(): Promise<void>;
}

/** Starts a panel on a free port over a fresh database. */
export async function startTestPanel(): Promise<TestPanel> {
  const database = await createTestDatabase();
  const db = new pg.Pool({ connectionString: database.url, max: 3 });
  // The database is dropped with its connections.
  db.on('error', () => undefined);
  const scene = await furnish(db);
  const panel: Panel = await startPanel({
    databaseUrl: database.url,
    http: { host: '127.0.0.1', port: 0 },
    logLevel: 'silent',
    minSystemUid: 1000,
    sessionSecret: undefined,
  });
  return {
    url: panel.url,
    database,
    db,
    scene,
    stop: async () => {
      await panel.stop();
      await db.end();
      await database.dispose();
    },
  };
}

/** A client with a cookie jar; changing requests carry its CSRF token once it is signed in. */
export class PanelClient {
  readonly agent: ReturnType<typeof supertest.agent>;
  csrfToken = '';

  constructor(panel: Pick<TestPanel, 'url'>) {
    this.agent = supertest.agent(`${panel.url}/api/v1`);
  }

  /** Signs in. */
  static async signedIn(panel: Pick<TestPanel, 'url'>, email: string): Promise<PanelClient> {
    const client = new PanelClient(panel);
    const answer = await client.agent.post('/auth/sign-in').send({ email, password });
    if (answer.status !== 200) throw new Error(`${email} cannot sign in: ${answer.text}`);
    client.csrfToken = (answer.body as { csrfToken: string }).csrfToken;
    return client;
  }

  get(path: string) {
    return this.agent.get(path);
  }

  post(path: string, body: object = {}) {
    return this.agent.post(path).set('X-Portside-Csrf', this.csrfToken).send(body);
  }

  put(path: string, body: object = {}) {
    return this.agent.put(path).set('X-Portside-Csrf', this.csrfToken).send(body);
  }

  patch(path: string, body: object = {}) {
    return this.agent.patch(path).set('X-Portside-Csrf', this.csrfToken).send(body);
  }

  delete(path: string) {
    return this.agent.delete(path).set('X-Portside-Csrf', this.csrfToken);
  }
}

async function furnish(db: pg.Pool): Promise<Scene> {
  const planId = randomUUID();
  const serverId = randomUUID();
  const passwordHash = await hashPassword(password);
  await db.query(`insert into plans (id, name, max_ftp_accounts) values ($1, 'Standard', 5)`, [planId]);
  await db.query(
    `insert into servers (id, name, host, ftp_port, certificate_fingerprint, certificate_self_signed)
     values ($1, 'web-01', 'ftp.example', 2121, 'AB:CD', true)`,
    [serverId],
  );
  await db.query(
    `insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port,
       active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, created_by)
     values ($1, 1, '{"PORT":"allow","EPRT":"allow","PASV":"allow","EPSV":"allow"}', 'allowed', 30000, 30199,
       20, 10000, 20000, 60000, 300000, 'seed')`,
    [serverId],
  );
  for (const role of ['admin', 'support']) {
    await db.query(`insert into panel_users (email, password_hash, role) values ($1, $2, $3)`, [
      `${role}@portside.example`,
      passwordHash,
      role,
    ]);
  }
  const anna = await addCustomer(db, { name: 'anna', planId, serverId, passwordHash });
  const ben = await addCustomer(db, { name: 'ben', planId, serverId, passwordHash });
  return { planId, serverId, anna, ben };
}

interface CustomerFacts {
  readonly name: string;
  readonly planId: string;
  readonly serverId: string;
  readonly passwordHash: string;
}

async function addCustomer(
  db: pg.Pool,
  { name, planId, serverId, passwordHash }: CustomerFacts,
): Promise<CustomerScene> {
  const [customerId, webRootId, accountId] = [randomUUID(), randomUUID(), randomUUID()];
  const domain = `${name}.example`;
  const email = `${name}@portside.example`;
  await db.query(`insert into customers (id, name, plan_id) values ($1, $2, $3)`, [customerId, name, planId]);
  await db.query(`insert into panel_users (email, password_hash, role, customer_id) values ($1, $2, 'customer', $3)`, [
    email,
    passwordHash,
    customerId,
  ]);
  await db.query(
    `insert into web_roots (id, customer_id, server_id, domain, path, system_uid, system_gid)
     values ($1, $2, $3, $4, $5, 2001, 2001)`,
    [webRootId, customerId, serverId, domain, `/srv/${domain}`],
  );
  await db.query(
    `insert into ftp_accounts (id, customer_id, web_root_id, login, password_hash, permissions)
     values ($1, $2, $3, $4, $5, '{list,download}')`,
    [accountId, customerId, webRootId, `web@${domain}`, passwordHash],
  );
  return { customerId, webRootId, accountId, domain, email };
}
