import { describe, expect, it } from 'vitest';
import { limitRules, limitsFrom, noLimits } from './limits-form.js';

describe('the settings of an FTP account', () => {
  it('are without limits when nothing is typed', () => {
    expect(limitsFrom(noLimits)).toEqual({
      folder: '/',
      access: 'full',
      quotaBytes: null,
      quotaFiles: null,
      maxSessions: null,
      bandwidthDownBytes: null,
      bandwidthUpBytes: null,
      hiddenNames: [],
      refusedNames: [],
      uploadMode: 'staged',
      onlyOwnFiles: false,
      allowedNetworks: [],
      expiresAt: null,
      note: '',
    });
  });

  it('become what the API takes', () => {
    const typed = { ...noLimits, quotaBytes: '2 GB', maxSessions: '3', allowedNetworks: '203.0.113.0/24\n\n::1, ::2' };
    expect(limitsFrom(typed)).toMatchObject({
      quotaBytes: 2_000_000_000,
      maxSessions: 3,
      allowedNetworks: ['203.0.113.0/24', '::1', '::2'],
    });
  });

  it('take a speed with its second or without, and one name a line', () => {
    const typed = {
      ...noLimits,
      bandwidthDownBytes: '2 MB/s',
      bandwidthUpBytes: '500 kB',
      hiddenNames: ' .git \n\n/private/**\n',
    };
    expect(limitRules.bandwidthDownBytes(typed.bandwidthDownBytes)).toBeNull();
    expect(limitsFrom(typed)).toMatchObject({
      bandwidthDownBytes: 2_000_000,
      bandwidthUpBytes: 500_000,
      hiddenNames: ['.git', '/private/**'],
    });
  });

  it('leave an access alone that was made through the API', () => {
    expect(limitsFrom({ ...noLimits, access: 'custom' })).not.toHaveProperty('access');
  });

  it('are refused with a sentence where they say nothing', () => {
    expect(limitRules.quotaBytes('many')).toMatch(/500 MB/);
    expect(limitRules.maxSessions('0')).toMatch(/from 1/);
    expect(limitRules.quotaFiles('-1')).toMatch(/whole number/);
    for (const speed of ['fast', '10 B/s', '0']) expect(limitRules.bandwidthUpBytes(speed)).toMatch(/500 kB\/s/);
    expect(limitRules.folder('media')).toMatch(/begins with/);
  });
});
