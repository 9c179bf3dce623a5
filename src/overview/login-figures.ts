// Logins of the last hour and the last day, out of counts by the minute. Pure.
import type { LoginFigures, LoginMinute, RefusedByReason } from './overview.dto.js';

/** Counts as SQL returns them; `minute` is null for those of the last day that are older than an hour. */
export interface RawLoginCount {
  readonly minute: Date | null;
  readonly outcome: string;
  readonly attempts: number;
}

const minuteMs = 60_000;
const minutes = 60;

type Counts = readonly RawLoginCount[];
const sum = (counts: Counts) => counts.reduce((all, { attempts }) => all + attempts, 0);
const accepted = (counts: Counts) => sum(counts.filter(({ outcome }) => outcome === 'accepted'));
const refused = (counts: Counts) => sum(counts) - accepted(counts);

/** The figures; `now` is the database's clock. */
export function loginFigures(counts: Counts, now: Date): LoginFigures {
  const lastHour = counts.filter(({ minute }) => minute !== null);
  return {
    acceptedLastHour: accepted(lastHour),
    refusedLastHour: refused(lastHour),
    acceptedLastDay: accepted(counts),
    refusedLastDay: refused(counts),
    minutes: minutesOf(lastHour, now),
    refused: reasonsOf(counts, lastHour),
  };
}

function minutesOf(lastHour: Counts, now: Date): LoginMinute[] {
  const last = Math.floor(now.getTime() / minuteMs) * minuteMs;
  return Array.from({ length: minutes }, (_, index) => {
    const at = last - (minutes - 1 - index) * minuteMs;
    const here = lastHour.filter(({ minute }) => minute?.getTime() === at);
    return { at: new Date(at).toISOString(), accepted: accepted(here), refused: refused(here) };
  });
}

function reasonsOf(counts: Counts, lastHour: Counts): RefusedByReason[] {
  const reasons = [...new Set(counts.map(({ outcome }) => outcome))].filter((outcome) => outcome !== 'accepted');
  const of = (rows: Counts, reason: string) => sum(rows.filter(({ outcome }) => outcome === reason));
  return reasons
    .map((reason) => ({ reason, lastHour: of(lastHour, reason), lastDay: of(counts, reason) }))
    .sort((one, other) => other.lastDay - one.lastDay || one.reason.localeCompare(other.reason));
}
