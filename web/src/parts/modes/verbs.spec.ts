import { describe, expect, test } from 'vitest';
import { choiceOf, denialsOf, noWishes as nothing, wishesOf } from './verbs.js';

describe('what a customer chooses', () => {
  test.each(['any', 'passive-only', 'active-only'] as const)('is read back as it was written: %s', (choice) => {
    expect(choiceOf(wishesOf(choice, nothing))).toBe(choice);
  });

  test('denies the verbs of the other mode', () => {
    expect(wishesOf('passive-only', nothing)).toEqual({ ...nothing, PORT: 'deny', EPRT: 'deny' });
    expect(wishesOf('active-only', nothing)).toEqual({ ...nothing, PASV: 'deny', EPSV: 'deny' });
  });

  test('leaves an exception that an admin made', () => {
    const given = { ...nothing, PORT: 'allow' } as const;
    expect(wishesOf('any', given)).toEqual(given);
    expect(choiceOf(given)).toBe('any');
    expect(wishesOf('active-only', given)).toEqual({ ...given, PASV: 'deny', EPSV: 'deny' });
  });

  test('is copied from another FTP account without its exceptions', () => {
    expect(denialsOf({ PORT: 'allow', EPRT: 'deny', PASV: 'inherit', EPSV: 'deny' })).toEqual({
      ...nothing,
      EPRT: 'deny',
      EPSV: 'deny',
    });
  });

  test('is none of the three where an admin denies one verb', () => {
    expect(choiceOf({ ...nothing, PORT: 'deny' })).toBeUndefined();
  });
});
