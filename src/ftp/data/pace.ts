// How much to hand to the kernel at once. Pure but for the clock.

const firstBytes = 64 * 1024;
const leastBytes = 16 * 1024;

/**
 * Doubles the slices of a client that takes them fast and shrinks those of a slow one, so that each takes a small part
 * of the stall timeout: only a whole slice counts as progress.
 */
export class Pace {
  #sliceBytes: number;
  #begunAt = 0;

  constructor(
    private readonly mostBytes: number,
    private readonly stallTimeoutMs: number,
  ) {
    this.#sliceBytes = Math.min(firstBytes, mostBytes);
  }

  get sliceBytes(): number {
    return this.#sliceBytes;
  }

  /** A slice is about to be written. */
  begin(): void {
    this.#begunAt = performance.now();
  }

  /** It was taken. */
  end(): void {
    this.took(performance.now() - this.#begunAt);
  }

  /** The last slice took this long. */
  took(ms: number): void {
    if (ms < this.stallTimeoutMs / 32) this.#sliceBytes = Math.min(this.mostBytes, this.#sliceBytes * 2);
    else if (ms > this.stallTimeoutMs / 8) this.#sliceBytes = Math.max(leastBytes, this.#sliceBytes / 4);
  }
}
