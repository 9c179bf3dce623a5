import { describe, expect, it } from 'vitest';
import { limitRules, limitsFrom, noLimits } from './limits-form.js';

describe('the settings of an FTP account', () => {
  it('are without limits when nothing is typed', () => {
    expect(limitsFrom(noLimits)).toEqual({
      folder: '/',
      access: 'full',
      quotaBytes: null,
      maxSessions: null,
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

  it('leave an access alone that was made through the API', () => {
    expect(limitsFrom({ ...noLimits, access: 'custom' })).not.toHaveProperty('access');
  });

  it('are refused with a sentence where they say nothing', () => {
    expect(limitRules.quotaBytes('many')).toMatch(/500 MB/);
    expect(limitRules.maxSessions('0')).toMatch(/from 1/);
    expect(limitRules.folder('media')).toMatch(/begins with/);
  });
});
