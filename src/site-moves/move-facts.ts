// What the database knows about a site that is to be moved and about the two servers. It changes nothing.
import type { Queries } from '../database/queries.js';
import { type CopyEnd, copyCommand } from './copy-command.js';
import { presetOf, type TlsRule, type VerbRules } from '../ftp/policy.js';
import type { FormerServer, MovePlace, MovingAccount } from './site-moves.dto.js';

/** A web root as it lies now. */
export interface SiteFacts {
  readonly domain: string;
  readonly customer: { readonly id: string; readonly name: string };
  readonly serverId: string;
  readonly path: string;
  readonly systemUid: number;
  readonly systemGid: number;
  readonly umask: number;
  readonly revision: number;
  readonly terminating: boolean;
  readonly removing: boolean;
  readonly unfinishedUploads: number;
  readonly websitesInside: string[];
  readonly accounts: MovingAccount[];
}

const site = `
  select w.domain, jsonb_build_object('id', c.id, 'name', c.name) as customer, w.server_id as "serverId", w.path,
    w.system_uid::float8 as "systemUid", w.system_gid::float8 as "systemGid", w.umask, w.revision,
    c.status = 'terminating' as terminating,
    exists (select from folder_removals r where r.web_root_id = w.id and r.state = 'removing') as removing,
    (select count(*)::integer from unfinished_uploads f join ftp_accounts a on a.id = f.account_id
      where a.web_root_id = w.id) as "unfinishedUploads",
    array(select o.domain from web_roots o where o.server_id = w.server_id and o.id <> w.id
      and folder_holds(w.path, o.path) order by o.domain) as "websitesInside",
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'login', a.login, 'folder', a.folder, 'openSessions',
        (select count(*) from ftp_sessions x where x.account_id = a.id and x.closed_at is null)) order by a.login)
      from ftp_accounts a where a.web_root_id = w.id), '[]') as accounts
  from web_roots w join customers c on c.id = w.customer_id
  where w.id = $1`;

/** The web root; undefined where there is none. */
export async function readSite(tx: Queries, webRootId: string): Promise<SiteFacts | undefined> {
  const [row] = await tx.query<SiteFacts[]>(site, [webRootId]);
  return row;
}

/** A server as its clients meet it. */
export type ServerFacts = Omit<MovePlace, 'path' | 'systemUid' | 'systemGid'>;

interface RawServer extends Omit<ServerFacts, 'preset'> {
  readonly verbs: VerbRules;
  readonly tls: TlsRule;
}

const server = `
  select jsonb_build_object('id', s.id, 'name', s.name) as server, s.host, s.ftp_port as "ftpPort", s.ftps_port as "ftpsPort",
    s.certificate_fingerprint as "certificateFingerprint", p.verbs, p.tls,
    exists (select from server_processes o where o.server_id = s.id and o.stopped_at is null
      and o.heartbeat_at > now() - interval '15 seconds') as "serverAnswers"
  from servers s join lateral (select verbs, tls from server_policies where server_id = s.id order by version desc limit 1) p
    on true
  where s.id = $1`;

/** The server; undefined where there is none. */
export async function readServer(tx: Queries, serverId: string): Promise<ServerFacts | undefined> {
  const [row] = await tx.query<RawServer[]>(server, [serverId]);
  if (row === undefined) return undefined;
  const { verbs, ...facts } = row;
  return { ...facts, preset: presetOf(verbs) ?? null };
}

type RawFormer = Omit<FormerServer, 'movedAt' | 'announcedUntil' | 'lastLoginAt' | 'copyCommand'> & {
  systemUid: number;
  systemGid: number;
  here: CopyEnd;
  movedAt: Date;
  announcedUntil: Date;
  lastLoginAt: Date | null;
};

// An account's refused logins have an index of their own.
const former = `
  select jsonb_build_object('id', s.id, 'name', s.name) as server, s.host, s.ftp_port as "ftpPort", m.from_path as path,
    m.from_system_uid::float8 as "systemUid", m.from_system_gid::float8 as "systemGid",
    jsonb_build_object('host', h.host, 'path', w.path, 'systemUid', w.system_uid, 'systemGid', w.system_gid) as here,
    m.moved_at as "movedAt", m.moved_by as "movedBy", m.announced_until as "announcedUntil",
    used.count as "loginCount", used.last as "lastLoginAt"
  from site_moves m join servers s on s.id = m.from_server_id
  join web_roots w on w.id = m.web_root_id join servers h on h.id = w.server_id
  cross join lateral (select count(*)::integer as count, max(l.at) as last from ftp_accounts a join login_attempts l
    on l.account_id = a.id and l.outcome <> all (array['accepted', 'wrong-login-or-password']) and l.outcome = 'moved'
      and l.at >= m.moved_at and l.server_id = m.from_server_id
    where a.web_root_id = m.web_root_id) used
  where m.web_root_id = $1 and m.announced_until > now() order by m.moved_at desc`;

/** Where the site lived and is still told from, the latest first. */
export async function readFormerServers(tx: Queries, webRootId: string): Promise<FormerServer[]> {
  const rows = await tx.query<RawFormer[]>(former, [webRootId]);
  return rows.map(({ here, systemGid, systemUid, ...row }) => ({
    ...row,
    copyCommand: copyCommand({ host: row.host, path: row.path, systemUid, systemGid }, here),
    movedAt: row.movedAt.toISOString(),
    announcedUntil: row.announcedUntil.toISOString(),
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
  }));
}
