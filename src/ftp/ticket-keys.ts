// The keys that session tickets are sealed with: a new one each day, the old ones as long as their tickets live. Whoever
// steals today's memory cannot open the tickets, nor the TLS 1.2 traffic, of a month ago.
import { randomBytes } from 'node:crypto';

const dayMs = 24 * 60 * 60 * 1000;

/** One key, with the name by which a ticket says that it was sealed with it. */
export interface TicketKey {
  readonly name: Buffer;
  readonly hmac: Buffer;
  readonly aes: Buffer;
}

/** The keys of one process; all its certificates share them, so that a ticket doesn't depend on what SNI chose. */
export class TicketKeys {
  /** Newest first. */
  #keys: readonly { readonly key: TicketKey; readonly madeAt: number }[] = [];

  constructor(
    private readonly keepMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** The key to seal with. */
  get newest(): TicketKey {
    const now = this.now();
    const [first] = this.#keys;
    if (first !== undefined && now - first.madeAt < dayMs) return first.key;
    const key = { name: randomBytes(16), hmac: randomBytes(16), aes: randomBytes(16) };
    const stillNeeded = this.#keys.filter(({ madeAt }) => now - madeAt < dayMs + this.keepMs);
    this.#keys = [{ key, madeAt: now }, ...stillNeeded];
    return key;
  }

  /** The key of this name; undefined: it is another process's, or forgotten. */
  find(name: Buffer): TicketKey | undefined {
    return this.#keys.find(({ key }) => key.name.equals(name))?.key;
  }
}
