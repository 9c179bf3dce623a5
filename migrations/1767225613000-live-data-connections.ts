import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The data connection that an FTP session has now, or had last, for the picture of it. */
export class LiveDataConnections1767225613000 implements MigrationInterface {
  readonly name = 'LiveDataConnections1767225613000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table ftp_sessions add column data_connection jsonb`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table ftp_sessions drop column data_connection`);
  }
}
