// When each FTP account last logged in, kept beside the records and longer than they are; and what is open for each.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AccountLists1767225618000 implements MigrationInterface {
  name = 'AccountLists1767225618000';

  async up(db: QueryRunner): Promise<void> {
    const [place] = (await db.query('select quote_ident(current_schema()) as schema')) as { schema: string }[];
    // Temporary tables last: nobody may put one of the same name in front of these.
    const asOwner = `security definer set search_path = ${place?.schema ?? 'public'}, pg_temp`;
    await db.query(`
      create table last_logins (
        account_id uuid primary key references ftp_accounts on delete cascade,
        at timestamptz not null
      );

      insert into last_logins
        select account_id, max(at) from (
          select account_id, at from login_attempts where outcome = 'accepted'
          union all select account_id, logged_in_at from ftp_sessions where logged_in_at is not null) known
        where account_id is not null group by account_id;

      create function last_logins_note() returns trigger language plpgsql ${asOwner} as $$
        begin
          insert into last_logins as l (account_id, at)
            select account_id, max(at) from added where outcome = 'accepted' and account_id is not null
              group by account_id order by account_id
            on conflict (account_id) do update set at = greatest(l.at, excluded.at);
          return null;
        end $$;
      create trigger login_attempts_last after insert on login_attempts
        referencing new table as added for each statement execute function last_logins_note();

      create index ftp_sessions_open_account_idx on ftp_sessions (account_id) where closed_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index ftp_sessions_open_account_idx;
      drop trigger login_attempts_last on login_attempts;
      drop function last_logins_note();
      drop table last_logins;
    `);
  }
}
