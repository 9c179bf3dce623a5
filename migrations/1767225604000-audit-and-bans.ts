import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who changed what in the panel, and who may not connect for now. */
export class AuditAndBans1767225604000 implements MigrationInterface {
  readonly name = 'AuditAndBans1767225604000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table audit_events (
        id uuid constraint audit_events_pkey primary key default gen_random_uuid(),
        at timestamptz not null default now(),
        actor_id uuid constraint audit_events_actor_id_fkey references panel_users (id) on delete set null,
        actor text not null,
        client_address inet,
        customer_id uuid constraint audit_events_customer_id_fkey references customers (id) on delete set null,
        verb text not null constraint audit_events_verb_check check (verb ~ '^[a-z-]+\\.[a-z-]+$'),
        subject_kind text not null,
        subject_id text,
        subject text not null,
        before jsonb,
        after jsonb
      );
      create index audit_events_at_idx on audit_events (at desc, id desc);
      create index audit_events_customer_id_idx on audit_events (customer_id, at desc, id desc);
      create index audit_events_actor_id_idx on audit_events (actor_id);

      create table bans (
        id uuid constraint bans_pkey primary key default gen_random_uuid(),
        client_network cidr not null,
        login text,
        reason text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        created_by text not null,
        lifted_at timestamptz,
        lifted_by text
      );
      create index bans_client_network_idx on bans (client_network) where lifted_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table bans, audit_events`);
  }
}
