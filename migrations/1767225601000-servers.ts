import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The fleet: servers, the FTP processes that run there, their mode policies, and what the panel asks of them. */
export class Servers1767225601000 implements MigrationInterface {
  readonly name = 'Servers1767225601000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table servers (
        id uuid constraint servers_pkey primary key default gen_random_uuid(),
        name text not null constraint servers_name_key unique constraint servers_name_check check (length(name) between 1 and 100),
        host text not null,
        ftp_port integer not null constraint servers_ftp_port_check check (ftp_port between 1 and 65535),
        ftps_port integer constraint servers_ftps_port_check check (ftps_port between 1 and 65535),
        certificate_fingerprint text,
        certificate_self_signed boolean,
        certificate_problem text,
        constraint servers_certificate_check check ((certificate_fingerprint is null) = (certificate_self_signed is null)),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );

      create table server_policies (
        server_id uuid not null constraint server_policies_server_id_fkey references servers (id) on delete cascade,
        version integer not null constraint server_policies_version_check check (version > 0),
        verbs jsonb not null constraint server_policies_verbs_check check (
          verbs ?& array['PORT', 'EPRT', 'PASV', 'EPSV']
          and verbs - array['PORT', 'EPRT', 'PASV', 'EPSV'] = '{}'
          and verbs ->> 'PORT' in ('allow', 'deny') and verbs ->> 'EPRT' in ('allow', 'deny')
          and verbs ->> 'PASV' in ('allow', 'deny') and verbs ->> 'EPSV' in ('allow', 'deny')
        ),
        exceptions_allowed text[] not null default '{}' constraint server_policies_exceptions_allowed_check
          check (exceptions_allowed <@ array['PORT', 'EPRT', 'PASV', 'EPSV']),
        tls text not null constraint server_policies_tls_check check (tls in ('off', 'allowed', 'required-login', 'required-data')),
        tls_session_reuse text not null default 'off'
          constraint server_policies_tls_session_reuse_check check (tls_session_reuse in ('off', 'observe', 'prefer', 'require')),
        passive_first_port integer not null,
        passive_last_port integer not null,
        public_ipv4 inet constraint server_policies_public_ipv4_check check (family(public_ipv4) = 4 and masklen(public_ipv4) = 32),
        public_ipv6 inet constraint server_policies_public_ipv6_check check (family(public_ipv6) = 6 and masklen(public_ipv6) = 128),
        address_overrides jsonb not null default '[]' constraint server_policies_address_overrides_check
          check (jsonb_typeof(address_overrides) = 'array'),
        peer_check text not null default 'exact' constraint server_policies_peer_check_check
          check (peer_check in ('exact', 'same-network', 'list')),
        active_source_port integer constraint server_policies_active_source_port_check check (active_source_port between 1 and 65535),
        active_connect_timeout_ms integer not null constraint server_policies_active_connect_timeout_ms_check
          check (active_connect_timeout_ms between 1000 and 300000),
        data_wait_ms integer not null constraint server_policies_data_wait_ms_check check (data_wait_ms between 1000 and 300000),
        stall_timeout_ms integer not null constraint server_policies_stall_timeout_ms_check check (stall_timeout_ms between 1000 and 3600000),
        idle_timeout_ms integer not null constraint server_policies_idle_timeout_ms_check check (idle_timeout_ms between 10000 and 86400000),
        note text not null default '',
        expires_at timestamptz,
        created_by text not null,
        created_at timestamptz not null default now(),
        constraint server_policies_pkey primary key (server_id, version),
        constraint server_policies_passive_ports_check
          check (passive_first_port between 1024 and 65535 and passive_last_port between passive_first_port and 65535),
        constraint server_policies_a_verb_is_left_check check (verbs::text like '%allow%')
      );

      create function server_policies_refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'a server policy is never changed; write the next version' using errcode = 'restrict_violation';
      end $$;
      create trigger server_policies_refuse_change before update on server_policies
        for each row execute function server_policies_refuse_change();

      create function server_policies_notify() returns trigger language plpgsql as $$
      begin perform pg_notify('ftp_runtime', 'policy:' || new.server_id); return null; end $$;
      create trigger server_policies_notify after insert on server_policies
        for each row execute function server_policies_notify();

      create table server_processes (
        id uuid constraint server_processes_pkey primary key,
        server_id uuid not null constraint server_processes_server_id_fkey references servers (id) on delete cascade,
        pid integer not null,
        version text not null,
        jail_backend text not null,
        identity text not null constraint server_processes_identity_check check (identity in ('customer', 'process')),
        binds_low_ports boolean not null,
        ephemeral_first_port integer,
        ephemeral_last_port integer,
        started_at timestamptz not null default now(),
        heartbeat_at timestamptz not null default now(),
        stopped_at timestamptz,
        applied_version integer,
        applied_at timestamptz
      );
      create index server_processes_server_id_idx on server_processes (server_id, heartbeat_at desc);

      create function server_processes_notify() returns trigger language plpgsql as $$
      begin perform pg_notify('panel', 'server:' || new.server_id); return null; end $$;
      create trigger server_processes_notify_insert after insert on server_processes
        for each row execute function server_processes_notify();
      create trigger server_processes_notify_update after update on server_processes
        for each row when (old.applied_version is distinct from new.applied_version or old.stopped_at is distinct from new.stopped_at)
        execute function server_processes_notify();

      create table server_tasks (
        id uuid constraint server_tasks_pkey primary key default gen_random_uuid(),
        server_id uuid not null constraint server_tasks_server_id_fkey references servers (id) on delete cascade,
        for_process_id uuid constraint server_tasks_for_process_id_fkey references server_processes (id) on delete cascade,
        kind text not null constraint server_tasks_kind_check check (kind ~ '^[a-z]+(-[a-z]+)*$'),
        arguments jsonb not null default '{}',
        asked_by text not null,
        state text not null default 'waiting' constraint server_tasks_state_check check (state in ('waiting', 'running', 'done', 'failed')),
        deadline_at timestamptz not null,
        claimed_by uuid constraint server_tasks_claimed_by_fkey references server_processes (id) on delete set null,
        claimed_at timestamptz,
        progress jsonb,
        result jsonb,
        failure jsonb,
        finished_at timestamptz,
        created_at timestamptz not null default now(),
        constraint server_tasks_finished_check check ((state in ('done', 'failed')) = (finished_at is not null))
      );
      create index server_tasks_waiting_idx on server_tasks (server_id, created_at) where state = 'waiting';
      create index server_tasks_created_at_idx on server_tasks (created_at);

      create function server_tasks_notify() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then perform pg_notify('ftp_runtime', 'task:' || new.server_id);
        else perform pg_notify('panel', 'task:' || new.id);
        end if;
        return null;
      end $$;
      create trigger server_tasks_notify after insert or update on server_tasks
        for each row execute function server_tasks_notify();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table server_tasks, server_processes, server_policies, servers;
      drop function server_policies_refuse_change, server_policies_notify, server_processes_notify, server_tasks_notify;
    `);
  }
}
