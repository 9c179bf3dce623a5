// What a data connection is, before and after it is up, and how a transfer ends badly. Passive and active live in their
// own files, bytes are moved by pump.ts.
import type { Socket } from 'node:net';
import type { DataConnectionFacts, Endpoint, LiveDataConnection } from '../facts.js';
import type { DataMode, DataVerb, ServerPolicy } from '../policy.js';
import { FtpError, reply, type Reply } from '../replies.js';
import type { SessionTls } from '../tls.js';
import type { PassivePorts } from './passive-ports.js';

/**
 * Why an armed channel is closed without having carried anything. `left`: the client ended its session, or let it lapse,
 * without asking for a transfer; `unused`: whoever else made the channel pointless.
 */
export type ChannelEnd = 'replaced' | 'left' | 'unused' | 'aborted' | 'denied';

/** What every one of the four verbs knows when it arms a channel. */
export interface ArmOptions {
  readonly policy: ServerPolicy;
  /** The control connection's own end: active connections dial from this address. */
  readonly local: Endpoint;
  /** The control connection's other end: the only address that a data connection may have. */
  readonly peer: Endpoint;
  /** Called exactly once for this verb, when its data connection is over or will never be. */
  readonly report: (facts: DataConnectionFacts) => void;
  /** What the policy said about the verb, as a sentence, for the record. */
  readonly decision?: string;
  /** Called for each step on the way there. */
  readonly follow?: (connection: LiveDataConnection) => void;
}

/** PASV and EPSV: `armPassive(options)` in passive.ts has a port of the policy's range promised to the client. */
export interface PassiveOptions extends ArmOptions {
  readonly verb: 'PASV' | 'EPSV';
  readonly ports: PassivePorts;
  /** The address that the reply tells the client, for the record; the session's own where the policy names none. */
  readonly offeredAddress: string;
  /** The control session's TLS while PROT P is in force: a client may begin its handshake before the command. */
  tls(): SessionTls | undefined;
}

/** PORT and EPRT: `armActive(options)` in active.ts checks the target; nothing is dialled before `open`. */
export interface ActiveOptions extends ArmOptions {
  readonly verb: 'PORT' | 'EPRT';
  /** Where the client asks to be dialled. */
  readonly target: Endpoint;
  /** Told when the policy's source port could not be used and any other was taken (EACCES, EADDRINUSE ...). */
  sourcePortRefused?(port: number, errno: string): void;
}

/** How an armed channel becomes a connection. */
export interface OpenOptions {
  /** Which way the bytes will go: 'send' for downloads and listings, 'receive' for uploads. */
  readonly direction: 'send' | 'receive';
  /** Aborting it closes everything; `open` then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Under PROT P the control session's TLS; undefined under PROT C. */
  readonly tls: SessionTls | undefined;
  /**
   * Called once when TCP is up and the peer's address is right, before any TLS handshake. The 150 belongs here:
   * many clients (curl, ftplib) begin their handshake only after they have read it.
   */
  connected?(): void;
}

/** A data connection agreed on but not yet made; PASV, EPSV, PORT and EPRT each arm one. */
export interface DataChannel {
  readonly verb: DataVerb;
  readonly mode: DataMode;
  /**
   * Connects or accepts, checks the peer's address, makes TLS. May be called once.
   * Throws FtpError 425 with words when no connection comes about, and the signal's reason when aborted.
   */
  open(options: OpenOptions): Promise<DataSocket>;
  /** Gives up listener and socket and ends the record; does nothing after `open` has resolved, or the second time. */
  close(why: ChannelEnd): void;
}

/** A passive channel: its port is promised and listens. */
export interface PassiveChannel extends DataChannel {
  readonly mode: 'passive';
  /** The port to name in the 227 or 229. */
  readonly port: number;
}

/** How a data connection ended, as its record says it. */
export type ConnectionEnd = 'used' | 'unused' | 'tls-failed' | 'stalled' | 'reset' | 'aborted';

/** A data connection that is up. Hand it to `send` or `receive`, which close it whatever happens; or `destroy` it. */
export interface DataSocket {
  readonly mode: DataMode;
  /** A TLSSocket when `secure`; half-open, so that a client's early FIN does not end a download. */
  readonly socket: Socket;
  readonly secure: boolean;
  readonly peer: Endpoint;
  readonly local: Endpoint;
  /** Whether the client said that its data is complete: FIN, or close_notify under TLS. True only after the end. */
  endedCleanly(): boolean;
  /**
   * Asks the kernel whether the connection still stands once the client's end was seen; gives the errno where it does
   * not. libuv reports a reset as an ordinary end when the last bytes before it are read in one go.
   */
  whyBroken(): Promise<string | undefined>;
  /** Notes bytes moved, for the record. */
  moved(bytes: number): void;
  /** Ends the record. Only the first call counts; `errno` is the system's name for what went wrong. */
  ended(how: ConnectionEnd, errno?: string): void;
  /** The words with the verdict and the reference of the ended record behind them, for a client whose transfer failed. */
  quoted(words: Reply): Reply;
  /** Closes at once, without a goodbye. Idempotent; ends the record as `aborted` where nothing ended it before. */
  destroy(): void;
}

/** What can go wrong on a data connection that was up. */
export type DataErrorCode = 'reset' | 'stalled' | 'no-close-notify';

const sentences: Readonly<Record<DataErrorCode, string>> = {
  reset: 'The data connection was closed by the other side before the transfer was complete.',
  stalled: 'The data connection stood still for too long and was closed.',
  'no-close-notify': 'The data connection ended without a TLS close_notify, so the file may be cut; send it again.',
};

/** A transfer that failed on the wire: the refusal is 426, `code` says which kind, `errno` is the system's name. */
export class DataError extends FtpError {
  constructor(
    readonly code: DataErrorCode,
    readonly errno?: string,
  ) {
    super(reply(426, sentences[code]));
  }
}
