// Many days as weeks, where a bar for each day would be too thin to be seen. Pure.
import type { UsageDay } from '../../api/types.js';

/** What moved from one day to another, both included; in bytes. */
export interface Moved {
  readonly from: string;
  readonly to: string;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** More bars than this melt into each other. */
const mostBars = 120;

/** Each day by itself, or seven together where there are many; the last seven end today, the first may be fewer. */
export function movedBy(days: readonly UsageDay[]): readonly Moved[] {
  const step = days.length > mostBars ? 7 : 1;
  const first = days.length % step;
  const starts = days.flatMap((_, at) => (at === 0 || at % step === first ? [at] : []));
  return starts.map((start, index) => sumOf(days.slice(start, starts[index + 1])));
}

function sumOf(days: readonly UsageDay[]): Moved {
  return {
    from: days[0]?.day ?? '',
    to: days.at(-1)?.day ?? '',
    receivedBytes: days.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0),
    sentBytes: days.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
  };
}
