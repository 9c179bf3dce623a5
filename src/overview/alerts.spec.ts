import { expect, test } from 'vitest';
import { alertsOf } from './alerts.js';
import type { OverviewServer } from './overview.dto.js';

const now = new Date('2027-01-31T12:00:00Z');

const fine: OverviewServer = {
  ...{ id: '1', name: 'web-01', host: 'ftp.example', state: 'up', since: '2027-01-01T00:00:00Z' },
  ...{ policyVersion: 3, preset: 'passive-only', inForce: true, openSessions: 4 },
  ...{ passivePortsInUse: 10, passivePorts: 200, passivePortsTaken: 0 },
  ...{ certificateUntil: '2027-04-01T00:00:00Z', certificateSelfSigned: false },
  ...{ selfTest: null, databaseLatencyMs: 3 },
  share: { counted: 100, worked: 99, usualCounted: 700, usualWorked: 693 },
};

const kinds = (changes: Partial<OverviewServer>, panelMs = 2) =>
  alertsOf([{ ...fine, ...changes }], now, panelMs).map(({ kind }) => kind);

test('nothing needs doing where all is well', () => {
  expect(kinds({})).toEqual([]);
});

test('a silent server is told once, without what follows from its silence', () => {
  const [alert, ...more] = alertsOf(
    [{ ...fine, state: 'down', inForce: false, since: '2027-01-31T11:00:00Z' }],
    now,
    2,
  );
  expect(alert).toMatchObject({ kind: 'server-silent', server: { name: 'web-01' }, since: '2027-01-31T11:00:00Z' });
  expect(more).toEqual([]);
});

test('a server that was never started comes after what has stopped working', () => {
  const prepared: OverviewServer = { ...fine, state: 'down', since: null };
  const alerts = alertsOf([prepared, { ...fine, certificateUntil: '2027-02-01T00:00:00Z' }], now, 2);
  expect(alerts.map(({ kind }) => kind)).toEqual(['certificate-ends', 'server-silent']);
});

test('a certificate is told three weeks ahead, and otherwise once it has ended', () => {
  expect(kinds({ certificateUntil: '2027-02-22T12:00:00Z' })).toEqual([]);
  const [alert] = alertsOf([{ ...fine, certificateUntil: '2027-02-20T13:00:00Z' }], now, 2);
  expect(alert).toMatchObject({ kind: 'certificate-ends', value: 21 });
  expect(kinds({ certificateUntil: '2027-01-31T11:59:00Z' })).toEqual(['certificate-ended']);
});

test('a share that fell is told only where enough connections say so', () => {
  const share = { counted: 100, worked: 90, usualCounted: 700, usualWorked: 693 };
  const [alert] = alertsOf([{ ...fine, share }], now, 2);
  expect(alert).toMatchObject({ kind: 'share-below-usual', value: 90, of: 99 });
  expect(kinds({ share: { ...share, counted: 10, worked: 5 } })).toEqual([]);
  expect(kinds({ share: { ...share, worked: 95 } })).toEqual([]);
});

test('the most urgent comes first', () => {
  const selfTest = { outcome: 'failed', finishedAt: now.toISOString(), sentence: 'PASV did not work.' } as const;
  const wrong = { passivePortsInUse: 160, inForce: false, certificateUntil: '2027-02-02T00:00:00Z', selfTest };
  expect(kinds(wrong, 400)).toEqual([
    'self-test-failed',
    'policy-not-in-force',
    'passive-range-nearly-full',
    'database-slow',
    'certificate-ends',
  ]);
});
