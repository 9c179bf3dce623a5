// What an FTP process's login may do stands in rows, so that a later migration adds a right without repeating the others.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const records = 'login_attempts, transfers, data_connections';
const read = `plans, customers, servers, server_policies, server_processes, server_tasks, web_roots, ftp_accounts,
  account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions, ${records}, bans, web_root_usage,
  recount_folders, recount_links, recount_changes, probe_logins`;
const write = `server_processes, account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions,
  web_root_usage, recount_folders, recount_links, recount_changes, probe_logins`;
const ofServer = 'certificate_fingerprint, certificate_self_signed, certificate_problem, certificate_names, updated_at';
const ofTask = 'state, claimed_by, claimed_at, progress, result, failure, finished_at';

const listOf = (names: string): string[] => names.split(',').map((name) => name.trim());

const rights = [
  ...listOf(read).map((table) => `select on ${table}`),
  ...listOf(write).map((table) => `insert, update, delete on ${table}`),
  ...listOf(records).map((table) => `insert on ${table}`),
  `update (${ofServer}) on servers`,
  `update (${ofTask}) on server_tasks`,
];

export class FtpProcessRights1767225617000 implements MigrationInterface {
  name = 'FtpProcessRights1767225617000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ftp_process_rights (what text primary key);

      insert into ftp_process_rights values ${rights.map((right) => `('${right}')`).join(', ')};

      create or replace function grant_ftp_process(login_name text) returns void language plpgsql as $$
        declare
          granted record;
        begin
          execute format('grant usage on schema %I to %I', current_schema(), login_name);
          for granted in select what from ftp_process_rights order by what loop
            execute format('grant %s to %I', granted.what, login_name);
          end loop;
        end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(before);
    await db.query(`drop table ftp_process_rights`);
  }
}

// Word for word and space for space, for going back leaves exactly what was there.
const before = `
    create or replace function grant_ftp_process(login_name text) returns void language plpgsql as $$
      begin
        execute format('grant usage on schema %I to %I', current_schema(), login_name);
        execute format('grant select on plans, customers, servers, server_policies, server_processes, server_tasks, web_roots,
          ftp_accounts, account_usage, customer_usage, quota_leases, unfinished_uploads, ftp_sessions, login_attempts, transfers,
          data_connections, bans, web_root_usage, recount_folders, recount_links, recount_changes, probe_logins to %I', login_name);
        execute format('grant insert, update, delete on server_processes, account_usage, customer_usage, quota_leases,
          unfinished_uploads, ftp_sessions, web_root_usage, recount_folders, recount_links, recount_changes, probe_logins to %I', login_name);
        execute format('grant update (certificate_fingerprint, certificate_self_signed, certificate_problem, certificate_names, updated_at) on servers to %I', login_name);
        execute format('grant update (state, claimed_by, claimed_at, progress, result, failure, finished_at) on server_tasks to %I', login_name);
        execute format('grant insert on login_attempts, transfers, data_connections to %I', login_name);
      end $$;`;
