// An FTP account as the API shows it: one query over everything it is joined with, scoped to the actor.
import type { EntityManager, SelectQueryBuilder, ObjectLiteral } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { numberOrNull } from '../database/columns.js';
import { containing } from '../http/page.js';
import type { SortColumn } from '../http/sort.js';
import type { Permission, UploadMode } from '../ftp/account.js';
import { accessOf } from './access.js';
import type { AccountFilter, AccountSortName } from './account-list.dto.js';
import type { Account, BandwidthInForce, EffectiveStatus } from './accounts.dto.js';

/** A row of `accountQuery`. */
export interface RawAccount {
  id: string;
  login: string;
  customer_id: string;
  customer_name: string;
  web_root_id: string;
  domain: string;
  server_id: string;
  server_name: string;
  folder: string;
  permissions: Permission[];
  status: 'enabled' | 'disabled';
  effective_status: EffectiveStatus;
  quota_bytes: string | null;
  used_bytes: string | null;
  quota_files: string | null;
  used_files: string | null;
  outside_bytes: string | null;
  counted_at: Date | null;
  max_sessions: number | null;
  bandwidth_down_bytes: string | null;
  bandwidth_up_bytes: string | null;
  plan_bandwidth_down_bytes: string | null;
  plan_bandwidth_up_bytes: string | null;
  upload_mode: UploadMode;
  hidden_names: string[];
  refused_names: string[];
  only_own_files: boolean;
  allowed_networks: string[];
  expires_at: Date | null;
  note: string;
  last_login_at: Date | null;
  open_sessions: string;
  created_at: Date;
  updated_at: Date;
  revision: number;
}

const effectiveStatus = `case when c.status <> 'active' or c.contained_at is not null then 'suspended' when a.status = 'disabled' then 'disabled'
  when a.expires_at <= now() then 'expired' else 'enabled' end`;

const columns: Readonly<Record<keyof RawAccount, string>> = {
  id: 'a.id',
  login: 'a.login',
  customer_id: 'c.id',
  customer_name: 'c.name',
  web_root_id: 'w.id',
  domain: 'w.domain',
  server_id: 's.id',
  server_name: 's.name',
  folder: 'a.folder',
  permissions: 'a.permissions',
  status: 'a.status',
  effective_status: effectiveStatus,
  quota_bytes: 'a.quota_bytes',
  used_bytes: 'u.used_bytes',
  quota_files: 'a.quota_files',
  used_files: 'u.used_files',
  outside_bytes: 'u.outside_bytes',
  counted_at: 'u.counted_at',
  max_sessions: 'a.max_sessions',
  bandwidth_down_bytes: 'a.bandwidth_down_bytes',
  bandwidth_up_bytes: 'a.bandwidth_up_bytes',
  plan_bandwidth_down_bytes: 'p.bandwidth_down_bytes',
  plan_bandwidth_up_bytes: 'p.bandwidth_up_bytes',
  upload_mode: 'a.upload_mode',
  hidden_names: 'a.hidden_names',
  refused_names: 'a.refused_names',
  only_own_files: 'a.only_own_files',
  allowed_networks: 'a.allowed_networks::text[]',
  expires_at: 'a.expires_at',
  note: 'a.note',
  last_login_at: 'l.at',
  open_sessions: `(select count(*) from ftp_sessions x where x.account_id = a.id and x.closed_at is null)`,
  created_at: 'a.created_at',
  updated_at: 'a.updated_at',
  revision: 'a.revision',
};

/** What accounts can be sorted by. */
export const accountOrders: Readonly<Record<AccountSortName, SortColumn>> = {
  login: { by: 'a.login', as: 'text' },
  created: { by: 'a.created_at', as: 'timestamptz' },
  lastLogin: { by: 'l.at', as: 'timestamptz', nullable: true },
  used: { by: 'coalesce(u.used_bytes, 0)', as: 'bigint' },
  expires: { by: 'a.expires_at', as: 'timestamptz', nullable: true },
};

/** The accounts an actor may see, with what the filter leaves of them. */
export function accountQuery(
  tx: EntityManager,
  actor: Actor,
  filter: AccountFilter,
): SelectQueryBuilder<ObjectLiteral> {
  const query = tx
    .createQueryBuilder()
    .select([])
    .from('ftp_accounts', 'a')
    .innerJoin('customers', 'c', 'c.id = a.customer_id')
    .innerJoin('plans', 'p', 'p.id = c.plan_id')
    .innerJoin('web_roots', 'w', 'w.id = a.web_root_id')
    .innerJoin('servers', 's', 's.id = w.server_id')
    .leftJoin('account_usage', 'u', 'u.account_id = a.id')
    .leftJoin('last_logins', 'l', 'l.account_id = a.id');
  for (const [name, expression] of Object.entries(columns)) query.addSelect(expression, name);
  onlyOwn(query, actor, 'a.customer_id');
  const { search, status, customerId, webRootId, lastLogin } = filter;
  if (search !== undefined && search !== '') {
    query.andWhere(
      `(${searched(actor)
        .map((column) => `${column} ilike :search`)
        .join(' or ')})`,
      {
        search: containing(search),
      },
    );
  }
  if (status !== undefined) query.andWhere(`${effectiveStatus} = :status`, { status });
  if (customerId !== undefined) query.andWhere('a.customer_id = :customerId', { customerId });
  if (webRootId !== undefined) query.andWhere('a.web_root_id = :webRootId', { webRootId });
  if (lastLogin !== undefined) query.andWhere('l.at is null');
  return query;
}

/** Customers know no folder of the server above their web roots; staff look for it and for whose it is. */
function searched(actor: Actor): readonly string[] {
  const everyones = ['a.login', 'a.folder', 'a.note'];
  return actor.role === 'customer' ? everyones : [...everyones, 'c.name', "w.path || rtrim(a.folder, '/')"];
}

/** What the API gives out; the password's hash is not even read. */
export function toAccount(row: RawAccount): Account {
  return {
    id: row.id,
    login: row.login,
    customer: { id: row.customer_id, name: row.customer_name },
    webRoot: { id: row.web_root_id, domain: row.domain, serverId: row.server_id, serverName: row.server_name },
    folder: row.folder,
    access: accessOf(row.permissions),
    permissions: row.permissions,
    status: row.status,
    effectiveStatus: row.effective_status,
    quotaBytes: numberOrNull(row.quota_bytes),
    usedBytes: Number(row.used_bytes ?? 0),
    quotaFiles: numberOrNull(row.quota_files),
    usedFiles: Number(row.used_files ?? 0),
    outsideBytes: Number(row.outside_bytes ?? 0),
    countedAt: row.counted_at?.toISOString() ?? null,
    maxSessions: row.max_sessions,
    bandwidthDownBytes: numberOrNull(row.bandwidth_down_bytes),
    bandwidthUpBytes: numberOrNull(row.bandwidth_up_bytes),
    downBandwidth: bandwidthOf(row.bandwidth_down_bytes, row.plan_bandwidth_down_bytes),
    upBandwidth: bandwidthOf(row.bandwidth_up_bytes, row.plan_bandwidth_up_bytes),
    uploadMode: row.upload_mode,
    hiddenNames: row.hidden_names,
    refusedNames: row.refused_names,
    onlyOwnFiles: row.only_own_files,
    allowedNetworks: row.allowed_networks,
    expiresAt: row.expires_at?.toISOString() ?? null,
    note: row.note,
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
    openSessions: Number(row.open_sessions),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    revision: row.revision,
  };
}

/** The narrower of the account's own limit and its plan's, which all accounts of the customer share. */
function bandwidthOf(own: string | null, plan: string | null): BandwidthInForce | null {
  if (own !== null && (plan === null || Number(own) <= Number(plan))) {
    return { bytesPerSecond: Number(own), from: 'account' };
  }
  return plan === null ? null : { bytesPerSecond: Number(plan), from: 'plan' };
}
