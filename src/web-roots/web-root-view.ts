// A web root as the API shows it: one query over everything it is joined with, scoped to the actor.
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { numberOrNull } from '../database/columns.js';
import { containing } from '../http/page.js';
import { Problem } from '../http/problems.js';
import type { SortColumn } from '../http/sort.js';
import type { WebRoot, WebRootQuery, WebRootSortName } from './web-roots.dto.js';

/** A row of `webRootQuery`. */
export interface RawWebRoot {
  id: string;
  domain: string;
  path: string;
  customer_id: string;
  customer_name: string;
  server_id: string;
  server_name: string;
  system_uid: string;
  system_gid: string;
  umask: number;
  account_count: string;
  used_bytes: string;
  used_files: string;
  outside_bytes: string;
  quota_bytes: string | null;
  checked_at: Date | null;
  check_problem: string | null;
  created_at: Date;
  revision: number;
}

const accounts = '(select count(*) from ftp_accounts a where a.web_root_id = w.id)';

/** Never below nothing, where more was removed than had been counted. */
const usedBytes = 'greatest(coalesce(u.used_bytes, 0), 0)';

/** What web roots can be sorted by. */
export const webRootOrders: Readonly<Record<WebRootSortName, SortColumn>> = {
  domain: { by: 'w.domain', as: 'text' },
  customer: { by: 'lower(c.name)', as: 'text' },
  accounts: { by: accounts, as: 'bigint' },
  used: { by: usedBytes, as: 'bigint' },
  created: { by: 'w.created_at', as: 'timestamptz' },
};

/** The web roots an actor may see. */
export function webRootQuery(tx: EntityManager, actor: Actor): SelectQueryBuilder<ObjectLiteral> {
  const query = tx
    .createQueryBuilder()
    .select('w.id', 'id')
    .addSelect('w.domain', 'domain')
    .addSelect('w.path', 'path')
    .addSelect('c.id', 'customer_id')
    .addSelect('c.name', 'customer_name')
    .addSelect('s.id', 'server_id')
    .addSelect('s.name', 'server_name')
    .addSelect('w.system_uid', 'system_uid')
    .addSelect('w.system_gid', 'system_gid')
    .addSelect('w.umask', 'umask')
    .addSelect(accounts, 'account_count')
    .addSelect(usedBytes, 'used_bytes')
    .addSelect('greatest(coalesce(u.used_files, 0), 0)', 'used_files')
    .addSelect('coalesce(u.outside_bytes, 0)', 'outside_bytes')
    .addSelect('p.quota_bytes', 'quota_bytes')
    .addSelect('w.checked_at', 'checked_at')
    .addSelect('w.check_problem', 'check_problem')
    .addSelect('w.created_at', 'created_at')
    .addSelect('w.revision', 'revision')
    .from('web_roots', 'w')
    .innerJoin('customers', 'c', 'c.id = w.customer_id')
    .innerJoin('plans', 'p', 'p.id = c.plan_id')
    .innerJoin('servers', 's', 's.id = w.server_id')
    .leftJoin('web_root_usage', 'u', 'u.web_root_id = w.id');
  return onlyOwn(query, actor, 'w.customer_id');
}

/** By whose they are, where, and by name; customers know no folder of the server. */
export function narrowWebRoots(found: SelectQueryBuilder<ObjectLiteral>, actor: Actor, query: WebRootQuery): void {
  const { search, customerId, serverId } = query;
  if (customerId !== undefined) found.andWhere('w.customer_id = :customerId', { customerId });
  if (serverId !== undefined) found.andWhere('w.server_id = :serverId', { serverId });
  if (!search) return;
  const searched = actor.role === 'customer' ? ['w.domain'] : ['w.domain', 'w.path', 'c.name'];
  const words = searched.map((column) => `${column} ilike :search`).join(' or ');
  found.andWhere(`(${words})`, { search: containing(search) });
}

/** One web root as a row. Throws Problem `not-found`. */
export async function readWebRoot(tx: EntityManager, actor: Actor, id: string): Promise<RawWebRoot> {
  const row = await webRootQuery(tx, actor).andWhere('w.id = :id', { id }).getRawOne<RawWebRoot>();
  if (row === undefined) throw new Problem('not-found');
  return row;
}

/** Customers see neither the folder on the server nor the system identity. */
export function toWebRoot(actor: Actor, row: RawWebRoot): WebRoot {
  const staff = actor.role !== 'customer';
  return {
    id: row.id,
    domain: row.domain,
    path: staff ? row.path : null,
    customer: { id: row.customer_id, name: row.customer_name },
    server: { id: row.server_id, name: row.server_name },
    systemUid: staff ? Number(row.system_uid) : null,
    systemGid: staff ? Number(row.system_gid) : null,
    umask: staff ? row.umask : null,
    accountCount: Number(row.account_count),
    usedBytes: Number(row.used_bytes),
    usedFiles: Number(row.used_files),
    outsideBytes: Number(row.outside_bytes),
    quotaBytes: numberOrNull(row.quota_bytes),
    checkedAt: row.checked_at?.toISOString() ?? null,
    checkProblem: staff ? row.check_problem : null,
    createdAt: row.created_at.toISOString(),
    revision: row.revision,
  };
}
