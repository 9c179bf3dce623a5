import { describe, expect, it } from 'vitest';
import type { Policy } from '../../api/types.js';
import { presets } from '../../parts/modes/verbs.js';
import { differencesBetween } from './differences.js';
import { draftFrom, policyRules, sourcePortOf, valuesOf } from './policy-form.js';
import { remaining, trialFrom, whyNoMark } from './trial-form.js';

const policy: Policy = {
  serverId: '00000000-0000-4000-8000-000000000001',
  version: 7,
  verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' },
  preset: 'passive-only',
  exceptionsAllowed: [],
  networkRules: [],
  trial: null,
  tls: 'required-login',
  tlsSessionReuse: 'off',
  tlsMinimumVersion: 'TLSv1.2',
  passiveFirstPort: 30_000,
  passiveLastPort: 30_199,
  publicIpv4: null,
  publicIpv6: null,
  localForPrivatePeers: false,
  peerCheck: 'exact',
  peerNetworks: [],
  addressOverrides: [],
  activeSourcePort: 20,
  activeConnectTimeoutMs: 15_000,
  dataWaitMs: 30_000,
  stallTimeoutMs: 60_000,
  idleTimeoutMs: 300_000,
  loginTimeoutMs: 60_000,
  maxFailedLogins: 3,
  maxSessions: null,
  maxSessionsPerAddress: null,
  greeting: null,
  hiddenNames: [],
  refusedNames: [],
  note: 'after the firewall change',
  createdBy: 'admin@portside.example',
  createdAt: '2026-11-22T14:00:00Z',
  inForce: {
    everywhere: true,
    sentence: 'In force on web-01 since 14:00:00 UTC.',
    since: '2026-11-22T14:00:00Z',
    processes: [],
  },
  warnings: [],
};

describe('the policy form', () => {
  const values = valuesOf(policy);

  it('sends nothing but what was changed, so that what others changed meanwhile stays', () => {
    expect(draftFrom(values, values)).toEqual({});
    const changed = {
      ...values,
      verbs: presets['active-only'],
      passiveLastPort: '30999',
      publicIpv4: ' 203.0.113.10 ',
      publicIpv6: 'ftp.example.com',
      peerCheck: 'list' as const,
      peerNetworks: '203.0.113.0/24\n2001:db8::/32\n',
    };
    expect(draftFrom(values, changed)).toEqual({
      verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'deny', EPSV: 'deny' },
      passiveLastPort: 30_999,
      publicIpv4: '203.0.113.10',
      publicIpv6: 'ftp.example.com',
      peerCheck: 'list',
      peerNetworks: ['203.0.113.0/24', '2001:db8::/32'],
    });
  });

  it('sends rules for networks and addresses as the API takes them', () => {
    const verbs = { PORT: 'allow', EPRT: 'inherit', PASV: 'inherit', EPSV: 'inherit' } as const;
    const changed = {
      ...values,
      networkRules: [{ network: ' 10.0.0.0/8 ', verbs, clearText: true }],
      addressOverrides: [{ network: '10.0.0.0/8', ipv4: '' }],
    };
    expect(draftFrom(values, changed)).toEqual({
      networkRules: [{ network: '10.0.0.0/8', verbs, clearText: true }],
      addressOverrides: [{ network: '10.0.0.0/8', ipv4: null }],
    });
  });

  it('knows port 20, any port and another one', () => {
    expect(sourcePortOf({ ...values, source: 'twenty' })).toBe(20);
    expect(sourcePortOf({ ...values, source: 'any' })).toBeNull();
    expect(sourcePortOf({ ...values, source: 'other', activeSourcePort: '2020' })).toBe(2020);
  });

  it('refuses a range the wrong way round and an address that is none', () => {
    const turned = { ...values, passiveLastPort: '29999' };
    expect(policyRules.passiveFirstPort('30000', turned)).toMatch(/1024 to 65535/);
    expect(policyRules.publicIpv4('203.0.113.256')).toMatch(/203\.0\.113\.10/);
    expect(['', '203.0.113.10', 'ftp.example.com'].map(policyRules.publicIpv4)).toEqual([null, null, null]);
    expect(['', '2001:db8::7', 'ftp.example.com'].map(policyRules.publicIpv6)).toEqual([null, null, null]);
    expect(policyRules.publicIpv6('203.0.113.10')).toMatch(/2001:db8::7/);
    expect(policyRules.peerNetworks('', { ...values, peerCheck: 'list' })).toMatch(/10\.0\.0\.0\/8/);
    expect(policyRules.peerNetworks('', values)).toBeNull();
    expect(policyRules.stallTimeoutMs('0')).toMatch(/from 1 to 3600/);
  });

  it('refuses networks that are none and a policy that leaves no verb', () => {
    const { network } = policyRules.networkRules;
    expect(['10.0.0.0/8', '2001:db8::/32', '203.0.113.7'].map(network)).toEqual([null, null, null]);
    for (const wrong of ['', '10.0.0.0/33', '10.0.0/8', '2001:db8::/129', 'office']) {
      expect(network(wrong), wrong).toMatch(/10\.0\.0\.0\/8/);
    }
    expect(policyRules.verbs({ PORT: 'deny', EPRT: 'deny', PASV: 'deny', EPSV: 'deny' })).toMatch(/at least one/);
  });
});

describe('two versions of a policy', () => {
  it('differ in words', () => {
    const after: Policy = {
      ...policy,
      version: 8,
      verbs: { ...presets['passive-only'], PASV: 'deny' },
      preset: null,
      passiveLastPort: 30_999,
      idleTimeoutMs: 600_000,
      activeSourcePort: null,
      networkRules: [
        {
          network: '10.0.0.0/8',
          verbs: { PORT: 'allow', EPRT: 'inherit', PASV: 'inherit', EPSV: 'inherit' },
          clearText: true,
        },
      ],
      note: 'another',
    };
    const said = differencesBetween(policy, after).map(({ name, before, after: now }) => `${name}: ${before} > ${now}`);
    expect(said).toEqual([
      'How data connections are made: Passive only > Single commands: EPSV',
      'Client networks: – > 10.0.0.0/8: PORT allowed; without TLS allowed',
      'Last passive port: 30199 > 30999',
      'Source port of active connections: 20 > Any free port',
      'For the next command: 5 min > 10 min',
    ]);
    expect(differencesBetween(policy, { ...policy, version: 9, note: 'only a note' })).toEqual([]);
  });
});

describe('a trial', () => {
  it('lasts ten minutes, with the mark that was typed', () => {
    expect(trialFrom('')).toEqual({ forMs: 600_000, revertAfterAttempts: 20 });
    expect(trialFrom(' 80 ')).toEqual({ forMs: 600_000, revertAfterAttempts: 20, revertBelowPercent: 80 });
    expect([whyNoMark(''), whyNoMark('100')]).toEqual([null, null]);
    expect([whyNoMark('0'), whyNoMark('101'), whyNoMark('most')]).not.toContain(null);
  });

  it('is counted down in minutes and seconds', () => {
    expect([remaining(581_000), remaining(59_001), remaining(0)]).toEqual(['9:41', '1:00', undefined]);
  });
});
