import { expect, test } from 'vitest';
import { gutter, heightOf, middleOf, roundUp, stepAt } from './geometry.js';

test('each step is found again under its own middle', () => {
  for (const index of [0, 3, 23]) expect(stepAt(middleOf(index, 24, 390), 24, 390)).toBe(index);
  expect(stepAt(gutter - 1, 24, 390)).toBeUndefined();
  expect(stepAt(391, 24, 390)).toBeUndefined();
});

test('the top of a scale is a round number above what it holds', () => {
  expect([0, 1, 2, 7, 12, 51, 217, 1001].map(roundUp)).toEqual([1, 1, 2, 8, 15, 60, 300, 1500]);
});

test('nothing is higher than its strip', () => {
  expect(heightOf(1.2, { top: 10, height: 100 })).toBe(10);
});
