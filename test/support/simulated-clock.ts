// A clock for tests: seconds pass in no time, and nothing happens in between that was not due.
import type { Clock } from '../../src/ftp/data/rate-limit.js';

/** Time that passes only when told to. */
export class SimulatedClock implements Clock {
  nowMs = 0;
  readonly timers = new Map<object, { readonly atMs: number; readonly callback: () => void }>();

  now(): number {
    return this.nowMs;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = {};
    // As timers do: in whole milliseconds, and late by one.
    this.timers.set(timer, { atMs: Math.ceil(this.nowMs + ms) + 1, callback });
    return () => this.timers.delete(timer);
  }

  /** Lets time pass, and all that is due in it happen. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    for (;;) {
      await settled();
      const [next] = [...this.timers].sort(([, one], [, other]) => one.atMs - other.atMs);
      if (next === undefined || next[1].atMs > endMs) break;
      this.timers.delete(next[0]);
      this.nowMs = next[1].atMs;
      next[1].callback();
    }
    this.nowMs = endMs;
  }
}

/** What has been promised is done. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
