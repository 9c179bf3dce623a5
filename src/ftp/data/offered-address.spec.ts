import { describe, expect, it } from 'vitest';
import { presets, type ServerPolicy } from '../policy.js';
import { offeredIpv4 } from './offered-address.js';

const policy = (passive: Partial<ServerPolicy['passive']>): ServerPolicy => ({
  version: 1,
  verbs: presets['active-and-passive'],
  exceptionsAllowed: [],
  networkRules: [],
  tls: 'allowed',
  tlsSessionReuse: 'off',
  tlsMinimumVersion: 'TLSv1.2',
  passive: {
    firstPort: 30_000,
    lastPort: 30_199,
    publicIpv4: undefined,
    overrides: [],
    localForPrivatePeers: false,
    peerCheck: 'exact',
    peerNetworks: [],
    ...passive,
  },
  active: { sourcePort: 'any', connectTimeoutMs: 1_000 },
  dataWaitMs: 1_000,
  stallTimeoutMs: 1_000,
  idleTimeoutMs: 10_000,
  loginTimeoutMs: 60_000,
  maxFailedLogins: 3,
  maxSessions: undefined,
  maxSessionsPerAddress: undefined,
  greeting: undefined,
  names: { hidden: [], refused: [] },
});

const overrides = [
  { network: '10.0.0.0/8', ipv4: '10.0.0.5' },
  { network: '10.1.0.0/16', ipv4: undefined },
  { network: 'fd00::/8', ipv4: '10.0.0.6' },
];

describe('the address that PASV names', () => {
  it.each([
    ['is the one the client reached where the policy names none', policy({}), '203.0.113.9', '192.0.2.1'],
    [
      'is the public one where the policy names it',
      policy({ publicIpv4: '198.51.100.7' }),
      '203.0.113.9',
      '198.51.100.7',
    ],
    ['is that of the client network', policy({ publicIpv4: '198.51.100.7', overrides }), '10.2.3.4', '10.0.0.5'],
    ['is that of the longest network', policy({ publicIpv4: '198.51.100.7', overrides }), '10.1.2.3', '192.0.2.1'],
    [
      'is the public one for clients in private networks too',
      policy({ publicIpv4: '198.51.100.7' }),
      '192.168.1.9',
      '198.51.100.7',
    ],
    [
      'is the local one for them where the policy wishes it',
      policy({ publicIpv4: '198.51.100.7', localForPrivatePeers: true }),
      '192.168.1.9',
      '192.0.2.1',
    ],
    [
      'stays the public one for everybody else then',
      policy({ publicIpv4: '198.51.100.7', localForPrivatePeers: true }),
      '203.0.113.9',
      '198.51.100.7',
    ],
    [
      'stays that of the client network then',
      policy({ publicIpv4: '198.51.100.7', localForPrivatePeers: true, overrides }),
      '10.2.3.4',
      '10.0.0.5',
    ],
    ['does not mix the families', policy({ overrides }), '203.0.113.9', '192.0.2.1'],
  ])('%s', (...[, terms, peer, address]) => {
    expect(offeredIpv4(terms, peer, '192.0.2.1')).toBe(address);
  });
});
