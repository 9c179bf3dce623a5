// Limits of sessions that hold also where processes let people in at the same moment, a plan's bandwidth that reaches running
// transfers at once, and imports that cost one statement of bookkeeping instead of three an FTP account.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionClaims1767225632000 implements MigrationInterface {
  name = 'SessionClaims1767225632000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table session_claims (
        session_id uuid not null,
        process_id uuid not null,
        account_id uuid not null,
        customer_id uuid not null,
        claimed_at timestamptz not null default clock_timestamp(),
        constraint session_claims_pkey primary key (session_id),
        constraint session_claims_process_id_fkey foreign key (process_id) references server_processes(id) on delete cascade,
        constraint session_claims_account_id_fkey foreign key (account_id) references ftp_accounts(id) on delete cascade,
        constraint session_claims_customer_id_fkey foreign key (customer_id) references customers(id) on delete cascade
      );
      create index session_claims_customer_id_idx on session_claims (customer_id);
      create index session_claims_account_id_idx on session_claims (account_id);
      create index session_claims_process_id_idx on session_claims (process_id);
      create index ftp_sessions_open_customer_idx on ftp_sessions (customer_id) where closed_at is null;

      create function claim_session(session uuid, process uuid, account uuid, account_here integer, customer_here integer)
        returns text language plpgsql as $$
        declare
          held record;
          elsewhere record;
        begin
          select a.customer_id as customer, a.max_sessions as account_most, p.max_sessions as customer_most into held
            from ftp_accounts a join customers c on c.id = a.customer_id join plans p on p.id = c.plan_id where a.id = account;
          if not found then return null; end if;
          perform pg_advisory_xact_lock(hashtextextended(held.customer::text, 7061006));
          delete from session_claims where customer_id = held.customer and claimed_at < clock_timestamp() - interval '1 minute';
          select count(*) filter (where open.account_id = account) as of_account, count(*) as of_customer into elsewhere from (
            select s.id, s.account_id from ftp_sessions s join server_processes o on o.id = s.process_id
              where s.customer_id = held.customer and s.closed_at is null and s.logged_in_at is not null and o.id <> process
                and o.stopped_at is null and o.heartbeat_at > now() - interval '15 seconds'
            union
            select c.session_id, c.account_id from session_claims c join server_processes o on o.id = c.process_id
              where c.customer_id = held.customer and o.id <> process and o.stopped_at is null
                and c.claimed_at > clock_timestamp() - interval '15 seconds'
                and not exists (select from ftp_sessions s where s.id = c.session_id
                  and (s.closed_at is not null or s.account_id = c.account_id))) as open;
          if account_here + elsewhere.of_account > held.account_most then return 'session-limit'; end if;
          if customer_here + elsewhere.of_customer > held.customer_most then return 'customer-session-limit'; end if;
          insert into session_claims as c (session_id, process_id, account_id, customer_id)
            values (session, process, account, held.customer)
            on conflict (session_id) do update set process_id = excluded.process_id, account_id = excluded.account_id,
              customer_id = excluded.customer_id, claimed_at = excluded.claimed_at;
          return null;
        end $$;

      insert into ftp_process_rights values ('select, insert, update, delete on session_claims');

      create trigger plans_notify_bandwidth after update of bandwidth_down_bytes, bandwidth_up_bytes on plans for each row
        execute function plans_notify();

      drop trigger ftp_accounts_usage on ftp_accounts;
      create trigger ftp_accounts_usage after update on ftp_accounts for each row execute function ftp_accounts_usage();

      create function ftp_accounts_usage_added() returns trigger language plpgsql as $$
        begin
          update web_root_usage u set recount_due_at = now()
            where u.web_root_id in (select web_root_id from added) and u.recount_due_at is distinct from now();
          perform pg_notify('ftp_runtime', 'quota');
          return null;
        end $$;
      create trigger ftp_accounts_usage_added after insert on ftp_accounts referencing new table as added
        for each statement execute function ftp_accounts_usage_added();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger ftp_accounts_usage_added on ftp_accounts;
      drop function ftp_accounts_usage_added();
      drop trigger ftp_accounts_usage on ftp_accounts;
      create trigger ftp_accounts_usage after insert or update on ftp_accounts for each row execute function ftp_accounts_usage();

      drop trigger plans_notify_bandwidth on plans;

      delete from ftp_process_rights where what = 'select, insert, update, delete on session_claims';
      drop function claim_session(uuid, uuid, uuid, integer, integer);
      drop index ftp_sessions_open_customer_idx;
      drop table session_claims;
    `);
  }
}
