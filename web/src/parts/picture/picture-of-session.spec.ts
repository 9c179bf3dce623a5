import { describe, expect, it } from 'vitest';
import type { LiveConnection } from '../../api/types.js';
import { pictureOfSession, wordsOfSession } from './picture-of-session.js';

const waiting: LiveConnection = {
  id: 'd1',
  verb: 'EPSV',
  state: 'waiting',
  askedAt: '2026-11-22T12:00:00Z',
  since: '2026-11-22T12:00:00Z',
  offered: { address: '198.51.100.1', port: 30_012 },
  localPort: 30_012,
  peer: null,
  tlsVersion: null,
  bytes: 0,
  verdict: null,
  culprit: null,
  reference: null,
};
const session = (dataConnection: LiveConnection | null, changes: { closedAt?: string } = {}) => ({
  clientAddress: '203.0.113.7',
  clientPort: 50_000,
  serverAddress: '198.51.100.1',
  serverPort: 21,
  tlsVersion: 'TLSv1.3',
  closedAt: null,
  dataConnection,
  ...changes,
});
const data = (changes: Partial<LiveConnection>) => pictureOfSession(session({ ...waiting, ...changes })).lines[1];
const ended = (changes: Partial<LiveConnection>) => data({ state: 'ended', reference: '7KQ2M', ...changes });
const peer = { address: '203.0.113.7', port: 50_001 };

describe('the picture of a session', () => {
  it('has the control connection with its ports, its lock and its arrow to the server', () => {
    const { lines, client, server } = pictureOfSession(session(null));
    expect({ client, server }).toEqual({ client: '203.0.113.7', server: '198.51.100.1' });
    expect(lines).toMatchObject([
      { kind: 'control', towards: 'server', atClient: '50000', atServer: '21', secure: true },
    ]);
  });

  it('points to who listens: passive to the server, active to the client', () => {
    expect(data({})).toMatchObject({ towards: 'server', atClient: 'any', atServer: '30012', state: 'waiting' });
    const active = { verb: 'PORT', offered: { address: '203.0.113.7', port: 40_000 }, localPort: 20 } as const;
    expect(data({ ...active, state: 'dialling' })).toMatchObject({
      towards: 'client',
      atClient: '40000',
      atServer: '20',
      state: 'waiting',
    });
  });

  it('shows bytes beneath a line that moves them, and its lock', () => {
    expect(data({ state: 'moving', peer, bytes: 1_230_000, tlsVersion: 'TLSv1.3' })).toMatchObject({
      atClient: '50001',
      state: 'up',
      secure: true,
      beneath: '1.23 MB',
    });
  });

  it.each([
    ['server', 'server'],
    ['server-firewall', 'server-wall'],
    ['server-nat', 'server-wall'],
    ['client-firewall', 'client-wall'],
    ['client-nat', 'client-wall'],
    ['client', 'client'],
    ['client-settings', 'client'],
  ] as const)('stops a failed line at its culprit: %s at %s', (culprit, stop) => {
    expect(ended({ culprit, verdict: 'no-one-came' })).toMatchObject({ state: 'failed', stop, beneath: 'failed' });
  });

  it('does not call failed what is nobody’s fault', () => {
    expect(ended({ culprit: 'nobody', verdict: 'worked', peer, bytes: 7 })).toMatchObject({ state: 'over' });
    expect(ended({ culprit: 'nobody', verdict: 'not-used' })).not.toHaveProperty('stop');
  });
});

describe('the same in words', () => {
  it('says for each connection who dials where', () => {
    expect(wordsOfSession(session(waiting), 'customer')).toEqual([
      'The client at 203.0.113.7 dials port 21 of the server at 198.51.100.1. Encrypted with TLS 1.3.',
      'Data connection (EPSV): the server waits at port 30012 for the client to dial.',
    ]);
  });

  it('says why one failed, also with a word of a later release', () => {
    const failed = { ...waiting, state: 'ended', culprit: 'server-firewall' } as const;
    expect(wordsOfSession(session({ ...failed, verdict: 'no-one-came' }), 'customer')[1]).toBe(
      'The server waits at port 30012, and nobody comes.',
    );
    expect(wordsOfSession(session({ ...failed, verdict: 'of-a-later-release' as 'worked' }), 'admin')[1]).toBe(
      'The data connection fails.',
    );
  });
});
