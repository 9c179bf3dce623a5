import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Quotas: a ledger is what is used under an account's folder, in a web root or by a customer. FTP processes lease room
 * from an account's or a customer's ledger; a web root's is the unit of a recount, whose state is kept here too, so that
 * any process can go on with it.
 */
export class QuotaLedgers1767225606000 implements MigrationInterface {
  readonly name = 'QuotaLedgers1767225606000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table account_usage
        add column real_folder text,
        add column outside_bytes bigint not null default 0,
        add column outside_files bigint not null default 0;
      alter table customer_usage
        add column outside_bytes bigint not null default 0,
        add column outside_files bigint not null default 0;
      alter table server_processes add column changes_posted_until timestamptz;

      create table web_root_usage (
        web_root_id uuid constraint web_root_usage_pkey primary key
          constraint web_root_usage_web_root_id_fkey references web_roots (id) on delete cascade,
        used_bytes bigint not null default 0,
        used_files bigint not null default 0,
        outside_bytes bigint not null default 0,
        outside_files bigint not null default 0,
        counted_at timestamptz,
        recount_due_at timestamptz,
        recount_begun_at timestamptz,
        recounted_by uuid constraint web_root_usage_recounted_by_fkey references server_processes (id) on delete set null,
        updated_at timestamptz not null default now()
      );
      create index web_root_usage_recounted_by_idx on web_root_usage (recounted_by);
      insert into web_root_usage (web_root_id, used_bytes, used_files, recount_due_at)
        select w.id, coalesce(sum(u.used_bytes), 0), coalesce(sum(u.used_files), 0), now()
        from web_roots w left join ftp_accounts a on a.web_root_id = w.id left join account_usage u on u.account_id = a.id
        group by w.id;
      delete from customer_usage;
      insert into customer_usage (customer_id, used_bytes, used_files)
        select w.customer_id, sum(u.used_bytes), sum(u.used_files)
        from web_roots w join web_root_usage u on u.web_root_id = w.id group by w.customer_id;

      create table recount_folders (
        web_root_id uuid not null
          constraint recount_folders_web_root_id_fkey references web_root_usage (web_root_id) on delete cascade,
        folder text not null,
        folder_key text not null generated always as (md5(folder)) stored,
        bytes bigint not null default 0,
        files bigint not null default 0,
        listed_from timestamptz,
        listed_until timestamptz,
        constraint recount_folders_pkey primary key (web_root_id, folder_key),
        constraint recount_folders_listed_check check ((listed_from is null) = (listed_until is null))
      );
      create index recount_folders_waiting_idx on recount_folders (web_root_id) where listed_until is null;
      create table recount_links (
        web_root_id uuid not null,
        folder_key text not null,
        inode text not null,
        bytes bigint not null,
        constraint recount_links_pkey primary key (web_root_id, folder_key, inode),
        constraint recount_links_folder_fkey foreign key (web_root_id, folder_key)
          references recount_folders (web_root_id, folder_key) on delete cascade
      );
      create table recount_changes (
        web_root_id uuid not null
          constraint recount_changes_web_root_id_fkey references web_root_usage (web_root_id) on delete cascade,
        folder text not null,
        bytes bigint not null,
        files bigint not null,
        begun_at timestamptz not null,
        ended_at timestamptz not null
      );
      create index recount_changes_web_root_id_idx on recount_changes (web_root_id);

      drop table quota_leases;
      create table quota_leases (
        id uuid constraint quota_leases_pkey primary key default gen_random_uuid(),
        process_id uuid not null constraint quota_leases_process_id_fkey references server_processes (id) on delete cascade,
        account_id uuid constraint quota_leases_account_id_fkey references ftp_accounts (id) on delete cascade,
        customer_id uuid constraint quota_leases_customer_id_fkey references customers (id) on delete cascade,
        leased_bytes bigint not null constraint quota_leases_leased_bytes_check check (leased_bytes >= 0),
        leased_files bigint not null constraint quota_leases_leased_files_check check (leased_files >= 0),
        updated_at timestamptz not null default now(),
        constraint quota_leases_ledger_check check (num_nonnulls(account_id, customer_id) = 1),
        constraint quota_leases_account_key unique (process_id, account_id),
        constraint quota_leases_customer_key unique (process_id, customer_id)
      );
      create index quota_leases_account_id_idx on quota_leases (account_id);
      create index quota_leases_customer_id_idx on quota_leases (customer_id);
    `);
    await db.query(functions);
    await db.query(grants(newTables));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger ftp_accounts_usage on ftp_accounts;
      drop trigger web_roots_usage on web_roots;
      drop trigger web_roots_usage_gone on web_roots;
      drop trigger plans_notify_quota on plans;
      drop trigger customers_notify_plan on customers;
      drop function ftp_accounts_usage, web_roots_usage, web_roots_usage_gone, quota_notify, lease_quota, lease_block,
        folder_holds;
      drop table recount_changes, recount_links, recount_folders, web_root_usage, quota_leases;
      create table quota_leases (
        process_id uuid not null constraint quota_leases_process_id_fkey references server_processes (id) on delete cascade,
        account_id uuid not null constraint quota_leases_account_id_fkey references ftp_accounts (id) on delete cascade,
        leased_bytes bigint not null constraint quota_leases_leased_bytes_check check (leased_bytes >= 0),
        leased_files bigint not null constraint quota_leases_leased_files_check check (leased_files >= 0),
        updated_at timestamptz not null default now(),
        constraint quota_leases_pkey primary key (process_id, account_id)
      );
      create index quota_leases_account_id_idx on quota_leases (account_id);
      alter table account_usage drop column real_folder, drop column outside_bytes, drop column outside_files;
      alter table customer_usage drop column outside_bytes, drop column outside_files;
      alter table server_processes drop column changes_posted_until;
    `);
    await db.query(grants(''));
  }
}

const newTables = `, web_root_usage, recount_folders, recount_links, recount_changes`;

/**
 * `lease_quota` locks the ledger's row before it looks at the leases, so that used and leased together never pass the
 * limit: nothing is granted unless all that is wanted fits, and beyond it an eighth of what is left.
 */
const functions = `
  create function folder_holds(outer_folder text, folder text) returns boolean language sql immutable as $$
    select starts_with(folder || '/', rtrim(outer_folder, '/') || '/')
  $$;

  create function lease_block(room bigint, wanted bigint, smallest bigint, largest bigint) returns bigint
    language sql immutable as $$
    select case when room is null or wanted = 0 then 0
      else least(room, greatest(wanted, least(largest, greatest(smallest, room / 8)))) end
  $$;

  create function lease_quota(process uuid, ledger_kind text, ledger uuid, wanted_bytes bigint, wanted_files bigint)
    returns table (lease uuid, granted_bytes bigint, granted_files bigint, used_bytes bigint, used_files bigint,
      quota_bytes bigint, quota_files bigint, lacking text, leased_elsewhere boolean)
    language plpgsql as $$
  #variable_conflict use_column
  declare
    used record;
    quota record;
    leased record;
    room_bytes bigint;
    room_files bigint;
  begin
    if ledger_kind = 'account' then
      insert into account_usage (account_id) select id from ftp_accounts where id = ledger on conflict do nothing;
      select u.used_bytes as bytes, u.used_files as files into used from account_usage u where u.account_id = ledger for update;
      select a.quota_bytes as bytes, a.quota_files as files into quota from ftp_accounts a where a.id = ledger;
    else
      insert into customer_usage (customer_id) select id from customers where id = ledger on conflict do nothing;
      select u.used_bytes as bytes, u.used_files as files into used from customer_usage u where u.customer_id = ledger for update;
      select p.quota_bytes as bytes, p.quota_files as files into quota
        from customers c join plans p on p.id = c.plan_id where c.id = ledger;
    end if;
    if not found then return; end if;
    select coalesce(sum(l.leased_bytes), 0)::bigint as bytes, coalesce(sum(l.leased_files), 0)::bigint as files,
        coalesce(bool_or(l.process_id <> process and (l.leased_bytes > 0 or l.leased_files > 0)), false) as elsewhere
      into leased from quota_leases l where l.account_id = ledger or l.customer_id = ledger;
    room_bytes := quota.bytes - greatest(used.bytes, 0) - leased.bytes;
    room_files := quota.files - greatest(used.files, 0) - leased.files;
    used_bytes := used.bytes;
    used_files := used.files;
    quota_bytes := quota.bytes;
    quota_files := quota.files;
    leased_elsewhere := leased.elsewhere;
    lacking := case when wanted_bytes > 0 and wanted_bytes > room_bytes then 'bytes'
      when wanted_files > 0 and wanted_files > room_files then 'files' end;
    if lacking is not null then
      return next;
      return;
    end if;
    granted_bytes := lease_block(room_bytes, wanted_bytes, 65536, 268435456);
    granted_files := lease_block(room_files, wanted_files, 1, 1000);
    if ledger_kind = 'account' then
      insert into quota_leases as l (process_id, account_id, leased_bytes, leased_files)
        values (process, ledger, granted_bytes, granted_files)
        on conflict on constraint quota_leases_account_key do update set leased_bytes = l.leased_bytes + excluded.leased_bytes,
          leased_files = l.leased_files + excluded.leased_files, updated_at = now()
        returning l.id into lease;
    else
      insert into quota_leases as l (process_id, customer_id, leased_bytes, leased_files)
        values (process, ledger, granted_bytes, granted_files)
        on conflict on constraint quota_leases_customer_key do update set leased_bytes = l.leased_bytes + excluded.leased_bytes,
          leased_files = l.leased_files + excluded.leased_files, updated_at = now()
        returning l.id into lease;
    end if;
    return next;
  end $$;

  create function quota_notify() returns trigger language plpgsql as $$
  begin perform pg_notify('ftp_runtime', 'quota'); return null; end $$;
  create trigger plans_notify_quota after update of quota_bytes, quota_files on plans
    for each statement execute function quota_notify();
  create trigger customers_notify_plan after update of plan_id on customers
    for each row when (old.plan_id is distinct from new.plan_id) execute function quota_notify();

  create function ftp_accounts_usage() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and old.folder = new.folder and old.web_root_id = new.web_root_id then return null; end if;
    update account_usage set real_folder = null where account_id = new.id;
    update web_root_usage set recount_due_at = now() where web_root_id = new.web_root_id;
    perform pg_notify('ftp_runtime', 'quota');
    return null;
  end $$;
  create trigger ftp_accounts_usage after insert or update on ftp_accounts
    for each row execute function ftp_accounts_usage();

  create function web_roots_usage() returns trigger language plpgsql as $$
  begin
    insert into web_root_usage as u (web_root_id, recount_due_at) values (new.id, now())
      on conflict (web_root_id) do update set recount_due_at = now();
    if tg_op = 'UPDATE' and old.customer_id <> new.customer_id then
      update customer_usage c set used_bytes = c.used_bytes - u.used_bytes, used_files = c.used_files - u.used_files,
          outside_bytes = c.outside_bytes - u.outside_bytes, outside_files = c.outside_files - u.outside_files
        from web_root_usage u where u.web_root_id = new.id and c.customer_id = old.customer_id;
      insert into customer_usage as c (customer_id, used_bytes, used_files, outside_bytes, outside_files)
        select new.customer_id, u.used_bytes, u.used_files, u.outside_bytes, u.outside_files
          from web_root_usage u where u.web_root_id = new.id
        on conflict (customer_id) do update set used_bytes = c.used_bytes + excluded.used_bytes,
          used_files = c.used_files + excluded.used_files, outside_bytes = c.outside_bytes + excluded.outside_bytes,
          outside_files = c.outside_files + excluded.outside_files;
    end if;
    return null;
  end $$;
  create trigger web_roots_usage after insert or update of path, server_id, customer_id on web_roots
    for each row execute function web_roots_usage();

  create function web_roots_usage_gone() returns trigger language plpgsql as $$
  begin
    update customer_usage c set used_bytes = c.used_bytes - u.used_bytes, used_files = c.used_files - u.used_files,
        outside_bytes = c.outside_bytes - u.outside_bytes, outside_files = c.outside_files - u.outside_files
      from web_root_usage u where u.web_root_id = old.id and c.customer_id = old.customer_id;
    return old;
  end $$;
  create trigger web_roots_usage_gone before delete on web_roots
    for each row execute function web_roots_usage_gone();
`;

/** `more`: tables beside those of the first version, each with a comma before it. */
function grants(more: string): string {
  return `
    create or replace function grant_ftp_process(login_name text) returns void language plpgsql as $$
      begin
        execute format('grant usage on schema %I to %I', current_schema(), login_name);
        execute format('grant select on plans, customers, servers, server_policies, server_processes, server_tasks, web_roots,
          ftp_accounts, account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions, login_attempts, transfers,
          data_connections, bans${more} to %I', login_name);
        execute format('grant insert, update, delete on server_processes, account_usage, customer_usage, quota_leases,
          unfinished_uploads, ftp_sessions${more} to %I', login_name);
        execute format('grant update (certificate_fingerprint, certificate_self_signed, certificate_problem, updated_at) on servers to %I', login_name);
        execute format('grant update (state, claimed_by, claimed_at, progress, result, failure, finished_at) on server_tasks to %I', login_name);
        execute format('grant insert on login_attempts, transfers, data_connections to %I', login_name);
      end $$`;
}
