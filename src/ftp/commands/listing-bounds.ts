// How much one listing may make the server read where a client's few words can ask for a whole disk: below with -R, or
// by a pattern (CVE-2010-2632). It reads no folder itself.
import type { Entry } from '../jail/jail.js';
import { FtpError, reply } from '../replies.js';

/** How much that is. */
export interface Bounds {
  readonly entries: number;
  readonly folders: number;
  /** Levels below the folder that was asked for. */
  readonly depth: number;
  /** Time spent on reading, without that in which the client takes what was read. */
  readonly workMs: number;
}

export const listingBounds: Bounds = { entries: 1_000_000, folders: 20_000, depth: 64, workMs: 60_000 };

/**
 * What one listing has used up. Reaching a bound throws FtpError 451: a listing that stops short must not look whole, as
 * a client that mirrors would delete what it misses.
 */
export class ListingAllowance {
  #entries = 0;
  #folders = 0;
  #workMs = 0;

  constructor(private readonly bounds: Bounds) {}

  /** One more folder has been found that is to be listed. */
  addFolder(depth: number): void {
    this.#folders += 1;
    if (this.#folders > this.bounds.folders) throw tooMuch(`${this.bounds.folders} folders`);
    if (depth > this.bounds.depth) throw tooMuch(`${this.bounds.depth} levels`);
  }

  /** The same entries, counted. */
  async *counted(entries: AsyncIterable<Entry>): AsyncIterable<Entry> {
    const iterator = entries[Symbol.asyncIterator]();
    try {
      for (;;) {
        const startedAt = performance.now();
        const next = await iterator.next();
        this.#workMs += performance.now() - startedAt;
        if (next.done === true) return;
        this.#entries += 1;
        if (this.#entries > this.bounds.entries) throw tooMuch(`${this.bounds.entries} names`);
        if (this.#workMs > this.bounds.workMs) throw tooMuch(`${this.bounds.workMs / 1000} seconds of work`);
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
}

function tooMuch(what: string): FtpError {
  return new FtpError(reply(451, `The listing stops short after ${what}; list the folders below one by one.`));
}
