// The data connections of a server by what they carried, so that a page of them costs what it shows.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DataConnectionOrders1767225642000 implements MigrationInterface {
  name = 'DataConnectionOrders1767225642000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create index data_connections_bytes_idx on data_connections (server_id, bytes, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop index data_connections_bytes_idx`);
  }
}
