// What lies between TLS and TCP while a client sends to us. Node offers no other way to learn whether TLS ended with a
// close_notify or TCP just stopped, nor to send no session tickets.
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

const queuedBytes = 256 * 1024;

/**
 * Carries TLS records between a TLSSocket and a TCP socket. It knows when TCP's own end was passed on, and it can hold
 * back what TLS writes: under TLS 1.3 a client that closes while our tickets lie unread in its kernel sends a reset
 * and loses the tail of its upload.
 */
export class GatedTransport extends Duplex {
  #held: Buffer[] | undefined;
  #tcpEndPassedOn = false;

  constructor(private readonly tcp: Socket) {
    super({ allowHalfOpen: true, readableHighWaterMark: queuedBytes, writableHighWaterMark: queuedBytes });
    tcp.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) tcp.pause();
    });
    tcp.once('end', () => this.push(null));
    tcp.once('error', (error) => this.destroy(error));
    tcp.once('close', () => this.destroy());
    this.once('end', () => {
      this.#tcpEndPassedOn = true;
    });
  }

  /** True once TLS above has been told that TCP ended; an end that it saw before that was a close_notify. */
  get tcpEndPassedOn(): boolean {
    return this.#tcpEndPassedOn;
  }

  /** From now on keeps what TLS writes, until `letThrough` or the end. */
  holdBack(): void {
    this.#held ??= [];
  }

  /** Writes what was held back and holds no more. */
  letThrough(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const chunk of held) this.tcp.write(chunk);
  }

  override _read(): void {
    this.tcp.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#held === undefined) {
      this.tcp.write(chunk, done);
      return;
    }
    this.#held.push(chunk);
    done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.letThrough();
    this.tcp.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.tcp.destroy();
    done(error);
  }
}
