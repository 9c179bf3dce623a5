// Bytes of the control connection -> lines. It doesn't know what a line means.
import type { ByteString } from '../virtual-path.js';

/** The longest line that is read, in bytes as they came, without its end. */
export const longestLineBytes = 4096;

// Python's ftplib sends all of ABOR as TCP urgent data; the kernel then keeps its last byte, the line feed, and nothing
// more comes before the answer. No client means anything else by these bytes; should the line feed come, it is skipped.
const abortWithoutEnd = /^[\xf0-\xff]*ABOR\r$/i;

// RFC 8446 §5.1: a record of the kind handshake (22), and the 3 that every version of TLS begins with.
const tlsRecord = '\x16\x03';

/** One line without its end and without Telnet commands, or the news that one was too long to read or is TLS. */
export type Line = { readonly text: ByteString } | 'too-long' | 'tls-hello';

/**
 * Cuts what arrives into lines, whatever the TCP segments look like. Holds at most the chunk that was pushed last and
 * one unfinished line; push the next chunk only after `next` has returned undefined.
 */
export class LineReader {
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;
  #unfinished: ByteString = '';
  #skipping = false;
  #aborted = false;

  /** Takes the next bytes. */
  push(chunk: Buffer): void {
    this.#chunk = this.#at < this.#chunk.length ? Buffer.concat([this.#chunk.subarray(this.#at), chunk]) : chunk;
    this.#at = 0;
  }

  /** The next line, or undefined when more bytes are needed. A line that is too long is told of once. */
  next(): Line | undefined {
    while (this.#at < this.#chunk.length) {
      const end = this.#chunk.indexOf(0x0a, this.#at);
      const piece = this.#chunk.toString('latin1', this.#at, end === -1 ? this.#chunk.length : end);
      this.#at = end === -1 ? this.#chunk.length : end + 1;
      const line = this.#take(piece, end !== -1);
      if (line !== undefined) return line;
    }
    this.forget('chunk');
    return undefined;
  }

  /** Drops what was read ahead: everything, or only the bytes of a chunk that is used up. */
  forget(what: 'everything' | 'chunk'): void {
    this.#chunk = Buffer.alloc(0);
    this.#at = 0;
    if (what === 'chunk') return;
    this.#unfinished = '';
    this.#skipping = false;
    this.#aborted = false;
  }

  #take(piece: ByteString, ended: boolean): Line | undefined {
    if (this.#skipping) {
      this.#skipping = !ended;
      return undefined;
    }
    const isEndOfAbort = this.#aborted && ended && withoutTelnet(piece) === '';
    this.#aborted = false;
    return isEndOfAbort ? undefined : this.#lineOf(this.#unfinished + piece, ended);
  }

  #lineOf(raw: ByteString, ended: boolean): Line | undefined {
    this.#unfinished = '';
    if (raw.startsWith(tlsRecord)) {
      this.#skipping = !ended;
      return 'tls-hello';
    }
    if (raw.length > longestLineBytes + (raw.endsWith('\r') ? 1 : 0)) {
      this.#skipping = !ended;
      return 'too-long';
    }
    const text = withoutTelnet(raw);
    this.#aborted = !ended && abortWithoutEnd.test(text);
    if (ended || this.#aborted) return { text: text.replace(/\r$/, '') };
    this.#unfinished = raw;
    return undefined;
  }
}

/** RFC 854: IAC and a command byte say something to a terminal, IAC IAC is the byte 255 itself. */
function withoutTelnet(raw: ByteString): ByteString {
  return raw.replace(/\xff[\xf0-\xff]/g, (pair) => (pair === '\xff\xff' ? '\xff' : ''));
}
