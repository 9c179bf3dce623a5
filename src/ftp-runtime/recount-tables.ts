// A recount as the database holds it: which web root is counted by whom, which folders were listed and when, what has
// changed since. Any process of the server can go on with it. Nothing here touches a disk.
import type pg from 'pg';
import type { Identity } from '../ftp/index.js';

/** A web root that is to be counted. */
export interface ClaimedRoot extends Identity {
  readonly id: string;
  readonly path: string;
}

/** What one look into a folder has found; folders escaped, moments in ISO-8601. */
export interface ListedFolder {
  readonly folder: string;
  readonly listed_from: string;
  readonly listed_until: string;
  readonly bytes: number;
  readonly files: number;
  /** Files with several names, each by its inode. */
  readonly links: readonly { readonly inode: string; readonly bytes: number }[];
  readonly folders: readonly string[];
}

// One at a time on a server. Nightly what was not counted since yesterday. One that was left lying for long is begun anew.
const claim = `
  with chosen as (
    select u.web_root_id from web_root_usage u join web_roots w on w.id = u.web_root_id
    where w.server_id = $1 and (u.recount_due_at <= now() or u.recount_begun_at is not null
        or $3 and (u.counted_at is null or u.counted_at < now() - interval '20 hours'))
      and not exists (select from web_root_usage x join web_roots y on y.id = x.web_root_id
        join server_processes p on p.id = x.recounted_by
        where y.server_id = $1 and p.id <> $2 and p.stopped_at is null and p.heartbeat_at > now() - interval '15 seconds')
    order by u.recount_begun_at nulls last, u.recount_due_at nulls last limit 1 for update of u skip locked
  ), claimed as (
    update web_root_usage u set recounted_by = $2, recount_begun_at = coalesce(u.recount_begun_at, now())
    from chosen where u.web_root_id = chosen.web_root_id returning u.web_root_id
  ), begun as (
    insert into recount_folders (web_root_id, folder) select web_root_id, '/' from claimed on conflict do nothing
  )
  select w.id, w.path, w.system_uid::float8 as uid, w.system_gid::float8 as gid, w.umask
  from claimed join web_roots w on w.id = claimed.web_root_id`;

const release = `update web_root_usage set recounted_by = null where recounted_by = $1`;

const waiting = `select folder from recount_folders where web_root_id = $1 and listed_until is null limit $2`;

const forgetLinks = `
  delete from recount_links l using recount_folders f
  where f.web_root_id = $1 and f.folder = any ($2::text[]) and l.web_root_id = $1 and l.folder_key = f.folder_key`;

const forgetFolders = `delete from recount_folders where web_root_id = $1 and folder = any ($2::text[])`;

// A folder that was moved away meanwhile has no row any more, and nothing is said of it.
const writeListed = `
  with listed as (
    select * from jsonb_to_recordset($2::jsonb) as r (folder text, listed_from timestamptz, listed_until timestamptz,
      bytes bigint, files bigint, links jsonb, folders jsonb)
  ), written as (
    update recount_folders f set bytes = r.bytes, files = r.files, listed_from = r.listed_from, listed_until = r.listed_until
    from listed r where f.web_root_id = $1 and f.folder_key = md5(r.folder)
    returning f.folder_key, r.links, r.folders
  ), linked as (
    insert into recount_links (web_root_id, folder_key, inode, bytes)
    select $1, w.folder_key, l.inode, l.bytes from written w
    cross join jsonb_to_recordset(w.links) as l (inode text, bytes bigint) on conflict do nothing
  )
  insert into recount_folders (web_root_id, folder)
  select $1, f.folder from written w cross join jsonb_array_elements_text(w.folders) as f (folder) on conflict do nothing`;

const allWritten = `
  select not exists (select from server_processes where server_id = $1 and stopped_at is null
    and heartbeat_at > now() - interval '15 seconds' and coalesce(changes_posted_until, '-infinity') <= $2) as written`;

// In the order in which the log settles them, so that neither waits for the other crosswise.
const lockAccounts = `
  select from account_usage where account_id in (select id from ftp_accounts where web_root_id = $1)
  order by account_id for update`;
const lockRoot = `select 1 from web_root_usage where web_root_id = $1 for update`;

// A change that happened while its folder was being listed may have been seen or not.
const lookAgain = `
  update recount_folders f set listed_from = null, listed_until = null
  where f.web_root_id = $1 and exists (select from recount_changes c where c.web_root_id = $1 and c.folder = f.folder
    and c.ended_at >= f.listed_from and c.begun_at <= f.listed_until)`;

// What was listed, and what has changed since; a file with several names once for each who holds one of them.
const settle = `
  with holder as (
    select null::uuid as account_id, '/' as folder
    union all select a.id, coalesce(u.real_folder, a.folder)
    from ftp_accounts a left join account_usage u on u.account_id = a.id where a.web_root_id = $1
  ), found as (
    select h.account_id, f.bytes, f.files from holder h join recount_folders f
      on f.web_root_id = $1 and folder_holds(h.folder, f.folder)
    union all
    select h.account_id, c.bytes, c.files from holder h join recount_changes c
      on c.web_root_id = $1 and folder_holds(h.folder, c.folder)
    join recount_folders f on f.web_root_id = $1 and f.folder = c.folder and c.begun_at > f.listed_until
    union all
    (select distinct on (h.account_id, l.inode) h.account_id, l.bytes, 1 from holder h join recount_folders f
      on f.web_root_id = $1 and folder_holds(h.folder, f.folder)
    join recount_links l on l.web_root_id = $1 and l.folder_key = f.folder_key)
  ), counted as (
    select h.account_id, coalesce(sum(f.bytes), 0)::bigint as bytes, coalesce(sum(f.files), 0)::bigint as files
    from (select distinct account_id from holder) h left join found f on f.account_id is not distinct from h.account_id
    group by h.account_id
  ), accounts as (
    insert into account_usage as u (account_id, used_bytes, used_files, outside_bytes, outside_files, counted_at)
    select account_id, bytes, files, bytes, files, $2 from counted where account_id is not null order by account_id
    on conflict (account_id) do update set used_bytes = excluded.used_bytes, used_files = excluded.used_files,
      outside_bytes = u.outside_bytes + excluded.used_bytes - u.used_bytes,
      outside_files = u.outside_files + excluded.used_files - u.used_files, counted_at = $2, updated_at = now()
  ), root as (
    select w.customer_id, c.bytes, c.files, c.bytes - u.used_bytes as more_bytes, c.files - u.used_files as more_files
    from counted c join web_root_usage u on u.web_root_id = $1 join web_roots w on w.id = $1 where c.account_id is null
  ), customer as (
    insert into customer_usage as u (customer_id, used_bytes, used_files, outside_bytes, outside_files, counted_at)
    select customer_id, more_bytes, more_files, more_bytes, more_files, $2 from root
    on conflict (customer_id) do update set used_bytes = u.used_bytes + excluded.used_bytes,
      used_files = u.used_files + excluded.used_files, outside_bytes = u.outside_bytes + excluded.outside_bytes,
      outside_files = u.outside_files + excluded.outside_files, counted_at = $2, updated_at = now()
  )
  update web_root_usage u set used_bytes = root.bytes, used_files = root.files,
    outside_bytes = u.outside_bytes + root.more_bytes, outside_files = u.outside_files + root.more_files,
    counted_at = $2, recount_begun_at = null, recounted_by = null, updated_at = now(),
    recount_due_at = case when u.recount_due_at > u.recount_begun_at then u.recount_due_at end
  from root where u.web_root_id = $1
  returning root.bytes::float8, root.files::float8, root.more_bytes::float8 as "moreBytes", root.more_files::float8 as "moreFiles"`;

/** What a recount has found, and by how much it differs from what the ledger said. */
export interface Recounted {
  readonly bytes: number;
  readonly files: number;
  readonly moreBytes: number;
  readonly moreFiles: number;
}

/** The recounts of one server, for one of its processes. Each method rejects where the database is away. */
export class RecountTables {
  constructor(
    private readonly database: pg.Pool,
    private readonly ids: { readonly serverId: string; readonly processId: string },
  ) {}

  /** Takes the web root that waits longest, or goes on with what another process has left. */
  async claim(options: { readonly nightly: boolean }): Promise<ClaimedRoot | undefined> {
    const { processId, serverId } = this.ids;
    return (await this.database.query<ClaimedRoot>(claim, [serverId, processId, options.nightly])).rows[0];
  }

  async release(): Promise<void> {
    await this.database.query(release, [this.ids.processId]);
  }

  async waiting(webRootId: string, limit: number): Promise<string[]> {
    const { rows } = await this.database.query<{ folder: string }>(waiting, [webRootId, limit]);
    return rows.map(({ folder }) => folder);
  }

  /** `gone`: folders that are not there any more. */
  async write(webRootId: string, listed: readonly ListedFolder[], gone: readonly string[]): Promise<void> {
    await this.database.query(forgetLinks, [webRootId, listed.map(({ folder }) => folder)]);
    await this.database.query(writeListed, [webRootId, JSON.stringify(listed)]);
    if (gone.length > 0) await this.database.query(forgetFolders, [webRootId, gone]);
  }

  /** Asks all processes of the server to write down what they have changed. */
  async askToWrite(): Promise<void> {
    await this.database.query(`select pg_notify('ftp_runtime', 'written:' || $1)`, [this.ids.serverId]);
  }

  /** Whether every live process of the server has written down all that it changed up to that moment. */
  async allWritten(moment: Date): Promise<boolean> {
    const { rows } = await this.database.query<{ written: boolean }>(allWritten, [this.ids.serverId, moment]);
    return rows[0]?.written ?? false;
  }

  /** Settles the ledgers as of that moment; undefined where folders have to be listed again first. */
  async settle(webRootId: string, moment: Date): Promise<Recounted | undefined> {
    const client = await this.database.connect();
    try {
      await client.query('begin');
      await client.query(lockAccounts, [webRootId]);
      await client.query(lockRoot, [webRootId]);
      await client.query(lookAgain, [webRootId]);
      const again = await client.query(waiting, [webRootId, 1]);
      const counted = again.rowCount === 0 ? await settleAll(client, webRootId, moment) : undefined;
      await client.query('commit');
      return counted;
    } catch (error) {
      await client.query('rollback').catch(() => undefined); // the connection is broken; the first error says more
      throw error;
    } finally {
      client.release();
    }
  }
}

async function settleAll(client: pg.PoolClient, webRootId: string, moment: Date): Promise<Recounted | undefined> {
  const { rows } = await client.query<Recounted>(settle, [webRootId, moment]);
  await client.query('delete from recount_changes where web_root_id = $1', [webRootId]);
  await client.query('delete from recount_folders where web_root_id = $1', [webRootId]);
  return rows[0];
}
