// The control connection of an ordinary FTP client: as much of one as servers and the panel need to look at a server as
// customers do, and every wait with an end. What is looked at is their business.
import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Endpoint } from '../ftp/facts.js';

/** How long this machine waits for a connection to be taken. */
export const connectMs = 5_000;
/** How long a server may take for a reply that waits for nobody else. */
const replyMs = 10_000;
/** More than any reply of ours, so that nobody else's fills the memory. */
const longestReply = 64 * 1024;

/** A reply: its code and its text without the codes. */
export interface FtpReply {
  readonly code: number;
  readonly text: string;
}

/** The server did not do what FTP servers do; `code` is the system's, such as ECONNREFUSED. */
export class FtpFailure extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'FtpFailure';
  }
}

/** Connects, at most 5 seconds long. Throws FtpFailure. */
export async function dial({ address, port }: Endpoint): Promise<Socket> {
  const socket = connect({ host: address, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(connectMs) });
    return socket.on('error', () => undefined);
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    const code = codeOf(error);
    throw new FtpFailure(code, `${spelled({ address, port })} could not be reached (${inWords(code)}).`);
  }
}

/** `host:port`, an IPv6 address in brackets. */
export function spelled({ address, port }: Endpoint): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** One control connection. */
export class FtpClient {
  #socket: Socket;
  #text = '';
  #over = false;
  #wake: () => void = () => undefined;
  /** Data connections are encrypted from here on. */
  protectsData = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen(socket);
  }

  /** Connects and reads the greeting. Throws FtpFailure. */
  static async open(where: Endpoint): Promise<FtpClient> {
    const client = new FtpClient(await dial(where));
    try {
      client.mustBe(220, await client.reply());
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  get local(): Endpoint {
    return { address: this.#socket.localAddress ?? '', port: this.#socket.localPort ?? 0 };
  }

  get peer(): Endpoint {
    return { address: this.#socket.remoteAddress ?? '', port: this.#socket.remotePort ?? 0 };
  }

  /** Says a line and waits for the reply, 10 seconds unless told. Throws FtpFailure where none comes. */
  say(line: string, waitMs = replyMs): Promise<FtpReply> {
    this.#socket.write(`${line}\r\n`);
    return this.reply(waitMs);
  }

  /** Throws FtpFailure with the reply's words unless it has this code. */
  mustBe(code: number, reply: FtpReply): void {
    if (reply.code !== code) throw new FtpFailure('reply', `The server said: ${reply.code} ${reply.text}`);
  }

  /** The next reply. */
  async reply(waitMs = replyMs): Promise<FtpReply> {
    const until = Date.now() + waitMs;
    for (;;) {
      const reply = this.#take();
      if (reply !== undefined) return reply;
      if (this.#over) throw new FtpFailure('closed', 'The server closed the control connection.');
      if (Date.now() >= until) throw new FtpFailure('ETIMEDOUT', 'The server did not reply in time.');
      await this.#woken(until - Date.now());
    }
  }

  /** The handshake after a 234. Gives the connection, whose certificate has not been judged. Throws FtpFailure. */
  async startTls(serverName: string | undefined): Promise<TLSSocket> {
    const plain = this.#socket;
    plain.removeAllListeners('data').removeAllListeners('close');
    const secured = await handshake(plain, serverName === undefined ? {} : { servername: serverName });
    this.#socket = secured;
    this.#listen(secured);
    return secured;
  }

  /** AUTH TLS, the handshake, and PROT P: data connections are encrypted as well. Throws FtpFailure. */
  async encrypt(name: string): Promise<TLSSocket> {
    this.mustBe(234, await this.say('AUTH TLS'));
    const secured = await this.startTls(isIP(name) === 0 ? name : undefined);
    this.mustBe(200, await this.say('PBSZ 0'));
    this.mustBe(200, await this.say('PROT P'));
    this.protectsData = true;
    return secured;
  }

  /** Puts TLS on a data connection where that was agreed on, resuming the control connection's. Throws FtpFailure. */
  async secureData(socket: Socket): Promise<Socket> {
    if (!this.protectsData) return socket;
    const session = (this.#socket as TLSSocket).getSession();
    return handshake(socket, session === undefined ? {} : { session });
  }

  close(): void {
    this.#socket.destroy();
  }

  #listen(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      if (this.#text.length > longestReply) socket.destroy();
      this.#wake();
    });
    socket.once('close', () => {
      this.#over = true;
      this.#wake();
    });
  }

  #take(): FtpReply | undefined {
    const whole = /^(\d{3})(?: [^\n]*|-[^]*?\n\1 [^\n]*)\n/.exec(this.#text);
    if (whole === null) return undefined;
    this.#text = this.#text.slice(whole[0].length);
    const text = whole[0].replace(/^\d{3}[ -]/gm, '').trim();
    return { code: Number(whole[1]), text: text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 300) };
  }

  async #woken(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }
}

async function handshake(
  socket: Socket,
  options: { readonly servername?: string; readonly session?: Buffer },
): Promise<TLSSocket> {
  // What is wrong with the certificate is a finding, and no reason to look no further.
  const secured = connectTls({ socket, rejectUnauthorized: false, ...options });
  try {
    await once(secured, 'secureConnect', { signal: AbortSignal.timeout(replyMs) });
    return secured.on('error', () => undefined);
  } catch (error) {
    secured.on('error', () => undefined).destroy();
    throw new FtpFailure('tls', `The TLS handshake failed (${inWords(codeOf(error))}).`);
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError') return 'ETIMEDOUT';
  return 'code' in error ? String(error.code) : error.name;
}

/** A code of the system, such as ECONNREFUSED, for people. */
export function inWords(code: string): string {
  const words: Readonly<Record<string, string>> = {
    ETIMEDOUT: 'no answer',
    ECONNREFUSED: 'refused',
    EHOSTUNREACH: 'no way there',
    ENETUNREACH: 'no way there',
    ENOTFOUND: 'the name is not known',
    EAI_AGAIN: 'the name could not be looked up',
    ECONNRESET: 'reset',
  };
  return words[code] ?? code;
}
