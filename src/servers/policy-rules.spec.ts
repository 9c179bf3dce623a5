import { describe, expect, test } from 'vitest';
import { presets } from '../ftp/policy.js';
import {
  draftedTerms,
  type PolicyTerms,
  refusals,
  type Surroundings,
  warnings,
  whyOverridesRefused,
} from './policy-rules.js';

const terms: PolicyTerms = {
  verbs: presets['active-and-passive'],
  exceptionsAllowed: [],
  networkRules: [],
  tls: 'allowed',
  tlsSessionReuse: 'off',
  tlsMinimumVersion: 'TLSv1.2',
  passive: {
    firstPort: 30000,
    lastPort: 30199,
    publicIpv4: '9.9.9.9',
    overrides: [],
    localForPrivatePeers: false,
    peerCheck: 'exact',
    peerNetworks: [],
  },
  publicIpv6: undefined,
  active: { sourcePort: 20, connectTimeoutMs: 10_000 },
  dataWaitMs: 20_000,
  stallTimeoutMs: 60_000,
  idleTimeoutMs: 300_000,
  loginTimeoutMs: 60_000,
  maxFailedLogins: 3,
  maxSessions: undefined,
  maxSessionsPerAddress: undefined,
  greeting: undefined,
  names: { hidden: [], refused: [] },
};
const surroundings: Surroundings = {
  listeners: [{ name: 'FTP port', port: 2121 }],
  ephemeral: { first: 32768, last: 60999 },
  hasCertificate: true,
  isUp: true,
  certificateProblem: undefined,
  bindsLowPorts: true,
  publicAddresses: [],
  refusedPorts: [],
};

describe('a policy is refused where', () => {
  test('no verb is left', () => {
    const verbs = { PORT: 'deny', EPRT: 'deny', PASV: 'deny', EPSV: 'deny' } as const;
    expect(refusals({ ...terms, verbs }, surroundings)).toMatchObject([{ field: 'verbs' }]);
  });

  test('its range ends before it begins', () => {
    const passive = { ...terms.passive, lastPort: 29999 };
    expect(refusals({ ...terms, passive }, surroundings)).toMatchObject([{ field: 'passiveLastPort' }]);
  });

  test.each([
    [2121, 2121],
    [2000, 3000],
  ])('its range %i-%i holds a port that is taken', (firstPort, lastPort) => {
    const passive = { ...terms.passive, firstPort, lastPort };
    expect(refusals({ ...terms, passive }, surroundings)).toMatchObject([{ field: 'passiveFirstPort' }]);
  });

  test('it asks a list of networks and has none', () => {
    const passive = { ...terms.passive, peerCheck: 'list' } as const;
    expect(refusals({ ...terms, passive }, surroundings)).toMatchObject([{ field: 'peerNetworks' }]);
  });

  test('nothing is wrong: it is not', () => {
    expect(refusals(terms, surroundings)).toEqual([]);
  });
});

describe('a policy is warned about where', () => {
  test("its range meets the kernel's", () => {
    const passive = { ...terms.passive, firstPort: 60000, lastPort: 61000 };
    expect(warnings({ ...terms, passive }, surroundings)).toEqual([expect.stringContaining('32768-60999')]);
  });

  test('ports of it are taken by another program, which two processes say', () => {
    const taken = (ports: number[], errno: string) => ports.map((port) => ({ port, errno }));
    const sentences = (ports: number[], errno = 'EADDRINUSE') =>
      warnings(terms, { ...surroundings, refusedPorts: [...taken(ports, errno), ...taken(ports, errno)] });
    expect(sentences([30007, 30005])).toEqual([expect.stringContaining('30005, 30007 are taken by another program')]);
    expect(sentences([30001, 30002, 30003, 30004, 30005, 30006])).toEqual([
      expect.stringContaining('30005 and more are taken'),
    ]);
    expect(sentences([30001])).toEqual([expect.stringContaining('Passive port 30001 is taken')]);
    expect(sentences([30001], 'EACCES')).toEqual([expect.stringContaining('could not be had (EACCES)')]);
    expect(sentences([29999, 30200]), 'those of another range').toEqual([]);
  });

  test.each([
    '10.0.0.1',
    '192.168.1.1',
    '172.31.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '203.0.113.7',
    '224.0.0.1',
  ])('it gives out %s', (publicIpv4) => {
    const passive = { ...terms.passive, publicIpv4 };
    expect(warnings({ ...terms, passive }, surroundings)).toEqual([expect.stringContaining(publicIpv4)]);
  });

  test.each(['fd00::7', 'fe80::7', '::1', '2001:db8::7', 'ff02::1'])('it gives out %s', (publicIpv6) => {
    expect(warnings({ ...terms, publicIpv6 }, surroundings)).toEqual([expect.stringContaining(publicIpv6)]);
  });

  test('it tells clients of the internet a private address, and those of the private network not', () => {
    const overrides = [
      { network: '8.8.8.0/24', ipv4: '10.0.0.5' },
      { network: '10.0.0.0/8', ipv4: '10.0.0.5' },
    ];
    const passive = { ...terms.passive, overrides };
    expect(warnings({ ...terms, passive }, surroundings)).toEqual([expect.stringContaining('Clients from 8.8.8.0/24')]);
  });

  test('its host name could not be looked up, or has an address that nobody reaches', () => {
    const passive = { ...terms.passive, publicIpv4: 'ftp.example.com' };
    const found = { family: 'ipv4', host: 'ftp.example.com', resolvedAt: null } as const;
    const sentences = (address: string | null, failure: string | null) =>
      warnings(
        { ...terms, passive },
        // Two processes say the same; one sentence is enough.
        { ...surroundings, publicAddresses: [1, 2].map(() => ({ ...found, address, failure })) },
      );
    expect(sentences('9.9.9.9', null)).toEqual([]);
    expect(sentences(null, 'ENOTFOUND')).toEqual([expect.stringContaining('(ENOTFOUND); until it can')]);
    expect(sentences('9.9.9.9', 'ETIMEOUT')).toEqual([expect.stringContaining('9.9.9.9, which it had last')]);
    expect(sentences('10.0.0.1', null)).toEqual([expect.stringContaining('ftp.example.com has the address 10.0.0.1')]);
    const other = { ...found, host: 'old.example.com', address: '10.0.0.1', failure: null };
    expect(warnings({ ...terms, passive }, { ...surroundings, publicAddresses: [other] })).toEqual([]);
  });

  test('it takes data connections from strangers without a proof that they are none', () => {
    const passive = { ...terms.passive, peerCheck: 'same-network' } as const;
    expect(warnings({ ...terms, passive }, surroundings)).toEqual([expect.stringContaining('whole /24 or /64')]);
    expect(warnings({ ...terms, passive, tlsSessionReuse: 'require' }, surroundings)).toEqual([]);
  });

  test('it requires TLS without a certificate, under which nobody could log in', () => {
    const required = { ...terms, tls: 'required-login' } as const;
    expect(warnings(required, { ...surroundings, hasCertificate: false })).toEqual([
      expect.stringContaining('nobody can log in'),
    ]);
  });

  test('passwords cross in the clear', () => {
    expect(warnings({ ...terms, tls: 'off' }, surroundings)).toEqual([expect.stringContaining('readable')]);
  });

  test('there is no certificate for its TLS', () => {
    expect(warnings(terms, { ...surroundings, hasCertificate: false })).toEqual([
      expect.stringContaining('certificate'),
    ]);
  });

  test('port 20 cannot be had', () => {
    expect(warnings(terms, { ...surroundings, bindsLowPorts: false })).toEqual([expect.stringContaining('port 20')]);
  });

  test('nothing is odd: it is not', () => {
    expect(warnings(terms, surroundings)).toEqual([]);
  });
});

describe('a draft', () => {
  test('keeps what it leaves out and clears what it writes as null', () => {
    expect(draftedTerms(terms, {})).toEqual(terms);
    expect(draftedTerms(terms, { activeSourcePort: null, publicIpv4: null })).toEqual({
      ...terms,
      passive: { ...terms.passive, publicIpv4: undefined },
      active: { ...terms.active, sourcePort: 'any' },
    });
  });

  test('sets all four verbs by a preset', () => {
    expect(draftedTerms(terms, { preset: 'passive-only' }).verbs).toEqual(presets['passive-only']);
  });
});

describe('addresses for single networks', () => {
  test.each([
    ['no list', 'Write a list'],
    [[{ network: '10.0.0.0/33', ipv4: null }], 'Write each network'],
    [[null], 'Write each network'],
    [[{ network: '10.0.0.0/8', ipv4: '::1' }], '10.0.0.0/8: Write an IPv4 address'],
    [
      [
        { network: '10.0.0.0/8', ipv4: null },
        { network: '10.1.2.3/8', ipv4: null },
      ],
      '10.0.0.0/8 stands twice',
    ],
  ])('%j are refused', (written, sentence) => {
    expect(whyOverridesRefused(written)).toContain(sentence);
  });

  test('keep their networks without host bits', () => {
    const addressOverrides = [{ network: '10.1.2.3/8', ipv4: '10.0.0.5' }];
    expect(whyOverridesRefused(addressOverrides)).toBeUndefined();
    expect(draftedTerms(terms, { addressOverrides }).passive.overrides).toEqual([
      { network: '10.0.0.0/8', ipv4: '10.0.0.5' },
    ]);
  });
});
