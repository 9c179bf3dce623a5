import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The rest of the flight recorder: when the last byte went over, who closed first, and which rule decided about the verb. */
export class WhoClosedAndWhy1767225616000 implements MigrationInterface {
  readonly name = 'WhoClosedAndWhy1767225616000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table data_connections
        add column last_byte_ms integer,
        add column closed_first text check (closed_first in ('client', 'server')),
        add column decision text;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table data_connections drop column decision, drop column closed_first, drop column last_byte_ms;
    `);
  }
}
