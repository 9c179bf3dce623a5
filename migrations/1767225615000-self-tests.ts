import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a server shows to the outside: the names on its certificates, and what was found by testing it from outside. */
export class SelfTests1767225615000 implements MigrationInterface {
  readonly name = 'SelfTests1767225615000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table servers add column certificate_names text[] not null default '{}';

      create table self_tests (
        id uuid primary key default gen_random_uuid(),
        server_id uuid not null references servers on delete cascade,
        reason text not null check (reason in ('asked', 'policy', 'certificate', 'schedule')),
        asked_by text not null,
        policy_version integer not null,
        certificate_fingerprint text,
        started_at timestamptz not null default now(),
        finished_at timestamptz,
        outcome text check (outcome in ('worked', 'failed', 'unclear')),
        sentence text,
        views jsonb not null default '[]' check (jsonb_typeof(views) = 'array'),
        constraint self_tests_finished_check check ((finished_at is null) = (outcome is null))
      );
      create index self_tests_server_id_idx on self_tests (server_id, started_at desc, id desc);

      -- What a testing process may log in with once, in the next seconds, at another server. Nobody's FTP account.
      create table probe_logins (
        id uuid primary key,
        server_id uuid not null references servers on delete cascade,
        secret_hash bytea not null check (length(secret_hash) = 32),
        expires_at timestamptz not null
      );

      ${grants({ read: ', probe_logins', write: ', probe_logins', servers: ', certificate_names' })}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${grants({ read: '', write: '', servers: '' })}
      drop table probe_logins;
      drop table self_tests;
      alter table servers drop column certificate_names;
    `);
  }
}

/** Tables and columns beside those of the versions before, each with a comma before it. */
function grants(more: { read: string; write: string; servers: string }): string {
  return `
    create or replace function grant_ftp_process(login_name text) returns void language plpgsql as $$
      begin
        execute format('grant usage on schema %I to %I', current_schema(), login_name);
        execute format('grant select on plans, customers, servers, server_policies, server_processes, server_tasks, web_roots,
          ftp_accounts, account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions, login_attempts, transfers,
          data_connections, bans, web_root_usage, recount_folders, recount_links, recount_changes${more.read} to %I', login_name);
        execute format('grant insert, update, delete on server_processes, account_usage, customer_usage, quota_leases,
          unfinished_uploads, ftp_sessions, web_root_usage, recount_folders, recount_links, recount_changes${more.write} to %I', login_name);
        execute format('grant update (certificate_fingerprint, certificate_self_signed, certificate_problem${more.servers}, updated_at) on servers to %I', login_name);
        execute format('grant update (state, claimed_by, claimed_at, progress, result, failure, finished_at) on server_tasks to %I', login_name);
        execute format('grant insert on login_attempts, transfers, data_connections to %I', login_name);
      end $$;`;
}
