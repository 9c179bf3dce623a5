// Who shares which rate limit: the running transfers of one account in one direction, and those of accounts that share a
// bandwidth, in this process, which has a share of each where other processes serve them too. How a limit is kept is
// data/rate-limit.ts.
import type { Account, SharedBandwidth } from './account.js';
import type { Allowance } from './data/bytes.js';
import { RateLimit } from './data/rate-limit.js';
import type { BandwidthDirection, BandwidthUse } from './facts.js';

/** Who has a limit: an account, or several together. */
type Holder = Pick<SharedBandwidth, 'id'> & Partial<SharedBandwidth>;

interface Shared {
  readonly holderId: string;
  readonly direction: BandwidthDirection;
  readonly limit: RateLimit;
  bytesPerSecond: number | undefined;
  /** Of the bandwidth, how much is this process's. */
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

  /** Does a transfer's work, with an allowance of what its account and those it shares with may use in this direction. */
  async during<T>(account: Account, direction: BandwidthDirection, work: (limit: Allowance) => Promise<T>): Promise<T> {
    const all = holdersOf(account).map((holder) => this.#sharedBy(holder, direction));
    for (const shared of all) this.#count(shared, 1);
    try {
      return await work(all.map(({ limit }) => limit.join()).reduce(bothOf));
    } finally {
      for (const shared of all) this.#count(shared, -1);
    }
  }

  /** The account may use more or less from now on, also in transfers that run. */
  update(account: Account): void {
    for (const holder of holdersOf(account)) {
      for (const direction of ['down', 'up'] as const) {
        const shared = this.#shared.get(keyOf(holder.id, direction));
        if (shared === undefined) continue;
        shared.bytesPerSecond = bandwidthOf(holder, direction);
        this.#apply(shared);
      }
    }
  }

  /** This process may use so much of a holder's bandwidth, from 0 to 1, until no transfer shares it any more. */
  share(holderId: string, direction: BandwidthDirection, share: number): void {
    const shared = this.#shared.get(keyOf(holderId, direction));
    if (shared === undefined) return;
    shared.share = share;
    this.#apply(shared);
  }

  #sharedBy(holder: Holder, direction: BandwidthDirection): Shared {
    const key = keyOf(holder.id, direction);
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const bytesPerSecond = bandwidthOf(holder, direction);
    const limit = new RateLimit(bytesPerSecond);
    const counts = { transfers: 0, reportedTransfers: 0 };
    const shared = { holderId: holder.id, direction, limit, bytesPerSecond, share: 1, ...counts };
    this.#shared.set(key, shared);
    return shared;
  }

  #count(shared: Shared, more: 1 | -1): void {
    const { holderId, direction } = shared;
    shared.transfers += more;
    if (shared.transfers === 0) this.#shared.delete(keyOf(holderId, direction));
    this.#apply(shared);
  }

  #apply(shared: Shared): void {
    const { holderId, bytesPerSecond, direction, limit, share } = shared;
    limit.change(bytesPerSecond === undefined ? undefined : bytesPerSecond * share);
    const transfers = bytesPerSecond === undefined ? 0 : shared.transfers;
    if (transfers === shared.reportedTransfers) return;
    shared.reportedTransfers = transfers;
    this.report({ holderId, direction, transfers });
  }
}

function keyOf(holderId: string, direction: BandwidthDirection): string {
  return `${direction} ${holderId}`;
}

function bandwidthOf(holder: Holder, direction: BandwidthDirection): number | undefined {
  return direction === 'down' ? holder.bandwidthDownBytes : holder.bandwidthUpBytes;
}

function holdersOf({ sharedBandwidth, ...account }: Account): Holder[] {
  return sharedBandwidth === undefined ? [account] : [sharedBandwidth, account];
}

/** What both allow: what the one grants waits until the other has granted as much. */
function bothOf(one: Allowance, other: Allowance): Allowance {
  return {
    get bytesPerSecond() {
      const speeds = [one, other].flatMap(({ bytesPerSecond }) => bytesPerSecond ?? []);
      return speeds.length === 0 ? undefined : Math.min(...speeds);
    },
    take: async (bytes, signal) => {
      const granted = await one.take(bytes, signal);
      let left = granted;
      while (left > 0) left -= await other.take(left, signal);
      return granted;
    },
  };
}
