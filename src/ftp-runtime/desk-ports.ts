// A worker's side of the passive range, which its primary process holds: asks, and is handed connections.
import type { Socket } from 'node:net';
import type { ClaimEvents, ClaimRequest, PassivePorts, PortClaim, PortRange, RefusedPort } from '../ftp/index.js';
import type { PassiveAsk, PassiveWord } from './passive-desk.js';

/** PassivePorts over the channel to the primary. */
export class DeskPorts implements PassivePorts {
  #asks = 0;
  readonly #held = new Map<number, (refused: readonly RefusedPort[]) => void>();
  readonly #promised = new Map<number, (port: number | null) => void>();
  readonly #claims = new Map<number, ClaimEvents>();

  /** `ask` tells the primary, which answers with `hear`. */
  constructor(private readonly ask: (asked: PassiveAsk) => void) {}

  hold(range: PortRange): Promise<readonly RefusedPort[]> {
    const ask = this.#nextAsk();
    return new Promise((resolve) => {
      this.#held.set(ask, resolve);
      this.ask({ hold: range, ask });
    });
  }

  async claim(request: ClaimRequest, events: ClaimEvents): Promise<PortClaim | undefined> {
    const ask = this.#nextAsk();
    this.#claims.set(ask, events);
    const port = await new Promise<number | null>((resolve) => {
      this.#promised.set(ask, resolve);
      this.ask({ claim: request, ask });
    });
    if (port !== null) return { port, release: () => this.#release(ask) };
    this.#claims.delete(ask);
    return undefined;
  }

  /** The primary answers. */
  hear(word: PassiveWord, socket: Socket | undefined): void {
    if ('came' in word) this.#came(word.came, socket);
    else if ('held' in word) settle(this.#held, word.ask, word.held);
    else if ('port' in word) settle(this.#promised, word.ask, word.port);
    else if ('stranger' in word) this.#claims.get(word.ask)?.strangerCame(word.stranger);
    else this.#claims.get(word.ask)?.knockedElsewhere(word.elsewhere);
  }

  /** The ports are the primary's and stay; what this worker was promised falls back when its channel closes. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  #came(ask: number, socket: Socket | undefined): void {
    const events = this.#claims.get(ask);
    this.#claims.delete(ask);
    if (socket === undefined) return; // it was reset on its way here
    socket.on('error', () => undefined);
    // Given up while the connection was on its way.
    if (events === undefined) socket.resetAndDestroy();
    else events.came(asAccepted(socket));
  }

  #release(ask: number): void {
    if (this.#claims.delete(ask)) this.ask({ release: ask });
  }

  #nextAsk(): number {
    this.#asks += 1;
    return this.#asks;
  }
}

/** Node makes a handed socket with its own defaults; a data connection is half-open and sends without delay. */
function asAccepted(socket: Socket): Socket {
  socket.allowHalfOpen = true;
  return socket.setNoDelay(true).pause();
}

function settle<T>(waiting: Map<number, (answer: T) => void>, ask: number, answer: T): void {
  waiting.get(ask)?.(answer);
  waiting.delete(ask);
}
