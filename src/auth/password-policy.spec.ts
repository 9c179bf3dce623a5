import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { firstRules, rulesForBilling, whyPasswordRefused } from './password-policy.js';

test.each([
  ['short one', 'at least 10 characters'],
  ['ä'.repeat(37), 'at most 72 bytes'],
  ['line\r\nbreak in it', 'line breaks'],
  ['nul \0 in the middle', 'NUL'],
  ['password12', 'commonly used password'],
  ['1234567890', 'frequently used password'],
  ['ä'.repeat(36), 'Repeated characters'],
  ['qwertyuiop', 'used password'],
])('refuses %j and says why', (password, why) => {
  expect(whyPasswordRefused(password, firstRules)).toContain(why);
});

test('counts bytes, not characters, as bcrypt does', () => {
  const mixed = 'x7Kq9mPw2ZßüöäàéîøåñçßüöäàéîøåñçßüöäàéîøåñçZ';
  expect(Buffer.byteLength(mixed)).toBeGreaterThan(72);
  expect(mixed.length).toBeLessThan(72);
  expect(whyPasswordRefused(mixed, firstRules)).toContain('72 bytes');
  expect(whyPasswordRefused(mixed.slice(0, 38), firstRules)).toBeUndefined();
});

test('refuses what is made of the login and the website, and takes it where it says nothing of its owner', () => {
  const about = ['grauwolf@wetterau-imkerei.example'];
  expect(whyPasswordRefused('grauwolfwetterau', firstRules, about)).toContain('the login or the name of the website');
  expect(whyPasswordRefused('grauwolfwetterau', firstRules)).toBeUndefined();
});

test('keeps the rules that an admin has chosen: as long, as hard to guess', () => {
  expect(whyPasswordRefused('password', { shortestCharacters: 8, leastScore: 0 })).toBeUndefined();
  expect(whyPasswordRefused('password', { shortestCharacters: 8, leastScore: 1 })).toContain('used password');
  const long = 'Zw1schen-Den-Deichen';
  expect(whyPasswordRefused(long, { shortestCharacters: 20, leastScore: 4 })).toBeUndefined();
  expect(whyPasswordRefused(long, { shortestCharacters: 21, leastScore: 4 })).toBe('Use at least 21 characters.');
  expect(whyPasswordRefused('sunshine garden', { shortestCharacters: 10, leastScore: 2 })).toBeUndefined();
  expect(whyPasswordRefused('sunshine garden', { shortestCharacters: 10, leastScore: 4 })).toMatch(/\.$/);
});

test('asks no more of billing systems than by itself, and less where the rules ask less of everybody', () => {
  expect(rulesForBilling({ shortestCharacters: 30, leastScore: 4 })).toEqual(firstRules);
  expect(rulesForBilling({ shortestCharacters: 8, leastScore: 0 })).toEqual({ shortestCharacters: 8, leastScore: 0 });
});

describe('a password as billing systems make them', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const generated = () => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');

  // PASSWORDS=10000 is the proof of docs/decisions/0040; it takes a minute.
  const tries = Number(process.env.PASSWORDS ?? 1000);

  const strictest = rulesForBilling({ shortestCharacters: 64, leastScore: 4 });

  test(`of ten letters and digits passes under the strictest rules, ${tries} times of ${tries}`, () => {
    const refused = Array.from({ length: tries }, generated).filter(
      (password) => whyPasswordRefused(password, strictest, ['web@customer.example']) !== undefined,
    );
    expect(refused).toEqual([]);
  }, 240_000);
});
