import { describe, expect, it } from 'vitest';
import type { UsageDay } from '../../api/types.js';
import { movedBy } from './weeks.js';

const dayMs = 86_400_000;

function daysUntil(last: string, count: number): UsageDay[] {
  return Array.from({ length: count }, (_, at) => ({
    day: new Date(Date.parse(last) - (count - 1 - at) * dayMs).toISOString().slice(0, 10),
    usedBytes: null,
    receivedBytes: 10,
    sentBytes: 1,
    uploads: 0,
    downloads: 0,
  }));
}

describe('what moved', () => {
  it('is one bar a day over three months', () => {
    const bars = movedBy(daysUntil('2026-11-23', 92));
    expect(bars).toHaveLength(92);
    expect(bars.at(-1)).toEqual({ from: '2026-11-23', to: '2026-11-23', receivedBytes: 10, sentBytes: 1 });
  });

  it('is one bar a week over a year, the last week ending today and no day lost', () => {
    const bars = movedBy(daysUntil('2026-11-23', 366));
    expect(bars).toHaveLength(53);
    expect(bars[0]).toEqual({ from: '2025-11-23', to: '2025-11-24', receivedBytes: 20, sentBytes: 2 });
    expect(bars.at(-1)).toEqual({ from: '2026-11-17', to: '2026-11-23', receivedBytes: 70, sentBytes: 7 });
    expect(bars.reduce((sum, { sentBytes }) => sum + sentBytes, 0)).toBe(366);
  });

  it('is nothing where there is no day', () => {
    expect(movedBy([])).toEqual([]);
  });
});
