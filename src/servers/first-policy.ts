// The policy that a new server begins with: both modes, as a hoster's servers allow them, and a passive range outside the
// kernel's ephemeral ports.
import { presets, type TlsRule } from '../ftp/policy.js';

/** What differs between the first policies of servers. */
export interface FirstPolicy {
  readonly serverId: string;
  /** Undefined: any. */
  readonly activeSourcePort: number | undefined;
  /** Left out: 30000 to 30199. */
  readonly passive?: { readonly firstPort: number; readonly lastPort: number } | undefined;
  readonly tls: TlsRule;
  readonly note: string;
  readonly createdBy: string;
}

/** Writes version 1; its parameters are `firstPolicyValues`. */
export const insertFirstPolicy = `
  insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port,
    active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, note, created_by)
  values ($1, 1, $2, $3, $4, $5, $6, 10000, 20000, 60000, 300000, $7, $8)`;

const usualRange = { firstPort: 30_000, lastPort: 30_199 } as const;

/** The parameters of `insertFirstPolicy`. */
export function firstPolicyValues({ passive = usualRange, ...policy }: FirstPolicy): unknown[] {
  const { serverId, activeSourcePort, tls, note, createdBy } = policy;
  const verbs = JSON.stringify(presets['active-and-passive']);
  return [serverId, verbs, tls, passive.firstPort, passive.lastPort, activeSourcePort ?? null, note, createdBy];
}
