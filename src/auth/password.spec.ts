import { expect, test } from 'vitest';
import { hashPassword, PasswordQueueFull, verifyPassword, whyPasswordRefused } from './password.js';

test('verifies the password it hashed and no other', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(await verifyPassword('correct horse battery', hash)).toBe(true);
  expect(await verifyPassword('correct horse batterie', hash)).toBe(false);
});

test('verifies a hash that PHP wrote as $2y$', async () => {
  const hash = (await hashPassword('from another panel')).replace('$2b$', '$2y$');
  expect(await verifyPassword('from another panel', hash)).toBe(true);
});

test('finds no password right for an unknown name', async () => {
  expect(await verifyPassword('', undefined)).toBe(false);
});

test('refuses what does not fit in its queue and recovers', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 200 }, () => verifyPassword('x', '$2b$04$short')));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every((answer) => answer.reason instanceof PasswordQueueFull)).toBe(true);
  expect(await verifyPassword('x', '$2b$04$short')).toBe(false);
});

test.each([
  ['short one', 'at least 10 characters'],
  ['ä'.repeat(37), 'at most 72 bytes'],
  ['line\r\nbreak in it', 'line breaks'],
  ['nul \0 in the middle', 'NUL'],
])('refuses %j and says why', (password, why) => {
  expect(whyPasswordRefused(password)).toContain(why);
});

test('takes ten characters and 72 bytes', () => {
  expect(whyPasswordRefused('x7Kq9mPw2Z')).toBeUndefined();
  expect(whyPasswordRefused('ä'.repeat(36))).toBeUndefined();
});
