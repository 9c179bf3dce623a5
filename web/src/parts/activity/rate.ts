// How fast a transfer goes, from counts of its bytes that arrive now and then: smoothed, so that the number can be read.
// Pure.

/** A count of bytes and when it was taken, in milliseconds. */
export interface Sample {
  readonly bytes: number;
  readonly atMs: number;
}

/** The newest count with the rate that came of it and those before; undefined rate: too early to say. */
export interface Rated extends Sample {
  readonly bytesPerSecond: number | undefined;
}

/** After so long a change of speed shows by two thirds. */
const settleMs = 3_000;
const shortestMs = 200;

/** Takes one more count into the rate; `begun` is where the transfer began. */
export function nextRate(before: Rated | undefined, now: Sample, begun: Sample): Rated {
  const from = before ?? { ...begun, bytesPerSecond: undefined };
  const spanMs = now.atMs - from.atMs;
  if (spanMs < shortestMs || now.bytes < from.bytes) return before ?? { ...begun, bytesPerSecond: undefined };
  const measured = ((now.bytes - from.bytes) * 1000) / spanMs;
  const kept = from.bytesPerSecond === undefined ? 0 : Math.exp(-spanMs / settleMs);
  return { ...now, bytesPerSecond: kept * (from.bytesPerSecond ?? 0) + (1 - kept) * measured };
}
