import { afterEach, describe, expect, it } from 'vitest';
import { formatClock, formatMoment } from './format.js';
import { browserTimeZone, chooseTimeZone, instantOf, wallTime } from './time-zone.js';

afterEach(() => chooseTimeZone(null));

describe('a chosen time zone', () => {
  it('holds for every time that is written', () => {
    chooseTimeZone('Asia/Tokyo');
    expect(formatMoment('2026-11-22T20:02:07Z')).toBe('23 Nov 2026, 05:02:07');
    chooseTimeZone('America/New_York');
    expect(formatClock('2026-11-22T20:02:07Z')).toBe('15:02:07');
  });

  it('holds for times that are typed, also where the clocks change', () => {
    chooseTimeZone('Europe/Berlin');
    expect(wallTime('2027-01-31T11:00:00Z')).toBe('2027-01-31T12:00');
    expect(instantOf('2027-01-31T12:00')).toBe('2027-01-31T11:00:00.000Z');
    expect(instantOf('2027-07-31T12:00')).toBe('2027-07-31T10:00:00.000Z');
    expect(instantOf('2027-03-28T01:30')).toBe('2027-03-28T00:30:00.000Z');
    expect(instantOf('2027-03-28T03:30')).toBe('2027-03-28T01:30:00.000Z');
  });

  it('that this browser does not know leaves the browser’s own', () => {
    chooseTimeZone('Europe/Atlantis');
    expect(instantOf(wallTime('2026-11-22T20:02:00Z'))).toBe('2026-11-22T20:02:00.000Z');
    const own = new Intl.DateTimeFormat('en-GB', { timeZone: browserTimeZone(), timeStyle: 'medium' });
    expect(formatClock('2026-11-22T20:02:07Z')).toBe(own.format(new Date('2026-11-22T20:02:07Z')));
  });
});
