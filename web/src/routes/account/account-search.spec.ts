import { describe, expect, test } from 'vitest';
import { accountSearch } from './account-search.js';

describe('the address of an account’s page', () => {
  test('says the tab and how its activity is narrowed', () => {
    const raw = { tab: 'activity', show: 'logins', result: 'refused', address: '192.0.2.7', from: '2026-11-01' };
    expect(accountSearch(raw)).toEqual({ ...raw, to: undefined });
  });

  test('means nothing by what it does not know', () => {
    const raw = { tab: 'files', show: 7, result: 'odd', address: '', from: '2026-13-01', to: 'today' };
    expect(Object.values(accountSearch(raw)).filter((value) => value !== undefined)).toEqual([]);
  });
});
