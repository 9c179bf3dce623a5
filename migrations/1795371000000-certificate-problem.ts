import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is wrong with a server's certificate files, said by its FTP processes. */
export class CertificateProblem1795371000000 implements MigrationInterface {
  readonly name = 'CertificateProblem1795371000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table servers add column certificate_problem text;

      create or replace function grant_ftp_process(login_name text) returns void language plpgsql as $$
      begin
        execute format('grant usage on schema %I to %I', current_schema(), login_name);
        execute format('grant select on plans, customers, servers, server_policies, server_processes, server_tasks, web_roots,
          ftp_accounts, account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions, login_attempts, transfers,
          data_connections, bans to %I', login_name);
        execute format('grant insert, update, delete on server_processes, account_usage, customer_usage, quota_leases,
          unfinished_uploads, ftp_sessions to %I', login_name);
        execute format('grant update (certificate_fingerprint, certificate_problem, updated_at) on servers to %I', login_name);
        execute format('grant update (state, claimed_by, claimed_at, progress, result, failure, finished_at) on server_tasks to %I', login_name);
        execute format('grant insert on login_attempts, transfers, data_connections to %I', login_name);
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table servers drop column certificate_problem;

      create or replace function grant_ftp_process(login_name text) returns void language plpgsql as $$
      begin
        execute format('grant usage on schema %I to %I', current_schema(), login_name);
        execute format('grant select on plans, customers, servers, server_policies, server_processes, server_tasks, web_roots,
          ftp_accounts, account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions, login_attempts, transfers,
          data_connections, bans to %I', login_name);
        execute format('grant insert, update, delete on server_processes, account_usage, customer_usage, quota_leases,
          unfinished_uploads, ftp_sessions to %I', login_name);
        execute format('grant update (certificate_fingerprint, updated_at) on servers to %I', login_name);
        execute format('grant update (state, claimed_by, claimed_at, progress, result, failure, finished_at) on server_tasks to %I', login_name);
        execute format('grant insert on login_attempts, transfers, data_connections to %I', login_name);
      end $$;
    `);
  }
}
