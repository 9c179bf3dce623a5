import { afterEach, describe, expect, it, test } from 'vitest';
import { exportAddress } from '../api/exports.js';
import { instantsOf, isDay } from './days.js';
import { chooseTimeZone } from './time-zone.js';

afterEach(() => chooseTimeZone(null));

describe('a day', () => {
  it('begins and ends at midnight where the person is, not where the browser is', () => {
    chooseTimeZone('Asia/Tokyo');
    const range = { since: '2026-11-23', until: '2026-11-30' };
    const instants = { since: '2026-11-22T15:00:00.000Z', until: '2026-11-30T15:00:00.000Z' };
    expect(instantsOf(range)).toEqual(instants);
    const asked = new URLSearchParams(exportAddress('transfers', range).split('?')[1]);
    expect(Object.fromEntries(asked)).toEqual(instants);
  });

  it('has another length where the clocks change', () => {
    chooseTimeZone('Europe/Berlin');
    const { since = '', until = '' } = instantsOf({ since: '2027-03-28', until: '2027-03-28' });
    expect(Date.parse(until) - Date.parse(since)).toBe(23 * 3_600_000);
  });

  it('can be of a year that is still being typed', () => {
    chooseTimeZone('Asia/Tokyo');
    expect(instantsOf({ since: '0202-11-23' }).since).toMatch(/^0202-11-22T/);
  });

  test.each(['2026-1-1', '2026-02-30', '2026-99-99', 'today', ''])('is not %j', (text) => {
    expect(isDay(text)).toBe(false);
  });
});
