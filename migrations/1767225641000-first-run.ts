// The list of first steps stays until it is done or an admin has put it away. Where there are customers already, it had
// gone.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FirstRun1767225641000 implements MigrationInterface {
  name = 'FirstRun1767225641000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table first_run_dismissals (
        only_row boolean not null default true,
        dismissed_at timestamptz not null default now(),
        constraint first_run_dismissals_pkey primary key (only_row),
        constraint first_run_dismissals_only_row_check check (only_row)
      );
      insert into first_run_dismissals select where exists (select from customers);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table first_run_dismissals`);
  }
}
