// What this worker may use of accounts' bandwidth beside its sister processes: claims it from the supervisor and hands the
// answers to the engine. Who gets how much is share-book.ts's to say.
import type { BandwidthUse } from '../ftp/index.js';
import type { Claims, Shares } from './share-book.js';

export interface BandwidthSharesOptions {
  /** How many workers the server has at most. */
  readonly workers: number;
  /** Tells the supervisor, which answers with `take`. */
  readonly claim: (claims: Claims) => void;
  /** Tells the engine. */
  readonly give: (use: BandwidthUse, share: number) => void;
}

/** Small files come and go faster than it is worth telling anybody. */
const claimEveryMs = 100;

/** The claims of one worker. */
export class BandwidthShares {
  readonly #options: BandwidthSharesOptions;
  readonly #uses = new Map<string, BandwidthUse>();
  readonly #claimed = new Map<string, number>();
  readonly #shares = new Map<string, number>();
  #claimedAtMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BandwidthSharesOptions) {
    this.#options = options;
  }

  /** The engine reports. Until the supervisor has answered, a share that all workers could have at once is right. */
  useChanged(use: BandwidthUse): void {
    const name = `${use.direction} ${use.holderId}`;
    this.#uses.set(name, use);
    if (use.transfers > 0) this.#options.give(use, this.#shares.get(name) ?? 1 / this.#options.workers);
    const waitMs = Math.max(0, this.#claimedAtMs + claimEveryMs - performance.now());
    this.#timer ??= setTimeout(() => this.#claim(), waitMs).unref();
  }

  /** The supervisor answers. An answer to what was given back meanwhile is void. */
  take(shares: Shares): void {
    for (const [name, share] of Object.entries(shares)) {
      const use = this.#uses.get(name);
      if (use === undefined || !this.#claimed.has(name)) continue;
      this.#shares.set(name, share);
      this.#options.give(use, share);
    }
  }

  /** Nothing is claimed any more; the supervisor sees this process end. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #claim(): void {
    this.#timer = undefined;
    this.#claimedAtMs = performance.now();
    const claims: Record<string, number> = {};
    for (const [name, { transfers }] of this.#uses) {
      if (transfers !== (this.#claimed.get(name) ?? 0)) claims[name] = transfers;
      if (transfers > 0) this.#claimed.set(name, transfers);
      else for (const map of [this.#uses, this.#claimed, this.#shares]) map.delete(name);
    }
    if (Object.keys(claims).length > 0) this.#options.claim(claims);
  }
}
