import { expect, test } from 'vitest';
import { readCursor, writeCursor } from './cursor.js';
import { orderOf, type SortColumn, sortWords } from './sort.js';

const columns = {
  login: { by: 'a.login', as: 'text' },
  used: { by: 'a.used', as: 'bigint' },
  seen: { by: 'a.seen', as: 'timestamptz', nullable: true },
} satisfies Record<string, SortColumn>;
const id = '018f2f6e-0000-4000-8000-000000000001';
const by = (word: 'login' | '-login' | 'used' | 'seen' | '-seen') => orderOf(columns, word, 'a.id');
const raw = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

test('each name of a list is a word for either direction', () => {
  expect(sortWords(['login', 'used'])).toEqual(['login', '-login', 'used', '-used']);
  expect(by('-login')).toEqual({ by: 'a.login', as: 'text', word: '-login', descending: true, id: 'a.id' });
  expect(by('login').descending).toBe(false);
});

test('a cursor says where its page ended, whatever is written there', () => {
  for (const place of [
    { value: 'päge "1", two', id },
    { value: '', id },
  ]) {
    expect(readCursor(by('login'), writeCursor(by('login'), place))).toEqual(place);
  }
  const never = { value: null, id };
  expect(readCursor(by('-seen'), writeCursor(by('-seen'), never))).toEqual(never);
});

test('a cursor belongs to the order it was written in', () => {
  const cursor = writeCursor(by('login'), { value: 'a', id });
  expect(() => readCursor(by('-login'), cursor)).toThrow('does not belong to this list');
  expect(() => readCursor(by('used'), cursor)).toThrow('does not belong to this list');
});

test.each([
  ['no JSON', 'YQ', by('login')],
  ['no list', Buffer.from('{}').toString('base64url'), by('login')],
  ['without an id', raw('login', 'a'), by('login')],
  ['with another id', raw('login', 'a', "' or 1"), by('login')],
  ['without a value where each row has one', raw('login', null, id), by('login')],
  ['with text that Postgres cannot hold', raw('login', 'a\0', id), by('login')],
  ['with no number', raw('used', '1.5', id), by('used')],
  ['with a number that no column holds', raw('used', '9'.repeat(19), id), by('used')],
  ['with no instant', raw('seen', 'yesterday', id), by('seen')],
  ['with a day that never was', raw('seen', '2026-02-31T00:00:00.000000Z', id), by('seen')],
])('a cursor %s is refused', (_what, cursor, order) => {
  expect(() => readCursor(order, cursor)).toThrow('does not belong to this list');
});
