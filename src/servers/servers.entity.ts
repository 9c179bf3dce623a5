// The rows of servers, their append-only policies and the FTP processes that run there (written by those processes).
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  DataVerb,
  NetworkRule,
  PeerCheck,
  TlsRule,
  TlsSessionReuse,
  TlsVersion,
  VerbRules,
} from '../ftp/policy.js';
import type { InterfaceAddress } from './addressing.js';
import type { RefusedPort } from './policy-rules.js';
import type { PublicAddressFound } from './public-address.js';

/** A certificate as a server's FTP processes write it down. */
export interface CertificateFacts {
  readonly fingerprint: string;
  readonly selfSigned: boolean;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly subject: string;
  readonly issuer: string;
  /** Every host name and address that it stands for. */
  readonly hosts: readonly string[];
  /** Where it lies on the server; null where it was uploaded. */
  readonly file: string | null;
  /** Whether the uploaded one keeps it from being used; left out by processes of before. */
  readonly replaced?: boolean;
}

/** One machine's FTP service. */
@Entity('servers')
export class ServerRow {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  host: string;

  @Column('integer', { name: 'ftp_port' })
  ftpPort: number;

  @Column('integer', { name: 'ftps_port', nullable: true })
  ftpsPort: number | null;

  @Column('text', { name: 'certificate_problem', nullable: true })
  certificateProblem: string | null;

  @Column('text', { name: 'certificate_fingerprint', nullable: true })
  certificateFingerprint: string | null;

  /** As its FTP processes found them, the one first that a client gets which names no host. */
  @Column('jsonb', { default: () => `'[]'` })
  certificates: CertificateFacts[];

  /** The login of this server's own FTP processes; null where they share one or have that of the panel. */
  @Column('text', { name: 'database_login', nullable: true })
  databaseLogin: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}

/** One version of a server's mode policy; never changed once written. */
@Entity('server_policies')
export class ServerPolicyRow {
  @PrimaryColumn('uuid', { name: 'server_id' })
  serverId: string;

  @PrimaryColumn('integer')
  version: number;

  @Column('jsonb')
  verbs: VerbRules;

  @Column('text', { name: 'exceptions_allowed', array: true })
  exceptionsAllowed: DataVerb[];

  @Column('jsonb', { name: 'network_rules' })
  networkRules: NetworkRule[];

  @Column('text')
  tls: TlsRule;

  @Column('text', { name: 'tls_session_reuse' })
  tlsSessionReuse: TlsSessionReuse;

  @Column('text', { name: 'tls_minimum_version' })
  tlsMinimumVersion: TlsVersion;

  @Column('integer', { name: 'passive_first_port' })
  passiveFirstPort: number;

  @Column('integer', { name: 'passive_last_port' })
  passiveLastPort: number;

  @Column('inet', { name: 'public_ipv4', nullable: true })
  publicIpv4: string | null;

  @Column('text', { name: 'public_ipv4_host', nullable: true })
  publicIpv4Host: string | null;

  @Column('inet', { name: 'public_ipv6', nullable: true })
  publicIpv6: string | null;

  @Column('text', { name: 'public_ipv6_host', nullable: true })
  publicIpv6Host: string | null;

  @Column('boolean', { name: 'local_for_private_peers' })
  localForPrivatePeers: boolean;

  @Column('text', { name: 'peer_check' })
  peerCheck: PeerCheck;

  @Column('cidr', { name: 'peer_networks', array: true })
  peerNetworks: string[];

  @Column('jsonb', { name: 'address_overrides' })
  addressOverrides: { network: string; ipv4: string | null }[];

  @Column('integer', { name: 'active_source_port', nullable: true })
  activeSourcePort: number | null;

  @Column('integer', { name: 'active_connect_timeout_ms' })
  activeConnectTimeoutMs: number;

  @Column('integer', { name: 'data_wait_ms' })
  dataWaitMs: number;

  @Column('integer', { name: 'stall_timeout_ms' })
  stallTimeoutMs: number;

  @Column('integer', { name: 'idle_timeout_ms' })
  idleTimeoutMs: number;

  @Column('integer', { name: 'login_timeout_ms' })
  loginTimeoutMs: number;

  @Column('integer', { name: 'max_failed_logins' })
  maxFailedLogins: number;

  @Column('integer', { name: 'max_sessions', nullable: true })
  maxSessions: number | null;

  @Column('integer', { name: 'max_sessions_per_address', nullable: true })
  maxSessionsPerAddress: number | null;

  @Column('text', { nullable: true })
  greeting: string | null;

  @Column('text', { name: 'hidden_names', array: true, default: '{}' })
  hiddenNames: string[];

  @Column('text', { name: 'refused_names', array: true, default: '{}' })
  refusedNames: string[];

  @Column('text', { default: '' })
  note: string;

  /** Set where the version is only tried. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  @Column('integer', { name: 'revert_below_percent', nullable: true })
  revertBelowPercent: number | null;

  @Column('integer', { name: 'revert_after_attempts', nullable: true })
  revertAfterAttempts: number | null;

  @Column('text', { name: 'created_by' })
  createdBy: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}

/** One FTP process of a server, with the policy version it obeys. */
@Entity('server_processes')
export class ServerProcessRow {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'server_id' })
  serverId: string;

  @Column('integer')
  pid: number;

  @Column('text')
  version: string;

  @Column('text', { name: 'jail_backend' })
  jailBackend: string;

  @Column('text')
  identity: 'customer' | 'process';

  @Column('boolean', { name: 'binds_low_ports' })
  bindsLowPorts: boolean;

  @Column('integer', { name: 'ephemeral_first_port', nullable: true })
  ephemeralFirstPort: number | null;

  @Column('integer', { name: 'ephemeral_last_port', nullable: true })
  ephemeralLastPort: number | null;

  @Column('jsonb', { name: 'public_addresses' })
  publicAddresses: PublicAddressFound[];

  @Column('jsonb', { name: 'refused_ports' })
  refusedPorts: RefusedPort[];

  @Column('jsonb', { name: 'interface_addresses' })
  interfaceAddresses: InterfaceAddress[];

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'heartbeat_at' })
  heartbeatAt: Date;

  @Column('timestamptz', { name: 'stopped_at', nullable: true })
  stoppedAt: Date | null;

  /** How long the database took to write this row the time before. */
  @Column('real', { name: 'database_latency_ms', nullable: true })
  databaseLatencyMs: number | null;

  @Column('integer', { name: 'applied_version', nullable: true })
  appliedVersion: number | null;

  @Column('timestamptz', { name: 'applied_at', nullable: true })
  appliedAt: Date | null;
}
