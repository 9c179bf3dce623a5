// Who shares which rate limit: the running transfers of one account in one direction, in this process, which has a share
// of the account's bandwidth where other processes serve it too. How a limit is kept is data/rate-limit.ts.
import type { Account } from './account.js';
import type { Allowance } from './data/bytes.js';
import { RateLimit } from './data/rate-limit.js';
import type { BandwidthDirection, BandwidthUse } from './facts.js';

interface Shared {
  readonly accountId: string;
  readonly direction: BandwidthDirection;
  readonly limit: RateLimit;
  bytesPerSecond: number | undefined;
  /** Of the account's bandwidth, how much is this process's. */
  share: number;
  transfers: number;
  reportedTransfers: number;
}

/** The rate limits of the accounts that move files now. */
export class Bandwidth {
  readonly #shared = new Map<string, Shared>();

  constructor(
    /** Told how many transfers share a limit whenever that changes; 0 also where a limit was taken away. */
    private readonly report: (use: BandwidthUse) => void,
  ) {}

  /** Does a transfer's work, with an allowance of what its account may use in this direction. */
  async during<T>(account: Account, direction: BandwidthDirection, work: (limit: Allowance) => Promise<T>): Promise<T> {
    const shared = this.#sharedBy(account, direction);
    this.#count(shared, 1);
    try {
      return await work(shared.limit.join());
    } finally {
      this.#count(shared, -1);
    }
  }

  /** The account may use more or less from now on, also in transfers that run. */
  update(account: Account): void {
    for (const direction of ['down', 'up'] as const) {
      const shared = this.#shared.get(keyOf(account.id, direction));
      if (shared === undefined) continue;
      shared.bytesPerSecond = bandwidthOf(account, direction);
      this.#apply(shared);
    }
  }

  /** This process may use so much of an account's bandwidth, from 0 to 1, until no transfer shares it any more. */
  share(accountId: string, direction: BandwidthDirection, share: number): void {
    const shared = this.#shared.get(keyOf(accountId, direction));
    if (shared === undefined) return;
    shared.share = share;
    this.#apply(shared);
  }

  #sharedBy(account: Account, direction: BandwidthDirection): Shared {
    const key = keyOf(account.id, direction);
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const bytesPerSecond = bandwidthOf(account, direction);
    const limit = new RateLimit(bytesPerSecond);
    const counts = { transfers: 0, reportedTransfers: 0 };
    const shared = { accountId: account.id, direction, limit, bytesPerSecond, share: 1, ...counts };
    this.#shared.set(key, shared);
    return shared;
  }

  #count(shared: Shared, more: 1 | -1): void {
    const { accountId, direction } = shared;
    shared.transfers += more;
    if (shared.transfers === 0) this.#shared.delete(keyOf(accountId, direction));
    this.#apply(shared);
  }

  #apply(shared: Shared): void {
    const { accountId, bytesPerSecond, direction, limit, share } = shared;
    limit.change(bytesPerSecond === undefined ? undefined : bytesPerSecond * share);
    const transfers = bytesPerSecond === undefined ? 0 : shared.transfers;
    if (transfers === shared.reportedTransfers) return;
    shared.reportedTransfers = transfers;
    this.report({ accountId, direction, transfers });
  }
}

function keyOf(accountId: string, direction: BandwidthDirection): string {
  return `${direction} ${accountId}`;
}

function bandwidthOf(account: Account, direction: BandwidthDirection): number | undefined {
  return direction === 'down' ? account.bandwidthDownBytes : account.bandwidthUpBytes;
}
