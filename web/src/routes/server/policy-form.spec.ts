import { describe, expect, it } from 'vitest';
import type { Policy } from '../../api/types.js';
import { modeInWords, policyRules, sourcePortOf, valuesOf, writeFrom } from './policy-form.js';

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
  it('writes back what it was filled with, save for the note', () => {
    expect(writeFrom(valuesOf(policy), 7)).toEqual({
      basedOnVersion: 7,
      preset: 'passive-only',
      tls: 'required-login',
      passiveFirstPort: 30_000,
      passiveLastPort: 30_199,
      publicIpv4: null,
      activeSourcePort: 20,
      activeConnectTimeoutMs: 15_000,
      dataWaitMs: 30_000,
      stallTimeoutMs: 60_000,
      idleTimeoutMs: 300_000,
      note: '',
    });
  });

  it('keeps verbs that were set one by one until a mode is picked', () => {
    const custom = { ...policy, preset: null };
    expect(writeFrom(valuesOf(custom), 7)).not.toHaveProperty('preset');
    expect(modeInWords(custom)).toBe('Single verbs: EPSV, PASV');
  });

  it('knows port 20, any port and another one', () => {
    const values = valuesOf(policy);
    expect(sourcePortOf({ ...values, source: 'twenty' })).toBe(20);
    expect(sourcePortOf({ ...values, source: 'any' })).toBeNull();
    expect(sourcePortOf({ ...values, source: 'other', activeSourcePort: '2020' })).toBe(2020);
  });

  it('refuses a range the wrong way round and an address that is none', () => {
    const values = { ...valuesOf(policy), passiveLastPort: '29999' };
    expect(policyRules.passiveFirstPort('30000', values)).toMatch(/1024 to 65535/);
    expect(policyRules.publicIpv4('203.0.113.256')).toMatch(/203\.0\.113\.10/);
    expect(policyRules.publicIpv4('')).toBeNull();
    expect(policyRules.idleTimeoutMs('5')).toMatch(/from 10 to 86400/);
  });
});
