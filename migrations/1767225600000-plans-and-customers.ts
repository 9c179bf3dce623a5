import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who pays (customers, with their plans) and who signs in to the panel (panel users, their sessions and API tokens). */
export class PlansAndCustomers1767225600000 implements MigrationInterface {
  readonly name = 'PlansAndCustomers1767225600000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table plans (
        id uuid constraint plans_pkey primary key default gen_random_uuid(),
        name text not null constraint plans_name_key unique constraint plans_name_check check (length(name) between 1 and 100),
        max_ftp_accounts integer constraint plans_max_ftp_accounts_check check (max_ftp_accounts >= 0),
        quota_bytes bigint constraint plans_quota_bytes_check check (quota_bytes >= 0),
        quota_files bigint constraint plans_quota_files_check check (quota_files >= 0),
        max_sessions integer constraint plans_max_sessions_check check (max_sessions > 0),
        bandwidth_down_bytes bigint constraint plans_bandwidth_down_bytes_check check (bandwidth_down_bytes > 0),
        bandwidth_up_bytes bigint constraint plans_bandwidth_up_bytes_check check (bandwidth_up_bytes > 0),
        verb_rules jsonb not null default '{}' constraint plans_verb_rules_check check (jsonb_typeof(verb_rules) = 'object'),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );

      create table customers (
        id uuid constraint customers_pkey primary key default gen_random_uuid(),
        name text not null constraint customers_name_check check (length(name) between 1 and 200),
        external_ref text constraint customers_external_ref_key unique,
        plan_id uuid not null constraint customers_plan_id_fkey references plans (id),
        status text not null default 'active' constraint customers_status_check check (status in ('active', 'suspended')),
        suspended_reason text,
        suspended_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint customers_suspended_check check ((status = 'suspended') = (suspended_at is not null))
      );
      create index customers_plan_id_idx on customers (plan_id);
      create index customers_created_at_idx on customers (created_at desc, id desc);

      create table panel_users (
        id uuid constraint panel_users_pkey primary key default gen_random_uuid(),
        email text not null constraint panel_users_email_check check (email = lower(email) and position('@' in email) > 1),
        display_name text not null default '',
        password_hash text not null,
        role text not null constraint panel_users_role_check check (role in ('admin', 'support', 'customer')),
        customer_id uuid constraint panel_users_customer_id_fkey references customers (id) on delete cascade,
        status text not null default 'enabled' constraint panel_users_status_check check (status in ('enabled', 'disabled')),
        totp_secret bytea,
        last_sign_in_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint panel_users_email_key unique (email),
        constraint panel_users_customer_check check ((role = 'customer') = (customer_id is not null))
      );
      create index panel_users_customer_id_idx on panel_users (customer_id);

      create table panel_sessions (
        sid text constraint panel_sessions_pkey primary key,
        sess json not null,
        expire timestamptz not null
      );
      create index panel_sessions_expire_idx on panel_sessions (expire);

      create table api_tokens (
        id uuid constraint api_tokens_pkey primary key default gen_random_uuid(),
        panel_user_id uuid not null constraint api_tokens_panel_user_id_fkey references panel_users (id) on delete cascade,
        name text not null constraint api_tokens_name_check check (length(name) between 1 and 100),
        token_hash bytea not null constraint api_tokens_token_hash_key unique,
        scopes text[] not null default '{}',
        allowed_networks cidr[] not null default '{}',
        expires_at timestamptz,
        last_used_at timestamptz,
        created_at timestamptz not null default now()
      );
      create index api_tokens_panel_user_id_idx on api_tokens (panel_user_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table api_tokens, panel_sessions, panel_users, customers, plans`);
  }
}
