import { expect, it } from 'vitest';
import { referenceOf, verdictOf, verdicts, type Evidence, type Verdict } from './verdict.js';

const client = '203.0.113.7';
const at = (second: number) => new Date(second * 1000);

function judged(evidence: Partial<Evidence> & Pick<Evidence, 'outcome'>, from = client): Verdict {
  const nothing = {
    verb: 'PASV',
    offered: undefined,
    askedAt: at(0),
    connectedAt: undefined,
    closedAt: at(1),
    firstByteAt: undefined,
    tlsVersion: undefined,
    tlsResumed: undefined,
    strangers: 0,
    knockedPort: undefined,
    errno: undefined,
  } as const;
  return verdictOf({ ...nothing, ...evidence }, from);
}

const offered = (address: string) => ({ offered: { address, port: 30_012 } });

it.each<[string, Partial<Evidence> & Pick<Evidence, 'outcome'>, Verdict]>([
  ['bytes went over it', { outcome: 'used' }, 'worked'],
  ['another verb took its place', { outcome: 'replaced' }, 'not-used'],
  ['no transfer was asked for', { outcome: 'unused' }, 'not-used'],
  ['the client said ABOR', { outcome: 'aborted' }, 'client-aborted'],
  ['the policy forbids the verb', { outcome: 'denied' }, 'mode-denied'],
  ['nobody came', { outcome: 'no-one-came', ...offered('198.51.100.1') }, 'no-one-came'],
  ['only strangers came', { outcome: 'came-from-other-address' }, 'came-from-other-address'],
  [
    'a stranger came, and the client to another port',
    { outcome: 'came-from-other-address', knockedPort: 30_013 },
    'reply-was-rewritten',
  ],
  ['the client gave up after a long wait', { outcome: 'aborted', closedAt: at(20) }, 'no-one-came'],
  [
    'it gave up waiting at a private address',
    { outcome: 'aborted', closedAt: at(20), ...offered('10.0.0.5') },
    'offered-private-address',
  ],
  [
    'it gave up waiting, and a stranger had come',
    { outcome: 'aborted', closedAt: at(20), strangers: 1 },
    'came-from-other-address',
  ],
  ['it gave up waiting for our call', { verb: 'PORT', outcome: 'aborted', closedAt: at(20) }, 'client-unreachable'],
  ['it stopped a long transfer', { outcome: 'aborted', connectedAt: at(1), closedAt: at(20) }, 'client-aborted'],
  ['the client came to another port', { outcome: 'no-one-came', knockedPort: 30_013 }, 'reply-was-rewritten'],
  ['PASV named a private address', { outcome: 'no-one-came', ...offered('10.0.0.5') }, 'offered-private-address'],
  [
    'EPSV named no address, and nobody came to a server behind NAT',
    { verb: 'EPSV', outcome: 'no-one-came', ...offered('10.0.0.5') },
    'no-one-came',
  ],
  [
    'PORT named a private address',
    { verb: 'PORT', outcome: 'denied', ...offered('192.168.1.9') },
    'client-asked-for-private-address',
  ],
  [
    'PORT named somebody else',
    { verb: 'PORT', outcome: 'denied', ...offered('198.51.100.9') },
    'client-asked-for-other-address',
  ],
  ['PORT named port 22', { verb: 'EPRT', outcome: 'denied', ...offered(client) }, 'client-asked-for-low-port'],
  ['the client refused', { verb: 'PORT', outcome: 'unreachable', errno: 'ECONNREFUSED' }, 'client-refused'],
  ['no answer came', { verb: 'PORT', outcome: 'unreachable', errno: 'ETIMEDOUT' }, 'client-unreachable'],
  ['we had no socket', { verb: 'PORT', outcome: 'unreachable', errno: 'EMFILE' }, 'server-could-not-dial'],
  ['the range is full', { outcome: 'range-full' }, 'range-full'],
  ['the client hung up at once', { outcome: 'reset' }, 'client-left-early'],
  ['the client hung up in the middle', { outcome: 'reset', firstByteAt: new Date() }, 'client-left'],
  ['TLS was not resumed', { outcome: 'tls-failed', tlsVersion: 'TLSv1.3', tlsResumed: false }, 'tls-not-resumed'],
  ['the handshake was not finished', { outcome: 'tls-failed', errno: 'ETIMEDOUT' }, 'tls-unfinished'],
  ['the bytes were no TLS', { outcome: 'tls-failed', errno: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls-not-spoken'],
  ['the client did not like us', { outcome: 'tls-failed', errno: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA' }, 'tls-alert'],
  ['TLS failed otherwise', { outcome: 'tls-failed', errno: 'ECONNRESET' }, 'tls-failed'],
  ['nothing moved', { outcome: 'stalled' }, 'stalled'],
])('when %s', (_, evidence, verdict) => {
  expect(judged(evidence)).toBe(verdict);
  reached.add(verdict);
});

const reached = new Set<Verdict>();
it('every verdict is reached by some evidence', () => {
  expect([...reached].sort()).toEqual([...verdicts].sort());
});

it('a private address is no fault for a client in the private network itself', () => {
  expect(judged({ outcome: 'no-one-came', ...offered('10.0.0.5') }, '10.0.0.77')).toBe('no-one-came');
});

it('a reference is short, the same for the same record and different for others', () => {
  expect(referenceOf('7f3c2a10-0000-4000-8000-000000000000')).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/);
  const ids = Array.from({ length: 1000 }, () => crypto.randomUUID());
  expect(ids.map(referenceOf)).toEqual(ids.map(referenceOf));
  expect(new Set(ids.map(referenceOf)).size).toBeGreaterThan(950);
});
