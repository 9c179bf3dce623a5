// What this process may spend of one account's or customer's quota: the room it has leased, and what of it is promised to
// changes under way. Pure bookkeeping; the lease itself is a row that quota-leases.ts asks for.
import type { ByteString, Room, StoredChange } from '../ftp/index.js';

/** What is used by whom: under an account's folder, or in all web roots of a customer. */
export interface LedgerFacts {
  readonly kind: 'account' | 'customer';
  readonly id: string;
  /** Its real path inside the web root; undefined for a customer, who holds every folder. */
  readonly folder: ByteString | undefined;
  readonly limitBytes: number | undefined;
  readonly limitFiles: number | undefined;
}

/** What a settled change has used up of a lease. */
export interface Spent extends Room {
  readonly lease: string;
}

export const noRoom: Room = { bytes: 0, files: 0 };

/** Adds two amounts. */
export function sum(one: Room, other: Room): Room {
  return { bytes: one.bytes + other.bytes, files: one.files + other.files };
}

/** Takes the second amount from the first. */
export function difference(one: Room, other: Room): Room {
  return { bytes: one.bytes - other.bytes, files: one.files - other.files };
}

/** The amount without what is negative in it. */
export function atLeastNone(room: Room): Room {
  return { bytes: Math.max(room.bytes, 0), files: Math.max(room.files, 0) };
}

/** Whether something lies in `folder`'s reach: the folder itself is `outer` or under it. */
export function folderHolds(outer: ByteString, folder: ByteString): boolean {
  return `${folder}/`.startsWith(`${outer.replace(/\/+$/, '')}/`);
}

/** The lease of one ledger, as far as this process knows it. */
export class Ledger {
  #facts: LedgerFacts;
  #lease: string | undefined;
  /** Leased, less what was settled. */
  #spendable = noRoom;
  #reserved = noRoom;
  #usedAt = 0;

  constructor(facts: LedgerFacts) {
    this.#facts = facts;
  }

  get facts(): LedgerFacts {
    return this.#facts;
  }

  get lease(): string | undefined {
    return this.#lease;
  }

  /** What is leased and not promised to anybody; negative after a lease was lost under running changes. */
  get free(): Room {
    return difference(this.#spendable, this.#reserved);
  }

  /** Whether nobody has taken or returned room since that moment, in milliseconds since 1970. */
  quietSince(moment: number): boolean {
    return this.#usedAt < moment;
  }

  /** The limits or the folder have changed. */
  learn(facts: LedgerFacts): void {
    this.#facts = facts;
  }

  /** How these changes, all together, change what is used here. */
  of(changes: readonly StoredChange[]): Room {
    return changes.filter((change) => this.#holds(change)).reduce<Room>(sum, noRoom);
  }

  /** Whether one of these changes is charged here. */
  holds(changes: readonly StoredChange[]): boolean {
    return changes.some((change) => this.#holds(change));
  }

  /** How much has to be leased before this can be taken; nothing where there is no limit. */
  missingFor(room: Room): Room {
    const { limitBytes, limitFiles } = this.#facts;
    const { bytes, files } = difference(room, this.free);
    return {
      bytes: limitBytes === undefined || room.bytes === 0 ? 0 : Math.max(bytes, 0),
      files: limitFiles === undefined || room.files === 0 ? 0 : Math.max(files, 0),
    };
  }

  take(room: Room): void {
    this.#usedAt = Date.now();
    this.#reserved = sum(this.#reserved, room);
  }

  release(room: Room): void {
    this.#usedAt = Date.now();
    this.#reserved = difference(this.#reserved, room);
  }

  /** The change that `taken` was for has happened. Says what it has used up of the lease. */
  settle(taken: Room, happened: Room): Spent | undefined {
    this.release(taken);
    const spent = {
      bytes: Math.max(Math.min(happened.bytes, this.free.bytes), 0),
      files: Math.max(Math.min(happened.files, this.free.files), 0),
    };
    if (this.#lease === undefined || (spent.bytes === 0 && spent.files === 0)) return undefined;
    this.#spendable = difference(this.#spendable, spent);
    return { lease: this.#lease, ...spent };
  }

  /** More was leased; another lease than before means that the one before has fallen back. */
  granted(lease: string, room: Room): void {
    this.#usedAt = Date.now();
    this.#spendable = this.#lease === lease ? sum(this.#spendable, room) : room;
    this.#lease = lease;
  }

  /** Others took this process for dead. */
  lost(): void {
    this.#lease = undefined;
    this.#spendable = noRoom;
  }

  /** The row holds more than is known of here, because an answer was lost: it is free again. */
  recover(leased: Room): void {
    this.#spendable = {
      bytes: Math.max(leased.bytes, this.#spendable.bytes),
      files: Math.max(leased.files, this.#spendable.files),
    };
  }

  /** Takes what is free out of the lease, to be given back. */
  giveBack(): Room {
    const free = atLeastNone(this.free);
    this.#spendable = difference(this.#spendable, free);
    return free;
  }

  #holds({ folder }: StoredChange): boolean {
    return this.#facts.folder === undefined || folderHolds(this.#facts.folder, folder);
  }
}
