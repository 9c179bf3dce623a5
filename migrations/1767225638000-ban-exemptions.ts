// Networks that no ban keeps out, and one function that says which bans hold and where they do not.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BanExemptions1767225638000 implements MigrationInterface {
  name = 'BanExemptions1767225638000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ban_exemptions (
        id uuid not null default gen_random_uuid(),
        network cidr not null,
        note text not null,
        created_at timestamptz not null default now(),
        created_by text not null,
        constraint ban_exemptions_pkey primary key (id),
        constraint ban_exemptions_network_key unique (network),
        constraint ban_exemptions_note_check check (length(note) between 1 and 300)
      );
      create trigger ban_exemptions_notify after insert or update or delete on ban_exemptions
        for each statement execute function bans_notify();

      create function bans_in_force() returns table (id uuid, client_network cidr, login text, reason text,
        created_at timestamptz, expires_at timestamptz, exempt cidr[]) language sql stable as $$
          select b.id, b.client_network, b.login, b.reason, b.created_at, b.expires_at,
            array(select e.network from ban_exemptions e where e.network << b.client_network order by e.network)
          from bans b
          where b.lifted_at is null and (b.expires_at is null or b.expires_at > now())
            and not exists (select from ban_exemptions e where e.network >>= b.client_network)
        $$;

      insert into ftp_process_rights values ('select on ban_exemptions');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from ftp_process_rights where what = 'select on ban_exemptions';
      drop function bans_in_force();
      drop table ban_exemptions;
    `);
  }
}
