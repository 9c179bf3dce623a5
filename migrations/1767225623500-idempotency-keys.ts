import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was answered to a request that carried an Idempotency-Key, so that the same request again changes nothing. */
export class IdempotencyKeys1767225623500 implements MigrationInterface {
  readonly name = 'IdempotencyKeys1767225623500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table idempotency_keys (
        panel_user_id uuid not null
          constraint idempotency_keys_panel_user_id_fkey references panel_users (id) on delete cascade,
        key text not null constraint idempotency_keys_key_check check (length(key) between 1 and 255),
        -- Of method, address and body, keyed, for a body may hold a password.
        fingerprint bytea not null constraint idempotency_keys_fingerprint_check check (length(fingerprint) = 32),
        claim uuid not null,
        claimed_at timestamptz not null default now(),
        status integer,
        -- Encrypted with a key that the database does not hold.
        answer bytea,
        constraint idempotency_keys_pkey primary key (panel_user_id, key),
        constraint idempotency_keys_answered_check check ((status is null) = (answer is null))
      );
      create index idempotency_keys_claimed_at_idx on idempotency_keys (claimed_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table idempotency_keys`);
  }
}
