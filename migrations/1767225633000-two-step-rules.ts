// Who must sign in to the panel in two steps, and by which reference a terminated customer was known.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TwoStepRules1767225633000 implements MigrationInterface {
  name = 'TwoStepRules1767225633000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table sign_in_rules (
        only_row boolean not null default true,
        staff_two_step boolean not null default false,
        revision integer not null default 1,
        constraint sign_in_rules_pkey primary key (only_row),
        constraint sign_in_rules_only_row_check check (only_row)
      );
      insert into sign_in_rules default values;
      create trigger sign_in_rules_count_revision before update on sign_in_rules for each row execute function count_revision();

      alter table customers add column two_step_required boolean not null default false;

      create index audit_events_terminated_idx on audit_events ((before ->> 'externalRef')) where verb = 'customer.terminated';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index audit_events_terminated_idx;
      alter table customers drop column two_step_required;
      drop table sign_in_rules;
    `);
  }
}
