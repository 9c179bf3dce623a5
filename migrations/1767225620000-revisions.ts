// What is edited in a form counts its changes, so that a change can name the state it was made from. FTP accounts count
// already; policies have versions.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const edited = ['plans', 'customers', 'web_roots'];

export class Revisions1767225620000 implements MigrationInterface {
  name = 'Revisions1767225620000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function count_revision() returns trigger language plpgsql as $$
        begin
          new.revision := old.revision + 1;
          return new;
        end $$`);
    for (const table of edited) {
      await db.query(`
        alter table ${table} add column revision integer not null default 1;
        create trigger ${table}_count_revision before update on ${table}
          for each row execute function count_revision();`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of edited) {
      await db.query(`
        drop trigger ${table}_count_revision on ${table};
        alter table ${table} drop column revision;`);
    }
    await db.query(`drop function count_revision()`);
  }
}
