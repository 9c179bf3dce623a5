import { describe, expect, it } from 'vitest';
import { randomOrder } from './passive-pool.js';

describe('the order in which passive ports are tried', () => {
  it('holds every port of the range once', () => {
    expect([...randomOrder({ firstPort: 30_000, lastPort: 30_199 })].sort()).toEqual(
      Array.from({ length: 200 }, (_, n) => 30_000 + n),
    );
    expect([...randomOrder({ firstPort: 7, lastPort: 7 })]).toEqual([7]);
  });

  it('begins with any of them', () => {
    const first = new Set(Array.from({ length: 400 }, () => [...randomOrder({ firstPort: 1, lastPort: 4 })][0]));
    expect([...first].sort()).toEqual([1, 2, 3, 4]);
  });
});
