// A customer to try things with: panel user, web root with a page in it, FTP account. Its passwords are generated here
// and told once.
import { chmodSync, chownSync, existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { hashPassword } from '../auth/password.js';
import { permissions } from '../ftp/account.js';
import { ensureFolder, type Owner } from './folders.js';
import { readablePassword } from './readable-password.js';

/** Where the demo web root lies and whose it is. */
export interface WebRootPlace {
  readonly path: string;
  readonly owner: Owner;
}

/** The two logins of the demo customer. */
export interface DemoLogins {
  readonly panel: { readonly email: string; readonly password: string };
  readonly ftp: { readonly login: string; readonly password: string };
}

/** What the demo hangs on. */
export interface DemoParents {
  readonly planId: string;
  readonly serverId: string;
  readonly place: WebRootPlace;
}

/** The domain of the demo web root, and the last part of its folder. */
export const demoDomain = 'demo.example';
const email = 'demo@portside.example';
const login = `demo@${demoDomain}`;

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${demoDomain}</title></head>
  <body><h1>It works</h1><p>This page lies in the web root of ${demoDomain}. Replace it over FTP.</p></body>
</html>
`;

/** Makes the demo customer within the caller's transaction and its web root on disk. Throws the system's error. */
export async function seedDemo(client: pg.Client, { planId, serverId, place }: DemoParents): Promise<DemoLogins> {
  const logins = {
    panel: { email, password: readablePassword() },
    ftp: { login, password: readablePassword() },
  };
  const customerId = await insert(client, `insert into customers (name, plan_id) values ('Demo customer', $1)`, [
    planId,
  ]);
  await insert(
    client,
    `insert into panel_users (email, display_name, password_hash, role, customer_id)
     values ($1, 'Demo customer', $2, 'customer', $3)`,
    [email, await hashPassword(logins.panel.password), customerId],
  );
  makeWebRoot(place);
  const webRootId = await insert(
    client,
    `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid) values ($1, $2, $3, $4, $5, $6)`,
    [customerId, serverId, demoDomain, place.path, place.owner.uid, place.owner.gid],
  );
  await insert(
    client,
    `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions) values ($1, $2, $3, $4, $5)`,
    [customerId, webRootId, login, await hashPassword(logins.ftp.password), [...permissions]],
  );
  return logins;
}

async function insert(client: pg.Client, sql: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await client.query<{ id: string }>(`${sql} returning id`, [...values]);
  return rows[0]?.id ?? '';
}

/** The folder above stays the launcher's: a customer may change the site, not swap it for another folder. */
function makeWebRoot({ path, owner }: WebRootPlace): void {
  ensureFolder(dirname(path), 0o755);
  const foreign = process.getuid?.() !== owner.uid;
  ensureFolder(path, 0o755, foreign ? owner : undefined);
  const index = join(path, 'index.html');
  if (existsSync(index)) return;
  writeFileSync(index, page);
  chmodSync(index, 0o644);
  if (foreign) chownSync(index, owner.uid, owner.gid);
}
