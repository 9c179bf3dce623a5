// One pair that somebody else renews, wherever it comes from: what came of it so far. It is taken only when it works; until
// then its last good one stays in use.
import { SettingError } from '../config.js';
import { whyNotNow, type PairNames, type UsablePair } from './certificate-files.js';
import type { Note } from './note.js';

/** Where a pair comes from. */
export interface PairSource {
  readonly names: PairNames;
  /** Changes whenever the pair does. Throws SettingError where it cannot be looked at. */
  look(): string;
  /** Throws SettingError where it cannot serve. */
  read(): UsablePair;
}

/** A pair in use, and what is wrong with the one that should follow it. */
export class FollowedPair {
  #pair: UsablePair | undefined;
  #complaint: string | undefined;
  #seen = '';

  constructor(private readonly note: Note) {}

  /** The last good one. */
  get pair(): UsablePair | undefined {
    return this.#pair;
  }

  /** Why what is there now is not in use, or not valid, as a sentence. */
  get complaint(): string | undefined {
    return this.#complaint;
  }

  /**
   * Takes the source's pair when it is another one and good. Says once why it isn't. Before anybody is served an old
   * certificate is better than none: clients say themselves what they think of it.
   */
  follow(source: PairSource, starting: boolean): void {
    try {
      const seen = source.look();
      if (seen === this.#seen) return;
      const pair = source.read();
      const bad = whyNotNow(pair, new Date());
      if (bad !== undefined && starting) this.#take(pair);
      if (bad !== undefined) throw new SettingError(source.names.cert, bad);
      this.#seen = seen;
      this.#complaint = undefined;
      this.#take(pair);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const event = starting && this.#pair !== undefined ? 'certificate.not-valid' : 'certificate.not-taken';
      if (reason !== this.#complaint) this.note('warn', event, { reason });
      this.#complaint = reason;
    }
  }

  #take(pair: UsablePair): void {
    const same = pair.fingerprint === this.#pair?.fingerprint && pair.key === this.#pair.key;
    this.#pair = pair;
    if (!same) this.note('info', 'certificate.taken', { file: pair.file, fingerprint: pair.fingerprint });
  }
}

/** What tells whether another pair is in use or another complaint stands. */
export function standingOf(pairs: readonly FollowedPair[]): string {
  return pairs.map(({ pair, complaint }) => [pair?.fingerprint, pair?.key, complaint].join(' ')).join('\n');
}
