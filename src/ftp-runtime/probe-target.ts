// What a self-test must know of the server that it looks at, out of the database. It connects to nothing.
import type pg from 'pg';
import type { TlsRule } from '../ftp/index.js';

/** A server to look at. */
export interface ProbeTarget {
  /** What customers are told to connect to. */
  readonly name: string;
  /** Where to look, best first: the policy's public address, then the name. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly tls: TlsRule;
  readonly hasCertificate: boolean;
  readonly passive: { readonly firstPort: number; readonly lastPort: number };
  /** How long the server tries to reach a client in active mode. */
  readonly connectTimeoutMs: number;
}

interface TargetRow {
  readonly host: string;
  readonly ftp_port: number;
  readonly has_certificate: boolean;
  readonly public_address: string | null;
  readonly tls: TlsRule;
  readonly passive_first_port: number;
  readonly passive_last_port: number;
  readonly active_connect_timeout_ms: number;
}

const byId = `
  select s.host, s.ftp_port, s.certificate_fingerprint is not null as has_certificate, 
    coalesce(host(p.public_ipv4), p.public_ipv4_host, host(p.public_ipv6), p.public_ipv6_host) as public_address,
    p.tls, p.passive_first_port, p.passive_last_port, p.active_connect_timeout_ms
  from servers s join server_policies p on p.server_id = s.id
  where s.id = $1 order by p.version desc limit 1`;

/** The server with its newest policy; undefined where there is none. */
export async function findProbeTarget(database: pg.Pool, serverId: string): Promise<ProbeTarget | undefined> {
  const { rows } = await database.query<TargetRow>(byId, [serverId]);
  const [row] = rows;
  return (
    row && {
      name: row.host,
      hosts: [...new Set([row.public_address ?? row.host, row.host])],
      port: row.ftp_port,
      tls: row.tls,
      hasCertificate: row.has_certificate,
      passive: { firstPort: row.passive_first_port, lastPort: row.passive_last_port },
      connectTimeoutMs: row.active_connect_timeout_ms,
    }
  );
}
