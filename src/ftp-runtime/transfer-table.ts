// How transfers and changes of the tree are written, and how the same statement settles the ledgers: only for rows that are
// new, so that log and ledger cannot disagree and a batch that is written twice changes nothing.
import type pg from 'pg';

/** What one record changes in the ledgers of its web root; folders are real paths inside it, escaped. */
export interface ChargeColumns {
  /** For this process: which of its unwritten changes it is. */
  readonly mark: string;
  readonly web_root_id: string;
  readonly begun_at: string;
  readonly ended_at: string;
  readonly changes: readonly { readonly folder: string; readonly bytes: number; readonly files: number }[];
  readonly moved: { readonly from: string; readonly to: string; readonly bytes: number; readonly files: number } | null;
  readonly spent: readonly { readonly lease: string; readonly bytes: number; readonly files: number }[];
}

/** One row of transfers. */
export interface TransferRow {
  readonly at: string;
  readonly id: string;
  readonly session_id: string;
  readonly account_id: string;
  readonly customer_id: string;
  readonly login: string;
  readonly client_address: string;
  readonly kind: string;
  readonly path: string;
  readonly to_path: string | null;
  readonly bytes: number;
  readonly added_bytes: number;
  readonly added_files: number;
  readonly duration_ms: number;
  readonly mode: string | null;
  readonly tls: boolean;
  readonly outcome: string;
  readonly reply: string;
  /** Whether an upload's bytes went beside the file or into it; what moved no upload counts as staged. */
  readonly written: string;
  /** In hex; null where nothing was digested. */
  readonly sha256: string | null;
  /** null: nothing is charged for it. */
  readonly charge: ChargeColumns | null;
}

/** A ledger that says less than nothing is used: something was deleted that was never counted. */
export interface NegativeUsage {
  readonly ledger: 'account' | 'customer' | 'web-root';
  readonly id: string;
  readonly used_bytes: number;
  readonly used_files: number;
}

// Ordered by id, so that two processes never wait for each other crosswise. A running recount is told what has changed
// since it looked (recount_changes) and where it has to look again; one that ended before this was written down, though
// it may have seen the change, is due again, and so is one whose accounts were moved with a folder.
const transfers = `
  with batch as materialized (
    select * from jsonb_to_recordset($1::jsonb) as r (at timestamptz, id uuid, session_id uuid, account_id uuid,
      customer_id uuid, login text, client_address inet, kind text, path text, to_path text, bytes bigint,
      added_bytes bigint, added_files bigint, duration_ms integer, mode text, tls boolean, outcome text, reply text,
      written text, sha256 text, charge jsonb)
  ), logged as (
    insert into transfers (at, id, server_id, session_id, account_id, customer_id, login, client_address, kind, path, to_path,
      bytes, added_bytes, added_files, duration_ms, mode, tls, outcome, reply, written, sha256)
    select r.at, r.id, $2, r.session_id, a.id, c.id, r.login, r.client_address, r.kind, r.path, r.to_path,
      r.bytes, r.added_bytes, r.added_files, r.duration_ms, r.mode, r.tls, r.outcome, r.reply,
      r.written, decode(r.sha256, 'hex')
    from batch r left join ftp_accounts a on a.id = r.account_id left join customers c on c.id = r.customer_id
    on conflict (at, id) do nothing
    returning id, customer_id
  ), charge as (
    select w.id as web_root_id, w.customer_id, c.begun_at, c.ended_at, c.changes, c.spent, m."from" as moved_from,
      m."to" as moved_to, m.bytes as moved_bytes, m.files as moved_files
    from logged join batch b on b.id = logged.id
    cross join jsonb_to_record(b.charge) as c (web_root_id uuid, begun_at timestamptz, ended_at timestamptz, changes jsonb,
      moved jsonb, spent jsonb)
    join web_roots w on w.id = c.web_root_id
    left join jsonb_to_record(c.moved) as m ("from" text, "to" text, bytes bigint, files bigint) on true
  ), change as (
    select g.web_root_id, g.customer_id, g.begun_at, g.ended_at, c.folder, c.bytes, c.files
    from charge g cross join jsonb_to_recordset(g.changes) as c (folder text, bytes bigint, files bigint)
  ), charged as (
    select web_root_id, folder, bytes, files from change
    union all select web_root_id, moved_from, -moved_bytes, -moved_files from charge where moved_from is not null
    union all select web_root_id, moved_to, moved_bytes, moved_files from charge where moved_from is not null
  ), account_settled as (
    insert into account_usage as u (account_id, used_bytes, used_files)
    select a.id, sum(c.bytes)::bigint, sum(c.files)::bigint
    from charged c join ftp_accounts a on a.web_root_id = c.web_root_id left join account_usage x on x.account_id = a.id
    where folder_holds(coalesce(x.real_folder, a.folder), c.folder)
    group by a.id having sum(c.bytes) <> 0 or sum(c.files) <> 0 order by a.id
    on conflict (account_id) do update set used_bytes = u.used_bytes + excluded.used_bytes,
      used_files = u.used_files + excluded.used_files, updated_at = now()
    returning account_id, used_bytes, used_files
  ), root_settled as (
    insert into web_root_usage as u (web_root_id, used_bytes, used_files)
    select g.web_root_id, coalesce((select sum(c.bytes) from change c where c.web_root_id = g.web_root_id), 0)::bigint,
      coalesce((select sum(c.files) from change c where c.web_root_id = g.web_root_id), 0)::bigint
    from charge g group by g.web_root_id order by g.web_root_id
    on conflict (web_root_id) do update set used_bytes = u.used_bytes + excluded.used_bytes,
      used_files = u.used_files + excluded.used_files, updated_at = now(),
      recount_due_at = case when exists (
        select from charge g where g.web_root_id = u.web_root_id and (g.begun_at <= u.counted_at or exists (
          select from ftp_accounts a where a.web_root_id = u.web_root_id
            and (folder_holds(g.moved_from, a.folder) or folder_holds(g.moved_to, a.folder)))))
        then least(u.recount_due_at, now() + interval '1 minute') else u.recount_due_at end
    returning web_root_id, recount_begun_at, used_bytes, used_files
  ), customer_settled as (
    insert into customer_usage as u (customer_id, used_bytes, used_files)
    select customer_id, sum(bytes)::bigint, sum(files)::bigint from change
    group by customer_id having sum(bytes) <> 0 or sum(files) <> 0 order by customer_id
    on conflict (customer_id) do update set used_bytes = u.used_bytes + excluded.used_bytes,
      used_files = u.used_files + excluded.used_files, updated_at = now()
    returning customer_id, used_bytes, used_files
  ), lease_settled as (
    update quota_leases l set leased_bytes = greatest(l.leased_bytes - s.bytes, 0),
      leased_files = greatest(l.leased_files - s.files, 0), updated_at = now()
    from (select x.lease, sum(x.bytes) as bytes, sum(x.files) as files
      from charge g cross join jsonb_to_recordset(g.spent) as x (lease uuid, bytes bigint, files bigint) group by x.lease) s
    where l.id = s.lease
  ), recount_told as (
    insert into recount_changes (web_root_id, folder, bytes, files, begun_at, ended_at)
    select c.web_root_id, c.folder, c.bytes, c.files, c.begun_at, c.ended_at
    from change c join root_settled s on s.web_root_id = c.web_root_id where s.recount_begun_at is not null
  ), recount_moved as (
    delete from recount_folders f using charge g
    where f.web_root_id = g.web_root_id and g.moved_from is not null and folder_holds(g.moved_from, f.folder)
  ), recount_widened as (
    insert into recount_folders (web_root_id, folder)
    select distinct t.web_root_id, t.folder from (
      select web_root_id, folder from change union select web_root_id, moved_to from charge where moved_to is not null) t
    join root_settled s on s.web_root_id = t.web_root_id where s.recount_begun_at is not null
      and not exists (select from charge g where g.web_root_id = t.web_root_id and folder_holds(g.moved_from, t.folder))
    on conflict (web_root_id, folder_key) do update set listed_from = null, listed_until = null, bytes = 0, files = 0
      where exists (select from charge g where g.moved_to = excluded.folder)
  )
  select 'account' as ledger, account_id as id, used_bytes::float8, used_files::float8 from account_settled
  where used_bytes < 0 or used_files < 0
  union all select 'customer', customer_id, used_bytes::float8, used_files::float8 from customer_settled
  where used_bytes < 0 or used_files < 0
  union all select 'web-root', web_root_id, used_bytes::float8, used_files::float8 from root_settled
  where used_bytes < 0 or used_files < 0
  union all select pg_notify('panel', 'transfer:' || customer_id)::text, customer_id, 0, 0 from (
    select distinct customer_id from logged where customer_id is not null) as touched`;

// The web roots of an account or a customer are counted anew.
const due = `
  update web_root_usage u set recount_due_at = now() from web_roots w
  where w.id = u.web_root_id and (w.id = any ($1::uuid[]) or w.customer_id = any ($1::uuid[])
    or w.id in (select web_root_id from ftp_accounts where id = any ($1::uuid[])))`;

/** Writes a batch of transfers and settles the ledgers; rejects as a whole. Resolves with what is negative now. */
export async function writeTransfers(
  database: pg.Pool,
  serverId: string,
  rows: readonly TransferRow[],
): Promise<readonly NegativeUsage[]> {
  const values = [JSON.stringify(rows), serverId];
  const answer = await database.query<NegativeUsage>({ name: 'record-transfers', text: transfers, values });
  return answer.rows.filter((row) => row.used_bytes < 0 || row.used_files < 0);
}

/** Asks for a recount of the web roots that these are: web roots, or those of accounts or customers. */
export async function askForRecount(database: pg.Pool, ids: readonly string[]): Promise<void> {
  await database.query(due, [ids]);
}
