import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happened: FTP sessions, and the records partitioned by month (login attempts, transfers, data connections).
 * A record's id and time are made by the engine, so (at, id) is its key and writing it twice changes nothing.
 * History outlives what it is about: its references are set null when an account or a customer is deleted.
 */
export class SessionsAndRecords1767225603000 implements MigrationInterface {
  readonly name = 'SessionsAndRecords1767225603000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ftp_sessions (
        id uuid constraint ftp_sessions_pkey primary key,
        server_id uuid not null constraint ftp_sessions_server_id_fkey references servers (id) on delete cascade,
        process_id uuid constraint ftp_sessions_process_id_fkey references server_processes (id) on delete set null,
        account_id uuid constraint ftp_sessions_account_id_fkey references ftp_accounts (id) on delete set null,
        customer_id uuid constraint ftp_sessions_customer_id_fkey references customers (id) on delete set null,
        login text,
        client_address inet not null,
        client_port integer not null,
        server_address inet not null,
        server_port integer not null,
        client_program text,
        tls_version text,
        opened_at timestamptz not null,
        logged_in_at timestamptz,
        seen_at timestamptz not null,
        working_folder text not null default '/',
        transfer jsonb,
        closed_at timestamptz,
        end_reason text,
        constraint ftp_sessions_closed_check check ((closed_at is null) = (end_reason is null))
      );
      create index ftp_sessions_open_idx on ftp_sessions (server_id, opened_at desc, id desc) where closed_at is null;
      create index ftp_sessions_customer_id_idx on ftp_sessions (customer_id, opened_at desc, id desc);
      create index ftp_sessions_account_id_idx on ftp_sessions (account_id, opened_at desc, id desc);
      create index ftp_sessions_process_id_idx on ftp_sessions (process_id) where closed_at is null;
      create index ftp_sessions_opened_at_idx on ftp_sessions (opened_at desc, id desc);

      create table login_attempts (
        at timestamptz not null,
        id uuid not null,
        server_id uuid not null constraint login_attempts_server_id_fkey references servers (id) on delete cascade,
        session_id uuid not null,
        account_id uuid constraint login_attempts_account_id_fkey references ftp_accounts (id) on delete set null,
        customer_id uuid constraint login_attempts_customer_id_fkey references customers (id) on delete set null,
        name text not null,
        client_address inet not null,
        tls boolean not null,
        outcome text not null,
        constraint login_attempts_pkey primary key (at, id)
      ) partition by range (at);
      create index login_attempts_account_id_idx on login_attempts (account_id, at desc, id desc);
      create index login_attempts_customer_id_idx on login_attempts (customer_id, at desc, id desc);
      create index login_attempts_client_address_idx on login_attempts (client_address, at desc);

      create table transfers (
        at timestamptz not null,
        id uuid not null,
        server_id uuid not null constraint transfers_server_id_fkey references servers (id) on delete cascade,
        session_id uuid not null,
        account_id uuid constraint transfers_account_id_fkey references ftp_accounts (id) on delete set null,
        customer_id uuid constraint transfers_customer_id_fkey references customers (id) on delete set null,
        login text not null,
        client_address inet not null,
        kind text not null,
        path text not null,
        to_path text,
        bytes bigint not null default 0 constraint transfers_bytes_check check (bytes >= 0),
        added_bytes bigint not null default 0,
        added_files bigint not null default 0,
        duration_ms integer not null default 0,
        mode text constraint transfers_mode_check check (mode in ('active', 'passive')),
        tls boolean not null,
        outcome text not null,
        reply text not null default '',
        sha256 bytea,
        written text not null default 'staged',
        constraint transfers_pkey primary key (at, id)
      ) partition by range (at);
      create index transfers_account_id_idx on transfers (account_id, at desc, id desc);
      create index transfers_customer_id_idx on transfers (customer_id, at desc, id desc);
      create index transfers_session_id_idx on transfers (session_id);

      create table data_connections (
        at timestamptz not null,
        id uuid not null,
        server_id uuid not null constraint data_connections_server_id_fkey references servers (id) on delete cascade,
        session_id uuid not null,
        account_id uuid constraint data_connections_account_id_fkey references ftp_accounts (id) on delete set null,
        customer_id uuid constraint data_connections_customer_id_fkey references customers (id) on delete set null,
        client_address inet not null,
        client_program text,
        verb text not null constraint data_connections_verb_check check (verb in ('PORT', 'EPRT', 'PASV', 'EPSV')),
        offered_address text,
        offered_port integer,
        local_port integer,
        peer_address inet,
        peer_port integer,
        connect_ms integer,
        first_byte_ms integer,
        duration_ms integer not null,
        bytes bigint not null default 0 constraint data_connections_bytes_check check (bytes >= 0),
        tls_version text,
        tls_resumed boolean,
        strangers integer not null default 0,
        outcome text not null,
        verdict text,
        errno text,
        reference text,
        policy_version integer,
        constraint data_connections_pkey primary key (at, id)
      ) partition by range (at);
      create index data_connections_account_id_idx on data_connections (account_id, at desc, id desc);
      create index data_connections_customer_id_idx on data_connections (customer_id, at desc, id desc);
      create index data_connections_server_id_idx on data_connections (server_id, at desc, id desc);
      create index data_connections_session_id_idx on data_connections (session_id);
      create index data_connections_reference_idx on data_connections (reference) where reference is not null;

      create function make_month_partitions(months_ahead integer) returns void language plpgsql as $$
      declare
        parent text;
        month date;
        child text;
      begin
        perform pg_advisory_xact_lock(hashtext('make_month_partitions'));
        foreach parent in array array['login_attempts', 'transfers', 'data_connections'] loop
          for step in -1..months_ahead loop
            month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => step))::date;
            child := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
            if to_regclass(child) is null then
              execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
                month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
            end if;
          end loop;
        end loop;
      end $$;

      create function drop_month_partitions(parent text, keep_months integer) returns integer language plpgsql as $$
      declare
        child text;
        dropped integer := 0;
        oldest text := to_char((now() at time zone 'UTC') - make_interval(months => keep_months), 'YYYY_MM');
      begin
        for child in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                      where i.inhparent = parent::regclass and right(c.relname, 7) < oldest loop
          execute format('drop table %I', child);
          dropped := dropped + 1;
        end loop;
        return dropped;
      end $$;

      select make_month_partitions(3);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table data_connections, transfers, login_attempts, ftp_sessions;
      drop function make_month_partitions, drop_month_partitions;
    `);
  }
}
