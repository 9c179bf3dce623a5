// The first rows of an empty database: a plan, an admin, this server with its first policy, and on request a customer to
// try things with. On later starts only this server's row is kept up to date.
import { hostname } from 'node:os';
import pg from 'pg';
import { hashPassword } from '../auth/password.js';
import type { Config } from '../config.js';
import { connectionOptions } from '../database/connection.js';
import { type FirstPolicy, firstPolicyValues, insertFirstPolicy } from '../servers/first-policy.js';
import { readablePassword } from './readable-password.js';
import { type DemoLogins, seedDemo, type WebRootPlace } from './seed-demo.js';

/** What the caller of seed() knows and the settings do not. */
export interface SeedFacts {
  /** The local port for active mode: 20 where the FTP role may bind it, else undefined. */
  readonly activeSourcePort: number | undefined;
  /** Where the demo customer's web root is made; undefined: no demo. */
  readonly demo: WebRootPlace | undefined;
}

/** What was made now; passwords that were generated are here and nowhere else. */
export interface Seeded {
  readonly admin: { readonly email: string; readonly password: string | undefined } | undefined;
  readonly demo: DemoLogins | undefined;
}

type ServerStart = Pick<FirstPolicy, 'activeSourcePort' | 'tls'>;

/** Two launchers on one database seed one after the other. */
const lockKey = 7_061_002;

/** Seeds an empty database in one transaction; on any other it only updates this server's address. */
export async function seed(url: string, config: Config, facts: SeedFacts): Promise<Seeded> {
  const client = new pg.Client(connectionOptions(url, 'portside seed'));
  // A connection that breaks rejects the query in flight; without a listener it would end the process instead.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const seeded = await seedRows(client, config, facts);
    await client.query('commit');
    return seeded;
  } finally {
    // Ending the connection also rolls back a transaction that did not get to its commit.
    await client.end();
  }
}

async function seedRows(client: pg.Client, config: Config, facts: SeedFacts): Promise<Seeded> {
  const { rows } = await client.query<{ empty: boolean }>(
    `select not exists (select from panel_users) and not exists (select from customers) as empty`,
  );
  const empty = rows[0]?.empty === true;
  // The first server is for trying out with any client; clear text on those that are added later is an exception.
  const tls = empty ? 'allowed' : 'required-data';
  const { activeSourcePort } = facts;
  const serverId = config.roles.includes('ftp')
    ? await keepServer(client, config, { activeSourcePort, tls })
    : undefined;
  if (!empty) return { admin: undefined, demo: undefined };
  const planId = await makePlan(client);
  const admin = await makeAdmin(client, config);
  const place = facts.demo;
  if (place === undefined || serverId === undefined) return { admin, demo: undefined };
  return { admin, demo: await seedDemo(client, { planId, serverId, place }) };
}

async function makePlan(client: pg.Client): Promise<string> {
  await client.query(`insert into plans (name) values ('Standard') on conflict (name) do nothing`);
  const { rows } = await client.query<{ id: string }>(`select id from plans where name = 'Standard'`);
  return rows[0]?.id ?? '';
}

async function makeAdmin(client: pg.Client, config: Config): Promise<NonNullable<Seeded['admin']>> {
  const { email, password: given } = config.admin;
  const password = given ?? readablePassword();
  await client.query(
    `insert into panel_users (email, display_name, password_hash, role) values ($1, 'Administrator', $2, 'admin')`,
    [email, await hashPassword(password)],
  );
  return { email, password: given === undefined ? password : undefined };
}

/** The server's row and first policy; on later starts its ports, and its host where the settings name one. */
async function keepServer(client: pg.Client, config: Config, first: ServerStart): Promise<string> {
  const { serverName, ftp } = config;
  const { rows } = await client.query<{ id: string; host: string }>(`select id, host from servers where name = $1`, [
    serverName,
  ]);
  const known = rows[0];
  if (known !== undefined) {
    const host = config.publicHost ?? (isLoopback(known.host) ? publicHost(config) : known.host);
    await client.query(
      `update servers set host = $2, ftp_port = $3, ftps_port = $4, updated_at = now()
        where id = $1 and (host, ftp_port, ftps_port) is distinct from ($2, $3, $4)`,
      [known.id, host, ftp.port, ftp.tlsPort ?? null],
    );
    return known.id;
  }
  const { rows: made } = await client.query<{ id: string }>(
    `insert into servers (name, host, ftp_port, ftps_port) values ($1, $2, $3, $4) returning id`,
    [serverName, publicHost(config), ftp.port, ftp.tlsPort ?? null],
  );
  const id = made[0]?.id ?? '';
  await makePolicy(client, id, { ...first, passive: config.passive });
  return id;
}

type Beginning = ServerStart & Pick<FirstPolicy, 'passive'>;

async function makePolicy(client: pg.Client, serverId: string, beginning: Beginning): Promise<void> {
  const written = { note: 'Made at the first start.', createdBy: 'Portside' };
  await client.query(insertFirstPolicy, firstPolicyValues({ serverId, ...beginning, ...written }));
}

/** What customers are told to connect to. */
export function publicHost({ publicHost: given, ftp }: Config): string {
  return given ?? (['0.0.0.0', '::'].includes(ftp.host) ? hostname() : ftp.host);
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');
