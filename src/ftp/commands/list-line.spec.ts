import { describe, expect, it } from 'vitest';
import type { Entry } from '../jail/entry.js';
import { listTime, longLine, onOneLine, permissionLetters } from './list-line.js';

const now = new Date('2026-11-22T16:00:00Z');
const entry: Entry = {
  name: 'a',
  kind: 'file',
  sizeBytes: 5,
  modifiedAt: new Date('2026-11-01T09:05:00Z'),
  modifiedNs: 1_793_523_900_000_000_000n,
  createdAt: undefined,
  mode: 0o644,
  uid: 1000,
  gid: 1000,
  linkCount: 1,
  unique: '1g2',
};

describe('the time of a listing', () => {
  it.each([
    ['2026-11-22T15:59:59Z', 'Nov 22 15:59'],
    ['2026-06-01T00:00:00Z', 'Jun  1 00:00'],
    ['2026-05-01T00:00:00Z', 'May  1  2026'],
    ['2026-11-22T16:00:01Z', 'Nov 22  2026'],
    ['1999-12-31T23:59:59Z', 'Dec 31  1999'],
  ])('of %s is %s', (time, shown) => {
    expect(listTime(new Date(time), now)).toBe(shown);
  });
});

it('writes what ls -l writes', () => {
  expect(longLine(entry, { name: 'a', now })).toBe('-rw-r--r--   1 1000     1000                5 Nov  1 09:05 a');
  expect(longLine({ ...entry, kind: 'link' }, { name: 'a', target: 'b', now })).toMatch(/^l.* a -> b$/);
});

it('spells permissions, special bits too', () => {
  expect(permissionLetters(0o755)).toBe('rwxr-xr-x');
  expect(permissionLetters(0o6741)).toBe('rwsr-S--x');
  expect(permissionLetters(0o1777)).toBe('rwxrwxrwt');
});

it('keeps a name on its line', () => {
  expect(onOneLine('a\r\n-rw evil\t\xff')).toBe('a??-rw evil\t\xff');
});
