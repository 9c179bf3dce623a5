// The policy that a new server begins with: both modes, as a hoster's servers allow them, and a passive range outside the
// kernel's ephemeral ports.
import { presets, type TlsRule } from '../ftp/policy.js';

/** What differs between the first policies of servers. */
export interface FirstPolicy {
  readonly serverId: string;
  /** Undefined: any. */
  readonly activeSourcePort: number | undefined;
  readonly tls: TlsRule;
  readonly note: string;
  readonly createdBy: string;
}

/** Writes version 1; its parameters are `firstPolicyValues`. */
export const insertFirstPolicy = `
  insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port,
    active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, note, created_by)
  values ($1, 1, $2, $3, 30000, 30199, $4, 10000, 20000, 60000, 300000, $5, $6)`;

/** The parameters of `insertFirstPolicy`. */
export function firstPolicyValues({ serverId, activeSourcePort, tls, note, createdBy }: FirstPolicy): unknown[] {
  return [serverId, JSON.stringify(presets['active-and-passive']), tls, activeSourcePort ?? null, note, createdBy];
}
