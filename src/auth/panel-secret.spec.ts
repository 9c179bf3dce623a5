import { expect, test } from 'vitest';
import { SecretBox, Unreadable } from './panel-secret.js';

const settings = { databaseUrl: 'postgres://panel', sessionSecret: 'x'.repeat(32) };
const box = new SecretBox(settings, 'second steps');
const secret = Buffer.from('twenty secret bytes!');

test('a locked secret is opened again for its owner, by any panel with the same SESSION_SECRET', () => {
  const locked = box.lock(secret, 'anna');
  expect(locked.includes(secret)).toBe(false);
  expect(new SecretBox({ ...settings, databaseUrl: 'other' }, 'second steps').open(locked, 'anna')).toEqual(secret);
});

test('it stays locked for another owner, with another SESSION_SECRET, and once a byte of it differs', () => {
  const locked = box.lock(secret, 'anna');
  const other = new SecretBox({ ...settings, sessionSecret: 'y'.repeat(32) }, 'second steps');
  const broken = Buffer.from(locked).fill(0, locked.length - 1);
  expect(() => box.open(locked, 'ben')).toThrow(Unreadable);
  expect(() => other.open(locked, 'anna')).toThrow(Unreadable);
  expect(() => box.open(broken, 'anna')).toThrow(Unreadable);
  expect(() => box.open(Buffer.from('short'), 'anna')).toThrow(Unreadable);
});

test('locking the same twice gives two boxes; hashing it twice one hash, which is its owner’s alone', () => {
  expect(box.lock(secret, 'anna')).not.toEqual(box.lock(secret, 'anna'));
  expect(box.hash('code', 'anna')).toEqual(box.hash('code', 'anna'));
  expect(box.hash('code', 'anna')).not.toEqual(box.hash('code', 'ben'));
});
