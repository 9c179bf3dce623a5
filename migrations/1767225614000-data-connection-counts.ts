import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Upper bounds in milliseconds, the classes of connect times; slower ones count under the largest integer, and 0 means that no connection came. */
const connectBounds = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 60000, 300000];

const kinds = 'server_id, step, at, verb, verdict, client_program, client_network, connect_within_ms';

/** What the records of older releases, which hold no verdict, count as. */
const verdict = `coalesce(verdict, case outcome when 'used' then 'worked' when 'denied' then 'mode-denied'
      when 'unused' then 'not-used' when 'replaced' then 'not-used' when 'aborted' then 'client-aborted'
      when 'unreachable' then 'client-unreachable' when 'reset' then 'client-left' else outcome end)`;

const counts = (from: string) => `
    insert into data_connection_counts as c (${kinds}, connections)
      select server_id, step, date_trunc(step, at, 'UTC') as begun, verb, ${verdict} as verdict,
        program_name(client_program) as program, client_network(client_address) as network,
        connect_class(connect_ms) as connect_within_ms, count(*)
      from ${from} cross join (values ('day'), ('hour')) as steps (step)
      group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
      on conflict (${kinds}) do update set connections = c.connections + excluded.connections;`;

const totals = (from: string) => `
    insert into data_connection_totals as t (server_id, verb, verdict, connect_within_ms, connections, connect_ms, strangers)
      select server_id, verb, ${verdict} as verdict, connect_class(connect_ms) as connect_within_ms, count(*),
        coalesce(sum(connect_ms), 0), sum(strangers)
      from ${from} group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (server_id, verb, verdict, connect_within_ms) do update set
        connections = t.connections + excluded.connections, connect_ms = t.connect_ms + excluded.connect_ms,
        strangers = t.strangers + excluded.strangers;`;

const logins = (from: string) => `
    insert into login_totals as t (server_id, outcome, attempts)
      select server_id, outcome, count(*) from ${from} group by 1, 2 order by 1, 2
      on conflict (server_id, outcome) do update set attempts = t.attempts + excluded.attempts;`;

/**
 * Data connections and logins counted as they are written, so that nobody has to read the records to draw a month, and
 * what a server's certificate has been. The counting is the owner's: the FTP processes cannot change a count.
 */
export class DataConnectionCounts1767225614000 implements MigrationInterface {
  readonly name = 'DataConnectionCounts1767225614000';

  async up(db: QueryRunner): Promise<void> {
    const [place] = (await db.query('select quote_ident(current_schema()) as schema')) as { schema: string }[];
    // Temporary tables last: nobody may put one of the same name in front of these.
    const asOwner = `security definer set search_path = ${place?.schema ?? 'public'}, pg_temp`;
    await db.query(tables);
    await db.query(`
      create function data_connections_count() returns trigger language plpgsql ${asOwner} as $$
      begin${counts('added')}${totals('added')}
        return null;
      end $$;
      create trigger data_connections_count after insert on data_connections referencing new table as added
        for each statement execute function data_connections_count();

      create function login_attempts_count() returns trigger language plpgsql ${asOwner} as $$
      begin${logins('added')}
        return null;
      end $$;
      create trigger login_attempts_count after insert on login_attempts referencing new table as added
        for each statement execute function login_attempts_count();

      create function servers_keep_certificate() returns trigger language plpgsql ${asOwner} as $$
      begin
        insert into server_certificates (server_id, fingerprint) values (new.id, new.certificate_fingerprint);
        return null;
      end $$;
      create trigger servers_keep_certificate after update of certificate_fingerprint on servers for each row
        when (old.certificate_fingerprint is distinct from new.certificate_fingerprint)
        execute function servers_keep_certificate();

      create function note_certificate_expiry(of_server uuid, valid_until timestamptz) returns void language sql ${asOwner} as $$
        update servers set certificate_valid_until = valid_until, updated_at = now()
         where id = of_server and certificate_valid_until is distinct from valid_until
      $$;
    `);
    await db.query(counts('data_connections'));
    await db.query(totals('data_connections'));
    await db.query(logins('login_attempts'));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger servers_keep_certificate on servers;
      drop trigger login_attempts_count on login_attempts;
      drop trigger data_connections_count on data_connections;
      drop function note_certificate_expiry;
      drop function servers_keep_certificate;
      drop function login_attempts_count;
      drop function data_connections_count;
      alter table servers drop column certificate_valid_until;
      drop table server_certificates;
      drop table login_totals;
      drop table data_connection_totals;
      drop table data_connection_counts;
      drop function connect_class;
      drop function client_network;
      drop function program_name;
    `);
  }
}

const tables = `
  create function program_name(client_program text) returns text language sql immutable as $$
    select left(coalesce(client_program, 'unknown'), 100)
  $$;
  create function client_network(client_address inet) returns cidr language sql immutable as $$
    select network(set_masklen(client_address, case family(client_address) when 4 then 24 else 64 end))
  $$;
  create function connect_class(connect_ms integer) returns integer language sql immutable as $$
    select case when connect_ms is null then 0
      ${connectBounds.map((bound) => `when connect_ms <= ${bound} then ${bound}`).join(' ')}
      else 2147483647 end
  $$;

  create table data_connection_counts (
    server_id uuid not null
      constraint data_connection_counts_server_id_fkey references servers (id) on delete cascade,
    step text not null constraint data_connection_counts_step_check check (step in ('hour', 'day')),
    at timestamptz not null,
    verb text not null,
    verdict text not null,
    client_program text not null,
    client_network cidr not null,
    connect_within_ms integer not null,
    connections integer not null,
    constraint data_connection_counts_pkey primary key (${kinds})
  );

  create table data_connection_totals (
    server_id uuid not null
      constraint data_connection_totals_server_id_fkey references servers (id) on delete cascade,
    verb text not null,
    verdict text not null,
    connect_within_ms integer not null,
    connections bigint not null,
    connect_ms bigint not null,
    strangers bigint not null,
    constraint data_connection_totals_pkey primary key (server_id, verb, verdict, connect_within_ms)
  );

  create table login_totals (
    server_id uuid not null constraint login_totals_server_id_fkey references servers (id) on delete cascade,
    outcome text not null,
    attempts bigint not null,
    constraint login_totals_pkey primary key (server_id, outcome)
  );

  create table server_certificates (
    server_id uuid not null
      constraint server_certificates_server_id_fkey references servers (id) on delete cascade,
    at timestamptz not null default clock_timestamp(),
    fingerprint text,
    constraint server_certificates_pkey primary key (server_id, at)
  );
  alter table servers add column certificate_valid_until timestamptz;
`;
