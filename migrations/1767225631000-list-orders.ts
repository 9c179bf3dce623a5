// The orders in which long lists are read from the start, so that a page of them costs what it shows.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListOrders1767225631000 implements MigrationInterface {
  name = 'ListOrders1767225631000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index customers_name_idx on customers (lower(name), id);
      create index web_roots_domain_idx on web_roots (domain, id);
      create index web_roots_created_at_idx on web_roots (created_at desc, id desc);
      create index transfers_bytes_idx on transfers (bytes, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index transfers_bytes_idx;
      drop index web_roots_created_at_idx;
      drop index web_roots_domain_idx;
      drop index customers_name_idx;
    `);
  }
}
