import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which names an FTP account does not see and may not make, and whether other owners' files are kept from it. */
export class NameRules1767225607000 implements MigrationInterface {
  readonly name = 'NameRules1767225607000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table ftp_accounts
        add hidden_names text[] not null default '{}' constraint ftp_accounts_hidden_names_check check (cardinality(hidden_names) <= 50),
        add refused_names text[] not null default '{}' constraint ftp_accounts_refused_names_check check (cardinality(refused_names) <= 50),
        add only_own_files boolean not null default false;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table ftp_accounts drop hidden_names, drop refused_names, drop only_own_files`);
  }
}
