import { expect, test } from 'vitest';
import { eachOnce, whyPatternsRefused } from './name-patterns.js';

test('takes none and many', () => {
  expect(whyPatternsRefused([])).toBeUndefined();
  expect(whyPatternsRefused(['*.php', '/private/**', '.ht*'])).toBeUndefined();
});

test.each([
  ['*.php', 'Write a list of patterns.'],
  [[7], 'Write each pattern as text.'],
  [['*.php', ''], /^An empty pattern: Write names/],
  [['*.php', 'a/b'], 'a/b: Begin a path with a slash: /a/b.'],
  [Array.from({ length: 51 }, (_, at) => `n${at}`), 'Use at most 50 patterns.'],
])('refuses %j with a sentence', (written, why) => {
  expect(whyPatternsRefused(written)).toMatch(why);
});

test('keeps each pattern once', () => {
  expect(eachOnce(['b', 'a', 'b'])).toEqual(['b', 'a']);
});
