// How long records are kept counts its changes, so that nobody removes for good what somebody else has just decided to keep.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RetentionRevisions1767225643000 implements MigrationInterface {
  readonly name = 'RetentionRevisions1767225643000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table retention add column revision integer not null default 1;
      create trigger retention_count_revision before update on retention
        for each row execute function count_revision();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger retention_count_revision on retention;
      alter table retention drop column revision;
    `);
  }
}
