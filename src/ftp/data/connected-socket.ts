// From a TCP connection with the right peer to a data socket that bytes can be moved on: the TLS part of opening, the
// same for passive and active.
import type { Socket } from 'node:net';
import type { Endpoint } from '../facts.js';
import { FtpError, reply, type Reply } from '../replies.js';
import type { SecuredSocket } from '../tls.js';
import { plainAddress } from './address.js';
import type { ConnectionEnd, DataSocket, OpenOptions } from './channel.js';
import { Deadline } from './deadline.js';
import type { DataConnectionRecord } from './record.js';

/** A TCP connection of a data channel, before TLS. */
export interface Arrival {
  readonly mode: 'active' | 'passive';
  readonly tcp: Socket;
  readonly record: DataConnectionRecord;
  /** How long the client may take for its TLS handshake. */
  readonly handshakeMs: number;
  /** Whether a TLS connection that doesn't resume the control session is refused. */
  readonly mustResume: boolean;
  /** A handshake that the client has begun already, before we knew which way the bytes would go. */
  readonly early?: EarlyHandshake;
}

/** A handshake that runs before the transfer command came. */
export interface EarlyHandshake {
  readonly secured: Promise<SecuredSocket>;
  /** Aborting it ends the handshake. */
  readonly controller: AbortController;
}

/** Makes the handshake where PROT P asks for one. Throws FtpError 425 or the signal's reason, with the socket closed. */
export async function bringUp(arrival: Arrival, options: OpenOptions): Promise<DataSocket> {
  const { record, tcp } = arrival;
  try {
    options.signal.throwIfAborted();
    if (tcp.destroyed) throw leftEarly(record);
    options.connected?.();
    if (options.tls === undefined && arrival.early === undefined) return new ConnectedSocket(arrival);
    const secured = await secure(arrival, options);
    grade(arrival, secured);
    if (options.direction === 'send') secured.letThrough();
    return new ConnectedSocket(arrival, secured);
  } catch (error) {
    tcp.destroy();
    if (options.signal.aborted) {
      record.end('aborted');
      throw options.signal.reason;
    }
    if (error instanceof FtpError) throw error;
    const words = reply(425, `TLS on the data connection failed: ${why(error)}`);
    throw record.refusal({ outcome: 'tls-failed', errno: errnoOf(error) }, words);
  }
}

async function secure(arrival: Arrival, options: OpenOptions): Promise<SecuredSocket> {
  const { early, tcp, handshakeMs } = arrival;
  const deadline = new Deadline(handshakeMs, () => new HandshakeTimeout(handshakeMs), options.signal);
  const stopEarly = () => early?.controller.abort(deadline.signal.reason);
  deadline.signal.addEventListener('abort', stopEarly);
  try {
    if (early === undefined && options.tls !== undefined) {
      return await options.tls.secureData(tcp, { gated: options.direction === 'receive', signal: deadline.signal });
    }
    if (options.tls === undefined) stopEarly();
    if (early === undefined || options.tls === undefined)
      throw new Error('PROT changed after the handshake had begun.');
    return await early.secured;
  } finally {
    deadline.signal.removeEventListener('abort', stopEarly);
    deadline.clear();
  }
}

/**
 * Records whether the control session was resumed, and refuses where it had to be. RFC 4217 §7 has 522 for TLS on the
 * data connection that doesn't come about; it is what vsftpd says here, too.
 */
function grade({ mustResume, record }: Arrival, { socket, resumed }: SecuredSocket): void {
  record.secured(socket.getProtocol() ?? undefined, resumed);
  if (resumed || !mustResume) return;
  socket.destroy();
  throw record.refusal(
    { outcome: 'tls-failed' },
    reply(
      522,
      'This data connection did not resume the TLS session of its control connection, as this server requires; ' +
        'switch session resumption on in your client, or log in again.',
    ),
  );
}

function leftEarly(record: DataConnectionRecord): FtpError {
  return record.refusal(
    { outcome: 'reset', errno: 'ECONNRESET' },
    reply(425, 'The data connection was closed by the other side before the transfer began.'),
  );
}

class HandshakeTimeout extends Error {
  readonly code = 'ETIMEDOUT';
  constructor(afterMs: number) {
    super(`the client did not finish its handshake within ${afterMs / 1000} seconds.`);
  }
}

/** The system's or OpenSSL's name for what went wrong; undefined where the error has none. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** OpenSSL's messages are a line of codes with the reason in the sixth field; ours are sentences already. */
function why(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [, , , , , reason] = message.split(':');
  return reason === undefined ? message : `${reason}.`;
}

const nothing = Buffer.alloc(0);

class ConnectedSocket implements DataSocket {
  readonly mode;
  readonly socket: Socket;
  readonly secure: boolean;
  readonly peer: Endpoint;
  readonly local: Endpoint;
  readonly #tcp: Socket;
  readonly #record: DataConnectionRecord;
  readonly #secured: SecuredSocket | undefined;
  #sawEnd: boolean;

  constructor(arrival: Arrival, secured?: SecuredSocket) {
    this.mode = arrival.mode;
    this.#tcp = arrival.tcp;
    this.#record = arrival.record;
    this.#secured = secured;
    this.socket = secured?.socket ?? arrival.tcp;
    this.secure = secured !== undefined;
    this.peer = remoteEnd(arrival.tcp);
    this.local = { address: plainAddress(arrival.tcp.localAddress ?? ''), port: arrival.tcp.localPort ?? 0 };
    // The end of an empty upload may have come with the end of the handshake.
    this.#sawEnd = this.socket.readableEnded;
    this.socket.once('end', () => {
      this.#sawEnd = true;
      this.#record.closedBy('client');
    });
    if (this.#sawEnd) this.#record.closedBy('client');
    this.socket.once('prefinish', () => this.#record.closedBy('server'));
  }

  endedCleanly(): boolean {
    return this.#sawEnd && (this.#secured?.endedCleanly() ?? true);
  }

  /** Writing nothing at all fails on a connection that was reset, and does nothing on any other. */
  whyBroken(): Promise<string | undefined> {
    return new Promise((resolve) => {
      if (this.#tcp.destroyed) resolve('ECONNRESET');
      else this.#tcp.write(nothing, (error) => resolve(error ? (errnoOf(error) ?? 'EPIPE') : undefined));
    });
  }

  moved(bytes: number): void {
    this.#record.moved(bytes);
  }

  ended(how: ConnectionEnd, errno?: string): void {
    this.#record.end(how, errno);
  }

  quoted(words: Reply): Reply {
    return this.#record.quoted(words);
  }

  destroy(): void {
    this.#record.end('aborted');
    this.socket.destroy();
    this.#tcp.destroy();
  }
}

/** The other end of a TCP connection. */
export function remoteEnd(tcp: Socket): Endpoint {
  return { address: plainAddress(tcp.remoteAddress ?? ''), port: tcp.remotePort ?? 0 };
}
