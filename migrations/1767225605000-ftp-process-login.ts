import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the FTP processes' own login may do: read what they enforce, write what they observe, never accounts,
 * policies or panel users. The login itself is made outside, because a migration may not be allowed to.
 */
export class FtpProcessLogin1767225605000 implements MigrationInterface {
  readonly name = 'FtpProcessLogin1767225605000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function grant_ftp_process(login_name text) returns void language plpgsql as $$
      begin
        execute format('grant usage on schema %I to %I', current_schema(), login_name);
        execute format('grant select on plans, customers, servers, server_policies, server_processes, server_tasks, web_roots,
          ftp_accounts, account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions, login_attempts, transfers,
          data_connections, bans to %I', login_name);
        execute format('grant insert, update, delete on server_processes, account_usage, customer_usage, quota_leases,
          unfinished_uploads, ftp_sessions to %I', login_name);
        execute format('grant update (certificate_fingerprint, certificate_self_signed, certificate_problem, updated_at) on servers to %I', login_name);
        execute format('grant update (state, claimed_by, claimed_at, progress, result, failure, finished_at) on server_tasks to %I', login_name);
        execute format('grant insert on login_attempts, transfers, data_connections to %I', login_name);
      end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop function grant_ftp_process`);
  }
}
