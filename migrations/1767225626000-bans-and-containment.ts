// Bans obeyed at once by every FTP process, customers contained apart from their suspension, and what the search looks up.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BansAndContainment1767225626000 implements MigrationInterface {
  name = 'BansAndContainment1767225626000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table bans
        add constraint bans_reason_check check (length(reason) between 1 and 300),
        add constraint bans_login_check check (login = lower(login) and length(login) between 1 and 255),
        add constraint bans_lifted_check check ((lifted_at is null) = (lifted_by is null));
      create index bans_created_at_idx on bans (created_at desc, id desc);
      create index bans_login_idx on bans (login) where login is not null;

      create function bans_notify() returns trigger language plpgsql as $$
        begin
          perform pg_notify('ftp_runtime', 'bans');
          perform pg_notify('panel', 'bans');
          return null;
        end $$;
      create trigger bans_notify after insert or update or delete on bans for each statement execute function bans_notify();

      alter table customers
        add column contained_at timestamptz,
        add column contained_reason text,
        add constraint customers_contained_check check ((contained_at is null) = (contained_reason is null));
      create trigger customers_notify_contained after update of contained_at on customers for each row
        when (old.contained_at is distinct from new.contained_at) execute function customers_notify();

      create index transfers_file_name_idx on transfers (lower(substring(path from '[^/]*$')) text_pattern_ops, at desc);
      create index transfers_sha256_idx on transfers (sha256) where sha256 is not null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index transfers_sha256_idx;
      drop index transfers_file_name_idx;

      drop trigger customers_notify_contained on customers;
      alter table customers drop constraint customers_contained_check, drop column contained_reason, drop column contained_at;

      drop trigger bans_notify on bans;
      drop function bans_notify();
      drop index bans_login_idx;
      drop index bans_created_at_idx;
      alter table bans drop constraint bans_lifted_check, drop constraint bans_login_check, drop constraint bans_reason_check;
    `);
  }
}
