import { describe, expect, it } from 'vitest';
import { tellVisit, type VisitConnection, type VisitRecords, type VisitSession } from './visit.js';

const after = (seconds: number) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds));
const session: VisitSession = {
  clientAddress: '203.0.113.7',
  clientPort: 50_000,
  clientProgram: 'FileZilla 3.67',
  tlsVersion: 'TLSv1.3',
  openedAt: after(0),
  closedAt: null,
  endReason: null,
};
const attempt = { at: after(1), clientAddress: '203.0.113.7', tls: true, outcome: 'accepted' };
const connection = (seconds: number, changes: Partial<VisitConnection> = {}): VisitConnection => ({
  id: `d${seconds}`,
  at: after(seconds),
  verb: 'EPSV',
  state: 'ended',
  address: '198.51.100.1',
  port: 30_012,
  connectMs: 40,
  tlsVersion: 'TLSv1.3',
  bytes: 1_200,
  verdict: 'worked',
  reference: '7KQ2M',
  ...changes,
});
const lost = (seconds: number, changes: Partial<VisitConnection> = {}) =>
  connection(seconds, { connectMs: null, tlsVersion: null, bytes: 0, verdict: 'no-one-came', ...changes });
const visit = (changes: Partial<VisitRecords> = {}): VisitRecords => ({
  sessionId: 's1',
  session,
  attempts: [attempt],
  connections: [],
  transfers: [],
  ...changes,
});
const codes = (records: VisitRecords) => tellVisit(records).steps.map(({ code }) => code);
const verdict = (records: VisitRecords) => tellVisit(records).verdict;
const ended = { ...session, closedAt: after(30), endReason: 'quit' };

describe('the steps of a visit', () => {
  it('begin with who came, with which program, encrypted or not', () => {
    expect(tellVisit(visit()).steps).toEqual([
      { at: after(0).toISOString(), code: 'connected', address: '203.0.113.7', port: 50_000 },
      { at: after(0).toISOString(), code: 'program', program: 'FileZilla 3.67' },
      { at: after(0).toISOString(), code: 'encrypted', tlsVersion: 'TLSv1.3' },
      { at: after(1).toISOString(), code: 'login-accepted', outcome: 'accepted' },
    ]);
    expect(
      codes(
        visit({
          session: { ...session, clientProgram: null, tlsVersion: null },
          attempts: [{ ...attempt, tls: false }],
        }),
      ),
    ).toEqual(['connected', 'in-clear', 'login-accepted']);
  });

  it('are in the order in which things happened, whatever kind of record they come from', () => {
    const transfer = { at: after(9), kind: 'upload', path: '/a', bytes: 5, outcome: 'complete', reply: '226 Done.' };
    const records = visit({
      session: ended,
      connections: [connection(3), connection(8, { verb: 'PORT' })],
      transfers: [transfer],
    });
    expect(codes(records).slice(3)).toEqual(['login-accepted', 'data-ended', 'data-ended', 'transfer', 'ended']);
  });

  it('tell of a client that was gone before its session was written', () => {
    const refused = { ...attempt, tls: false, outcome: 'wrong-login-or-password' };
    const told = tellVisit(visit({ session: undefined, attempts: [refused] }));
    expect(told.open).toBe(false);
    expect(told.steps.map(({ code }) => code)).toEqual(['connected', 'in-clear', 'login-refused']);
  });

  it('name how far a data connection has come that is not over', () => {
    expect(codes(visit({ connections: [lost(2, { state: 'waiting', verdict: null })] }))).toContain('data-waiting');
  });
});

describe('what a visit comes down to', () => {
  it('is open while nothing was asked for', () => {
    expect(verdict(visit())).toBeNull();
    expect(verdict(visit({ connections: [lost(2, { state: 'waiting', verdict: null })] }))).toBeNull();
  });

  it('is the last refusal of a login, unless one was accepted', () => {
    const refused = (outcome: string) => ({ ...attempt, outcome });
    const attempts = [refused('wrong-login-or-password'), refused('a-reason-of-a-later-release')];
    expect(verdict(visit({ attempts }))).toMatchObject({
      code: 'login-refused',
      step: { outcome: 'a-reason-of-a-later-release' },
    });
    expect(verdict(visit({ attempts: [...attempts, attempt] }))).toBeNull();
  });

  it('is what failed last, with whose it is to mend', () => {
    expect(verdict(visit({ connections: [connection(2), lost(5)] }))).toMatchObject({
      code: 'data-failed',
      step: { verdict: 'no-one-came', culprit: 'server-firewall', reference: '7KQ2M', port: 30_012 },
    });
  });

  it('is that it works when the same verb works afterwards', () => {
    expect(verdict(visit({ connections: [lost(2), connection(5)] }))).toMatchObject({ code: 'works' });
  });

  it('does not say that it works while another data connection is on its way, but while bytes move', () => {
    const next = (state: VisitConnection['state']) => [connection(2), lost(5, { state, verdict: null })];
    for (const state of ['waiting', 'dialling', 'connected'] as const) {
      expect(verdict(visit({ connections: next(state) }))).toBeNull();
    }
    expect(verdict(visit({ connections: next('moving') }))).toMatchObject({ code: 'works' });
    expect(verdict(visit({ session: ended, connections: next('waiting') }))).toMatchObject({ code: 'works' });
  });

  it('says when only another verb works', () => {
    expect(verdict(visit({ connections: [lost(2), connection(5, { verb: 'PORT' })] }))).toMatchObject({
      code: 'works-otherwise',
      step: { verb: 'EPSV', verdict: 'no-one-came' },
    });
  });

  it('does not hold against anyone what was cancelled or never used', () => {
    const unused = connection(6, { verdict: 'not-used' });
    const cancelled = connection(7, { verdict: 'client-aborted' });
    expect(verdict(visit({ connections: [connection(5), unused, cancelled] }))).toMatchObject({ code: 'works' });
  });

  it('is a refused transfer where the connections are fine', () => {
    const transfer = { at: after(9), kind: 'upload', path: '/a', bytes: 0, outcome: 'refused', reply: '552 Full.' };
    expect(verdict(visit({ connections: [connection(2)], transfers: [transfer] }))).toMatchObject({
      code: 'transfer-refused',
      step: { reply: '552 Full.' },
    });
  });

  it('is that nothing was asked for when the client goes right after its login', () => {
    expect(verdict(visit({ session: ended }))).toMatchObject({ code: 'nothing-asked' });
  });
});
