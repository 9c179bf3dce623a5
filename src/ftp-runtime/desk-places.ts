// A worker's side of the count of sessions, which its primary process keeps: asks, and is answered.
import type { PlaceAnswer, PlaceBounds, Places } from '../ftp/index.js';
import type { PlaceAsk, PlaceWord } from './place-desk.js';

/** Places over the channel to the primary. */
export class DeskPlaces implements Places {
  #asks = 0;
  readonly #waiting = new Map<number, (answer: PlaceAnswer) => void>();

  /** `ask` tells the primary, which answers with `hear`. */
  constructor(private readonly ask: (asked: PlaceAsk) => void) {}

  take(address: string, { maxSessions, maxSessionsPerAddress }: PlaceBounds): Promise<PlaceAnswer> {
    this.#asks += 1;
    const ask = this.#asks;
    return new Promise((resolve) => {
      this.#waiting.set(ask, resolve);
      this.ask({ take: address, bounds: { maxSessions, maxSessionsPerAddress }, ask });
    });
  }

  giveBack(address: string): void {
    this.ask({ giveBack: address });
  }

  /** The primary answers. */
  hear({ answer, ask }: PlaceWord): void {
    this.#waiting.get(ask)?.(answer);
    this.#waiting.delete(ask);
  }
}
