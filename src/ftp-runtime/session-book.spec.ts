import { describe, expect, it } from 'vitest';
import {
  rootPath,
  type Account,
  type LiveDataConnection,
  type DataConnectionFacts,
  type SessionFacts,
  type SessionSnapshot,
} from '../ftp/index.js';
import { SessionBook } from './session-book.js';

const at = new Date('2026-11-22T12:00:00Z');
const facts: SessionFacts = {
  id: 's1',
  openedAt: at,
  peer: { address: 'fe80::1%eth0', port: 50_000 },
  local: { address: '203.0.113.1', port: 21 },
  tlsVersion: undefined,
  clientProgram: undefined,
};
const account = { id: 'a1', customerId: 'c1', login: 'anna@example.com' } as Account;
const snapshot: SessionSnapshot = {
  facts,
  login: account.login,
  accountId: account.id,
  customerId: account.customerId,
  loggedInAt: at,
  workingFolder: rootPath,
  lastCommandAt: at,
  transfer: undefined,
};

describe('SessionBook', () => {
  it('gives each state out once', () => {
    const book = new SessionBook('p1');
    book.opened(facts);
    expect(book.take(10)).toMatchObject([{ id: 's1', process_id: 'p1', client_address: 'fe80::1', closed_at: null }]);
    expect(book.take(10)).toEqual([]);
    book.look([snapshot], at);
    expect(book.take(10)).toEqual([]);
    book.look([{ ...snapshot, workingFolder: '/b\xff' }], at);
    expect(book.take(10)).toMatchObject([{ working_folder: '/b\\xff' }]);
  });

  it('writes no row for a client that came and went without logging in', () => {
    const book = new SessionBook('p1');
    book.opened(facts);
    book.closed(facts, 'lost', at);
    expect(book.take(10)).toEqual([]);
  });

  it('writes the end of a session that was shown or logged in', () => {
    const book = new SessionBook('p1');
    book.opened(facts);
    book.loggedIn(facts, account, at);
    book.closed(facts, 'quit', at);
    expect(book.take(10)).toMatchObject([{ account_id: 'a1', end_reason: 'quit', closed_at: at.toISOString() }]);
    book.closed(facts, 'quit', at);
    expect(book.take(10)).toEqual([]);
  });

  it('gives out no more than asked for, and the rest next time', () => {
    const book = new SessionBook('p1');
    for (const id of ['s1', 's2', 's3']) book.opened({ ...facts, id });
    expect(book.take(2).map(({ id }) => id)).toEqual(['s1', 's2']);
    expect(book.take(2).map(({ id }) => id)).toEqual(['s3']);
  });

  it('counts a running transfer as a sign of life', () => {
    const book = new SessionBook('p1');
    const later = new Date(at.getTime() + 60_000);
    const { peer } = facts;
    const transfer = { kind: 'upload', path: rootPath, bytes: 5, totalBytes: undefined, startedAt: at } as const;
    book.opened(facts);
    book.look(
      [{ ...snapshot, transfer: { ...transfer, mode: 'passive', peer, localPort: 40_000, secure: true } }],
      later,
    );
    expect(book.take(1)).toMatchObject([{ seen_at: later.toISOString(), transfer: { bytes: 5, totalBytes: null } }]);
  });

  describe('and the data connection of a session', () => {
    const step = (id: string, changes: Partial<LiveDataConnection> = {}): LiveDataConnection => ({
      id,
      askedAt: at,
      verb: 'EPSV',
      state: 'waiting',
      since: at,
      offered: { address: '203.0.113.1', port: 40_000 },
      localPort: 40_000,
      peer: undefined,
      tlsVersion: undefined,
      ...changes,
    });
    const end = (id: string) =>
      ({
        ...step(id),
        closedAt: at,
        bytes: 7,
        verdict: 'worked',
        reference: '7KQ2M',
      }) as unknown as DataConnectionFacts;
    const shown = (book: SessionBook) => book.take(1)[0]?.data_connection;

    it('shows how it stands, then how it ended', () => {
      const book = new SessionBook('p1');
      book.opened(facts);
      book.connectionChanged(facts, step('d1'));
      expect(shown(book)).toMatchObject({ id: 'd1', state: 'waiting', localPort: 40_000, verdict: null });
      book.connectionChanged(facts, step('d1', { state: 'moving' }));
      book.connectionEnded(facts, end('d1'));
      expect(shown(book)).toMatchObject({ state: 'ended', bytes: 7, verdict: 'worked', reference: '7KQ2M' });
    });

    it('keeps to the newer one when an older one is heard to have ended', () => {
      const book = new SessionBook('p1');
      book.opened(facts);
      book.connectionChanged(facts, step('d1'));
      book.connectionChanged(facts, step('d2', { askedAt: new Date(at.getTime() + 5) }));
      book.connectionEnded(facts, end('d1'));
      expect(shown(book)).toMatchObject({ id: 'd2', state: 'waiting' });
    });

    it('shows none of the account that was logged in before', () => {
      const book = new SessionBook('p1');
      book.opened(facts);
      book.loggedIn(facts, account, at);
      book.connectionEnded(facts, end('d1'));
      book.loggedIn(facts, { ...account, id: 'a2', customerId: 'c2' }, at);
      expect(book.take(1)).toMatchObject([{ account_id: 'a2', data_connection: null }]);
    });

    it('still shows it when the session is over', () => {
      const book = new SessionBook('p1');
      book.opened(facts);
      book.loggedIn(facts, account, at);
      book.connectionEnded(facts, end('d1'));
      book.closed(facts, 'quit', at);
      expect(shown(book)).toMatchObject({ id: 'd1', verdict: 'worked' });
    });
  });
});
