import { expect, it } from 'vitest';
import { findingsOf, type ServerFacts, type SharedFacts, sharedFindings } from './findings.js';

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
  latencyMs: 1.25,
  otherVersions: [],
  selfTest: { outcome: 'worked', sentence: 'Every way worked.' },
};
const faults = (facts: Partial<ServerFacts>) => findingsOf({ ...well, ...facts }, now).filter(({ fine }) => !fine);

it('finds nothing wanting with a server that is well', () => {
  expect(faults({})).toEqual([]);
  expect(findingsOf(well, now).map(({ check }) => check)).toEqual([
    'heartbeat',
    'version',
    'policy',
    'latency',
    'certificate',
    'passive range',
    'self-test',
    'web roots',
  ]);
});

it('says of a server that is down that its certificate ends as well', () => {
  const ending = { up: false, validUntil: new Date('2027-01-20T00:00:00Z') };
  expect(faults(ending).map(({ check }) => check)).toEqual(['heartbeat', 'certificate']);
  expect(findingsOf({ ...well, up: false, validUntil: null }, now).map(({ check }) => check)).toEqual(['heartbeat']);
});

/** What is wrong, the check that says so, its sentence and its cure. */
type Case = [facts: Partial<ServerFacts>, check: string, sentence: RegExp, cure: RegExp];

it.each<Case>([
  [{ up: false, heartbeatAt: null }, 'heartbeat', /not started yet/, /SERVER_NAME=web-01/],
  [{ up: false }, 'heartbeat', /last heard of on 15 Jan 2027 at 12:00 UTC/, /Start Portside/],
  [{ inForce: false, policySentence: 'Process 7 has not answered.' }, 'policy', /Process 7/, /Restart/],
  [{ certificateProblem: 'The key does not fit.' }, 'certificate', /does not fit/, /Correct the certificate/],
  [{ hasCertificate: false }, 'certificate', /nobody can use TLS/, /TLS_CERT_FILE/],
  [{ selfSigned: true }, 'certificate', /self-signed/, /trusted/],
  [{ validUntil: new Date('2027-01-20T00:00:00Z') }, 'certificate', /valid until 20 Jan 2027/, /Renew it/],
  [
    { refusedPorts: [30_002, 30_001, 30_002] },
    'passive range',
    /the passive ports 30001, 30002\./,
    /another passive range/,
  ],
  [{ latencyMs: 251 }, 'latency', /in 251 ms/, /network between/],
  [{ otherVersions: ['0.0.9'] }, 'version', /version 0\.0\.9/, /Update/],
  [{ selfTest: { outcome: 'failed', sentence: 'Nothing came.' } }, 'self-test', /Nothing came/, /network pages/],
  [{ faultyWebRoots: 1 }, 'web roots', /fault with 1 web root\./, /Websites/],
])('says of %j one cure', (...[facts, check, sentence, cure]) => {
  const [finding, ...more] = faults(facts);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ check, server: 'web-01' });
  expect(finding?.sentence).toMatch(sentence);
  expect(finding?.cure).toMatch(cure);
});

const shared: SharedFacts = {
  latencyMs: 0.8,
  clockAheadMs: -40,
  migrations: 30,
  missingMigrations: 0,
  unknownMigrations: 0,
};

it('finds nothing wanting with a database that is near, up to date and of the same time', () => {
  expect(sharedFindings(shared).map(({ check, fine, sentence }) => [check, fine, sentence])).toEqual([
    ['database', true, 'It answers in 0.8 ms.'],
    ['migrations', true, 'All 30 have run.'],
    ['clock', true, 'The clocks of the panel and of the database agree.'],
  ]);
});

it.each<[facts: Partial<SharedFacts>, check: string, sentence: RegExp]>([
  [{ latencyMs: 300 }, 'database', /in 300 ms/],
  [{ missingMigrations: 2 }, 'migrations', /2 of 30 have not run/],
  [{ unknownMigrations: 1 }, 'migrations', /newer Portside/],
  [{ clockAheadMs: 61_000 }, 'clock', /61 seconds ahead of/],
  [{ clockAheadMs: -61_000 }, 'clock', /61 seconds behind/],
])('says of %j one cure', (...[facts, check, sentence]) => {
  const wanting = sharedFindings({ ...shared, ...facts }).filter(({ fine }) => !fine);
  expect(wanting).toMatchObject([{ check, server: null, sentence: expect.stringMatching(sentence) as string }]);
  expect(wanting[0]?.cure).toMatch(/\.$/);
});
