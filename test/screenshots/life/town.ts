// A product full of life, and what the scenes have to know of it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Login, Product } from '../../support/product.js';
import { eventually } from '../../support/eventually.js';
import { live, makePeople, support } from './people.js';
import { makeTraffic } from './wire.js';

/** The product and the ids in it that addresses need. */
export interface Town {
  readonly product: Product;
  readonly support: Login;
  readonly account: string;
  readonly live: string;
  readonly expired: string;
  readonly handed: string;
  readonly session: string;
  readonly customer: string;
  readonly demo: string;
  readonly suspended: string;
  readonly server: string;
  readonly lostServer: string;
  /** The demo customer's web root. */
  readonly website: string;
  leave(): Promise<void>;
}

/** Fills it. */
export async function settle(product: Product): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'portside-pictures-'));
  const made = await makePeople(product);
  const traffic = await makeTraffic(product, folder);
  const ids = await tellHistory(product);
  return {
    product,
    support,
    account: made.get('designer')?.id ?? '',
    live: made.get(live)?.id ?? '',
    expired: made.get('backup')?.id ?? '',
    handed: made.get('photographer')?.id ?? '',
    ...ids,
    leave: async () => {
      traffic.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Ids = Pick<Town, 'session' | 'customer' | 'demo' | 'suspended' | 'server' | 'lostServer' | 'website'>;

async function tellHistory({ dataDir }: Product): Promise<Ids> {
  const client = new pg.Client({
    host: join(dataDir, 'sock'),
    user: 'postgres',
    password: (await readFile(join(dataDir, 'postgres/superuser.pw'), 'utf8')).trim(),
    database: 'portside',
  });
  await client.connect();
  try {
    await client.query(await readFile(new URL('./history.sql', import.meta.url), 'utf8'));
    return await eventually('somebody uploads', async () => {
      const { rows } = await client.query<Ids>(idsQuery);
      return rows[0]?.session ? rows[0] : undefined;
    });
  } finally {
    await client.end();
  }
}

const idsQuery = `select
  (select id from ftp_sessions where login like 'agency%' and transfer is not null and closed_at is null limit 1) as session,
  (select id from customers where name like 'Kanzlei%') as customer,
  (select id from customers where name = 'Demo customer') as demo,
  (select id from customers where status = 'suspended') as suspended,
  (select id from servers where name = 'web-01') as server,
  (select id from servers where name = 'web-02-frankfurt') as "lostServer",
  (select id from web_roots where domain = 'demo.example') as website`;
