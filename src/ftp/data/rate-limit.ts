// How fast the transfers under one limit may go together, and whose turn it is. Pure but for the clock; who shares a limit
// is bandwidth.ts's to say, and what is done with the bytes the pump's.
import type { Allowance } from './bytes.js';

/** What a limit knows of time. */
export interface Clock {
  /** Milliseconds from some fixed moment; never goes back. */
  now(): number;
  /** Calls back once; what it returns prevents that. */
  after(ms: number, callback: () => void): () => void;
}

/** The machine's. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.ceil(ms));
    return () => clearTimeout(timer);
  },
};

/** A turn is as many bytes as may pass in this time: short enough to be even, long enough to be cheap. */
const turnMs = 40;

/** Time that nobody could use may be made up for, so that a late timer costs nothing; 2.5 % of ten seconds. */
const savedMs = 250;

/** No timer is more exact. */
const exactToMs = 0.5;

interface Asking {
  /** What its transfer had moved, as start-time fair queueing counts it: the one that had least is next. */
  readonly hadBytes: number;
  readonly wantedBytes: number;
  grant(bytes: number): void;
}

/**
 * One number of bytes a second for any number of transfers, each of which gets the same while it asks; what one does not
 * ask for is the others'. Bytes are allowed only once the time for them has passed: a limit that has just been made owes
 * nothing and gives nothing in advance.
 */
export class RateLimit {
  readonly #asking = new Set<Asking>();
  #bytesPerSecond: number | undefined;
  /** Until when time has been spent, all of it or by being too old. */
  #spentUntilMs: number;
  /** What the transfer whose turn was last had had before. */
  #reachedBytes = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(
    bytesPerSecond: number | undefined,
    private readonly clock: Clock = systemClock,
  ) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#spentUntilMs = clock.now();
  }

  /** For all transfers together; undefined: no limit. */
  get bytesPerSecond(): number | undefined {
    return this.#bytesPerSecond;
  }

  /** Holds at once, also for whoever waits now. */
  change(bytesPerSecond: number | undefined): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#serve();
  }

  /** A transfer's part in the limit. It need not be given back: who does not ask takes nothing. */
  join(): Allowance {
    const limit = this as RateLimit;
    let hadBytes = 0;
    return {
      get bytesPerSecond() {
        return limit.#bytesPerSecond;
      },
      take: async (wantedBytes, signal) => {
        signal.throwIfAborted();
        if (wantedBytes === 0 || limit.#bytesPerSecond === undefined) return wantedBytes;
        hadBytes = Math.max(hadBytes, limit.#reachedBytes);
        const bytes = await limit.#ask({ hadBytes, wantedBytes }, signal);
        hadBytes += bytes;
        return bytes;
      },
    };
  }

  #ask(wish: Pick<Asking, 'hadBytes' | 'wantedBytes'>, signal: AbortSignal): Promise<number> {
    return new Promise((resolve, reject) => {
      const asking: Asking = {
        ...wish,
        grant: (bytes) => {
          signal.removeEventListener('abort', aborted);
          resolve(bytes);
        },
      };
      const aborted = () => {
        this.#asking.delete(asking);
        this.#serve();
        reject(signal.reason);
      };
      signal.addEventListener('abort', aborted, { once: true });
      this.#asking.add(asking);
      this.#serve();
    });
  }

  /** Grants what may be granted now, and sets the timer for what must wait. */
  #serve(): void {
    this.#cancelTimer();
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const bytes = this.#turnOf(next);
      const waitMs = this.#spend(bytes);
      if (waitMs > 0) {
        this.#cancelTimer = this.clock.after(waitMs, () => this.#serve());
        return;
      }
      this.#asking.delete(next);
      this.#reachedBytes = next.hadBytes;
      next.grant(bytes);
    }
  }

  /** Of equals, who has waited longest. */
  #next(): Asking | undefined {
    let next: Asking | undefined;
    for (const asking of this.#asking) if (next === undefined || asking.hadBytes < next.hadBytes) next = asking;
    return next;
  }

  #turnOf({ wantedBytes }: Asking): number {
    if (this.#bytesPerSecond === undefined) return wantedBytes;
    return Math.min(wantedBytes, Math.max(1, Math.round((this.#bytesPerSecond * turnMs) / 1000)));
  }

  /** Spends the time that so many bytes cost and says 0, or says how long to wait until there is as much. */
  #spend(bytes: number): number {
    if (this.#bytesPerSecond === undefined) return 0;
    const now = this.clock.now();
    const costMs = (bytes / this.#bytesPerSecond) * 1000;
    this.#spentUntilMs = Math.max(this.#spentUntilMs, now - Math.max(savedMs, costMs));
    const waitMs = this.#spentUntilMs + costMs - now;
    if (waitMs > exactToMs) return waitMs;
    this.#spentUntilMs += costMs;
    return 0;
  }
}
