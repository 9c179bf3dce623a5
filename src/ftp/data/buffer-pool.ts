// Buffers that transfers share one after the other, so that a small file does not cost two large allocations.

/** Keeps a few buffers of one size for the next transfer. */
export class BufferPool {
  readonly #free: Buffer[] = [];

  constructor(
    readonly bufferBytes: number,
    private readonly keep: number,
  ) {}

  /** A buffer with anything in it. */
  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.bufferBytes);
  }

  /** Only for a buffer that no read and no write uses any more; one of a failed transfer is left to the collector. */
  giveBack(buffer: Buffer): void {
    if (this.#free.length < this.keep) this.#free.push(buffer);
  }
}
