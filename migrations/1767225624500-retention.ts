// For how many days each kind of record is kept; a row without a number is kept for ever. What was done before stands in
// the rows: thirteen months of records, a day of server tasks, sessions and changes for ever.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Retention1767225624500 implements MigrationInterface {
  readonly name = 'Retention1767225624500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table retention (
        records text not null,
        days integer constraint retention_days_check check (days > 0),
        constraint retention_pkey primary key (records)
      );

      insert into retention (records, days) values ('login-attempts', 396), ('refused-logins', 396), ('transfers', 396),
        ('data-connections', 396), ('sessions', null), ('audit', null), ('self-tests', null), ('server-tasks', 1),
        ('usage', 396);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table retention`);
  }
}
