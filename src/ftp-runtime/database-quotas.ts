// Quotas out of the database: an account's meter takes room in every ledger that its folders are charged to, spends what
// this process has leased, and remembers what each record has used up until it is written down.
import { randomUUID } from 'node:crypto';
import { allChanges } from '../ftp/index.js';
import type {
  Account,
  ByteString,
  QuotaMeter,
  Quotas,
  Reservation,
  Room,
  Settlement,
  Stored,
  StoredChange,
} from '../ftp/index.js';
import type { QuotaBook, QuotaBooks } from './quota-books.js';
import { atLeastNone, noRoom, sum, type Ledger, type Spent } from './quota-ledger.js';
import type { QuotaLeases } from './quota-leases.js';

/** What the record of a settled change says besides what happened. */
export interface Charge {
  readonly webRootId: string;
  readonly spent: readonly Spent[];
}

/** What is on the disk, or may be, and not in the ledger yet. */
export class UnwrittenChanges {
  readonly #begun = new Map<string, Date>();
  readonly #charges = new WeakMap<Settlement, Charge & { readonly mark: string }>();

  get empty(): boolean {
    return this.#begun.size === 0;
  }

  /** All that changed before this moment has been written down. */
  get writtenUntil(): Date {
    const first = Math.min(...[...this.#begun.values()].map((moment) => moment.getTime()), Date.now());
    return new Date(first);
  }

  begin(): { readonly mark: string; readonly begunAt: Date } {
    const mark = randomUUID();
    const begunAt = new Date();
    this.#begun.set(mark, begunAt);
    return { mark, begunAt };
  }

  settled(settlement: Settlement, charge: Charge & { readonly mark: string }): void {
    this.#charges.set(settlement, charge);
  }

  /** What is to be written with the record of this; undefined where nothing was counted. */
  chargeOf(settlement: Settlement | undefined): (Charge & { readonly mark: string }) | undefined {
    return settlement === undefined ? undefined : this.#charges.get(settlement);
  }

  /** The change was written down, did not happen, or is lost for ever. */
  done(mark: string): void {
    this.#begun.delete(mark);
  }
}

export interface DatabaseQuotasOptions {
  readonly books: QuotaBooks;
  readonly leases: QuotaLeases;
  readonly unwritten: UnwrittenChanges;
}

/** One for each process. */
export class DatabaseQuotas implements Quotas {
  readonly #options: DatabaseQuotasOptions;

  constructor(options: DatabaseQuotasOptions) {
    this.#options = options;
  }

  async open(account: Account, home: ByteString): Promise<QuotaMeter> {
    const { books, leases } = this.#options;
    const book = await books.of(account.id, home);
    return {
      reserve: async (changes, { direct = false } = {}) => {
        const reservation = new LeasedReservation(this.#options, book, changes);
        if (direct) reservation.begin();
        await reservation.take(changes).catch((error: unknown) => {
          reservation.release();
          throw error;
        });
        return reservation;
      },
      sameForBoth: (one, other) => book.sameForBoth(one, other),
      standing: () => leases.standing(account.id),
    };
  }
}

/** Room taken for one change in all ledgers that it is charged to. */
class LeasedReservation implements Reservation {
  readonly #options: DatabaseQuotasOptions;
  readonly #book: QuotaBook;
  readonly #folder: StoredChange['folder'];
  readonly #taken = new Map<Ledger, Room>();
  #begun: { readonly mark: string; readonly begunAt: Date } | undefined;

  constructor(options: DatabaseQuotasOptions, book: QuotaBook, changes: readonly StoredChange[]) {
    this.#options = options;
    this.#book = book;
    this.#folder = changes[0]?.folder ?? '/';
  }

  begin(): { readonly mark: string; readonly begunAt: Date } {
    return (this.#begun ??= this.#options.unwritten.begin());
  }

  /** All or nothing: what one ledger has is not held while another is asked. */
  async take(changes: readonly StoredChange[]): Promise<void> {
    const needs = this.#book.chargedWith(changes).map((ledger) => ({ ledger, room: atLeastNone(ledger.of(changes)) }));
    for (;;) {
      const short = needs.find(({ ledger, room }) => isSome(ledger.missingFor(room)));
      if (short === undefined) break;
      await this.#options.leases.obtain(short.ledger, short.room);
    }
    for (const { ledger, room } of needs) {
      ledger.take(room);
      this.#taken.set(ledger, sum(this.#taken.get(ledger) ?? noRoom, room));
    }
  }

  grow(more: Room): Promise<void> {
    return this.take([{ ...more, folder: this.#folder }]);
  }

  async settle(work: () => Promise<Stored>): Promise<Settlement> {
    const { mark, begunAt } = this.begin();
    const stored = await work();
    const settlement = { ...stored, begunAt, endedAt: new Date() };
    const spent = this.#spend(allChanges(stored));
    this.#begun = undefined;
    const { unwritten } = this.#options;
    if (stored.moved !== undefined || stored.changes.some(isSome))
      unwritten.settled(settlement, { webRootId: this.#book.webRootId, spent, mark });
    else unwritten.done(mark);
    return settlement;
  }

  release(): void {
    if (this.#begun !== undefined) this.#options.unwritten.done(this.#begun.mark);
    this.#begun = undefined;
    for (const [ledger, room] of this.#taken) ledger.release(room);
    this.#taken.clear();
  }

  #spend(changes: readonly StoredChange[]): Spent[] {
    const ledgers = new Set([...this.#taken.keys(), ...this.#book.chargedWith(changes)]);
    const spent: Spent[] = [];
    for (const ledger of ledgers) {
      const used = ledger.settle(this.#taken.get(ledger) ?? noRoom, ledger.of(changes));
      if (used !== undefined) spent.push(used);
    }
    this.#taken.clear();
    return spent;
  }
}

function isSome(room: Room): boolean {
  return room.bytes !== 0 || room.files !== 0;
}
