// What can stop a transfer from outside its own loop: a dead connection, an abort, a standstill. The first of them
// closes the socket at once and is what the transfer rejects with.
import type { PumpOptions } from './bytes.js';
import { DataError, type DataSocket } from './channel.js';
import { errnoOf } from './connected-socket.js';

/** Watches one data socket for one transfer. */
export class Watch {
  readonly #stall: NodeJS.Timeout;
  #failure: { readonly error: unknown } | undefined;
  #rejectWaiter: ((error: unknown) => void) | undefined;
  #bytes = 0;
  #waitsForLimit = false;
  #disposed = false;
  #socketDone = false;
  readonly #stopped = new AbortController();

  readonly #failed = (error: Error) => this.#fail(new DataError('reset', errnoOf(error)));
  readonly #closed = () => this.#fail(new DataError('reset'));
  readonly #aborted = () => this.#fail(this.options.signal.reason);

  constructor(
    private readonly data: DataSocket,
    private readonly options: PumpOptions,
  ) {
    this.#stall = setTimeout(() => this.#stoodStill(), options.stallTimeoutMs);
    data.socket.on('error', this.#failed).on('close', this.#closed);
    options.signal.addEventListener('abort', this.#aborted);
    if (options.signal.aborted) this.#aborted();
    else if (data.socket.destroyed) this.#closed();
  }

  /** Bytes moved so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes went over the wire. */
  moved(bytes: number): void {
    this.#bytes += bytes;
    this.#stall.refresh();
    this.data.moved(bytes);
    this.options.onBytes?.(bytes);
  }

  /** The other side of the transfer, the disk, got on. */
  alive(): void {
    this.#stall.refresh();
  }

  /** Throws what has stopped the transfer, if anything has. */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  /** Waits for one thing of the socket; rejects the moment the transfer is stopped. One wait at a time. */
  async until<T>(start: (resolve: (value: T) => void) => void): Promise<T> {
    this.check();
    try {
      return await new Promise<T>((resolve, reject) => {
        this.#rejectWaiter = reject;
        start(resolve);
      });
    } finally {
      this.#rejectWaiter = undefined;
    }
  }

  /** Waits until the limit lets bytes pass and says how many: as many as these or fewer. One wait at a time. */
  async allowed(bytes: number): Promise<number> {
    const { limit } = this.options;
    if (limit === undefined) return bytes;
    this.check();
    this.#waitsForLimit = true;
    try {
      return await limit.take(bytes, this.#stopped.signal);
    } finally {
      this.#waitsForLimit = false;
      this.#stall.refresh();
    }
  }

  /** The client's end was seen while we send: that is its right, unless it was a reset in disguise. */
  async suspect(): Promise<void> {
    if (this.#socketDone) return;
    const errno = await this.data.whyBroken();
    if (errno !== undefined && !this.#disposed && !this.#socketDone) this.#fail(new DataError('reset', errno));
  }

  /** The socket has given, or taken, all there is: it may close now. */
  socketDone(): void {
    this.#socketDone = true;
    this.data.socket.off('error', this.#failed).off('close', this.#closed);
  }

  /** Takes timer and listeners away; what happens later is nobody's failure. */
  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#stall);
    this.socketDone();
    this.options.signal.removeEventListener('abort', this.#aborted);
  }

  #stoodStill(): void {
    if (this.#waitsForLimit) this.#stall.refresh();
    else this.#fail(new DataError('stalled', 'ETIMEDOUT'));
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = { error };
    this.#stopped.abort(error);
    this.data.ended(...endOf(error));
    this.data.destroy();
    this.#rejectWaiter?.(error);
  }
}

/** What the record says about a transfer that rejected with this error. */
export function endOf(error: unknown): [how: 'stalled' | 'reset' | 'aborted', errno: string | undefined] {
  if (!(error instanceof DataError)) return ['aborted', errnoOf(error)];
  return [error.code === 'stalled' ? 'stalled' : 'reset', error.errno];
}
