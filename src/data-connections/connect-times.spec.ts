import { expect, test } from 'vitest';
import { connectMsOf, together } from './connect-times.js';

const counts = (...entries: readonly [number, number][]) => new Map(entries);

test('half of the connections came about within the class that holds the middle one', () => {
  expect(connectMsOf(0.5, counts([10, 1], [50, 8], [100, 1]))).toBe(35);
  expect(connectMsOf(0.95, counts([5, 19], [5_000, 1]))).toBe(5);
  expect(connectMsOf(0.95, counts([5, 18], [5_000, 2]))).toBe(3_500);
});

test('those that never came about have no time', () => {
  expect(connectMsOf(0.5, counts([0, 100]))).toBeNull();
  expect(connectMsOf(0.5, counts([0, 100], [20, 2]))).toBe(15);
});

test('what took longer than all classes took as long as the last of them', () => {
  expect(connectMsOf(0.5, counts([2_147_483_647, 3]))).toBe(300_000);
});

test('counts are added class by class', () => {
  expect(together(counts([5, 1], [10, 2]), counts([10, 3], [0, 4]))).toEqual(counts([5, 1], [10, 5], [0, 4]));
});
