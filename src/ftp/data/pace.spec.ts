import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';

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
