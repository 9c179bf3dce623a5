// What new passwords must be. What was fixed before stands in the row: 10 characters and a zxcvbn score of 2.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PasswordRules1767225636000 implements MigrationInterface {
  readonly name = 'PasswordRules1767225636000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table password_rules (
        only_row boolean not null default true,
        shortest_characters integer not null default 10,
        least_score integer not null default 2,
        revision integer not null default 1,
        constraint password_rules_pkey primary key (only_row),
        constraint password_rules_only_row_check check (only_row),
        constraint password_rules_shortest_characters_check check (shortest_characters between 8 and 64),
        constraint password_rules_least_score_check check (least_score between 0 and 4)
      );
      insert into password_rules default values;
      create trigger password_rules_count_revision before update on password_rules for each row execute function count_revision();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table password_rules`);
  }
}
