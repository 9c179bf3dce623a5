// What an import from another panel needs: references of its own on web roots and accounts, hashes that the first login
// replaces, and web roots that their server has yet to look at.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Imports1767225625000 implements MigrationInterface {
  name = 'Imports1767225625000';

  async up(db: QueryRunner): Promise<void> {
    const [place] = (await db.query('select quote_ident(current_schema()) as schema')) as { schema: string }[];
    // Temporary tables last: nobody may put one of the same name in front of this one.
    const asOwner = `security definer set search_path = ${place?.schema ?? 'public'}, pg_temp`;
    await db.query(`
      alter table web_roots
        add column external_ref text,
        add column checked_at timestamptz default now(),
        add column check_problem text,
        add constraint web_roots_external_ref_key unique (external_ref);
      create index web_roots_unchecked_idx on web_roots (server_id) where checked_at is null;
      create index web_roots_place_idx on web_roots (server_id, path collate "C");

      alter table ftp_accounts
        add column external_ref text,
        add column imported_hash_sha256 bytea,
        add constraint ftp_accounts_external_ref_key unique (external_ref);

      create function renew_password_hash(of_account uuid, old_hash text, new_hash text) returns boolean
        language sql ${asOwner} as $$
        with renewed as (
          update ftp_accounts set password_hash = new_hash
           where id = of_account and password_hash = old_hash and old_hash ~ '^\\$(1|5|6|2y)\\$'
             and new_hash ~ '^\\$2b\\$[0-9]{2}\\$[./0-9A-Za-z]{53}$'
          returning 1)
        select exists (select from renewed)
      $$;
      revoke execute on function renew_password_hash from public;
      insert into ftp_process_rights values ('execute on function renew_password_hash(uuid, text, text)');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from ftp_process_rights where what like '%renew_password_hash%';
      drop function renew_password_hash;
      alter table ftp_accounts drop column imported_hash_sha256, drop column external_ref;
      drop index web_roots_place_idx;
      alter table web_roots drop column check_problem, drop column checked_at, drop column external_ref;
    `);
  }
}
