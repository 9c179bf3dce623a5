// TLS on the server's side: how a control or a data socket becomes a TLSSocket (RFC 4217), and which certificates are
// in use. How handshakes are made is tls-contexts.ts; when TLS is asked for or required is decided elsewhere.
import { randomBytes, X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as afterThisTurn } from 'node:timers/promises';
import { TLSSocket, type SecureContext } from 'node:tls';
import { plainName } from './certificate-names.js';
import { Deadline } from './data/deadline.js';
import { GatedTransport } from './data/gated-transport.js';
import { type TlsVersion, tlsVersions } from './policy.js';
import type { Certificates, KeyPair } from './ports.js';
import { type ContextOptions, Tickets, TlsContexts } from './tls-contexts.js';

/** The certificates that new sessions get. */
export class ServerTls {
  #pairs: readonly KeyPair[] = [];
  #contexts: TlsContexts | undefined;

  private constructor(
    private readonly certificates: Certificates,
    private options: ContextOptions,
  ) {}

  /** Reads the first pairs. Throws an Error with a sentence when one doesn't parse or match; no pair at all is fine. */
  static async load(certificates: Certificates, options: Partial<ContextOptions> = {}): Promise<ServerTls> {
    const tls = new ServerTls(certificates, { tickets: new Tickets(), oldest: tlsVersions[0], ...options });
    tls.#pairs = await certificates.current();
    tls.#contexts = tls.#contextsOf(tls.#pairs);
    return tls;
  }

  /** Whether there is a certificate; without one AUTH is refused. */
  get available(): boolean {
    return this.#contexts !== undefined;
  }

  /**
   * Takes new pairs for the sessions that begin from now on; none: AUTH is refused. Throws an Error with a sentence, and
   * keeps the old ones, when a new one doesn't parse, match or has expired.
   */
  async reload(): Promise<void> {
    const pairs = await this.certificates.current();
    const before = this.#contexts;
    const contexts = this.#contextsOf(pairs);
    const expired = pairs.filter((pair) => before?.has(pair) !== true).find(hasExpired);
    if (expired !== undefined) {
      const { validTo } = new X509Certificate(expired.cert);
      throw new Error(`The new certificate expired on ${validTo}; those loaded before stay in use.`);
    }
    this.#contexts = contexts;
    this.#pairs = pairs;
  }

  /** Speaks nothing older with the sessions that begin from now on. */
  speakFrom(oldest: TlsVersion): void {
    if (oldest === this.options.oldest) return;
    this.options = { ...this.options, oldest };
    this.#contexts = this.#contextsOf(this.#pairs);
  }

  #contextsOf(pairs: readonly KeyPair[]): TlsContexts | undefined {
    return TlsContexts.of(pairs, { ...this.options, before: this.#contexts });
  }

  /** The TLS of one control session; keep it, so that data connections resume it. Throws when not `available`. */
  startSession(): SessionTls {
    if (this.#contexts === undefined) throw new Error('There is no certificate to speak TLS with.');
    return new SessionTls(this.#contexts);
  }
}

function hasExpired({ cert }: KeyPair): boolean {
  return Date.parse(new X509Certificate(cert).validTo) <= Date.now();
}

/** How a control socket becomes TLS. */
export interface ControlOptions {
  /** How long the handshake may take. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** What the client called us by HOST: it chooses the certificate where the handshake names no host (RFC 7151 §3.2). */
  readonly hostName?: string | undefined;
  /** Writes the 234; left out under implicit TLS. */
  announce?(): void | Promise<void>;
}

/** A data socket under TLS. */
export interface SecuredSocket {
  readonly socket: TLSSocket;
  /** Whether it resumed the control session that it belongs to. */
  readonly resumed: boolean;
  /** True once the client has said close_notify; TCP that ends without one leaves it false. Gated sockets only. */
  endedCleanly(): boolean;
  /** Lets what was held back go to the client; for a gated socket on which we are going to send. */
  letThrough(): void;
}

/**
 * One control session's TLS. It holds on to the contexts the session began with: a reload neither changes what its
 * client sees nor breaks the resumption of its data connections.
 */
export class SessionTls {
  /** 32 bytes are all that OpenSSL takes. */
  readonly #id = randomBytes(16).toString('hex');
  /** By HOST, before the handshake. */
  #toldHost: string | undefined;
  #namedHost: string | undefined;

  constructor(private readonly contexts: TlsContexts) {}

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
    this.#toldHost = options.hostName;
    const secured = this.#wrap(socket, ['ftp']);
    const tooLate = () =>
      new Error(`The client did not finish its TLS handshake within ${options.timeoutMs / 1000} seconds.`);
    const deadline = new Deadline(options.timeoutMs, tooLate, options.signal);
    await handshake(secured, socket, deadline.signal).finally(() => deadline.clear());
    this.#namedHost = hostNamedIn(secured);
    return secured;
  }

  /** The host that the client named in its control connection's handshake (SNI), in small letters. */
  get hostName(): string | undefined {
    return this.#namedHost;
  }

  /**
   * Makes a data socket TLS, we being the TLS server in both modes. Gated is what receives, or may turn out to; a
   * plain wrap costs half the CPU where it is known that we send. Throws what broke the handshake, or the signal's
   * reason, with the socket closed.
   */
  async secureData(socket: Socket, options: { gated: boolean; signal: AbortSignal }): Promise<SecuredSocket> {
    const alpn = ['ftp', 'ftp-data'];
    if (!options.gated) {
      const secured = this.#wrap(socket, alpn);
      await handshake(secured, socket, options.signal);
      // OpenSSL writes its tickets only now: of an empty listing the end would overtake them.
      await afterThisTurn();
      const resumed = secured.isSessionReused();
      return { socket: secured, resumed, endedCleanly: () => false, letThrough: () => undefined };
    }
    const gate = new GatedTransport(socket);
    gate.on('error', alreadyKnown);
    const secured = this.#wrap(gate, alpn);
    const endedCleanly = watchForCloseNotify(secured, gate);
    secured.once('secure', () => {
      // Under TLS 1.2 the ticket is part of the handshake and the client is waiting for it.
      if (secured.getProtocol() === 'TLSv1.3') gate.holdBack();
    });
    await handshake(secured, socket, options.signal);
    const resumed = secured.isSessionReused();
    return { socket: secured, resumed, endedCleanly, letThrough: () => gate.letThrough() };
  }

  /** A client that offers ALPN without one of these is refused: it takes us for another protocol (ALPACA). */
  #wrap(transport: Socket | Duplex, ALPNProtocols: string[]): TLSSocket {
    const { contexts } = this;
    const choose = (hostName: string, done: (error: null, context: SecureContext) => void) =>
      done(null, contexts.choose(hostName));
    return contexts.as({ id: this.#id, hostName: this.#toldHost }, (secureContext) => {
      const options = { isServer: true, secureContext, ALPNProtocols };
      // Without a choice SNI is not looked at, which saves a call out of every handshake.
      return new TLSSocket(transport, contexts.several ? { ...options, SNICallback: choose } : options);
    });
  }
}

function hostNamedIn(secured: TLSSocket): string | undefined {
  // Node says false where there was none; its types do not know the property on a server's socket.
  const { servername } = secured as { servername?: string | false };
  return servername ? plainName(servername) : undefined;
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
