// Days as a date field writes them (2026-11-23), and the instants at which they begin and end in the person's zone. Pure.
import { instantOf } from './time-zone.js';

const dayMs = 86_400_000;

/** Whether this is a day that there is. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(at) && dayAt(at) === text;
}

const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const dayAfter = (day: string) => dayAt(Date.parse(day) + dayMs);
const beginOf = (day: string) => instantOf(`${day}T00:00`);

/** What happened from one day on, up to and with another; days are those of the person's zone. */
export interface DayRange {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** The same as instants, the second of them the end of its day. */
export function instantsOf({ since, until }: DayRange): { since: string | undefined; until: string | undefined } {
  return { since: since && beginOf(since), until: until && beginOf(dayAfter(until)) };
}
