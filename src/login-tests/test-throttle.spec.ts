import { expect, test } from 'vitest';
import { TestThrottle } from './test-throttle.js';

test('lets six tests of an account begin in a minute, one at a time, and says how long to wait', () => {
  const throttle = new TestThrottle();
  expect(throttle.begin('web', 0)).toBe('begun');
  expect(throttle.begin('web', 1)).toBe(1);
  throttle.end('web');
  for (let second = 1; second < 6; second += 1) {
    expect(throttle.begin('web', second * 1000)).toBe('begun');
    throttle.end('web');
  }
  expect(throttle.begin('web', 20_000)).toBe(40);
  expect(throttle.begin('other', 20_000)).toBe('begun');
  expect(throttle.begin('web', 60_001)).toBe('begun');
});
