import { afterEach, expect, it } from 'vitest';
import { tellPanelFacts } from '../api/panel.js';
import {
  judgementOf,
  loadJudge,
  passwordBytes,
  passwordRule,
  whyNoPassword,
  whyNoPasswordOf,
} from './password-policy.js';

const facts = { productName: 'Wolke', supportText: null, supportLink: null, logoOnLight: null, logoOnDark: null };
const tell = (shortestCharacters: number, leastScore: number) =>
  tellPanelFacts(JSON.stringify({ ...facts, passwords: { shortestCharacters, leastScore } }));
afterEach(() => tell(10, 2));

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

it('judges by the rules that the panel has told, and says them', async () => {
  await loadJudge();
  tell(8, 0);
  expect(whyNoPassword('password')).toBeNull();
  tell(8, 1);
  expect(whyNoPassword('password')).toContain('used password');
  tell(30, 4);
  expect(whyNoPassword('Zw1schen-Den-Deichen')).toBe('Use at least 30 characters.');
  tell(10, 4);
  expect(whyNoPassword('Zw1schen-Den-Deichen')).toBeNull();
  expect(whyNoPassword('sunshine garden')).not.toBeNull();
  expect(passwordRule({ shortestCharacters: 12, leastScore: 0 })).toBe('12 characters or more.');
  expect(passwordRule({ shortestCharacters: 12, leastScore: 3 })).toContain('Good or strong');
});
