import { expect, test } from 'vitest';
import { nextRate, type Rated } from './rate.js';

const begun = { bytes: 0, atMs: 0 };

test('the first count is the average since the beginning', () => {
  expect(nextRate(undefined, { bytes: 2_000_000, atMs: 2_000 }, begun).bytesPerSecond).toBe(1_000_000);
});

test('nothing is said of a moment', () => {
  expect(nextRate(undefined, { bytes: 5_000, atMs: 50 }, begun).bytesPerSecond).toBeUndefined();
});

test('a steady transfer stays at its rate, and a stalled one falls to nothing', () => {
  let rated: Rated | undefined;
  for (let second = 1; second <= 5; second += 1) {
    rated = nextRate(rated, { bytes: second * 1000, atMs: second * 1000 }, begun);
    expect(rated.bytesPerSecond).toBeCloseTo(1000);
  }
  for (let second = 6; second <= 20; second += 1) rated = nextRate(rated, { bytes: 5000, atMs: second * 1000 }, begun);
  expect(rated?.bytesPerSecond).toBeLessThan(10);
});

test('one late count makes the number neither jump nor vanish', () => {
  const steady = { bytes: 10_000, atMs: 10_000, bytesPerSecond: 1000 };
  const { bytesPerSecond = 0 } = nextRate(steady, { bytes: 14_000, atMs: 11_000 }, begun);
  expect(bytesPerSecond).toBeGreaterThan(1000);
  expect(bytesPerSecond).toBeLessThan(2500);
});

test('a count that is no newer changes nothing', () => {
  const rated = { bytes: 10, atMs: 1000, bytesPerSecond: 7 };
  expect(nextRate(rated, { bytes: 10, atMs: 1000 }, begun)).toBe(rated);
});
