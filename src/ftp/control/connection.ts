// One client's control connection: lines come in, replies go out, over a byte stream that TLS may replace half-way. It
// doesn't run commands, and it never sees more of a socket than a stream.
import type { Duplex } from 'node:stream';
import type { Reply } from '../replies.js';
import { LineReader, type Line } from './line-reader.js';
import { formatReply } from './reply-writer.js';

/** How long a connection that was closed from here waits for the other side to read the last reply. */
const lingerMs = 2000;

/** The control connection. Reads no further than one chunk ahead of whoever asks for lines. */
export class ControlConnection {
  #stream: Duplex;
  #state: 'open' | 'securing' | 'ended' | 'gone' = 'open';
  #linger: NodeJS.Timeout | undefined;
  #interrupted = false;
  #wake: () => void = () => undefined;
  readonly #reader = new LineReader();
  #resolveClosed: () => void = () => undefined;

  /** Settles when the stream is closed for good. */
  readonly closed = new Promise<void>((resolve) => (this.#resolveClosed = resolve));

  constructor(stream: Duplex) {
    this.#stream = stream;
    this.#adopt(stream);
  }

  /** The next line; `interrupted` after `interrupt()`; undefined when there will be none. One caller at a time. */
  async next(): Promise<Line | 'interrupted' | undefined> {
    for (;;) {
      if (this.#interrupted) {
        this.#interrupted = false;
        return 'interrupted';
      }
      if (this.#state === 'ended') return undefined;
      const line = this.#reader.next() ?? this.#readLine();
      if (line !== undefined || this.#state === 'gone') return line;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Waits beside a line that stays where it is: true once the client has closed, false after `interrupt()`. */
  async left(): Promise<boolean> {
    this.#interrupted = false;
    while (this.#state === 'open' && !this.#interrupted) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return this.#state === 'gone';
  }

  /** Makes the running or the following `next()` return `interrupted`, and `left()` stop waiting. */
  interrupt(): void {
    this.#interrupted = true;
    this.#wake();
  }

  /** Sends a reply; nothing more is sent once the connection has ended. */
  write(reply: Reply): void {
    const listening = this.#state === 'open' || this.#state === 'gone'; // who has only half closed still reads
    if (listening && this.#stream.writable) this.#stream.write(formatReply(reply), 'latin1');
  }

  /** Settles when the client has read enough of what was sent that more may follow. */
  async drained(): Promise<void> {
    while (this.#stream.writableNeedDrain && this.#state === 'open') {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /**
   * Puts TLS around the stream. What came in before is dropped: someone may have slipped it in (CVE-2011-1575). Under
   * implicit TLS it is the handshake itself.
   */
  async secure(wrap: () => Promise<Duplex>, before: 'dropped' | 'handshake' = 'dropped'): Promise<void> {
    const plain = this.#stream;
    this.#state = 'securing';
    plain.removeAllListeners('readable');
    this.#reader.forget('everything');
    if (before === 'dropped') readAway(plain);
    const secured = await wrap();
    if (this.#state !== 'securing') {
      secured.destroy();
      return;
    }
    this.#state = 'open';
    this.#stream = secured;
    this.#adopt(secured);
  }

  /** Says the last words, closes, and waits a moment for the other side to do the same. Does nothing the second time. */
  end(lastWords?: Reply): void {
    if (this.#state === 'ended') return;
    if (lastWords !== undefined) this.write(lastWords);
    const handshaking = this.#state === 'securing';
    this.#state = 'ended';
    this.#wake();
    if (handshaking || this.#stream.destroyed) {
      this.#stream.destroy();
      return;
    }
    this.#stream.end();
    readAway(this.#stream);
    this.#linger = setTimeout(() => this.destroy(), lingerMs);
  }

  /** Closes at once. */
  destroy(): void {
    this.#state = 'ended';
    this.#stream.destroy();
    this.#wake();
  }

  #readLine(): Line | undefined {
    if (this.#state !== 'open') return undefined;
    const chunk = this.#stream.read() as Buffer | null;
    if (chunk === null) return undefined;
    this.#reader.push(chunk);
    return this.#reader.next() ?? this.#readLine();
  }

  #adopt(stream: Duplex): void {
    const isCurrent = () => this.#stream === stream;
    stream.on('readable', () => {
      if (this.#state === 'ended') readAway(stream);
      // A stream tells of its end only to whoever reads, and while a line waits nobody does.
      else if (stream.readableLength === 0) stream.read();
      this.#wake();
    });
    stream.on('drain', () => this.#wake());
    stream.on('end', () => isCurrent() && this.#lose());
    // A reset is an end like any other here: 'close' follows.
    stream.on('error', () => isCurrent() && this.#lose());
    stream.once('close', () => {
      if (!isCurrent()) return;
      this.#lose();
      clearTimeout(this.#linger);
      this.#resolveClosed();
    });
  }

  #lose(): void {
    if (this.#state === 'open') this.#state = 'gone';
    this.#wake();
  }
}

/** Drops what has come in. Unread bytes at close would make the kernel send a reset, which overtakes the last reply. */
function readAway(stream: Duplex): void {
  let chunk: unknown;
  do chunk = stream.read();
  while (chunk !== null);
}
