// One version of a policy between its row, its terms and its API form. It reads and decides nothing.
import { presetOf } from '../ftp/policy.js';
import { writtenWishes } from '../http/verb-wishes.js';
import type { PolicyConflict, PolicyTrial } from './policy.dto.js';
import type { PolicyTerms } from './policy-rules.js';
import type { ServerPolicyRow } from './servers.entity.js';

// What this release does not yet show is carried over from the version before, so that no version forgets it.
export const insertVersion = `
  insert into server_policies (server_id, version, verbs, tls, tls_session_reuse, passive_first_port, passive_last_port,
    public_ipv4, active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms,
    address_overrides, exceptions_allowed, network_rules, note, created_by, expires_at, revert_below_percent,
    revert_after_attempts, public_ipv6, peer_check)
  select $1, $2::integer, $3::jsonb, $4, $5, $6::integer, $7::integer, $8::inet, $9::integer, $10::integer, $11::integer,
    $12::integer, $13::integer, $14::jsonb, $15::text[], $16::jsonb, $17, $18,
    now() + make_interval(secs => $19::float8 / 1000), $20::integer, $21::integer, public_ipv6, peer_check
    from server_policies where server_id = $1 and version = $22::integer`;

/** The terms in the order of `insertVersion`, from `verbs` to `network_rules`. */
export function termValues(terms: PolicyTerms): unknown[] {
  const { passive, active } = terms;
  return [
    JSON.stringify(terms.verbs),
    terms.tls,
    terms.tlsSessionReuse,
    passive.firstPort,
    passive.lastPort,
    passive.publicIpv4 ?? null,
    active.sourcePort === 'any' ? null : active.sourcePort,
    active.connectTimeoutMs,
    terms.dataWaitMs,
    terms.stallTimeoutMs,
    terms.idleTimeoutMs,
    JSON.stringify(overridesDto(passive.overrides)),
    [...terms.exceptionsAllowed],
    JSON.stringify(terms.networkRules),
  ];
}

/** What the row says, as the engine and the rules about policies read it. */
export function termsOf(row: ServerPolicyRow): PolicyTerms {
  return {
    verbs: row.verbs,
    exceptionsAllowed: row.exceptionsAllowed,
    networkRules: row.networkRules,
    tls: row.tls,
    tlsSessionReuse: row.tlsSessionReuse,
    passive: {
      firstPort: row.passiveFirstPort,
      lastPort: row.passiveLastPort,
      publicIpv4: row.publicIpv4?.replace(/\/32$/, '') ?? undefined,
      overrides: row.addressOverrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? undefined })),
    },
    active: { sourcePort: row.activeSourcePort ?? 'any', connectTimeoutMs: row.activeConnectTimeoutMs },
    dataWaitMs: row.dataWaitMs,
    stallTimeoutMs: row.stallTimeoutMs,
    idleTimeoutMs: row.idleTimeoutMs,
  };
}

/** The terms under the names of the API. */
export function fieldsOf(terms: PolicyTerms) {
  const { passive, active } = terms;
  const { PORT, EPRT, PASV, EPSV } = terms.verbs;
  return {
    verbs: { PORT, EPRT, PASV, EPSV },
    preset: presetOf(terms.verbs) ?? null,
    exceptionsAllowed: [...terms.exceptionsAllowed],
    networkRules: terms.networkRules.map(({ network, verbs, clearText }) => ({
      network,
      verbs: writtenWishes(verbs),
      clearText,
    })),
    tls: terms.tls,
    tlsSessionReuse: terms.tlsSessionReuse,
    passiveFirstPort: passive.firstPort,
    passiveLastPort: passive.lastPort,
    publicIpv4: passive.publicIpv4 ?? null,
    addressOverrides: overridesDto(passive.overrides),
    activeSourcePort: active.sourcePort === 'any' ? null : active.sourcePort,
    activeConnectTimeoutMs: active.connectTimeoutMs,
    dataWaitMs: terms.dataWaitMs,
    stallTimeoutMs: terms.stallTimeoutMs,
    idleTimeoutMs: terms.idleTimeoutMs,
  };
}

/** What changed from `was` to `is`, and what the one who came too late wanted in its place. */
export function conflictsOf(was: PolicyTerms, is: PolicyTerms, yours: PolicyTerms): PolicyConflict[] {
  const [before, now, wanted] = [fieldsOf(was), fieldsOf(is), fieldsOf(yours)];
  const names = Object.keys(before) as (keyof typeof before)[];
  const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  return names
    .filter((field) => differ(before[field], now[field]))
    .map((field) => ({ field, was: before[field], is: now[field], yours: wanted[field] }));
}

/** Until when the version is tried, and what ends the trial sooner; null where it is there to stay. */
export function trialOf({ expiresAt, revertBelowPercent, revertAfterAttempts }: ServerPolicyRow): PolicyTrial | null {
  return expiresAt && { expiresAt: expiresAt.toISOString(), revertBelowPercent, revertAfterAttempts };
}

function overridesDto(overrides: PolicyTerms['passive']['overrides']) {
  return overrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? null }));
}
