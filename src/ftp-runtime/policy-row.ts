// The newest row of server_policies as the engine obeys it, and what the processes have found behind its host names.
import type pg from 'pg';
import type {
  DataVerb,
  NetworkRule,
  PeerCheck,
  ServerPolicy,
  TlsRule,
  TlsSessionReuse,
  TlsVersion,
  VerbRules,
} from '../ftp/index.js';
import type { PublicAddress } from './followed-host.js';
import type { WrittenPolicy } from './public-addresses.js';

interface PolicyRow {
  readonly version: number;
  readonly verbs: VerbRules;
  readonly exceptions_allowed: readonly DataVerb[];
  readonly network_rules: readonly NetworkRule[];
  readonly tls: TlsRule;
  readonly tls_session_reuse: TlsSessionReuse;
  readonly tls_minimum_version: TlsVersion;
  readonly passive_first_port: number;
  readonly passive_last_port: number;
  readonly public_ipv4: string | null;
  readonly public_ipv4_host: string | null;
  readonly public_ipv6_host: string | null;
  readonly overrides: readonly { readonly network: string; readonly ipv4: string | null }[];
  readonly local_for_private_peers: boolean;
  readonly peer_check: PeerCheck;
  readonly peer_networks: readonly string[];
  readonly active_source_port: number | null;
  readonly active_connect_timeout_ms: number;
  readonly data_wait_ms: number;
  readonly stall_timeout_ms: number;
  readonly idle_timeout_ms: number;
  readonly login_timeout_ms: number;
  readonly max_failed_logins: number;
  readonly max_sessions: number | null;
  readonly max_sessions_per_address: number | null;
  readonly greeting: string | null;
  readonly hidden_names: readonly string[];
  readonly refused_names: readonly string[];
}

// A malformed network or address fails the whole read: half a policy is none.
const newest = `
  select version, verbs, exceptions_allowed,
    (select coalesce(jsonb_agg(r || jsonb_build_object('network', (r ->> 'network')::cidr)), '[]')
       from jsonb_array_elements(network_rules) as r) as network_rules, tls, tls_session_reuse, tls_minimum_version,
    passive_first_port, passive_last_port, host(public_ipv4) as public_ipv4, public_ipv4_host, public_ipv6_host, local_for_private_peers,
    peer_check, peer_networks::text[],
    (select coalesce(jsonb_agg(jsonb_build_object('network', (o ->> 'network')::cidr, 'ipv4', host((o ->> 'ipv4')::inet))), '[]')
       from jsonb_array_elements(address_overrides) as o) as overrides,
    active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms,
    login_timeout_ms, max_failed_logins, max_sessions, max_sessions_per_address, greeting, hidden_names,
    refused_names
  from server_policies where server_id = $1 order by version desc limit 1`;

/** The newest policy of a server; undefined where it has none. */
export async function readNewestPolicy(database: pg.Pool, serverId: string): Promise<WrittenPolicy | undefined> {
  const { rows } = await database.query<PolicyRow>(newest, [serverId]);
  const [row] = rows;
  if (row === undefined) return undefined;
  const hosts = { ipv4: row.public_ipv4_host ?? undefined, ipv6: row.public_ipv6_host ?? undefined };
  return { policy: toServerPolicy(row), hosts };
}

const known = `
  select a.* from server_processes p, jsonb_to_recordset(p.public_addresses)
    as a (family text, host text, address text, "resolvedAt" text, failure text)
  where p.server_id = $1 and a.address is not null order by a."resolvedAt" desc`;

/** What the processes of this server found behind host names, the latest first; those of yesterday are forgotten. */
export async function readKnownAddresses(database: pg.Pool, serverId: string): Promise<readonly PublicAddress[]> {
  return (await database.query<PublicAddress>(known, [serverId])).rows;
}

function toServerPolicy(row: PolicyRow): ServerPolicy {
  return {
    version: row.version,
    verbs: row.verbs,
    exceptionsAllowed: row.exceptions_allowed,
    networkRules: row.network_rules,
    tls: row.tls,
    tlsSessionReuse: row.tls_session_reuse,
    tlsMinimumVersion: row.tls_minimum_version,
    passive: {
      firstPort: row.passive_first_port,
      lastPort: row.passive_last_port,
      publicIpv4: row.public_ipv4 ?? undefined,
      overrides: row.overrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? undefined })),
      localForPrivatePeers: row.local_for_private_peers,
      peerCheck: row.peer_check,
      peerNetworks: row.peer_networks,
    },
    active: { sourcePort: row.active_source_port ?? 'any', connectTimeoutMs: row.active_connect_timeout_ms },
    dataWaitMs: row.data_wait_ms,
    stallTimeoutMs: row.stall_timeout_ms,
    idleTimeoutMs: row.idle_timeout_ms,
    loginTimeoutMs: row.login_timeout_ms,
    maxFailedLogins: row.max_failed_logins,
    maxSessions: row.max_sessions ?? undefined,
    maxSessionsPerAddress: row.max_sessions_per_address ?? undefined,
    greeting: row.greeting ?? undefined,
    names: { hidden: row.hidden_names, refused: row.refused_names },
  };
}
