// A raw FTP client for tests: it says exactly what it is told and hides nothing of what comes back. It keeps no rules of
// the protocol, so that a test can break them.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls';

/** One reply as it came over the wire. */
export interface WireReply {
  readonly code: number;
  /** Every line, with its code. */
  readonly lines: readonly string[];
}

/** Where to connect to, and from where. */
export interface ClientOptions {
  readonly address?: string;
  readonly port: number;
  readonly from?: string;
  readonly tls?: boolean;
  /** The host that the client names in its handshakes (SNI). */
  readonly serverName?: string;
}

/** The reply in one piece, for comparing. */
export function said(reply: WireReply | undefined): string {
  return reply?.lines.join('\n') ?? '(closed)';
}

/** A control connection. */
export class FtpClient {
  #text = '';
  #closed = false;
  #wake: () => void = () => undefined;
  #socket!: Socket;
  /** How PROT stands; data connections follow it. */
  protection: 'C' | 'P' = 'C';
  tlsVersion: SecureVersion = 'TLSv1.3';
  /** Which TLS session data connections try to resume: the control connection's, another one or none. */
  resumes: 'control' | Buffer | undefined = 'control';
  /** The host that the client names in its handshakes (SNI). */
  serverName: string | undefined;
  readonly #dataSockets = new Set<Socket>();

  /** What the server said first. */
  greeting: WireReply | undefined;

  /** Connects and reads the greeting. */
  static async connect({ address = '127.0.0.1', port, from, tls, serverName }: ClientOptions): Promise<FtpClient> {
    const client = new FtpClient();
    client.serverName = serverName;
    const socket = connect({ host: address, port, allowHalfOpen: true, ...(from && { localAddress: from }) });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    client.#listen(socket);
    if (tls) await client.startTls();
    client.greeting = await client.reply();
    return client;
  }

  get socket(): Socket {
    return this.#socket;
  }

  /** The greeting and everything else that has come and was not read. */
  get unread(): string {
    return this.#text;
  }

  /** Writes bytes as they are. */
  write(bytes: string | Buffer): void {
    this.#socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** The next reply; undefined when the server has closed instead. */
  async reply(): Promise<WireReply | undefined> {
    for (;;) {
      const found = this.#takeReply();
      if (found !== undefined) return found;
      if (this.#closed) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Sends a line and reads one reply. Throws when the server closes instead. */
  async say(line: string): Promise<WireReply> {
    this.write(`${line}\r\n`);
    const reply = await this.reply();
    if (reply === undefined) throw new Error(`The server closed instead of answering ${line}.`);
    return reply;
  }

  /** Sends a line and gives the code of the reply. */
  async code(line: string): Promise<number> {
    return (await this.say(line)).code;
  }

  async logIn(login: string, password: string): Promise<WireReply> {
    await this.say(`USER ${login}`);
    return this.say(`PASS ${password}`);
  }

  /** Resolves when the server has closed the connection. */
  async closed(): Promise<void> {
    while (!this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Says AUTH TLS, does the handshake, and agrees on PROT. */
  async authTls(protection: 'C' | 'P' = 'P'): Promise<WireReply> {
    const reply = await this.say('AUTH TLS');
    await this.startTls();
    await this.say('PBSZ 0');
    await this.say(`PROT ${protection}`);
    this.protection = protection;
    return reply;
  }

  /** The client's side of the handshake on the control connection. */
  async startTls(): Promise<TLSSocket> {
    const plain = this.#socket;
    plain.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
    const secured = connectTls({ socket: plain, ...this.#tlsOptions });
    secured.on('error', () => undefined);
    await once(secured, 'secureConnect');
    this.#listen(secured);
    return secured;
  }

  /** Agrees on a passive data connection and dials it. */
  async passive(verb: 'PASV' | 'EPSV' = 'EPSV'): Promise<Socket> {
    const port = await this.passivePort(verb);
    return this.#keep(await this.dial(port));
  }

  /** Agrees on a passive data connection and gives its port. */
  async passivePort(verb: 'PASV' | 'EPSV' = 'EPSV'): Promise<number> {
    const reply = await this.say(verb);
    const port = portIn(said(reply));
    if (port === undefined) throw new Error(`${verb} was answered ${said(reply)}`);
    return port;
  }

  /** A plain TCP connection to a port of the server. */
  async dial(port: number, from?: string): Promise<Socket> {
    const host = this.#socket.remoteAddress ?? '127.0.0.1';
    const socket = connect({ host, port, allowHalfOpen: true, ...(from && { localAddress: from }) });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  /** Agrees on an active data connection; the promise is the connection that the server then makes. */
  async active(verb: 'PORT' | 'EPRT' = 'EPRT'): Promise<{ agreed: WireReply; arrived: Promise<Socket> }> {
    const address = this.#socket.localAddress ?? '127.0.0.1';
    const server = createServer({ allowHalfOpen: true });
    server.listen(0, address);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const arrived = once(server, 'connection').then(([socket]) => {
      server.close();
      (socket as Socket).on('error', () => undefined);
      return this.#keep(socket as Socket);
    });
    const agreed = await this.say(targetLine(verb, address, port));
    if (agreed.code !== 200) server.close();
    return { agreed, arrived };
  }

  /** Puts TLS on a data connection where PROT P was agreed on. */
  secureData(socket: Socket): Socket {
    if (this.protection === 'C') return socket;
    const session = this.resumes === 'control' ? (this.#socket as TLSSocket).getSession() : this.resumes;
    const secured = connectTls({ socket, ...this.#tlsOptions, session });
    return secured.on('error', () => undefined);
  }

  /** Fetches or lists: the data and the final reply. */
  async fetch(line: string, verb?: 'PASV' | 'EPSV' | 'PORT' | 'EPRT'): Promise<{ data: Buffer; final: WireReply }> {
    const { socket, opening } = await this.#open(line, verb);
    if (socket === undefined || opening.code >= 400) return { data: Buffer.alloc(0), final: opening };
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await Promise.race([once(socket, 'end'), once(socket, 'close')]);
    socket.end();
    const final = await this.#final(line);
    return { data: Buffer.concat(chunks), final };
  }

  /** Stores: sends the data, ends it cleanly, and gives the final reply. */
  async store(line: string, data: Buffer | string, verb?: 'PASV' | 'EPSV' | 'PORT' | 'EPRT'): Promise<WireReply> {
    const { socket, opening } = await this.#open(line, verb);
    if (socket === undefined || opening.code >= 400) return opening;
    socket.resume().end(data);
    return this.#final(line);
  }

  /** Goes away without a word. */
  destroy(): void {
    this.#socket.destroy();
    for (const socket of this.#dataSockets) socket.destroy();
  }

  /** Goes away with a TCP reset. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  get #tlsOptions() {
    const { serverName: servername, tlsVersion: maxVersion } = this;
    return { rejectUnauthorized: false, maxVersion, ...(servername !== undefined && { servername }) };
  }

  async #open(line: string, verb: 'PASV' | 'EPSV' | 'PORT' | 'EPRT' = 'EPSV') {
    if (verb === 'PASV' || verb === 'EPSV') {
      const socket = await this.passive(verb);
      const opening = await this.say(line);
      return { opening, socket: opening.code < 400 ? this.secureData(socket) : void socket.destroy() };
    }
    const { arrived } = await this.active(verb);
    this.write(`${line}\r\n`);
    const socket = await arrived;
    const opening = await this.#final(line);
    return { opening, socket: this.secureData(socket) };
  }

  async #final(line: string): Promise<WireReply> {
    const final = await this.reply();
    if (final === undefined) throw new Error(`The server closed during ${line}.`);
    return final;
  }

  #keep(socket: Socket): Socket {
    this.#dataSockets.add(socket);
    return socket;
  }

  #listen(socket: Socket): void {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      this.#wake();
    });
    const close = () => {
      this.#closed = true;
      this.#wake();
    };
    socket.once('end', close).once('close', close);
    socket.once('end', () => socket.end());
  }

  #takeReply(): WireReply | undefined {
    const whole = /^(\d{3})(?: [^\n]*|-[^]*?\n\1 [^\n]*)\n/.exec(this.#text);
    if (whole === null) return undefined;
    this.#text = this.#text.slice(whole[0].length);
    return { code: Number(whole[1]), lines: whole[0].trimEnd().split('\r\n') };
  }
}

/** PORT or EPRT and an endpoint, as the two verbs write it. */
export function targetLine(verb: 'PORT' | 'EPRT', address: string, port: number): string {
  if (verb === 'PORT') return `PORT ${address.replaceAll('.', ',')},${port >> 8},${port & 255}`;
  return `EPRT |${address.includes(':') ? 2 : 1}|${address}|${port}|`;
}

/** The port that a 227 or a 229 names. */
export function portIn(reply: string): number | undefined {
  const extended = /^229 .*\(\|\|\|(\d+)\|\)/.exec(reply);
  if (extended) return Number(extended[1]);
  const numbers = /^227 .*\((?:\d+,){4}(\d+),(\d+)\)/.exec(reply);
  return numbers ? Number(numbers[1]) * 256 + Number(numbers[2]) : undefined;
}
