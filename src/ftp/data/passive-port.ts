// One listening port of the passive range. It doesn't know for whom it listens.
import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../facts.js';
import { errnoOf, remoteEnd } from './connected-socket.js';

/** Enough that strangers who knock at once don't crowd out the clients. */
const backlog = 64;

/** A port that listens, or says why it cannot. */
export class PassivePort {
  /** Resolves with undefined when listening, else with the system's name for why not. */
  readonly bound: Promise<string | undefined>;
  readonly #server: Server;

  /** `knocked` is handed every connection, paused, with where it came from. */
  constructor(
    readonly port: number,
    host: string,
    knocked: (socket: Socket, from: Endpoint) => void,
  ) {
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
    this.#server.on('connection', (socket) => {
      // Stays for good: an error is followed by 'close', which a transfer watches and an unused channel need not.
      socket.on('error', () => undefined);
      knocked(socket, remoteEnd(socket));
    });
    this.bound = this.#listen(host);
  }

  /** Listens no more; connections that were handed on stay. */
  async close(): Promise<void> {
    await this.bound;
    this.#server.close();
  }

  /** `exclusive`: the processes of a cluster don't share it behind our back. */
  #listen(host: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      const server = this.#server;
      server.once('error', (error) => {
        resolve(errnoOf(error) ?? 'unknown');
        // EMFILE and the like at accept: the client is still in the backlog, and waiting ends in 425 at the latest.
        server.on('error', () => undefined);
      });
      server.once('listening', () => {
        server.removeAllListeners('error').on('error', () => undefined);
        resolve(undefined);
      });
      server.listen({ host, port: this.port, backlog, exclusive: true });
    });
  }
}
