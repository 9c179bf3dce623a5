// What the engine asks of the product and what it reports to it. What it is told are the methods of FtpServer.
import type { Account } from './account.js';
import type { RefusedPort } from './data/passive-ports.js';
import type {
  Ban,
  BandwidthUse,
  DataConnectionFacts,
  Endpoint,
  LiveDataConnection,
  LoginAttempt,
  LoginRefusal,
  NewAddress,
  SessionEnd,
  SessionFacts,
  TransferFacts,
  TreeChange,
  UnfinishedUpload,
} from './facts.js';
import type { Secret } from './secret.js';

/** A login that may not be. Beside `wrong-login-or-password` and `previous-password` the password was right. */
export interface RefusedLogin {
  readonly refused: LoginRefusal;
  /** Whose login it is, for the record; the client must not learn whether there is such an account. */
  readonly accountId?: string | undefined;
  /** Since when the account is disabled, suspended or expired, where that is known. */
  readonly since?: Date | undefined;
  /** Where a `moved` one logs in now. */
  readonly movedTo?: NewAddress | undefined;
  /** What keeps a banned one out. */
  readonly ban?: Ban | undefined;
}

/** What an Authenticator answers. */
export type LoginAnswer = { readonly account: Account } | RefusedLogin;

/**
 * The engine asks: who is this? Resolves for every kind of yes and no; rejects only when the question could not be
 * answered (the client then gets 421, not 530).
 */
export interface Authenticator {
  authenticate(name: string, password: Secret, session: SessionFacts): Promise<LoginAnswer>;
  /** Whether the account of this name may log in without TLS where the server requires it; left out: none may. */
  allowsClearText?(name: string): Promise<boolean>;
  /** Why a client at this address is not even greeted; asked for each connection. Left out: everybody is. */
  banOf?(clientAddress: string): Ban | undefined;
}

/** A private key and its certificate chain, PEM. */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
  /** The host names for which it is shown; left out: those on the certificate. */
  readonly names?: readonly string[];
}

/**
 * The engine asks: with which keys do I speak TLS now? A client's SNI chooses by the names on the certificates; the first
 * pair is for clients that name no host or an unknown one. None at all: AUTH is refused.
 */
export interface Certificates {
  current(): Promise<readonly KeyPair[]>;
}

/** The engine reports what has happened. Must not throw and must not block. */
export interface SessionObserver {
  opened(session: SessionFacts): void;
  loginTried(session: SessionFacts, attempt: LoginAttempt, account: Account | undefined): void;
  transferEnded(session: SessionFacts, account: Account, transfer: TransferFacts): void;
  treeChanged(session: SessionFacts, account: Account, change: TreeChange): void;
  /** A verb was armed, or its data connection came a step further; not told of single bytes. */
  dataConnectionChanged?(session: SessionFacts, connection: LiveDataConnection): void;
  dataConnectionEnded(session: SessionFacts, account: Account, connection: DataConnectionFacts): void;
  /** An upload over a file broke off and can be resumed; one with the same id is the same, further or less far. */
  uploadLeft?(session: SessionFacts, account: Account, upload: UnfinishedUpload): void;
  /** What was left of it is no more: completed, taken up again, discarded or too old. */
  uploadGone?(session: SessionFacts, account: Account, id: string): void;
  closed(session: SessionFacts, end: SessionEnd): void;
  /** For whoever divides bandwidth among processes, and answers with `shareBandwidth`. Only accounts with a limit. */
  bandwidthUseChanged?(use: BandwidthUse): void;
  /** The passive range is held; these ports of it could not be had, as a rule because another program has them. */
  passivePortsHeld?(refused: readonly RefusedPort[]): void;
  /** Something the operator should read; `event` is a fixed name, `fields` hold no secret and no unescaped bytes. */
  noted(level: 'info' | 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>): void;
}

export type { Account, Endpoint };
