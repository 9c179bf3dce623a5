// What is edited about a server counts its changes, so that nobody overwrites what they have not seen. What its FTP
// processes write down about it is no change of it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ServerRevisions1767225640000 implements MigrationInterface {
  name = 'ServerRevisions1767225640000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table servers add column revision integer not null default 1;
      create trigger servers_count_revision before update of host on servers
        for each row when (old.host is distinct from new.host) execute function count_revision();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger servers_count_revision on servers;
      alter table servers drop column revision;
    `);
  }
}
