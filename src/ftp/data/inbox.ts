// What has arrived on a socket and is not yet written: bounded, so that a slow disk or a limit slows the client down.
import type { Socket } from 'node:net';

/** Who is told what the socket does. */
interface Reader {
  arrived(bytes: number): void;
  /** All that the client sent is here. */
  complete(): void;
}

/** Collects chunks of a socket; pauses it while `mostBytes` or more wait. One taker. */
export class Inbox {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #ended = false;
  #wake: (() => void) | undefined;

  readonly #received = (chunk: Buffer) => {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= this.mostBytes()) this.socket.pause();
    this.told.arrived(chunk.length);
    this.#wake?.();
  };
  readonly #finished = () => {
    this.#ended = true;
    this.told.complete();
    this.#wake?.();
  };

  constructor(
    private readonly socket: Socket,
    private readonly mostBytes: () => number,
    private readonly told: Reader,
  ) {
    socket.on('data', this.#received).on('end', this.#finished);
    // lftp ends an empty file together with its TLS handshake, before anyone could listen for the end.
    if (socket.readableEnded) this.#finished();
    else socket.resume();
  }

  /** Calls back, perhaps at once, when there is something to take or nothing will come any more. */
  ready(callback: () => void): void {
    const wake = () => {
      this.#wake = undefined;
      callback();
    };
    if (this.#bytes > 0 || this.#ended) wake();
    else this.#wake = wake;
  }

  /** How many bytes can be taken now. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The next bytes, so many or all that are here, put together in `room` where they came in several chunks; undefined
   * when there are none. They are valid until the next call.
   */
  take(room: Buffer, bytes: number): Buffer | undefined {
    const [first] = this.#chunks;
    if (first === undefined) return undefined;
    if (first.length >= bytes) return this.#shift(bytes);
    let filled = 0;
    while (filled < bytes && this.#bytes > 0) filled += this.#shift(bytes - filled).copy(room, filled);
    return room.subarray(0, filled);
  }

  /** Takes the listeners away. */
  close(): void {
    this.socket.off('data', this.#received).off('end', this.#finished);
    this.#wake = undefined;
  }

  /** The first chunk, or as much of it as is wanted. */
  #shift(bytes: number): Buffer {
    const chunk = this.#chunks.shift() ?? Buffer.alloc(0);
    if (chunk.length > bytes) this.#chunks.unshift(chunk.subarray(bytes));
    const taken = chunk.subarray(0, bytes);
    this.#bytes -= taken.length;
    if (this.#bytes < this.mostBytes() && this.socket.isPaused()) this.socket.resume();
    return taken;
  }
}
