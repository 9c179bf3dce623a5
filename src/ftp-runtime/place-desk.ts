// The sessions of a server, counted in its primary process for all workers: how many there may be holds for the server
// and not for each of them. The worker's side is desk-places.ts.
import { type PlaceAnswer, type PlaceBounds, SessionPlaces } from '../ftp/session-places.js';

/** What a worker asks or tells. `ask` numbers are the worker's own. */
export type PlaceAsk =
  { readonly take: string; readonly bounds: PlaceBounds; readonly ask: number } | { readonly giveBack: string };

/** What it is told. */
export interface PlaceWord {
  readonly answer: PlaceAnswer;
  readonly ask: number;
}

/** A worker, as far as it is asked. */
export interface Listening {
  isConnected(): boolean;
  send(word: { readonly place: PlaceWord }): boolean;
}

/** Serves the workers out of one count. */
export class PlaceDesk {
  readonly #places = new SessionPlaces();
  /** The addresses of each worker's sessions. */
  readonly #held = new Map<Listening, string[]>();

  /** A worker asks. What it asks for after its end is given back at once. */
  async hear(worker: Listening, asked: PlaceAsk): Promise<void> {
    if ('giveBack' in asked) {
      this.#giveBack(worker, asked.giveBack);
      return;
    }
    const answer = await this.#places.take(asked.take, asked.bounds);
    if (!worker.isConnected()) {
      if (answer === 'given') this.#places.giveBack(asked.take);
      return;
    }
    if (answer === 'given') this.#heldBy(worker).push(asked.take);
    worker.send({ place: { answer, ask: asked.ask } });
  }

  /** The worker is gone, and its sessions with it. */
  forget(worker: Listening): void {
    for (const address of this.#heldBy(worker)) this.#places.giveBack(address);
    this.#held.delete(worker);
  }

  #giveBack(worker: Listening, address: string): void {
    const held = this.#heldBy(worker);
    const at = held.indexOf(address);
    if (at === -1) return;
    held.splice(at, 1);
    this.#places.giveBack(address);
  }

  #heldBy(worker: Listening): string[] {
    const held = this.#held.get(worker) ?? [];
    this.#held.set(worker, held);
    return held;
  }
}
