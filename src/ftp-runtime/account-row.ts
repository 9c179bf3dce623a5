// An FTP account as the database holds it, what it means for a login, and the engine's Account made of it. It doesn't
// check passwords and ends no session.
import type pg from 'pg';
import { isImportedHash } from '../auth/password.js';
import { isInNetwork, NameRules, resolvePath, rootPath, unescapeBytes } from '../ftp/index.js';
import type {
  Account,
  AccountRules,
  HostPath,
  LoginRefusal,
  Permission,
  UploadMode,
  VerbWishes,
} from '../ftp/index.js';

/** One row of ftp_accounts with what its customer, its plan and its web root add to it. */
export interface AccountRow {
  readonly id: string;
  readonly customerId: string;
  readonly login: string;
  readonly passwordHash: string;
  readonly passwordChangedAt: Date;
  readonly enabled: boolean;
  readonly suspended: boolean;
  readonly expiresAt: Date | null;
  /** CIDR notation; none: from anywhere. */
  readonly allowedNetworks: readonly string[];
  readonly permissions: readonly Permission[];
  readonly hiddenNames: readonly string[];
  readonly refusedNames: readonly string[];
  readonly uploadMode: UploadMode;
  readonly onlyOwnFiles: boolean;
  /** A second. */
  readonly bandwidthDownBytes: number | null;
  readonly bandwidthUpBytes: number | null;
  /** Of the plan, for all accounts of the customer together. */
  readonly customerBandwidthDownBytes: number | null;
  readonly customerBandwidthUpBytes: number | null;
  readonly maxSessions: number | null;
  readonly serverId: string;
  /** What clients of that server connect to. */
  readonly serverHost: string;
  readonly serverPort: number;
  /** The web root on the server's disk. */
  readonly path: string;
  /** Inside the web root, escaped. */
  readonly folder: string;
  readonly uid: number;
  readonly gid: number;
  readonly umask: number;
  readonly planId: string;
  readonly planName: string;
  readonly planVerbs: VerbWishes;
  readonly verbs: VerbWishes;
  readonly clearText: boolean;
  /** What the last change of password replaced, where it left the sessions alone that logged in with it. */
  readonly keptPasswordHash: string | null;
}

const columns = `
  a.id, a.customer_id as "customerId", a.login, a.password_hash as "passwordHash",
  a.password_changed_at as "passwordChangedAt", a.status = 'enabled' as enabled,
  c.status <> 'active' or c.contained_at is not null as suspended, a.expires_at as "expiresAt",
  a.allowed_networks::text[] as "allowedNetworks",
  a.permissions, a.hidden_names as "hiddenNames", a.refused_names as "refusedNames", a.upload_mode as "uploadMode",
  a.only_own_files as "onlyOwnFiles",
  a.bandwidth_down_bytes::float8 as "bandwidthDownBytes", a.bandwidth_up_bytes::float8 as "bandwidthUpBytes",
  plan.bandwidth_down_bytes::float8 as "customerBandwidthDownBytes",
  plan.bandwidth_up_bytes::float8 as "customerBandwidthUpBytes",
  a.max_sessions as "maxSessions", w.server_id as "serverId", s.host as "serverHost", s.ftp_port as "serverPort",
  w.path, a.folder, w.system_uid::float8 as uid, w.system_gid::float8 as gid, w.umask, plan.id as "planId",
  plan.name as "planName", plan.verb_rules as "planVerbs", a.verb_rules as verbs, a.clear_text_allowed as "clearText",
  case when a.sessions_kept_at = a.password_changed_at then a.previous_password_hash end as "keptPasswordHash"`;
const tables = `
  ftp_accounts a join customers c on c.id = a.customer_id join plans plan on plan.id = c.plan_id
  join web_roots w on w.id = a.web_root_id join servers s on s.id = w.server_id`;

/** What a login needs to know, in one query. */
export interface LoginRow extends AccountRow {
  /** Of the plan, for all accounts of the customer together. */
  readonly customerMaxSessions: number | null;
  /** What was replaced by the password hash; never valid any more. */
  readonly previousPasswordHash: string | null;
  readonly disabledAt: Date | null;
  readonly suspendedAt: Date | null;
}

// A server knows the accounts that lie on it, and for a while those that did.
const isKnownHere = `(w.server_id = $2 or exists (select from site_moves m
    where m.web_root_id = w.id and m.from_server_id = $2 and m.announced_until > now()))`;

const byLogin = `
  select ${columns}, a.previous_password_hash as "previousPasswordHash", a.disabled_at as "disabledAt",
    coalesce(c.contained_at, c.suspended_at) as "suspendedAt", plan.max_sessions as "customerMaxSessions"
  from ${tables} where a.login = lower($1) and ${isKnownHere}`;

/** The account of this login on this server, or lately moved from it; undefined for any other. */
export async function findLogin(
  database: pg.Pool,
  where: { readonly login: string; readonly serverId: string },
): Promise<LoginRow | undefined> {
  const { rows } = await database.query<LoginRow>(byLogin, [where.login, where.serverId]);
  return rows[0];
}

/** Whether the account of this login on this server, or lately moved from it, may log in without TLS where the server requires it. */
export async function findClearText(
  database: pg.Pool,
  where: { readonly login: string; readonly serverId: string },
): Promise<boolean> {
  const sql = `select from ftp_accounts a join web_roots w on w.id = a.web_root_id
    where a.login = lower($1) and ${isKnownHere} and a.clear_text_allowed`;
  return (await database.query(sql, [where.login, where.serverId])).rowCount === 1;
}

/** Those of these accounts that still exist, by id. */
export async function findAccounts(database: pg.Pool, ids: readonly string[]): Promise<Map<string, AccountRow>> {
  const sql = `select ${columns} from ${tables} where a.id = any($1::uuid[])`;
  const { rows } = await database.query<AccountRow>(sql, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Why somebody at this address may not log in at this moment although the password is right; undefined: may. */
export function whyBarred(
  row: AccountRow,
  client: { readonly address: string; readonly at: Date },
): LoginRefusal | undefined {
  if (!row.enabled) return 'disabled';
  if (row.suspended) return 'suspended';
  if (row.expiresAt !== null && row.expiresAt <= client.at) return 'expired';
  return networksAllow(row.allowedNetworks, client.address) ? undefined : 'network-not-allowed';
}

/** Since when that bars the login, where it is known. */
export function barredSince(row: LoginRow, barred: LoginRefusal): Date | undefined {
  if (barred === 'disabled') return row.disabledAt ?? undefined;
  if (barred === 'suspended') return row.suspendedAt ?? undefined;
  return barred === 'expired' ? (row.expiresAt ?? undefined) : undefined;
}

/** Whether the address lies in one of the networks (CIDR); no networks at all allow every address. */
export function networksAllow(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true;
  const plain = withoutZone(address);
  return networks.some((network) => isInNetwork(plain, network));
}

/** An address as Postgres takes it: a link-local one loses its interface (`fe80::1%eth0`). */
export function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}

/** The engine's view of the row. */
export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    customerId: row.customerId,
    login: row.login,
    home: {
      webRoot: row.path as HostPath,
      folder: resolvePath(unescapeBytes(row.folder), rootPath) ?? rootPath,
      identity: { uid: row.uid, gid: row.gid, umask: row.umask },
    },
    permissions: new Set(row.permissions),
    names: new NameRules({ hidden: row.hiddenNames, refused: row.refusedNames }),
    uploads: row.uploadMode,
    onlyOwnFiles: row.onlyOwnFiles,
    bandwidthDownBytes: row.bandwidthDownBytes ?? undefined,
    bandwidthUpBytes: row.bandwidthUpBytes ?? undefined,
    sharedBandwidth: {
      id: row.customerId,
      bandwidthDownBytes: row.customerBandwidthDownBytes ?? undefined,
      bandwidthUpBytes: row.customerBandwidthUpBytes ?? undefined,
    },
    maxSessions: row.maxSessions ?? undefined,
    rules: rulesOf(row),
  };
}

/** What the row's account and plan say about modes and TLS. */
function rulesOf({ planName, planVerbs, verbs, clearText }: AccountRow): AccountRules {
  return { plan: { name: planName, verbs: planVerbs }, verbs, clearText };
}

/** Whether another password holds now. An imported hash that a login made into one of bcrypt is still the same password. */
export function hasNewPassword(before: AccountRow, after: AccountRow): boolean {
  if ([after.passwordHash, after.keptPasswordHash].includes(before.passwordHash)) return false;
  const renewed = after.passwordChangedAt.getTime() === before.passwordChangedAt.getTime();
  return !(renewed && isImportedHash(before.passwordHash));
}

/** Whether a session that began under `before` would have another home, other rights or other names under `after`. */
export function reachesElsewhere(before: AccountRow, after: AccountRow): boolean {
  return JSON.stringify(reachOf(before)) !== JSON.stringify(reachOf(after));
}

function reachOf(row: AccountRow): unknown[] {
  const home = [row.serverId, row.path, row.folder, row.uid, row.gid, row.umask];
  const sets = [row.permissions, row.hiddenNames, row.refusedNames].map((words) => [...words].sort());
  return [...home, ...sets, row.uploadMode, row.onlyOwnFiles];
}
