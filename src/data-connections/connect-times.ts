// How long data connections took to come about, from counts by class: a class is the upper bound that the database
// counted them under. Pure.

/** The classes in milliseconds, as `connect_class()` of the schema knows them; what took longer has the last. */
export const connectClassesMs = [
  5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 300_000, 2_147_483_647,
] as const;

/** The longest time that is told apart from longer ones, in milliseconds. */
export const longestConnectMs = 300_000;

/** How many connections came about within each class; 0 counts those that never did. */
export type ConnectCounts = ReadonlyMap<number, number>;

/**
 * Within how many milliseconds this share (0 to 1) of the connections came about, supposing that those of a class are
 * spread evenly over it; null where none did.
 */
export function connectMsOf(share: number, counts: ConnectCounts): number | null {
  const all = connectClassesMs.reduce((sum, bound) => sum + (counts.get(bound) ?? 0), 0);
  if (all === 0) return null;
  let before = 0;
  let lowest = 0;
  for (const bound of connectClassesMs) {
    const here = counts.get(bound) ?? 0;
    if (here > 0 && before + here >= share * all) {
      const highest = Math.min(bound, longestConnectMs);
      return Math.round(lowest + ((highest - lowest) * (share * all - before)) / here);
    }
    before += here;
    lowest = bound;
  }
  return longestConnectMs;
}

/** Both counts in one. */
export function together(one: ConnectCounts, other: ConnectCounts): ConnectCounts {
  const sum = new Map(one);
  for (const [bound, count] of other) sum.set(bound, (sum.get(bound) ?? 0) + count);
  return sum;
}
