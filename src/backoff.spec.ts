import { describe, expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

describe('backoffMs', () => {
  it('grows by e with each failure', () => {
    expect(backoffMs(0, () => 1)).toBe(50);
    expect(backoffMs(1, () => 1)).toBeCloseTo(135.9, 1);
    expect(backoffMs(3, () => 1)).toBeCloseTo(1004.3, 1);
  });

  it('never waits longer than a minute, however often it failed', () => {
    expect(backoffMs(8, () => 1)).toBe(60_000);
    expect(backoffMs(5000, () => 1)).toBe(60_000);
  });

  it('takes away up to half by chance, so that many processes spread out', () => {
    expect(backoffMs(0, () => 0)).toBe(25);
    expect(backoffMs(0, () => 0.5)).toBe(37.5);
  });
});
