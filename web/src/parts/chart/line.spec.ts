import { expect, test } from 'vitest';
import { lastKnown, lineOf, lonePoints } from './line.js';

test('a line breaks where nothing is known, and its newest point is marked', () => {
  const points = [{ x: 1, y: 2 }, { x: 3, y: 4 }, undefined, { x: 5, y: 6 }, undefined];
  expect(lineOf(points)).toBe('M1.0 2.0L3.0 4.0M5.0 6.0');
  expect(lonePoints(points)).toEqual([{ x: 5, y: 6 }]);
  expect(lastKnown(points)).toEqual({ x: 5, y: 6 });
  expect(lastKnown([undefined])).toBeUndefined();
});
