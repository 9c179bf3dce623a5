// How long to wait before the next try of something that failed. It doesn't wait and it keeps no state.

const firstMs = 50;
const longestMs = 60_000;

/**
 * Milliseconds to wait after `failures` tries in a row that failed: 50 ms·eⁿ, at most a minute, less up to half of it
 * by chance, so that a fleet doesn't come back all at once.
 */
export function backoffMs(failures: number, chance: () => number = Math.random): number {
  return Math.min(longestMs, firstMs * Math.exp(failures)) * (0.5 + chance() / 2);
}
