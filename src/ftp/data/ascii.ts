// TYPE A (RFC 959 §3.1.1.1): lines end in CRLF on the wire and in LF on disk. Streaming, also across chunk borders.
import type { ByteSink, ByteSource } from './bytes.js';

const CR = 0x0d;
const LF = 0x0a;

/**
 * A source whose lines end in CRLF. An LF that has its CR already is left as it is, and so is a lone CR: a text file
 * that was written on Windows does not grow a second CR.
 */
export function toNetworkAscii(source: ByteSource): ByteSource {
  return new NetworkAsciiSource(source);
}

class NetworkAsciiSource implements ByteSource {
  #afterCr = false;
  #half: Buffer | undefined;

  constructor(private readonly source: ByteSource) {}

  async read(buffer: Buffer): Promise<number> {
    const half = this.#roomFor(buffer);
    const filled = await this.source.read(half);
    let at = 0;
    for (let from = 0; from < filled; from += 1) {
      const byte = half[from] ?? 0;
      if (byte === LF && !this.#afterCr) buffer[at++] = CR;
      buffer[at++] = byte;
      this.#afterCr = byte === CR;
    }
    return at;
  }

  /** Half the size: every byte may become two. */
  #roomFor(buffer: Buffer): Buffer {
    const bytes = Math.max(1, Math.floor(buffer.length / 2));
    if (this.#half?.length !== bytes) this.#half = Buffer.allocUnsafe(bytes);
    return this.#half;
  }
}

/** A sink that is told the end, because a CR at the very end of the data is written only then. */
export interface EndingSink extends ByteSink {
  /** Writes what was held back. To be called once, after the last chunk of an upload that is complete. */
  end(): Promise<void>;
}

/** A sink that writes CRLF as LF; a CR without LF is kept. */
export function fromNetworkAscii(sink: ByteSink): EndingSink {
  return new LocalAsciiSink(sink);
}

class LocalAsciiSink implements EndingSink {
  #heldCr = false;

  constructor(private readonly sink: ByteSink) {}

  async write(chunk: Buffer): Promise<void> {
    const local = Buffer.allocUnsafe(chunk.length + 1);
    let at = 0;
    for (const byte of chunk) {
      if (this.#heldCr && byte !== LF) local[at++] = CR;
      this.#heldCr = byte === CR;
      if (byte !== CR) local[at++] = byte;
    }
    if (at > 0) await this.sink.write(local.subarray(0, at));
  }

  async end(): Promise<void> {
    if (!this.#heldCr) return;
    this.#heldCr = false;
    await this.sink.write(Buffer.of(CR));
  }
}
