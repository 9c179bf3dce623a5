import { expect, it } from 'vitest';
import { findingsOf, type ServerFacts } from './findings.js';

const now = new Date('2027-01-15T12:00:00Z');
const well: ServerFacts = {
  id: '1',
  name: 'web-01',
  up: true,
  heartbeatAt: now,
  hasCertificate: true,
  selfSigned: false,
  certificateProblem: null,
  validUntil: new Date('2027-03-01T00:00:00Z'),
  inForce: true,
  policySentence: 'In force since 12:00:00.',
  refusedPorts: [],
  faultyWebRoots: 0,
};
const faults = (facts: Partial<ServerFacts>) => findingsOf({ ...well, ...facts }, now).filter(({ fine }) => !fine);

it('finds nothing wanting with a server that is well', () => {
  expect(faults({})).toEqual([]);
  expect(findingsOf(well, now).map(({ check }) => check)).toEqual([
    'heartbeat',
    'policy',
    'certificate',
    'passive range',
    'web roots',
  ]);
});

/** What is wrong, the check that says so, its sentence and its cure. */
type Case = [facts: Partial<ServerFacts>, check: string, sentence: RegExp, cure: RegExp];

it.each<Case>([
  [{ up: false, heartbeatAt: null }, 'heartbeat', /never run/, /SERVER_NAME=web-01/],
  [{ up: false }, 'heartbeat', /last heard of at 2027-01-15T12:00:00/, /Start Portside/],
  [{ inForce: false, policySentence: 'Process 7 has not answered.' }, 'policy', /Process 7/, /Restart/],
  [{ certificateProblem: 'The key does not fit.' }, 'certificate', /does not fit/, /Correct the certificate/],
  [{ hasCertificate: false }, 'certificate', /nobody can use TLS/, /TLS_CERT_FILE/],
  [{ selfSigned: true }, 'certificate', /self-signed/, /trusted/],
  [{ validUntil: new Date('2027-01-20T00:00:00Z') }, 'certificate', /valid until 2027-01-20/, /Renew it/],
  [
    { refusedPorts: [30_002, 30_001, 30_002] },
    'passive range',
    /the passive ports 30001, 30002\./,
    /another passive range/,
  ],
  [{ faultyWebRoots: 1 }, 'web roots', /fault with 1 web root\./, /Websites/],
])('says of %j one cure', (...[facts, check, sentence, cure]) => {
  const [finding, ...more] = faults(facts);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ check, server: 'web-01' });
  expect(finding?.sentence).toMatch(sentence);
  expect(finding?.cure).toMatch(cure);
});
