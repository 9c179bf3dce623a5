// The FTP server as the product sees it: listens, admits, holds the sessions, and is told of new policies. What happens
// on one connection is session.ts and session-loop.ts.
import type { Server, Socket } from 'node:net';
import type { Account } from './account.js';
import { Admission, type Waiting } from './admission.js';
import { Bandwidth } from './bandwidth.js';
import type { CommandTable } from './commands/define.js';
import { banReply } from './commands/login-refusals.js';
import { commands } from './commands/table.js';
import { plainAddress } from './data/address.js';
import { PassivePool } from './data/passive-pool.js';
import type { PassivePorts } from './data/passive-ports.js';
import type { BandwidthDirection, Endpoint, SessionEnd, SessionSnapshot } from './facts.js';
import { beginsWithTls, firstBytes } from './foreign-speech.js';
import { goodbyeMs, greetingOf, turnAway } from './first-and-last-words.js';
import { defaultLimits, type Limits } from './limits.js';
import { close, endpointOf, listen, listenerOf } from './listening.js';
import { mayBePassive, type ServerPolicy } from './policy.js';
import type { Authenticator, Certificates, SessionObserver } from './ports.js';
import { unlimitedQuotas, type Quotas } from './quota.js';
import { matches, type SessionFilter } from './session-filter.js';
import { fullSentence, type Places, SessionPlaces } from './session-places.js';
import { converse } from './session-loop.js';
import type { SessionHost, Transport } from './session-parts.js';
import { obeyNames } from './session-rules.js';
import { Session } from './session.js';
import { ServerTls } from './tls.js';

export interface FtpServerOptions {
  /** Port 0 lets the kernel choose. `tlsPort`: where TLS begins with the first byte. */
  readonly listen: { readonly host: string; readonly port: number; readonly tlsPort?: number | undefined };
  readonly policy: ServerPolicy;
  readonly authenticator: Authenticator;
  readonly certificates: Certificates;
  readonly observer: SessionObserver;
  /** Left out: nobody is limited. */
  readonly quotas?: Quotas;
  readonly limits?: Partial<Limits>;
  /** `file`: an upload is confirmed when it is on the disk, safe against power loss. Left out: `none`. */
  readonly uploadSync?: 'none' | 'file';
  /** Where passive ports come from; left out: this process holds the range itself, on `listen.host`. */
  readonly passivePorts?: PassivePorts;
  /** Which names HOST may give (RFC 7151), in small letters; left out: any. */
  readonly knowsHost?: (name: string) => boolean;
  /** Where sessions are counted; left out: in this process. */
  readonly places?: Places;
}

/** A running FTP server. */
export class FtpServer implements SessionHost {
  readonly commands: CommandTable = commands;
  readonly limits: Limits;
  readonly authenticator: Authenticator;
  readonly observer: SessionObserver;
  readonly quotas: Quotas;
  readonly passivePorts: PassivePorts;
  readonly bandwidth: Bandwidth;
  readonly uploadSync: 'none' | 'file';
  #policy: ServerPolicy;
  #stopping = false;
  readonly #tls: ServerTls;
  readonly #places: Places;
  readonly #knowsHost: (name: string) => boolean;
  readonly #sessions = new Map<Session, { readonly place: Waiting; over: Promise<void> }>();
  readonly #admission: Admission;
  readonly #listeners: { ftp: Server; ftps: Server | undefined };

  private constructor(options: FtpServerOptions, tls: ServerTls) {
    this.#policy = options.policy;
    this.authenticator = options.authenticator;
    this.observer = options.observer;
    this.quotas = options.quotas ?? unlimitedQuotas;
    this.passivePorts = options.passivePorts ?? new PassivePool({ host: options.listen.host });
    this.bandwidth = new Bandwidth((use) => this.observer.bandwidthUseChanged?.(use));
    this.uploadSync = options.uploadSync ?? 'none';
    this.limits = { ...defaultLimits, ...options.limits };
    this.#tls = tls;
    this.#places = options.places ?? new SessionPlaces();
    this.#knowsHost = options.knowsHost ?? (() => true);
    this.#admission = new Admission(this.limits);
    this.#listeners = {
      ftp: this.#listener((socket) => void this.#welcome(socket, 'explicit')),
      ftps:
        options.listen.tlsPort === undefined
          ? undefined
          : this.#listener((socket) => void this.#welcome(socket, 'implicit')),
    };
  }

  /** Listens. Rejects with the system's error (EADDRINUSE ...) or with a sentence about the certificate. */
  static async start(options: FtpServerOptions): Promise<FtpServer> {
    const server = new FtpServer(
      options,
      await ServerTls.load(options.certificates, { oldest: options.policy.tlsMinimumVersion }),
    );
    const { host, port, tlsPort } = options.listen;
    try {
      await listen(server.#listeners.ftp, host, port);
      if (server.#listeners.ftps !== undefined) await listen(server.#listeners.ftps, host, tlsPort ?? 0);
      await server.#holdPassivePorts();
    } catch (error) {
      server.#listeners.ftp.close();
      throw error;
    }
    return server;
  }

  /** Where clients connect. */
  get addresses(): { readonly ftp: Endpoint; readonly ftps: Endpoint | undefined } {
    const { ftp, ftps } = this.#listeners;
    return { ftp: endpointOf(ftp), ftps: ftps && endpointOf(ftps) };
  }

  get policy(): ServerPolicy {
    return this.#policy;
  }

  get hasCertificate(): boolean {
    return this.#tls.available;
  }

  /** Obeys a policy from the next command on. Nobody is dropped, but for sessions in clear where TLS becomes required. */
  apply(policy: ServerPolicy): void {
    const before = [...this.#sessions.keys()].map((session) => ({ session, rules: session.rules }));
    this.#policy = policy;
    this.#tls.speakFrom(policy.tlsMinimumVersion);
    for (const { session, rules } of before) session.obey(rules);
    obeyNames(this.#sessions.keys(), policy.names);
    void this.#holdPassivePorts();
  }

  /** What the account may use or do has changed: its open sessions keep to it from now on, running transfers to the bandwidth. */
  updateAccount(account: Account): void {
    for (const session of this.#sessions.keys()) {
      if (session.login.at === 'in' && session.login.account.id === account.id) session.obeyAccount(account);
    }
    this.bandwidth.update(account);
  }

  /** This process may use so much of an account's or a shared bandwidth, from 0 to 1, while transfers share it here. */
  shareBandwidth(holderId: string, direction: BandwidthDirection, share: number): void {
    this.bandwidth.share(holderId, direction, share);
  }

  /** Ends the matching sessions: 421 with the sentence, running transfers are cut. Says how many. */
  endSessions(where: SessionFilter, end: { readonly reason: SessionEnd; readonly sentence: string }): number {
    const ending = [...this.#sessions.keys()].filter((session) => matches(session, where));
    for (const session of ending) session.end(end.reason, end.sentence);
    return ending.length;
  }

  /** What every open session is doing now. */
  sessions(): readonly SessionSnapshot[] {
    return [...this.#sessions.keys()].filter(({ ended }) => ended === undefined).map(({ snapshot }) => snapshot);
  }

  /** Takes the certificate that is there now for new sessions. Rejects with a sentence, and keeps the old one. */
  reloadCertificate(): Promise<void> {
    return this.#tls.reload();
  }

  /** Stops listening, lets running transfers finish for `drainMs`, says goodbye to everyone. Resolves when all have gone. */
  async stop(options: { readonly drainMs: number }): Promise<void> {
    this.#stopping = true;
    const why = 'The server is being restarted or shut down; connect again in a moment.';
    const closed = Promise.all([close(this.#listeners.ftp), this.#listeners.ftps && close(this.#listeners.ftps)]);
    const over = Promise.all([...this.#sessions.values()].map((session) => session.over));
    for (const session of this.#sessions.keys()) session.endAfterTransfer('shutdown', why);
    await within(options.drainMs, over);
    for (const session of this.#sessions.keys()) session.end('shutdown', why);
    await within(goodbyeMs, over);
    for (const session of this.#sessions.keys()) session.control.destroy();
    await closed;
    await this.passivePorts.close();
  }

  knowsHost(name: string): boolean {
    return this.#knowsHost(name);
  }

  sessionsOf(accountId: string): readonly SessionSnapshot[] {
    const own = [...this.#sessions.keys()].filter((session) => matches(session, { accountId }));
    return own.map(({ snapshot }) => snapshot);
  }

  loginChanged(session: Session): void {
    const place = this.#sessions.get(session)?.place;
    if (place === undefined || session.ended !== undefined) return;
    if (session.login.at === 'in') this.#admission.leave(place);
    else this.#admission.enter(place);
  }

  #listener(welcome: (socket: Socket) => void): Server {
    const server = listenerOf(welcome);
    // EMFILE at accept and the like: whoever waits is let in when there is room again.
    server.on('error', (error) => this.observer.noted('error', 'server.listener-failed', { message: error.message }));
    return server;
  }

  /** Ports that another program has are named now and not at the transfer; the others serve. */
  async #holdPassivePorts(): Promise<void> {
    const policy = this.#policy;
    const refused = await this.passivePorts.hold(mayBePassive(policy) ? policy.passive : undefined);
    if (policy !== this.#policy) return; // the next one tells
    this.observer.passivePortsHeld?.(refused);
    if (refused.length > 0) this.observer.noted('warn', 'passive.ports-refused', { ports: refused });
  }

  async #welcome(socket: Socket, tls: 'explicit' | 'implicit'): Promise<void> {
    socket.on('error', () => undefined); // followed by 'close', which the control connection waits for
    const transport = this.#transportOf(socket);
    if (transport === undefined) {
      socket.destroy();
      return;
    }
    const ban = this.authenticator.banOf?.(transport.peer.address);
    if (ban !== undefined) {
      turnAway(socket, tls === 'explicit' ? banReply(ban, transport.peer.address) : undefined);
      return;
    }
    const session = new Session(this, transport);
    const place = {
      address: transport.peer.address,
      giveWay: () => session.end('login-timeout', 'Too many clients wait to log in, and you have waited longest.'),
    };
    const held = { place, over: Promise.resolve() };
    this.#sessions.set(session, held);
    this.#admission.enter(place);
    held.over = this.#hold(session, tls);
    await held.over;
    this.#sessions.delete(session);
    this.#admission.leave(place);
  }

  /** One session from its first byte to the last. Never rejects. */
  async #hold(session: Session, tls: 'explicit' | 'implicit'): Promise<void> {
    this.observer.opened(session.facts);
    if (tls === 'implicit') await this.#startImplicitTls(session);
    const { address } = session.transport.peer;
    const answer = await this.#places.take(address, this.#policy);
    this.#greet(session, { tls, full: fullSentence(answer, this.#policy) });
    await converse(session);
    if (answer === 'given') this.#places.giveBack(address);
    this.observer.closed(session.facts, session.ended ?? 'lost');
    await session.control.closed;
  }

  #greet(session: Session, { tls, full }: { tls: 'explicit' | 'implicit'; full: string | undefined }): void {
    if (session.ended !== undefined) return;
    if (this.#stopping) session.end('shutdown', 'The server is being shut down.');
    else if (this.#sessions.size > this.limits.maxSessions) {
      session.end('shutdown', 'The server has as many sessions as it can hold; try again in a moment.');
    } else if (full !== undefined) session.end('policy', full);
    else if (tls === 'implicit' && this.#policy.tls === 'off') {
      session.end('policy', 'TLS is switched off on this server; connect to its other port.');
    } else {
      session.say(greetingOf(this.#policy));
    }
  }

  async #startImplicitTls(session: Session): Promise<void> {
    if (!(await beginsWithTls(session))) return;
    try {
      await session.startTls('handshake');
      // RFC 4217 knows no implicit TLS; by custom PBSZ 0 and PROT P have then been said already.
      session.protectionSizeAgreed = true;
      session.protection = 'P';
    } catch {
      // No TLS, no words: the client could not read them. Why it failed is the client's to find out.
      session.close('protocol');
    }
  }

  #transportOf(socket: Socket): Transport | undefined {
    const { remoteAddress, remotePort, localAddress, localPort } = socket;
    if (remoteAddress === undefined || localAddress === undefined) return undefined;
    return {
      peer: { address: plainAddress(remoteAddress), port: remotePort ?? 0 },
      local: { address: plainAddress(localAddress), port: localPort ?? 0 },
      stream: socket,
      firstBytes: (options) => firstBytes(socket, options),
      secure: async (options) => {
        const tls = this.#tls.startSession();
        const stream = await tls.secureControl(socket, { timeoutMs: this.#policy.loginTimeoutMs, ...options });
        return { stream, tls, version: stream.getProtocol() ?? undefined, hostName: tls.hostName };
      },
    };
  }
}

/** Waits for the work, but no longer than this. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
