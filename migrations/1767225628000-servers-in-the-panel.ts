// What an admin sees and sets of a server: its own database login, its certificates, and bounds of its sessions.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ServersInThePanel1767225628000 implements MigrationInterface {
  name = 'ServersInThePanel1767225628000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table servers
        add column database_login text,
        add column certificates jsonb not null default '[]',
        add constraint servers_database_login_key unique (database_login),
        add constraint servers_database_login_check check (database_login ~ '^[a-z][a-z0-9_]{0,62}$'),
        add constraint servers_certificates_check check (jsonb_typeof(certificates) = 'array');
      insert into ftp_process_rights values ('update (certificates) on servers');

      create function servers_notify() returns trigger language plpgsql as $$
        begin
          perform pg_notify('panel', 'server:' || new.id);
          return null;
        end $$;
      create trigger servers_notify_certificates after update of certificates on servers for each row
        when (old.certificates is distinct from new.certificates) execute function servers_notify();

      alter table server_policies
        add column login_timeout_ms integer not null default 60000,
        add column max_failed_logins integer not null default 3,
        add column max_sessions integer,
        add column max_sessions_per_address integer,
        add column greeting text,
        add constraint server_policies_login_timeout_ms_check check (login_timeout_ms between 5000 and 600000),
        add constraint server_policies_max_failed_logins_check check (max_failed_logins between 1 and 20),
        add constraint server_policies_max_sessions_check check (max_sessions between 1 and 100000),
        add constraint server_policies_max_sessions_per_address_check
          check (max_sessions_per_address between 1 and 100000),
        add constraint server_policies_greeting_check check (greeting ~ '^[^[:cntrl:]]{1,200}$');

      create function revoke_ftp_process(login_name text) returns void language plpgsql as $$
        declare
          granted record;
        begin
          for granted in select what from ftp_process_rights order by what loop
            execute format('revoke %s from %I', granted.what, login_name);
          end loop;
          execute format('revoke usage on schema %I from %I', current_schema(), login_name);
        end $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop function revoke_ftp_process;
      alter table server_policies
        drop column greeting,
        drop column max_sessions_per_address,
        drop column max_sessions,
        drop column max_failed_logins,
        drop column login_timeout_ms;
      delete from ftp_process_rights where what = 'update (certificates) on servers';
      drop trigger servers_notify_certificates on servers;
      drop function servers_notify;
      alter table servers drop column certificates, drop column database_login;
    `);
  }
}
