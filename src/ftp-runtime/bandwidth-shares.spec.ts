import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BandwidthShares } from './bandwidth-shares.js';
import type { Claims } from './share-book.js';

const anna = { holderId: 'anna', direction: 'down' } as const;
const berta = { holderId: 'berta', direction: 'up' } as const;

const claimed: Claims[] = [];
const given: (readonly [string, number])[] = [];
let shares: BandwidthShares;

beforeEach(() => {
  vi.useFakeTimers();
  claimed.length = 0;
  given.length = 0;
  shares = new BandwidthShares({
    workers: 4,
    claim: (claims) => claimed.push(claims),
    give: ({ holderId }, share) => given.push([holderId, share]),
  });
});

afterEach(() => {
  shares.stop();
  vi.useRealTimers();
});

/** Transfers come or go. */
const use = (of: typeof anna | typeof berta, transfers: number) => shares.useChanged({ ...of, transfers });

describe('the shares of a worker', () => {
  it('are modest until the supervisor has answered', () => {
    use(anna, 1);
    expect(given).toEqual([['anna', 0.25]]);
    vi.advanceTimersByTime(1);
    expect(claimed).toEqual([{ 'down anna': 1 }]);
    shares.take({ 'down anna': 0.5 });
    expect(given.at(-1)).toEqual(['anna', 0.5]);
  });

  it('are claimed together and no more often than every 100 ms', () => {
    use(anna, 1);
    use(berta, 1);
    use(berta, 2);
    vi.advanceTimersByTime(1);
    expect(claimed).toEqual([{ 'down anna': 1, 'up berta': 2 }]);
    use(anna, 2);
    vi.advanceTimersByTime(98);
    expect(claimed).toHaveLength(1);
    vi.advanceTimersByTime(2);
    expect(claimed.slice(1)).toEqual([{ 'down anna': 2 }]);
  });

  it('stay as they are while small files come and go', () => {
    use(anna, 1);
    vi.advanceTimersByTime(1);
    shares.take({ 'down anna': 0.5 });
    for (let file = 0; file < 100; file += 1) {
      vi.advanceTimersByTime(3);
      use(anna, 0);
      use(anna, 1);
    }
    expect(claimed).toHaveLength(1);
    expect(given.at(-1)).toEqual(['anna', 0.5]);
  });

  it('are given back when nobody uses them any more, and an answer that comes too late is void', () => {
    use(anna, 1);
    vi.advanceTimersByTime(200);
    use(anna, 0);
    vi.advanceTimersByTime(200);
    expect(claimed.slice(1)).toEqual([{ 'down anna': 0 }]);
    shares.take({ 'down anna': 1 });
    use(anna, 1);
    expect(given.at(-1)).toEqual(['anna', 0.25]);
  });
});
