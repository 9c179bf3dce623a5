// The state of one client, and how it ends. Its loop is session-loop.ts; what each verb does with the state is in
// commands/. It never touches a socket: the control connection and the data channels do.
import { randomUUID } from 'node:crypto';
import type { Account } from './account.js';
import { mlstFactNames, type MlstFact } from './commands/mlst-facts.js';
import { ControlConnection } from './control/connection.js';
import type { Line } from './control/line-reader.js';
import type { ArmOptions, ChannelEnd, DataChannel } from './data/channel.js';
import { reportDenied } from './data/record.js';
import type { SessionEnd, SessionFacts, SessionSnapshot } from './facts.js';
import type { Jail } from './jail/jail.js';
import { Patience } from './patience.js';
import { planChange, requiresTls, verbSentence, type EffectiveRules } from './mode-rules.js';
import type { DataVerb, ServerPolicy } from './policy.js';
import type { QuotaMeter } from './quota.js';
import { FtpError, reply, replies, type Reply } from './replies.js';
import { RunningTransfer } from './running-transfer.js';
import type { Login, SecuredControl, SessionHost, Transport } from './session-parts.js';
import { SessionRules } from './session-rules.js';
import { rootPath, type ByteString, type VirtualPath } from './virtual-path.js';

/** One client. */
export class Session {
  readonly id = randomUUID();
  readonly openedAt = new Date();
  readonly control: ControlConnection;
  login: Login = { at: 'start' };
  failedLogins = 0;
  /** Whether a login in the clear was refused already because TLS is required. */
  triedInClear = false;
  clientProgram: string | undefined;
  /** The name by which the client has dialled (HOST), in small letters. */
  virtualHost: string | undefined;
  /** The control connection's TLS. */
  tls: SecuredControl | undefined;
  protectionSizeAgreed = false;
  protection: 'C' | 'P' = 'C';
  workingFolder: VirtualPath = rootPath;
  type: 'A' | 'I' = 'A';
  mlstFacts: readonly MlstFact[] = mlstFactNames;
  restartAtByte = 0;
  /** How many bytes the next upload is to have, as the client said with ALLO. */
  promisedBytes: number | undefined;
  renameFrom: VirtualPath | undefined;
  epsvAll = false;
  /** What the client chose with SITE IDLE; the policy's own bound holds beside it. */
  chosenIdleMs: number | undefined;
  transfer: RunningTransfer | undefined;
  /** What follows the reply that is about to be sent. */
  afterReply: 'close' | 'secure' | undefined;
  #channel: DataChannel | undefined;
  #ended: { readonly end: SessionEnd; readonly lastWords: Reply | undefined } | undefined;
  #endAfterTransfer: (() => void) | undefined;
  #held: Line | undefined;
  #loginSince = Date.now();
  #quietSince = Date.now();
  readonly #rules: SessionRules;
  readonly #over = new AbortController();
  readonly #patience = new Patience(
    () => this.#dueAt(),
    () => this.#runOutOfPatience(),
  );

  constructor(
    readonly host: SessionHost,
    readonly transport: Transport,
  ) {
    this.control = new ControlConnection(transport.stream);
    this.#rules = new SessionRules(transport.peer.address);
    this.#patience.watch();
  }

  get policy(): ServerPolicy {
    return this.host.policy;
  }

  get secure(): boolean {
    return this.tls !== undefined;
  }

  /** How long the session may be silent between commands. */
  get idleTimeoutMs(): number {
    const { idleTimeoutMs } = this.policy;
    return Math.min(this.chosenIdleMs ?? idleTimeoutMs, idleTimeoutMs);
  }

  /** What holds for this account at this address under the policy of now. */
  get rules(): EffectiveRules {
    return this.#rules.under(this.policy, this.login.at === 'in' ? this.login.account.rules : undefined);
  }

  /** What would hold if this account logged in. */
  rulesFor(account: Account): EffectiveRules {
    return this.#rules.under(this.policy, account.rules);
  }

  /** Whether nothing but AUTH TLS leads further, as far as is known of the client now. */
  get mustEncryptFirst(): boolean {
    return !this.secure && requiresTls(this.rules.tls.rule);
  }

  get ended(): SessionEnd | undefined {
    return this.#ended?.end;
  }

  /** The 421 that the session ended with, or will have ended with by the time it is read. */
  get lastWords(): Reply | undefined {
    return this.#ended?.lastWords;
  }

  /** Aborted when the session is over. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  get facts(): SessionFacts {
    const { id, openedAt, clientProgram, transport, tls } = this;
    return { id, openedAt, peer: transport.peer, local: transport.local, tlsVersion: tls?.version, clientProgram };
  }

  get snapshot(): SessionSnapshot {
    const account = this.login.at === 'in' ? this.login.account : undefined;
    return {
      facts: this.facts,
      login: account?.login,
      accountId: account?.id,
      customerId: account?.customerId,
      loggedInAt: this.login.at === 'in' ? this.login.since : undefined,
      workingFolder: this.workingFolder,
      lastCommandAt: new Date(this.#quietSince),
      transfer: this.transfer?.snapshot(),
    };
  }

  /** The account, its jail and its quota. Throws FtpError 530 before a login; rows with `login: 'required'` never see that. */
  get who(): { readonly account: Account; readonly jail: Jail; readonly quota: QuotaMeter } {
    if (this.login.at !== 'in') throw new FtpError(replies.notLoggedIn);
    return this.login;
  }

  /** Sends a reply: a preliminary one from a transfer, the final one from the loop. */
  say(words: Reply): void {
    this.control.write(words);
  }

  /** The next line that is to be run; undefined when there will be none. */
  async nextLine(): Promise<Line | undefined> {
    for (;;) {
      const line = await this.peekLine();
      // A line that waited for a transfer is not run any more once the session has been ended.
      if (this.#ended !== undefined) return undefined;
      if (line === 'interrupted') continue;
      this.takeLine();
      return line;
    }
  }

  /** The next line, left where it is; `interrupted` when the transfer has ended meanwhile. */
  async peekLine(): Promise<Line | 'interrupted' | undefined> {
    if (this.#held !== undefined) return this.#held;
    const line = await this.control.next();
    if (line !== 'interrupted') this.#held = line;
    return line;
  }

  /** Takes the line that was peeked at. */
  takeLine(): void {
    this.#held = undefined;
    this.#quietSince = Date.now();
  }

  /** The client has chosen how long it may be silent; longer than the policy allows has no effect. */
  chooseIdleTimeout(idleMs: number): void {
    this.chosenIdleMs = idleMs;
    this.#patience.watch();
  }

  /** A long command is still at work: its time is not the client's silence. */
  stillBusy(): void {
    this.#quietSince = Date.now();
  }

  /** What each of the four verbs knows when it arms a channel. */
  armOptions(verb: DataVerb): ArmOptions {
    const { host, policy, transport, who } = this;
    return {
      policy,
      peer: transport.peer,
      local: transport.local,
      decision: verbSentence(verb, this.rules.verbs[verb]),
      follow: (connection) => host.observer.dataConnectionChanged?.(this.facts, connection),
      report: (connection) => host.observer.dataConnectionEnded(this.facts, who.account, connection),
    };
  }

  /** Records that a verb was refused, so that the panel can tell why nothing connects. */
  reportDenied(verb: DataVerb): void {
    if (this.login.at === 'in') reportDenied(verb, this.armOptions(verb));
  }

  /** Keeps an agreed data connection for the next transfer; the one before it is given up. */
  arm(channel: DataChannel): void {
    this.disarm('replaced');
    this.#channel = channel;
  }

  /** Gives up the agreed data connection, if there is one of these verbs. Says whether there was. */
  disarm(why: ChannelEnd, verbs?: readonly DataVerb[]): boolean {
    const channel = this.#channel;
    if (channel === undefined || verbs?.includes(channel.verb) === false) return false;
    this.#channel = undefined;
    channel.close(why);
    return true;
  }

  /** Hands the agreed data connection to a transfer. Throws FtpError 425 where none was agreed on. */
  takeChannel(): DataChannel {
    const channel = this.#channel;
    if (channel === undefined) throw new FtpError(replies.noDataConnection);
    this.#channel = undefined;
    return channel;
  }

  /**
   * Does the TLS handshake; from then on control and, where PROT P is agreed on, data connections are encrypted. What
   * came before is dropped, but where nothing was said in clear and it is the handshake.
   */
  async startTls(before: 'dropped' | 'handshake' = 'dropped'): Promise<void> {
    const options = { signal: this.signal, hostName: this.virtualHost };
    await this.control.secure(async () => (this.tls = await this.transport.secure(options)).stream, before);
    // Whom the client has named under TLS counts; a HOST in clear may have been slipped in.
    if (this.tls?.hostName !== undefined) this.virtualHost = undefined;
    this.protectionSizeAgreed = false;
    this.protection = 'C';
  }

  /** Makes room for a transfer, before anything of it happens, so that ABOR finds it from the first moment. */
  beginTransfer(): RunningTransfer {
    this.transfer = new RunningTransfer();
    return this.transfer;
  }

  /** The transfer's final reply is out. */
  finishTransfer(): void {
    this.transfer = undefined;
    this.#quietSince = Date.now();
    this.control.interrupt();
    this.#endAfterTransfer?.();
  }

  /** The password was right. */
  logIn(who: { readonly account: Account; readonly jail: Jail; readonly quota: QuotaMeter }): void {
    this.login = { at: 'in', ...who, since: new Date() };
    this.workingFolder = rootPath;
    this.host.loginChanged(this);
    this.#patience.watch();
  }

  /** Back to the start, as if nothing but the connection were there; what is encrypted stays encrypted. */
  async logOut(): Promise<void> {
    const { login } = this;
    this.disarm('unused');
    this.login = { at: 'start' };
    this.workingFolder = rootPath;
    this.type = 'A';
    this.mlstFacts = mlstFactNames;
    this.restartAtByte = 0;
    this.promisedBytes = undefined;
    this.renameFrom = undefined;
    this.epsvAll = false;
    this.chosenIdleMs = undefined;
    if (login.at !== 'in') return;
    this.#loginSince = Date.now();
    this.host.loginChanged(this);
    this.#patience.watch();
    await login.jail.close();
  }

  /** Ends the session by the server's own will: 421 and why, then close. A running transfer is cut. */
  end(end: SessionEnd, why: ByteString): void {
    this.close(end, reply(421, why));
  }

  /** As `end`, but lets a running transfer finish first. */
  endAfterTransfer(end: SessionEnd, why: ByteString): void {
    if (this.transfer === undefined) this.end(end, why);
    else this.#endAfterTransfer = () => this.end(end, why);
  }

  /** Ends the session, whoever wished it. Only the first call counts. */
  close(end: SessionEnd, lastWords?: Reply): void {
    if (this.#ended !== undefined) return;
    this.#ended = { end, lastWords };
    this.#patience.stop();
    this.control.end(lastWords);
    this.#over.abort();
    this.transfer?.abort(new FtpError(lastWords ?? replies.transferAborted));
  }

  /** Other rules hold than `before`: what was agreed on by a verb that is forbidden now is given up, and the clock set anew. */
  obey(before: EffectiveRules): void {
    const { dropArmed, endPlaintext } = planChange(before, this.rules);
    this.disarm('denied', dropArmed);
    this.#patience.watch();
    if (endPlaintext && !this.secure) {
      this.endAfterTransfer('policy', 'This server takes encrypted sessions only from now on; connect with TLS.');
    }
  }

  /** The account, or the plan of its customer, says something else from now on. Where it lies is settled with the login. */
  obeyAccount(account: Account): void {
    const { login, rules } = this;
    if (login.at !== 'in') return;
    this.login = { ...login, account: { ...account, home: login.account.home } };
    this.obey(rules);
  }

  /** A transfer has a clock of its own, for standing still. */
  #dueAt(): number {
    const { idleTimeoutMs } = this;
    if (this.transfer !== undefined) return Date.now() + idleTimeoutMs;
    return this.login.at === 'in' ? this.#quietSince + idleTimeoutMs : this.#loginSince + this.policy.loginTimeoutMs;
  }

  #runOutOfPatience(): void {
    if (this.login.at !== 'in') this.end('login-timeout', 'Nobody logged in in time.');
    else this.end('idle', `No command came for ${Math.round(this.idleTimeoutMs / 1000)} seconds.`);
  }
}
