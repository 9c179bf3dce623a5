import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The second step of signing in, what a panel user chose for themselves, and sessions that can be told apart. */
export class TwoStepSignIn1767225621000 implements MigrationInterface {
  readonly name = 'TwoStepSignIn1767225621000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table panel_users
        add column totp_last_step bigint,
        add column totp_wrong_codes integer not null default 0,
        add column totp_blocked_until timestamptz,
        add column time_zone text constraint panel_users_time_zone_check check (length(time_zone) between 1 and 64);

      create table panel_recovery_codes (
        panel_user_id uuid not null constraint panel_recovery_codes_panel_user_id_fkey
          references panel_users (id) on delete cascade,
        code_hash bytea not null,
        constraint panel_recovery_codes_pkey primary key (panel_user_id, code_hash)
      );

      -- Sessions from before say neither where they are nor since when: everybody signs in once more.
      delete from panel_sessions;
      create index panel_sessions_user_idx on panel_sessions ((sess -> 'passport' ->> 'user'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index panel_sessions_user_idx;
      drop table panel_recovery_codes;
      alter table panel_users
        drop column totp_last_step,
        drop column totp_wrong_codes,
        drop column totp_blocked_until,
        drop column time_zone;
    `);
  }
}
