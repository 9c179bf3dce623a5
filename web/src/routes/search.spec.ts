import { describe, expect, it } from 'vitest';
import { accountsSearch, signInSearch, transfersSearch } from './search.js';

describe('the state of a list in the address', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(accountsSearch({ q: 'anna', status: 'enabled', other: 1 })).toEqual({
      q: 'anna',
      status: 'enabled',
      customer: undefined,
    });
    expect(transfersSearch({ kind: 'upload', outcome: 'exploded', q: 2026 })).toMatchObject({
      kind: 'upload',
      outcome: undefined,
      q: '2026',
    });
  });

  it('goes on to places inside the panel only after signing in', () => {
    expect(signInSearch({ next: '/transfers?kind=upload' }).next).toBe('/transfers?kind=upload');
    expect(signInSearch({ next: '//evil.example' }).next).toBeUndefined();
    for (const away of ['https://evil.example', '/\\evil.example', '/\t/evil.example', 'accounts', '////x']) {
      expect(signInSearch({ next: away }).next).toBeUndefined();
    }
  });
});
