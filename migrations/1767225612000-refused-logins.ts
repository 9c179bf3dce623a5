import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Why a login was refused: the password that was replaced last (kept for some days, never valid), since when an account
 * is disabled, and what a try says of its client. The indexes find who was nearly meant, and an account's refusals.
 */
export class RefusedLogins1767225612000 implements MigrationInterface {
  readonly name = 'RefusedLogins1767225612000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table ftp_accounts
        add column previous_password_hash text,
        add column disabled_at timestamptz;
      create index ftp_accounts_login_name_idx on ftp_accounts (split_part(login, '@', 1));
      create index ftp_accounts_previous_password_idx on ftp_accounts (password_changed_at)
        where previous_password_hash is not null;

      alter table login_attempts add column client_program text;
      create index login_attempts_guessed_idx on login_attempts (account_id, at desc)
        where outcome = 'wrong-login-or-password';
      create index login_attempts_refused_idx on login_attempts (account_id, at desc)
        where outcome not in ('accepted', 'wrong-login-or-password');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index login_attempts_refused_idx, login_attempts_guessed_idx;
      alter table login_attempts drop column client_program;
      drop index ftp_accounts_previous_password_idx, ftp_accounts_login_name_idx;
      alter table ftp_accounts drop column disabled_at, drop column previous_password_hash;
    `);
  }
}
