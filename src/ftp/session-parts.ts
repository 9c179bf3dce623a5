// What a session is made of and what it asks of its server. The session itself is session.ts.
import type { Duplex } from 'node:stream';
import type { Account } from './account.js';
import type { Bandwidth } from './bandwidth.js';
import type { CommandTable } from './commands/define.js';
import type { PassivePorts } from './data/passive-ports.js';
import type { Endpoint, SessionSnapshot } from './facts.js';
import type { Jail } from './jail/jail.js';
import type { Limits } from './limits.js';
import type { ServerPolicy } from './policy.js';
import type { Authenticator, SessionObserver } from './ports.js';
import type { QuotaMeter, Quotas } from './quota.js';
import type { Session } from './session.js';
import type { SessionTls } from './tls.js';
import type { ByteString } from './virtual-path.js';

/** How far a login has come. Illegal states cannot be written down: a jail exists only where an account does. */
export type Login =
  | { readonly at: 'start' }
  | { readonly at: 'named'; readonly name: ByteString }
  | {
      readonly at: 'in';
      readonly account: Account;
      readonly jail: Jail;
      readonly quota: QuotaMeter;
      readonly since: Date;
    };

/** What a session asks of the server that it belongs to. */
export interface SessionHost {
  readonly policy: ServerPolicy;
  readonly limits: Limits;
  readonly commands: CommandTable;
  readonly authenticator: Authenticator;
  readonly observer: SessionObserver;
  readonly quotas: Quotas;
  readonly passivePorts: PassivePorts;
  readonly bandwidth: Bandwidth;
  /** `file`: an upload is confirmed when it is on the disk. */
  readonly uploadSync: 'none' | 'file';
  /** Whether HOST may give this name, which is in small letters. */
  knowsHost(name: string): boolean;
  /** Whether AUTH can succeed now. */
  readonly hasCertificate: boolean;
  /** What the account's logged-in sessions are doing, as far as this process holds them. */
  sessionsOf(accountId: string): readonly SessionSnapshot[];
  /** Told whenever a session has logged in or out. */
  loginChanged(session: Session): void;
}

/** A control connection under TLS. */
export interface SecuredControl {
  readonly stream: Duplex;
  /** What data connections resume. */
  readonly tls: SessionTls;
  /** `TLSv1.3` and the like. */
  readonly version: string | undefined;
  /** The host that the client named in its handshake (SNI), in small letters. */
  readonly hostName: string | undefined;
}

/** A client's TCP connection, as far as a session needs to know it. */
export interface Transport {
  readonly peer: Endpoint;
  readonly local: Endpoint;
  readonly stream: Duplex;
  /** The first bytes that come, left where they are; empty where none come within the time, undefined once it is over. */
  firstBytes(options: { withinMs: number; signal: AbortSignal }): Promise<Buffer | undefined>;
  /**
   * Does the server's side of a TLS handshake; `hostName` chooses the certificate where the client names no host there.
   * Rejects, with everything closed, when it fails or is aborted.
   */
  secure(options: { signal: AbortSignal; hostName: string | undefined }): Promise<SecuredControl>;
}
