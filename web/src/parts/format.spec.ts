import { afterEach, describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatDuration,
  formatLogged,
  formatSinceExactly,
  formatUntil,
  parseBytes,
} from './format.js';
import { chooseTimeZone } from './time-zone.js';

afterEach(() => chooseTimeZone(null));

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1234, '1.23 kB'],
    [12_345_678, '12.3 MB'],
    [231_000_000, '231 MB'],
    [999_600_000, '1 GB'],
    [1_970_000_000, '1.97 GB'],
  ])('writes %i as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    ['500 MB', 500_000_000],
    ['2GB', 2_000_000_000],
    ['1,5 g', 1_500_000_000],
    ['42', 42],
    ['10 B', 10],
  ])('reads "%s"', (text, bytes) => {
    expect(parseBytes(text)).toBe(bytes);
  });

  it('takes an empty field for no limit and refuses what says nothing', () => {
    expect(parseBytes('  ')).toBeNull();
    expect(parseBytes('lots')).toBeUndefined();
    expect(parseBytes('-5 MB')).toBeUndefined();
  });

  it('takes no thousands for a decimal sign', () => {
    expect(parseBytes('1,500 MB')).toBeUndefined();
    expect(parseBytes('1.250 GB')).toBe(1_250_000_000);
  });
});

describe('rates and durations', () => {
  it.each([
    [0, '0 s'],
    [400, '0.4 s'],
    [12_300, '12 s'],
    [185_000, '3 min 5 s'],
    [120_000, '2 min'],
    [7_800_000, '2 h 10 min'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('how long ago', () => {
  const now = new Date('2026-11-22T14:00:00Z');

  it.each([
    ['2026-11-22T13:59:40Z', 'just now'],
    ['2026-11-22T13:56:00Z', '4 min ago'],
    ['2026-11-22T11:00:00Z', '3 h ago'],
    ['2026-11-21T12:00:00Z', 'yesterday'],
    ['2026-10-12T12:00:00Z', '12 Oct 2026'],
  ])('says of %s: %s', (iso, text) => {
    expect(formatAgo(iso, now)).toBe(text);
  });
});

describe('when something ends', () => {
  it('is said to the minute, in the zone of who reads it', () => {
    chooseTimeZone('Asia/Tokyo');
    expect(formatUntil('2026-11-22T14:02:07Z')).toBe('22 Nov 2026, 23:02');
  });
});

describe('when something happened, in a log', () => {
  const now = new Date('2026-11-22T14:00:00Z');

  it.each([
    ['2026-11-22T13:56:00Z', '4 min ago'],
    ['2026-11-22T03:10:00Z', '12:10'],
    ['2026-11-21T14:10:00Z', 'yesterday, 23:10'],
    ['2026-10-12T12:00:00Z', '12 Oct, 21:00'],
    ['2025-10-12T12:00:00Z', '12 Oct 2025, 21:00'],
  ])('says of %s: %s', (iso, text) => {
    chooseTimeZone('Asia/Tokyo');
    expect(formatLogged(iso, now)).toBe(text);
  });

  it('has the day beside the time of what began on another', () => {
    chooseTimeZone('UTC');
    expect(formatSinceExactly('2026-11-22T03:10:05Z', now)).toBe('03:10:05');
    expect(formatSinceExactly('2026-11-15T03:10:05Z', now)).toBe('15 Nov 2026, 03:10:05');
  });
});
