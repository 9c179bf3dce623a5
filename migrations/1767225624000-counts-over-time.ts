// What the overview and the usage pages draw over time, counted as it is written or noted once a day, so that nobody has to
// read the records for it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const loginCounts = (from: string) => `
    insert into login_counts as c (server_id, at, outcome, attempts)
      select server_id, date_trunc('minute', at, 'UTC'), outcome, count(*) from ${from}
      group by 1, 2, 3 order by 1, 2, 3
      on conflict (server_id, at, outcome) do update set attempts = c.attempts + excluded.attempts;`;

const traffic = (from: string) => `
    insert into account_traffic_days as d (customer_id, account_id, day, login, received_bytes, sent_bytes, uploads, downloads)
      select customer_id, account_id, (at at time zone 'UTC')::date, max(login),
        coalesce(sum(bytes) filter (where kind in ('upload', 'append')), 0),
        coalesce(sum(bytes) filter (where kind = 'download'), 0),
        count(*) filter (where kind in ('upload', 'append')), count(*) filter (where kind = 'download')
      from ${from} where customer_id is not null and account_id is not null
        and kind in ('upload', 'append', 'download')
      group by 1, 2, 3 order by 1, 2, 3
      on conflict (customer_id, account_id, day) do update set login = excluded.login,
        received_bytes = d.received_bytes + excluded.received_bytes, sent_bytes = d.sent_bytes + excluded.sent_bytes,
        uploads = d.uploads + excluded.uploads, downloads = d.downloads + excluded.downloads;`;

export class CountsOverTime1767225624000 implements MigrationInterface {
  readonly name = 'CountsOverTime1767225624000';

  async up(db: QueryRunner): Promise<void> {
    const [place] = (await db.query('select quote_ident(current_schema()) as schema')) as { schema: string }[];
    // Temporary tables last: nobody may put one of the same name in front of these.
    const asOwner = `security definer set search_path = ${place?.schema ?? 'public'}, pg_temp`;
    await db.query(tables);
    await db.query(`
      create function login_attempts_count_minutes() returns trigger language plpgsql ${asOwner} as $$
      begin${loginCounts('added')}
        return null;
      end $$;
      create trigger login_attempts_count_minutes after insert on login_attempts referencing new table as added
        for each statement execute function login_attempts_count_minutes();

      create function transfers_count_days() returns trigger language plpgsql ${asOwner} as $$
      begin${traffic('added')}
        return null;
      end $$;
      create trigger transfers_count_days after insert on transfers referencing new table as added
        for each statement execute function transfers_count_days();
    `);
    await db.query(loginCounts(`(select * from login_attempts where at > now() - interval '2 days') as recent`));
    await db.query(traffic('transfers'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger transfers_count_days on transfers;
      drop trigger login_attempts_count_minutes on login_attempts;
      drop function transfers_count_days;
      drop function login_attempts_count_minutes;
      alter table server_processes drop column database_latency_ms;
      drop table usage_days;
      drop table account_traffic_days;
      drop table login_counts;
    `);
  }
}

// An account's traffic stays the customer's when the account is deleted, so it names no row of ftp_accounts; and what a
// day of usage is about is one of three tables.
const tables = `
  create table login_counts (
    server_id uuid not null constraint login_counts_server_id_fkey references servers (id) on delete cascade,
    at timestamptz not null,
    outcome text not null,
    attempts integer not null,
    constraint login_counts_pkey primary key (server_id, at, outcome)
  );

  create table account_traffic_days (
    customer_id uuid not null
      constraint account_traffic_days_customer_id_fkey references customers (id) on delete cascade,
    account_id uuid not null,
    day date not null,
    login text not null,
    received_bytes bigint not null,
    sent_bytes bigint not null,
    uploads integer not null,
    downloads integer not null,
    constraint account_traffic_days_pkey primary key (customer_id, account_id, day)
  );

  create table usage_days (
    subject_kind text not null
      constraint usage_days_subject_kind_check check (subject_kind in ('customer', 'web-root', 'account')),
    subject_id uuid not null,
    day date not null,
    used_bytes bigint not null,
    used_files bigint not null,
    constraint usage_days_pkey primary key (subject_kind, subject_id, day)
  );

  alter table server_processes add column database_latency_ms real;
`;
