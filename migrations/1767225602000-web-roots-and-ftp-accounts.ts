import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where customers' sites lie and the FTP accounts that reach them; usage and leases, which the FTP processes write. */
export class WebRootsAndFtpAccounts1767225602000 implements MigrationInterface {
  readonly name = 'WebRootsAndFtpAccounts1767225602000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table web_roots (
        id uuid constraint web_roots_pkey primary key default gen_random_uuid(),
        customer_id uuid not null constraint web_roots_customer_id_fkey references customers (id) on delete cascade,
        server_id uuid not null constraint web_roots_server_id_fkey references servers (id),
        domain text not null constraint web_roots_domain_key unique
          constraint web_roots_domain_check check (domain = lower(domain) and length(domain) between 1 and 253),
        path text not null constraint web_roots_path_check check (length(path) between 2 and 4096),
        system_uid bigint not null constraint web_roots_system_uid_check check (system_uid between 1 and 4294967294),
        system_gid bigint not null constraint web_roots_system_gid_check check (system_gid between 1 and 4294967294),
        umask integer not null default 18 constraint web_roots_umask_check check (umask between 0 and 511),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint web_roots_server_id_path_key unique (server_id, path),
        constraint web_roots_id_customer_id_key unique (id, customer_id)
      );
      create index web_roots_customer_id_idx on web_roots (customer_id);

      create table ftp_accounts (
        id uuid constraint ftp_accounts_pkey primary key default gen_random_uuid(),
        customer_id uuid not null,
        web_root_id uuid not null,
        login text not null constraint ftp_accounts_login_key unique
          constraint ftp_accounts_login_check check (login = lower(login) and login ~ '^[a-z0-9][a-z0-9._-]*@[a-z0-9.-]+$' and length(login) <= 255),
        password_hash text not null constraint ftp_accounts_password_hash_check check (length(password_hash) > 0),
        password_changed_at timestamptz not null default now(),
        folder text not null default '/' constraint ftp_accounts_folder_check check (folder like '/%' and length(folder) <= 4096),
        permissions text[] not null constraint ftp_accounts_permissions_check check (permissions <@ array[
          'list', 'download', 'upload', 'overwrite', 'append', 'delete', 'rename', 'make-folder', 'remove-folder', 'chmod', 'set-time']),
        quota_bytes bigint constraint ftp_accounts_quota_bytes_check check (quota_bytes >= 0),
        quota_files bigint constraint ftp_accounts_quota_files_check check (quota_files >= 0),
        max_sessions integer constraint ftp_accounts_max_sessions_check check (max_sessions > 0),
        bandwidth_down_bytes bigint constraint ftp_accounts_bandwidth_down_bytes_check check (bandwidth_down_bytes > 0),
        bandwidth_up_bytes bigint constraint ftp_accounts_bandwidth_up_bytes_check check (bandwidth_up_bytes > 0),
        allowed_networks cidr[] not null default '{}',
        verb_rules jsonb not null default '{}' constraint ftp_accounts_verb_rules_check check (jsonb_typeof(verb_rules) = 'object'),
        upload_mode text not null default 'staged' constraint ftp_accounts_upload_mode_check check (upload_mode in ('staged', 'direct')),
        expires_at timestamptz,
        status text not null default 'enabled' constraint ftp_accounts_status_check check (status in ('enabled', 'disabled')),
        note text not null default '' constraint ftp_accounts_note_check check (length(note) <= 1000),
        revision integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint ftp_accounts_customer_id_fkey foreign key (customer_id) references customers (id) on delete cascade,
        constraint ftp_accounts_web_root_id_fkey foreign key (web_root_id, customer_id) references web_roots (id, customer_id)
      );
      create index ftp_accounts_customer_id_idx on ftp_accounts (customer_id, created_at desc, id desc);
      create index ftp_accounts_web_root_id_idx on ftp_accounts (web_root_id);
      create index ftp_accounts_created_at_idx on ftp_accounts (created_at desc, id desc);

      create function ftp_accounts_notify() returns trigger language plpgsql as $$
      begin perform pg_notify('ftp_runtime', 'account:' || old.id); return null; end $$;
      create trigger ftp_accounts_notify after update or delete on ftp_accounts
        for each row execute function ftp_accounts_notify();

      create function customers_notify() returns trigger language plpgsql as $$
      begin perform pg_notify('ftp_runtime', 'customer:' || old.id); return null; end $$;
      create trigger customers_notify after update of status on customers
        for each row when (old.status is distinct from new.status) execute function customers_notify();

      create function web_roots_notify() returns trigger language plpgsql as $$
      begin perform pg_notify('ftp_runtime', 'customer:' || old.customer_id); return null; end $$;
      create trigger web_roots_notify after update on web_roots
        for each row execute function web_roots_notify();

      create table account_usage (
        account_id uuid constraint account_usage_pkey primary key
          constraint account_usage_account_id_fkey references ftp_accounts (id) on delete cascade,
        used_bytes bigint not null default 0,
        used_files bigint not null default 0,
        counted_at timestamptz,
        updated_at timestamptz not null default now()
      );

      create table customer_usage (
        customer_id uuid constraint customer_usage_pkey primary key
          constraint customer_usage_customer_id_fkey references customers (id) on delete cascade,
        used_bytes bigint not null default 0,
        used_files bigint not null default 0,
        counted_at timestamptz,
        updated_at timestamptz not null default now()
      );

      create table quota_leases (
        process_id uuid not null constraint quota_leases_process_id_fkey references server_processes (id) on delete cascade,
        account_id uuid not null constraint quota_leases_account_id_fkey references ftp_accounts (id) on delete cascade,
        leased_bytes bigint not null constraint quota_leases_leased_bytes_check check (leased_bytes >= 0),
        leased_files bigint not null constraint quota_leases_leased_files_check check (leased_files >= 0),
        updated_at timestamptz not null default now(),
        constraint quota_leases_pkey primary key (process_id, account_id)
      );
      create index quota_leases_account_id_idx on quota_leases (account_id);

      create table unfinished_uploads (
        id uuid constraint unfinished_uploads_pkey primary key,
        account_id uuid not null constraint unfinished_uploads_account_id_fkey references ftp_accounts (id) on delete cascade,
        server_id uuid not null constraint unfinished_uploads_server_id_fkey references servers (id) on delete cascade,
        path text not null,
        client_address inet,
        received_bytes bigint not null constraint unfinished_uploads_received_bytes_check check (received_bytes >= 0),
        reason text not null,
        started_at timestamptz not null,
        ended_at timestamptz not null
      );
      create index unfinished_uploads_account_id_idx on unfinished_uploads (account_id, ended_at desc);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table unfinished_uploads, quota_leases, customer_usage, account_usage, ftp_accounts, web_roots;
      drop trigger customers_notify on customers;
      drop function ftp_accounts_notify, customers_notify, web_roots_notify;
    `);
  }
}
