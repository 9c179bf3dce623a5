// How often the login of one FTP account may be tested: each test is a real login, and passwords must not be guessed
// with it. Counted in this process.

const windowMs = 60_000;
const testsInWindow = 6;

/** Counts tests by account; one at a time, six a minute. */
export class TestThrottle {
  readonly #begun = new Map<string, number[]>();
  readonly #running = new Set<string>();

  /** Takes a turn; gives the seconds to wait where there is none. */
  begin(accountId: string, now = Date.now()): 'begun' | number {
    this.#forget(now);
    const begun = this.#begun.get(accountId) ?? [];
    if (this.#running.has(accountId)) return 1;
    if (begun.length >= testsInWindow) return Math.ceil(((begun[0] ?? now) + windowMs - now) / 1000);
    this.#begun.set(accountId, [...begun, now]);
    this.#running.add(accountId);
    return 'begun';
  }

  /** The test has ended; the next may begin. */
  end(accountId: string): void {
    this.#running.delete(accountId);
  }

  #forget(now: number): void {
    for (const [accountId, begun] of this.#begun) {
      const recent = begun.filter((at) => at > now - windowMs);
      if (recent.length === 0) this.#begun.delete(accountId);
      else this.#begun.set(accountId, recent);
    }
  }
}
