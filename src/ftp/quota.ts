// How much an account may store, as the engine asks it: room is taken before bytes are written, and what really happened
// is told afterwards. Who counts, for whom and across which processes is the product's business.
import type { Account } from './account.js';
import type { ByteString } from './virtual-path.js';

/** An amount of what is stored. Files are files, links and folders. */
export interface Room {
  readonly bytes: number;
  readonly files: number;
}

/** How what lies directly in one folder changes; negative where it becomes less. */
export interface StoredChange extends Room {
  /** The folder's real path inside the web root, links resolved; begins with `/`. */
  readonly folder: ByteString;
}

/** A folder that was moved: its real paths inside the web root, and what lies in it, itself not counted. */
export interface MovedFolder extends Room {
  readonly from: ByteString;
  readonly to: ByteString;
}

/** What a piece of work has changed on the disk. What lies in a moved folder is not among the changes. */
export interface Stored {
  readonly changes: readonly StoredChange[];
  readonly moved?: MovedFolder | undefined;
}

/** All of it as changes: what lay in a moved folder goes from the one place and comes to the other. */
export function allChanges({ changes, moved }: Stored): readonly StoredChange[] {
  if (moved === undefined) return changes;
  const { from, to, bytes, files } = moved;
  return [...changes, { folder: from, bytes: -bytes, files: -files }, { folder: to, bytes, files }];
}

/** What was charged for, to be reported with what happened. */
export interface Settlement extends Stored {
  /** The moments around the change, by this machine's clock. */
  readonly begunAt: Date;
  readonly endedAt: Date;
}

/** Room that was taken for one change. Whoever has one releases it, whatever happens. */
export interface Reservation {
  /** Takes more room in the folder of the first change. Rejects as `reserve` does. */
  grow(more: Room): Promise<void>;
  /**
   * Runs what changes the disk and charges for what it says. What is left of the room is released; where the work
   * rejects, nothing is charged and another may be settled.
   */
  settle(work: () => Promise<Stored>): Promise<Settlement>;
  /** Gives back what was not settled; a second call does nothing. */
  release(): void;
}

/** How much of its limits an account has used; undefined limits are none. */
export interface QuotaStanding {
  readonly used: Room;
  readonly limitBytes: number | undefined;
  readonly limitFiles: number | undefined;
  /** What may still be stored, the customer's limits taken into account; undefined: no limit. */
  readonly leftBytes: number | undefined;
}

/** What the sessions of one account share. */
export interface QuotaMeter {
  /**
   * Takes room for changes that are about to happen. Rejects with FtpError 552, which names the numbers, where there is
   * none left, and 452 where that cannot be known now. `direct`: the disk changes from now on, not only in `settle`.
   */
  reserve(changes: readonly StoredChange[], options?: { readonly direct?: boolean }): Promise<Reservation>;
  /** Whether what moves from one folder (a real path) to the other stays with everybody whom it counts for. */
  sameForBoth(one: ByteString, other: ByteString): boolean;
  /** Rejects with FtpError 452 where it cannot be known now; undefined where nothing is counted. */
  standing(): Promise<QuotaStanding | undefined>;
}

/** The engine asks: how much may this account store? */
export interface Quotas {
  /** Asked once a login; `home` is its folder's real path inside the web root. Rejects when it cannot be answered. */
  open(account: Account, home: ByteString): Promise<QuotaMeter>;
}

/** Counts nothing and refuses nothing. */
export const unlimitedQuotas: Quotas = {
  open: () => Promise.resolve({ reserve, standing, sameForBoth: () => true }),
};

function reserve(): Promise<Reservation> {
  const begunAt = new Date();
  return Promise.resolve({
    grow: () => Promise.resolve(),
    settle: async (work) => ({ ...(await work()), begunAt, endedAt: new Date() }),
    release: () => undefined,
  });
}

function standing(): Promise<undefined> {
  return Promise.resolve(undefined);
}
