// One version of a policy between its row, its terms and its API form. It reads and decides nothing.
import { presetOf } from '../ftp/policy.js';
import { writtenWishes } from '../http/verb-wishes.js';
import type { PolicyConflict, PolicyTrial } from './policy.dto.js';
import type { PolicyTerms } from './policy-rules.js';
import { addressAndHost } from './public-address.js';
import type { ServerPolicyRow } from './servers.entity.js';

export const insertVersion = `
  insert into server_policies (server_id, version, verbs, tls, tls_session_reuse, passive_first_port, passive_last_port,
    public_ipv4, public_ipv4_host, public_ipv6, public_ipv6_host, local_for_private_peers, peer_check, peer_networks,
    active_source_port, active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, address_overrides,
    exceptions_allowed, network_rules, login_timeout_ms, max_failed_logins, max_sessions, max_sessions_per_address,
    greeting, tls_minimum_version, hidden_names, refused_names, note, created_by, expires_at, revert_below_percent,
    revert_after_attempts)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
    $25, $26, $27, $28, $29, $30, $31, $32, now() + make_interval(secs => $33::float8 / 1000), $34, $35)`;

/** The terms in the order of `insertVersion`, from `verbs` to `refused_names`. */
export function termValues(terms: PolicyTerms): unknown[] {
  const { passive, active } = terms;
  return [
    JSON.stringify(terms.verbs),
    terms.tls,
    terms.tlsSessionReuse,
    passive.firstPort,
    passive.lastPort,
    ...addressAndHost(passive.publicIpv4),
    ...addressAndHost(terms.publicIpv6),
    passive.localForPrivatePeers,
    passive.peerCheck,
    [...passive.peerNetworks],
    active.sourcePort === 'any' ? null : active.sourcePort,
    active.connectTimeoutMs,
    terms.dataWaitMs,
    terms.stallTimeoutMs,
    terms.idleTimeoutMs,
    JSON.stringify(overridesDto(passive.overrides)),
    [...terms.exceptionsAllowed],
    JSON.stringify(terms.networkRules),
    terms.loginTimeoutMs,
    terms.maxFailedLogins,
    terms.maxSessions ?? null,
    terms.maxSessionsPerAddress ?? null,
    terms.greeting ?? null,
    terms.tlsMinimumVersion,
    [...terms.names.hidden],
    [...terms.names.refused],
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
    tlsMinimumVersion: row.tlsMinimumVersion,
    passive: {
      firstPort: row.passiveFirstPort,
      lastPort: row.passiveLastPort,
      publicIpv4: row.publicIpv4 ?? row.publicIpv4Host ?? undefined,
      overrides: row.addressOverrides.map(({ network, ipv4 }) => ({ network, ipv4: ipv4 ?? undefined })),
      localForPrivatePeers: row.localForPrivatePeers,
      peerCheck: row.peerCheck,
      peerNetworks: row.peerNetworks,
    },
    publicIpv6: row.publicIpv6 ?? row.publicIpv6Host ?? undefined,
    active: { sourcePort: row.activeSourcePort ?? 'any', connectTimeoutMs: row.activeConnectTimeoutMs },
    dataWaitMs: row.dataWaitMs,
    stallTimeoutMs: row.stallTimeoutMs,
    idleTimeoutMs: row.idleTimeoutMs,
    loginTimeoutMs: row.loginTimeoutMs,
    maxFailedLogins: row.maxFailedLogins,
    maxSessions: row.maxSessions ?? undefined,
    maxSessionsPerAddress: row.maxSessionsPerAddress ?? undefined,
    greeting: row.greeting ?? undefined,
    names: { hidden: row.hiddenNames, refused: row.refusedNames },
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
    tlsMinimumVersion: terms.tlsMinimumVersion,
    passiveFirstPort: passive.firstPort,
    passiveLastPort: passive.lastPort,
    publicIpv4: passive.publicIpv4 ?? null,
    publicIpv6: terms.publicIpv6 ?? null,
    localForPrivatePeers: passive.localForPrivatePeers,
    peerCheck: passive.peerCheck,
    peerNetworks: [...passive.peerNetworks],
    addressOverrides: overridesDto(passive.overrides),
    activeSourcePort: active.sourcePort === 'any' ? null : active.sourcePort,
    activeConnectTimeoutMs: active.connectTimeoutMs,
    dataWaitMs: terms.dataWaitMs,
    stallTimeoutMs: terms.stallTimeoutMs,
    idleTimeoutMs: terms.idleTimeoutMs,
    loginTimeoutMs: terms.loginTimeoutMs,
    maxFailedLogins: terms.maxFailedLogins,
    maxSessions: terms.maxSessions ?? null,
    maxSessionsPerAddress: terms.maxSessionsPerAddress ?? null,
    greeting: terms.greeting ?? null,
    hiddenNames: [...terms.names.hidden],
    refusedNames: [...terms.names.refused],
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
