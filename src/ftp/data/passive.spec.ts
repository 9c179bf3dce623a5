import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';
import { randomOrder } from './passive.js';

describe('the order in which passive ports are tried', () => {
  it('holds every port of the range once', () => {
    expect([...randomOrder(30_000, 30_199)].sort()).toEqual(Array.from({ length: 200 }, (_, n) => 30_000 + n));
    expect([...randomOrder(7, 7)]).toEqual([7]);
  });

  it('begins with any of them', () => {
    const first = new Set(Array.from({ length: 400 }, () => [...randomOrder(1, 4)][0]));
    expect([...first].sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('the pace of a download', () => {
  it('grows with a fast client up to the whole buffer and shrinks with a slow one', () => {
    const pace = new Pace(1_048_576, 60_000);
    const seen = [pace.sliceBytes];
    for (const ms of [1, 1, 1, 1, 1, 3_000, 10_000, 10_000, 10_000, 10_000]) {
      pace.took(ms);
      seen.push(pace.sliceBytes);
    }
    const kib = seen.map((bytes) => bytes / 1024);
    expect(kib).toEqual([64, 128, 256, 512, 1024, 1024, 1024, 256, 64, 16, 16]);
  });
});
