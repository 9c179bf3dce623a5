// What the panel is called, whom customers can ask, and the host's own mark in it.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Branding1767225637000 implements MigrationInterface {
  readonly name = 'Branding1767225637000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table branding (
        only_row boolean not null default true,
        product_name text not null default 'Portside',
        support_text text,
        support_link text,
        logo_on_light bytea,
        logo_on_dark bytea,
        revision integer not null default 1,
        constraint branding_pkey primary key (only_row),
        constraint branding_only_row_check check (only_row),
        constraint branding_support_check check (support_link is null or support_text is not null),
        constraint branding_logos_check check (octet_length(logo_on_light) <= 32768 and octet_length(logo_on_dark) <= 32768)
      );
      insert into branding default values;
      create trigger branding_count_revision before update on branding for each row execute function count_revision();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table branding`);
  }
}
