// The oldest TLS that a server speaks is part of its policy.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OldestTls1767225634000 implements MigrationInterface {
  name = 'OldestTls1767225634000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table server_policies
        add column tls_minimum_version text not null default 'TLSv1.2',
        add constraint server_policies_tls_minimum_version_check check (tls_minimum_version in ('TLSv1.2', 'TLSv1.3'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table server_policies drop column tls_minimum_version`);
  }
}
