import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links that work once: to make a password oneself, and to be signed in by a billing system. Only digests of secrets. */
export class OneTimeLinks1767225623000 implements MigrationInterface {
  readonly name = 'OneTimeLinks1767225623000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table hand_over_links (
        id uuid constraint hand_over_links_pkey primary key default gen_random_uuid(),
        secret_hash bytea not null constraint hand_over_links_secret_hash_check check (length(secret_hash) = 32),
        account_id uuid constraint hand_over_links_account_id_fkey references ftp_accounts (id) on delete cascade,
        panel_user_id uuid constraint hand_over_links_panel_user_id_fkey references panel_users (id) on delete cascade,
        customer_id uuid constraint hand_over_links_customer_id_fkey references customers (id) on delete cascade,
        made_by text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz,
        used_from inet,
        revoked_at timestamptz,
        constraint hand_over_links_secret_hash_key unique (secret_hash),
        constraint hand_over_links_subject_check check (num_nonnulls(account_id, panel_user_id) = 1),
        constraint hand_over_links_ended_check check (used_at is null or revoked_at is null)
      );
      create index hand_over_links_created_at_idx on hand_over_links (created_at desc, id desc);
      create index hand_over_links_customer_id_idx on hand_over_links (customer_id, created_at desc, id desc);
      -- A new link replaces the one before, also where two are made at once.
      create unique index hand_over_links_account_id_key on hand_over_links (account_id)
        where used_at is null and revoked_at is null;
      create unique index hand_over_links_panel_user_id_key on hand_over_links (panel_user_id)
        where used_at is null and revoked_at is null;

      create table sso_links (
        id uuid constraint sso_links_pkey primary key default gen_random_uuid(),
        secret_hash bytea not null constraint sso_links_secret_hash_check check (length(secret_hash) = 32),
        panel_user_id uuid not null constraint sso_links_panel_user_id_fkey references panel_users (id) on delete cascade,
        return_to text not null,
        made_by text not null,
        expires_at timestamptz not null,
        constraint sso_links_secret_hash_key unique (secret_hash)
      );
      create index sso_links_panel_user_id_idx on sso_links (panel_user_id);
      create index sso_links_expires_at_idx on sso_links (expires_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table sso_links, hand_over_links`);
  }
}
