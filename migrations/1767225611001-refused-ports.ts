import type { MigrationInterface, QueryRunner } from 'typeorm';

const changed = ['applied_version', 'stopped_at', 'public_addresses'];

/** The passive ports that a process could not have, for people to see before a transfer does. */
export class RefusedPorts1767225611001 implements MigrationInterface {
  readonly name = 'RefusedPorts1767225611001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table server_processes add column refused_ports jsonb not null default '[]'
        constraint server_processes_refused_ports_check check (jsonb_typeof(refused_ports) = 'array');
    `);
    await notifyOf(db, [...changed, 'refused_ports']);
  }

  async down(db: QueryRunner): Promise<void> {
    await notifyOf(db, changed);
    await db.query(`alter table server_processes drop column refused_ports`);
  }
}

async function notifyOf(db: QueryRunner, columns: readonly string[]): Promise<void> {
  const differs = columns.map((column) => `old.${column} is distinct from new.${column}`);
  await db.query(`
    drop trigger server_processes_notify_update on server_processes;
    create trigger server_processes_notify_update after update on server_processes
      for each row when (${differs.join(' or ')}) execute function server_processes_notify();
  `);
}
