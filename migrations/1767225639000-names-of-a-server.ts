// Names that no login of a server sees, and names that none may make.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NamesOfAServer1767225639000 implements MigrationInterface {
  name = 'NamesOfAServer1767225639000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table server_policies
        add hidden_names text[] not null default '{}' constraint server_policies_hidden_names_check check (cardinality(hidden_names) <= 50),
        add refused_names text[] not null default '{}' constraint server_policies_refused_names_check check (cardinality(refused_names) <= 50);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table server_policies drop hidden_names, drop refused_names`);
  }
}
