// People of the host in a whole product's embedded database, for tests that need a role which the first start does not make.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { hashPassword } from '../../src/auth/password.js';
import type { Login, Product } from './product.js';

/** Somebody of the support, who can sign in. */
export async function addSupport({ dataDir }: Product): Promise<Login> {
  const name = 'support@portside.example';
  const password = randomBytes(12).toString('base64url');
  const client = new pg.Client({
    host: join(dataDir, 'sock'),
    user: 'postgres',
    password: (await readFile(join(dataDir, 'postgres/superuser.pw'), 'utf8')).trim(),
    database: 'portside',
  });
  await client.connect();
  await client.query(`insert into panel_users (email, password_hash, role) values ($1, $2, 'support')`, [
    name,
    await hashPassword(password),
  ]);
  await client.end();
  return { name, password };
}
