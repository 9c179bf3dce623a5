import { expect, test } from 'vitest';
import { readIfMatch, refuseStale } from './etag.js';

test.each([
  [undefined, undefined],
  ['*', undefined],
  ['"7"', [7]],
  ['"7", W/"8"', [7, 8]],
  ['"abc"', []],
])('reads %s as %j', (header, revisions) => {
  expect(readIfMatch(header)).toEqual(revisions);
});

test.each(['7', '"7', '', '"7" "8"'])('finds no ETags in %j', (header) => {
  expect(() => readIfMatch(header)).toThrow('with its quotes');
});

test('refuses a change that was made from another revision, and says what is there', () => {
  const current = { revision: 8, name: 'theirs' };
  const stale = expect.objectContaining({ status: 412, facts: { extra: { current } } }) as unknown;
  expect(() => refuseStale([7], current)).toThrow(stale as Error);
  expect(() => refuseStale([], current)).toThrow(stale as Error);
  refuseStale([7, 8], current);
  refuseStale(undefined, current);
});
