// How many requests of one kind came in the running minute. In this process's memory: each panel counts for itself. Pure.

/** So many requests in so many seconds. */
export interface RequestLimit {
  /** What the limit is called in the RateLimit headers. */
  readonly name: string;
  readonly requests: number;
  readonly windowSeconds: number;
}

/** What is left of a limit after one request. */
export interface RequestBudget {
  readonly remaining: number;
  readonly resetSeconds: number;
  /** Whether this request is beyond the limit. */
  readonly exceeded: boolean;
}

interface Window {
  count: number;
  endsAtMs: number;
}

/** Counts in fixed windows. Ended windows are forgotten once a window's length. */
export class RequestCounts {
  readonly #windows = new Map<string, Window>();
  #forgetAtMs = 0;

  /** Counts one request by this key and says what is left; `nowMs` is a time that only ever grows. */
  take(key: string, limit: RequestLimit, nowMs: number): RequestBudget {
    const window = this.#window(key, limit, nowMs);
    window.count += 1;
    return budgetOf(window, limit, nowMs);
  }

  /** What is left, without counting. */
  look(key: string, limit: RequestLimit, nowMs: number): RequestBudget {
    const window = this.#windows.get(key);
    if (window === undefined || window.endsAtMs <= nowMs) {
      return { remaining: limit.requests, resetSeconds: limit.windowSeconds, exceeded: false };
    }
    return { ...budgetOf(window, limit, nowMs), exceeded: window.count >= limit.requests };
  }

  #window(key: string, { windowSeconds }: RequestLimit, nowMs: number): Window {
    this.#forgetEnded(nowMs, windowSeconds * 1000);
    const known = this.#windows.get(key);
    if (known !== undefined && known.endsAtMs > nowMs) return known;
    const begun = { count: 0, endsAtMs: nowMs + windowSeconds * 1000 };
    this.#windows.set(key, begun);
    return begun;
  }

  #forgetEnded(nowMs: number, everyMs: number): void {
    if (nowMs < this.#forgetAtMs) return;
    this.#forgetAtMs = nowMs + everyMs;
    for (const [key, { endsAtMs }] of this.#windows) if (endsAtMs <= nowMs) this.#windows.delete(key);
  }
}

function budgetOf({ count, endsAtMs }: Window, { requests }: RequestLimit, nowMs: number): RequestBudget {
  return {
    remaining: Math.max(0, requests - count),
    resetSeconds: Math.max(1, Math.ceil((endsAtMs - nowMs) / 1000)),
    exceeded: count > requests,
  };
}
