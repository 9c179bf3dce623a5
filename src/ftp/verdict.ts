// From the record of a data connection to what went wrong, in one word, and whose it is to mend. Pure: it looks nothing
// up and says no sentence; the sentences for people are the panel's.
import { kindOfAddress, sameAddress } from './data/address.js';
import type { DataConnectionFacts } from './facts.js';
import { modeOf } from './policy.js';

/** Who can do something about it. `nobody`: it went well, or as the client wished. */
export type Culprit =
  | 'nobody'
  | 'server'
  | 'server-firewall'
  | 'server-nat'
  | 'client'
  | 'client-firewall'
  | 'client-nat'
  | 'client-settings';

/** Every verdict and its likely culprit. */
export const culprits = {
  worked: 'nobody',
  'not-used': 'nobody',
  'client-aborted': 'nobody',
  'mode-denied': 'client-settings',
  'no-one-came': 'server-firewall',
  'came-from-other-address': 'client-nat',
  'reply-was-rewritten': 'server-nat',
  'offered-private-address': 'server-nat',
  'client-asked-for-private-address': 'client-nat',
  'client-asked-for-other-address': 'client-settings',
  'client-asked-for-low-port': 'client-settings',
  'client-refused': 'client-firewall',
  'client-unreachable': 'client-firewall',
  'server-could-not-dial': 'server',
  'range-full': 'server',
  'client-left-early': 'client',
  'tls-not-resumed': 'client-settings',
  'tls-not-spoken': 'client-settings',
  'tls-alert': 'client-settings',
  'tls-unfinished': 'client-firewall',
  'tls-failed': 'client',
  stalled: 'client-firewall',
  'client-left': 'client',
} as const satisfies Readonly<Record<string, Culprit>>;
export type Verdict = keyof typeof culprits;
export const verdicts = Object.keys(culprits) as readonly Verdict[];

/** Who can do something about a verdict that was stored; null for one of another release. */
export function culpritOf(verdict: string): Culprit | null {
  return Object.entries(culprits).find(([known]) => known === verdict)?.[1] ?? null;
}

/** What a verdict is passed on. */
export type Evidence = Pick<
  DataConnectionFacts,
  | 'verb'
  | 'offered'
  | 'outcome'
  | 'askedAt'
  | 'connectedAt'
  | 'firstByteAt'
  | 'closedAt'
  | 'tlsVersion'
  | 'tlsResumed'
  | 'strangers'
  | 'knockedPort'
  | 'errno'
>;

/** What became of this data connection of a client at `clientAddress`. */
export function verdictOf(evidence: Evidence, clientAddress: string): Verdict {
  return judges[evidence.outcome](evidence, clientAddress);
}

const judges: Readonly<Record<Evidence['outcome'], (evidence: Evidence, client: string) => Verdict>> = {
  used: () => 'worked',
  replaced: () => 'not-used',
  unused: () => 'not-used',
  aborted: ofAborted,
  denied: ofDenied,
  'no-one-came': ofNoOne,
  'came-from-other-address': ofStrangers,
  unreachable: ofUnreachable,
  'range-full': () => 'range-full',
  'tls-failed': ofTls,
  stalled: () => 'stalled',
  reset: ({ firstByteAt }) => (firstByteAt === undefined ? 'client-left-early' : 'client-left'),
};

/** A target that the client named was looked at; without one the policy refused the verb. */
function ofDenied({ verb, offered }: Evidence, client: string): Verdict {
  if (modeOf[verb] === 'passive' || offered === undefined) return 'mode-denied';
  if (sameAddress(offered.address, client)) return 'client-asked-for-low-port';
  return kindOfAddress(offered.address) === 'public'
    ? 'client-asked-for-other-address'
    : 'client-asked-for-private-address';
}

/** By then a client has asked for a connection three times, after 0, 1 and 3 seconds (RFC 6298). */
const longEnoughMs = 5_000;

/** A client that has waited in vain and then gave up, as FileZilla does after 20 s, had no choice. */
function ofAborted(evidence: Evidence, client: string): Verdict {
  const { verb, connectedAt, askedAt, closedAt, strangers } = evidence;
  const waitedMs = closedAt.getTime() - askedAt.getTime();
  if (connectedAt !== undefined || waitedMs < longEnoughMs) return 'client-aborted';
  if (modeOf[verb] === 'active') return 'client-unreachable';
  return strangers > 0 ? ofStrangers(evidence) : ofNoOne(evidence, client);
}

/** A stranger says little where the client itself was seen at another port. */
function ofStrangers({ knockedPort }: Evidence): Verdict {
  return knockedPort === undefined ? 'came-from-other-address' : 'reply-was-rewritten';
}

/**
 * A client that came to another port read another reply than ours; one that was sent to a private address cannot come.
 * EPSV sends nobody anywhere: it names a port, and the client knows the address (RFC 2428 §3).
 */
function ofNoOne({ knockedPort, offered, verb }: Evidence, client: string): Verdict {
  if (knockedPort !== undefined) return 'reply-was-rewritten';
  const isUnroutable = verb === 'PASV' && offered !== undefined && kindOfAddress(offered.address) !== 'public';
  return isUnroutable && kindOfAddress(client) === 'public' ? 'offered-private-address' : 'no-one-came';
}

const notReached = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN']);

function ofUnreachable({ errno }: Evidence): Verdict {
  if (errno === 'ECONNREFUSED' || errno === 'ECONNRESET') return 'client-refused';
  return notReached.has(errno ?? '') ? 'client-unreachable' : 'server-could-not-dial';
}

/** What OpenSSL says of bytes that are no TLS. */
const notTls = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_HTTP_REQUEST', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

function ofTls({ errno = '', tlsVersion, tlsResumed }: Evidence): Verdict {
  // The handshake itself went well: what was missing is the resumption.
  if (tlsVersion !== undefined && tlsResumed === false) return 'tls-not-resumed';
  if (errno === 'ETIMEDOUT') return 'tls-unfinished';
  if (notTls.has(errno)) return 'tls-not-spoken';
  return errno.includes('ALERT') ? 'tls-alert' : 'tls-failed';
}

/** Without I, L, O and U, so that it can be read aloud (Crockford's base 32). */
const referenceLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Five letters and digits out of a record's id, for people to quote; the id itself is what is unique. */
export function referenceOf(id: string): string {
  const bits = parseInt(id.replaceAll('-', '').slice(0, 7), 16) >>> 3;
  return Array.from({ length: 5 }, (_, at) => referenceLetters[(bits >>> (at * 5)) & 31]).join('');
}
