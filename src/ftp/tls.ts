// TLS on the server's side: which key, which versions, and how a control or a data socket becomes a TLSSocket
// (RFC 4217). When TLS is asked for, allowed or required is decided elsewhere.
import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { Deadline } from './data/deadline.js';
import { GatedTransport } from './data/gated-transport.js';
import type { Certificates, KeyPair } from './ports.js';

const ciphers = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/** A control session outlives OpenSSL's default of five minutes, and its data connections resume it to the end. */
const sessionLifetimeSeconds = 24 * 60 * 60;

/** The certificate that new sessions get. */
export class ServerTls {
  #context: SecureContext | undefined;

  private constructor(private readonly certificates: Certificates) {}

  /** Reads the first pair. Throws an Error with a sentence when it doesn't parse or match; no pair at all is fine. */
  static async load(certificates: Certificates): Promise<ServerTls> {
    const tls = new ServerTls(certificates);
    const pair = await certificates.current();
    if (pair !== undefined) tls.#context = contextOf(pair);
    return tls;
  }

  /** Whether there is a certificate; without one AUTH is refused. */
  get available(): boolean {
    return this.#context !== undefined;
  }

  /**
   * Takes a new pair for the sessions that begin from now on. Throws an Error with a sentence, and keeps the old one,
   * when there is none any more or when it doesn't parse, match or has expired.
   */
  async reload(): Promise<void> {
    const pair = await this.certificates.current();
    if (pair === undefined) throw new Error('There is no certificate any more; the one loaded before stays in use.');
    const context = contextOf(pair);
    const { validTo } = new X509Certificate(pair.cert);
    if (Date.parse(validTo) <= Date.now()) {
      throw new Error(`The new certificate expired on ${validTo}; the one loaded before stays in use.`);
    }
    this.#context = context;
  }

  /** The TLS of one control session; keep it, so that data connections resume it. Throws when not `available`. */
  startSession(): SessionTls {
    if (this.#context === undefined) throw new Error('There is no certificate to speak TLS with.');
    return new SessionTls(this.#context);
  }
}

/** How a control socket becomes TLS. */
export interface ControlOptions {
  /** How long the handshake may take. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Writes the 234; left out under implicit TLS. */
  announce?(): void | Promise<void>;
}

/** A data socket under TLS. */
export interface SecuredSocket {
  readonly socket: TLSSocket;
  /** True once the client has said close_notify; TCP that ends without one leaves it false. Gated sockets only. */
  endedCleanly(): boolean;
  /** Lets what was held back go to the client; for a gated socket on which we are going to send. */
  letThrough(): void;
}

/**
 * One control session's TLS. It holds on to the context the session began with: a reload neither changes what its
 * client sees nor breaks the resumption of its data connections.
 */
export class SessionTls {
  constructor(private readonly context: SecureContext) {}

  /**
   * Makes a control socket TLS. What the client has sent so far was sent in clear: the caller drops its lines, this
   * drops what the socket still holds, and only then is the handshake announced. Whatever comes later goes to the TLS
   * layer and nowhere else, so a command smuggled behind AUTH can only break the handshake (CVE-2011-1575).
   * The caller takes its listeners off the socket first. Throws what broke the handshake, with the socket closed.
   */
  async secureControl(socket: Socket, options: ControlOptions): Promise<TLSSocket> {
    socket.pause();
    if (options.announce !== undefined) {
      while (socket.read() !== null);
      await options.announce();
    }
    const secured = new TLSSocket(socket, this.#options(['ftp']));
    const tooLate = () =>
      new Error(`The client did not finish its TLS handshake within ${options.timeoutMs / 1000} seconds.`);
    const deadline = new Deadline(options.timeoutMs, tooLate, options.signal);
    await handshake(secured, socket, deadline.signal).finally(() => deadline.clear());
    return secured;
  }

  /**
   * Makes a data socket TLS, we being the TLS server in both modes. Gated is what receives, or may turn out to; a
   * plain wrap costs half the CPU where it is known that we send. Throws what broke the handshake, or the signal's
   * reason, with the socket closed.
   */
  async secureData(socket: Socket, options: { gated: boolean; signal: AbortSignal }): Promise<SecuredSocket> {
    const tlsOptions = this.#options(['ftp', 'ftp-data']);
    if (!options.gated) {
      const secured = new TLSSocket(socket, tlsOptions);
      await handshake(secured, socket, options.signal);
      return { socket: secured, endedCleanly: () => false, letThrough: () => undefined };
    }
    const gate = new GatedTransport(socket);
    gate.on('error', alreadyKnown);
    const secured = new TLSSocket(gate, tlsOptions);
    const endedCleanly = watchForCloseNotify(secured, gate);
    secured.once('secure', () => {
      // Under TLS 1.2 the ticket is part of the handshake and the client is waiting for it.
      if (secured.getProtocol() === 'TLSv1.3') gate.holdBack();
    });
    await handshake(secured, socket, options.signal);
    return { socket: secured, endedCleanly, letThrough: () => gate.letThrough() };
  }

  /** A client that offers ALPN without one of these is refused: it takes us for another protocol (ALPACA). */
  #options(alpn: string[]) {
    return { isServer: true, secureContext: this.context, ALPNProtocols: alpn };
  }
}

function contextOf(pair: KeyPair): SecureContext {
  try {
    return createSecureContext({
      key: pair.key,
      cert: pair.cert,
      ciphers,
      minVersion: 'TLSv1.2',
      sessionTimeout: sessionLifetimeSeconds,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The certificate and its key cannot be used together: ${why}`, { cause: error });
  }
}

/** Every error is followed by 'close', or known to whoever waits; a listener must stand there all the same. */
function alreadyKnown(): void {}

/** TLS above the gate ends at a close_notify or when TCP's end is passed on: whichever comes first is the cause. */
function watchForCloseNotify(secured: TLSSocket, gate: GatedTransport): () => boolean {
  let closeNotify: boolean | undefined;
  const push = secured.push.bind(secured);
  secured.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk === null) closeNotify ??= !gate.tcpEndPassedOn;
    return push(chunk, encoding);
  };
  return () => closeNotify === true;
}

function handshake(secured: TLSSocket, tcp: Socket, signal: AbortSignal): Promise<void> {
  // Without a tls.Server around it, a TLSSocket says an error that comes after the handshake (a broken record) here only.
  secured.on('_tlsError', (error: Error) => secured.destroy(error));
  secured.on('error', alreadyKnown);
  tcp.on('error', alreadyKnown);
  return new Promise((resolve, reject) => {
    const settle = (outcome: () => void) => {
      secured.off('secure', succeed).off('error', fail).off('end', closed).off('close', closed);
      signal.removeEventListener('abort', aborted);
      outcome();
    };
    const succeed = () => settle(resolve);
    const fail = (error: unknown) =>
      settle(() => {
        secured.destroy();
        tcp.destroy();
        reject(error);
      });
    const closed = () =>
      fail(Object.assign(new Error('The client closed during the TLS handshake.'), { code: 'ECONNRESET' }));
    const aborted = () => fail(signal.reason);
    // A FIN closes nothing by itself: the sockets are half-open.
    secured.once('secure', succeed).once('error', fail).once('end', closed).once('close', closed);
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted);
  });
}
