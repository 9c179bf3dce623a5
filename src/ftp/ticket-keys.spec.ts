import { expect, it } from 'vitest';
import { TicketKeys } from './ticket-keys.js';

const dayMs = 86_400_000;

it('seals with one key for a day, then with another, and forgets a key when its last ticket is dead', () => {
  let now = 0;
  const keys = new TicketKeys(7 * dayMs, () => now);
  const first = keys.newest;
  now = dayMs - 1;
  expect(keys.newest).toBe(first);
  now = dayMs;
  const second = keys.newest;
  expect(second.name.equals(first.name)).toBe(false);
  now = 8 * dayMs - 1;
  expect(keys.newest).not.toBe(second);
  expect(keys.find(Buffer.from(first.name))).toBe(first);
  now = 10 * dayMs;
  void keys.newest;
  expect(keys.find(first.name)).toBeUndefined();
  expect(keys.find(second.name)).toBeUndefined();
  expect(keys.find(Buffer.alloc(16))).toBeUndefined();
});
