import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers of a plan may set themselves; every plan that is there keeps all of it. */
export class PlanFeatures1767225622500 implements MigrationInterface {
  readonly name = 'PlanFeatures1767225622500';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table plans add column features text[] not null default '{expiry,networks,limits,modes,tokens}'
        constraint plans_features_check check (features <@ '{expiry,networks,limits,modes,tokens}');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table plans drop column features`);
  }
}
