import { expect, it } from 'vitest';
import { judgementOf, loadJudge, passwordBytes, whyNoPassword, whyNoPasswordOf } from './password-policy.js';

it('counts the bytes that bcrypt sees, not characters', () => {
  expect(passwordBytes('grüße')).toBe(7);
  expect(whyNoPassword('ü'.repeat(37))).toContain('72 bytes');
});

it('says what is too short before the dictionaries are there, and no more', () => {
  expect(whyNoPassword('short one')).toBe('Use at least 10 characters.');
  expect(whyNoPassword('password12')).toBeNull();
  expect(judgementOf('password12')).toBeUndefined();
});

it('then says why a password is easily guessed, also from the login and the website', async () => {
  await loadJudge();
  expect(whyNoPassword('password12')).toContain('commonly used password');
  expect(whyNoPassword('grauwolfwetterau')).toBeNull();
  expect(whyNoPasswordOf(['grauwolf@wetterau-imkerei.example'], 'grauwolfwetterau')).toContain('the login');
  expect(judgementOf('Zw1schen-Den-Deichen')?.score).toBe(4);
});
