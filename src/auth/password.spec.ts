import bcrypt from 'bcrypt';
import { describe, expect, test, vi } from 'vitest';
import { hashCost, hashPassword, matchPassword, PasswordQueueFull, verifyPassword } from './password.js';

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

describe('which password of an account it is', () => {
  test('is told apart: the current one, the one before, neither', async () => {
    const cheap = (password: string) => bcrypt.hash(password, 4);
    const [current, previous] = await Promise.all([cheap('the new one'), cheap('the old one')]);
    expect(await matchPassword('the new one', { current, previous })).toBe('current');
    expect(await matchPassword('the old one', { current, previous })).toBe('previous');
    expect(await matchPassword('the oldest one', { current, previous })).toBe('neither');
    expect(await matchPassword('the old one', { current, previous: undefined })).toBe('neither');
    expect(await matchPassword('', { current: undefined, previous: undefined })).toBe('neither');
  });

  test('costs as much for an unknown name and without a previous one: two comparisons with as many rounds', async () => {
    const hash = `$2b$${hashCost}$${'x'.repeat(53)}`;
    const compare = vi.spyOn(bcrypt, 'compare');
    for (const [current, previous] of [[], [hash], [hash, hash]]) {
      compare.mockClear();
      expect(await matchPassword('guess', { current, previous })).toBe('neither');
      expect(compare.mock.calls.map(([, compared]) => bcrypt.getRounds(compared))).toEqual([hashCost, hashCost]);
    }
    compare.mockRestore();
  }, 20_000);
});

test('refuses what does not fit in its queue and recovers', async () => {
  const answers = await Promise.allSettled(Array.from({ length: 200 }, () => verifyPassword('x', '$2b$04$short')));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every((answer) => answer.reason instanceof PasswordQueueFull)).toBe(true);
  expect(await verifyPassword('x', '$2b$04$short')).toBe(false);
});
