// From the newest row of server_policies to FtpServer.apply, and back to the panel as "in force". What a policy means is
// the engine's business.
import type pg from 'pg';
import type { DataVerb, NetworkRule, ServerPolicy, TlsRule, TlsSessionReuse, VerbRules } from '../ftp/index.js';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';

/** How often the newest policy is read although nothing nudged. */
const safetyReadMs = 60_000;

interface PolicyRow {
  readonly version: number;
  readonly verbs: VerbRules;
  readonly exceptions_allowed: readonly DataVerb[];
  readonly network_rules: readonly NetworkRule[];
  readonly tls: TlsRule;
  readonly tls_session_reuse: TlsSessionReuse;
  readonly passive_first_port: number;
  readonly passive_last_port: number;
  readonly public_ipv4: string | null;
  readonly overrides: readonly { readonly network: string; readonly ipv4: string | null }[];
  readonly active_source_port: number | null;
  readonly active_connect_timeout_ms: number;
  readonly data_wait_ms: number;
  readonly stall_timeout_ms: number;
  readonly idle_timeout_ms: number;
}

// A malformed network or address fails the whole read: half a policy is none.
const newest = `
  select version, verbs, exceptions_allowed,
    (select coalesce(jsonb_agg(r || jsonb_build_object('network', (r ->> 'network')::cidr)), '[]')
       from jsonb_array_elements(network_rules) as r) as network_rules, tls, tls_session_reuse, passive_first_port, passive_last_port, host(public_ipv4) as public_ipv4,
    (select coalesce(jsonb_agg(jsonb_build_object('network', (o ->> 'network')::cidr, 'ipv4', host((o ->> 'ipv4')::inet))), '[]')
       from jsonb_array_elements(address_overrides) as o) as overrides,
    active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms
  from server_policies where server_id = $1 order by version desc limit 1`;

/** The newest policy of a server; undefined where it has none. */
export async function readNewestPolicy(database: pg.Pool, serverId: string): Promise<ServerPolicy | undefined> {
  const { rows } = await database.query<PolicyRow>(newest, [serverId]);
  return rows[0] === undefined ? undefined : toServerPolicy(rows[0]);
}

function toServerPolicy(row: PolicyRow): ServerPolicy {
  return {
    version: row.version,
    verbs: row.verbs,
    exceptionsAllowed: row.exceptions_allowed,
    networkRules: row.network_rules,
    tls: row.tls,
    tlsSessionReuse: row.tls_session_reuse,
    passive: {
      firstPort: row.passive_first_port,
      lastPort: row.passive_last_port,
      publicIpv4: row.public_ipv4 ?? undefined,
      overrides: row.overrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? undefined })),
    },
    active: { sourcePort: row.active_source_port ?? 'any', connectTimeoutMs: row.active_connect_timeout_ms },
    dataWaitMs: row.data_wait_ms,
    stallTimeoutMs: row.stall_timeout_ms,
    idleTimeoutMs: row.idle_timeout_ms,
  };
}

export interface PolicyFollowerOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  /** The version that is obeyed already. */
  readonly version: number;
  readonly apply: (policy: ServerPolicy) => void;
  /** Told after each version that was applied. */
  readonly applied: (version: number) => void;
  readonly note: Note;
}

/** Keeps the engine on the newest policy. */
export class PolicyFollower {
  readonly #options: PolicyFollowerOptions;
  readonly #reading: Coalesced;
  #timer: NodeJS.Timeout | undefined;
  #version: number;

  constructor(options: PolicyFollowerOptions) {
    this.#options = options;
    this.#version = options.version;
    this.#reading = new Coalesced({
      work: () => this.#follow(),
      onFailure: (error) => options.note('warn', 'policy.read-failed', errorFields(error)),
    });
  }

  start(): void {
    this.#timer = setInterval(() => this.reread(), safetyReadMs).unref();
  }

  /** Something may have changed. */
  reread(): void {
    this.#reading.ask();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading.stop();
  }

  async #follow(): Promise<void> {
    const { database, serverId, apply, applied, note } = this.#options;
    const policy = await readNewestPolicy(database, serverId);
    if (policy === undefined || policy.version <= this.#version) return;
    apply(policy);
    this.#version = policy.version;
    applied(policy.version);
    note('info', 'policy.applied', { version: policy.version, verbs: policy.verbs, tls: policy.tls });
  }
}
