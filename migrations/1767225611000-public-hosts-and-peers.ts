import type { MigrationInterface, QueryRunner } from 'typeorm';

const hostName = `'^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$'`;

/** Public addresses that are looked up by name, what each process found, and from where data connections may come. */
export class PublicHostsAndPeers1767225611000 implements MigrationInterface {
  readonly name = 'PublicHostsAndPeers1767225611000';

  async up(db: QueryRunner): Promise<void> {
    for (const address of ['public_ipv4', 'public_ipv6']) {
      await db.query(`
        alter table server_policies
          add column ${address}_host text constraint server_policies_${address}_host_check
            check (${address}_host ~ ${hostName} and length(${address}_host) <= 253),
          add constraint server_policies_${address}_one_check check (${address} is null or ${address}_host is null);
      `);
    }
    await db.query(`
      alter table server_policies
        add column local_for_private_peers boolean not null default false,
        add column peer_networks cidr[] not null default '{}'
          constraint server_policies_peer_networks_check check (cardinality(peer_networks) <= 100);

      alter table server_processes
        add column public_addresses jsonb not null default '[]'
          constraint server_processes_public_addresses_check check (jsonb_typeof(public_addresses) = 'array');

      drop trigger server_processes_notify_update on server_processes;
      create trigger server_processes_notify_update after update on server_processes
        for each row when (old.applied_version is distinct from new.applied_version
          or old.stopped_at is distinct from new.stopped_at or old.public_addresses is distinct from new.public_addresses)
        execute function server_processes_notify();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop trigger server_processes_notify_update on server_processes;
      create trigger server_processes_notify_update after update on server_processes
        for each row when (old.applied_version is distinct from new.applied_version or old.stopped_at is distinct from new.stopped_at)
        execute function server_processes_notify();
      alter table server_processes drop column public_addresses;
      alter table server_policies drop column peer_networks, drop column local_for_private_peers,
        drop column public_ipv6_host, drop column public_ipv4_host;
    `);
  }
}
