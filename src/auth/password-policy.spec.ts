import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { whyPasswordRefused } from './password-policy.js';

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
  expect(whyPasswordRefused(password)).toContain(why);
});

test('counts bytes, not characters, as bcrypt does', () => {
  const mixed = 'x7Kq9mPw2ZßüöäàéîøåñçßüöäàéîøåñçßüöäàéîøåñçZ';
  expect(Buffer.byteLength(mixed)).toBeGreaterThan(72);
  expect(mixed.length).toBeLessThan(72);
  expect(whyPasswordRefused(mixed)).toContain('72 bytes');
  expect(whyPasswordRefused(mixed.slice(0, 38))).toBeUndefined();
});

test('refuses what is made of the login and the website, and takes it where it says nothing of its owner', () => {
  const about = ['grauwolf@wetterau-imkerei.example'];
  expect(whyPasswordRefused('grauwolfwetterau', about)).toContain('the login or the name of the website');
  expect(whyPasswordRefused('grauwolfwetterau')).toBeUndefined();
});

describe('a password as billing systems make them', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const generated = () => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');

  // PASSWORDS=10000 is the proof of docs/decisions/0040; it takes a minute.
  const tries = Number(process.env.PASSWORDS ?? 1000);

  test(`of ten letters and digits passes, ${tries} times of ${tries}`, () => {
    const refused = Array.from({ length: tries }, generated).filter(
      (password) => whyPasswordRefused(password, ['web@customer.example']) !== undefined,
    );
    expect(refused).toEqual([]);
  }, 240_000);
});
