// What the engine reports about what has happened: plain records, made where the thing happens, each with its own id
// and time, so that writing one twice changes nothing. Paths are bytes here; whoever stores them escapes them.
import type { DataMode, DataVerb } from './policy.js';
import type { Settlement } from './quota.js';
import type { Verdict } from './verdict.js';
import type { ByteString, VirtualPath } from './virtual-path.js';

/** One end of a TCP connection; IPv4-mapped addresses are written as IPv4. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** One client's control connection. */
export interface SessionFacts {
  readonly id: string;
  readonly openedAt: Date;
  readonly peer: Endpoint;
  readonly local: Endpoint;
  /** `TLSv1.3` and the like once AUTH TLS succeeded. */
  readonly tlsVersion: string | undefined;
  /** What the client says it is (CLNT). */
  readonly clientProgram: string | undefined;
}

/** Why a session ended. */
export type SessionEnd =
  | 'quit'
  | 'lost'
  | 'idle'
  | 'login-timeout'
  | 'too-many-failures'
  | 'policy'
  | 'account-changed'
  | 'ended-by-panel'
  | 'banned'
  | 'protocol'
  | 'shutdown';

/**
 * Why a login was refused. The first two sound alike to a client; the others are told to who knows the password, but for
 * a ban, before which no password is looked at.
 */
export type LoginRefusal =
  | 'wrong-login-or-password'
  | 'previous-password'
  | 'disabled'
  | 'suspended'
  | 'expired'
  | 'moved'
  | 'network-not-allowed'
  | 'session-limit'
  | 'customer-session-limit'
  | 'home-unavailable'
  | 'home-refused'
  | 'tls-required'
  | 'banned';

/** Why nobody at an address, or nobody there under one name, is let in. */
export interface Ban {
  /** A sentence for whoever is kept out. */
  readonly reason: string;
  /** Undefined: until somebody lifts it. */
  readonly until: Date | undefined;
}

/** Where an account that was moved to another server logs in; the host in ASCII. */
export interface NewAddress {
  readonly host: string;
  readonly port: number;
}

/** What a client spoke that is not what its port speaks: SSH, TLS where AUTH comes first, no TLS where TLS comes first. */
export type ForeignSpeech = 'spoke-ssh' | 'spoke-tls' | 'spoke-plain';

/** One try to log in, or what a client did instead of one. */
export interface LoginAttempt {
  readonly id: string;
  readonly at: Date;
  /** Empty where the client came to no name. */
  readonly name: string;
  /** Whose login the name is; undefined where there is none, or where nobody was asked. */
  readonly accountId: string | undefined;
  readonly outcome: 'accepted' | LoginRefusal | ForeignSpeech;
}

/** Which way an account's bandwidth is used: `down` by downloads, `up` by uploads. */
export type BandwidthDirection = 'down' | 'up';

/** How many running transfers share the limit of one account, or of several together, in one direction and this process. */
export interface BandwidthUse {
  /** The account's id, or that of the bandwidth that several share. */
  readonly holderId: string;
  readonly direction: BandwidthDirection;
  readonly transfers: number;
}

export type TransferKind = 'download' | 'upload' | 'append' | 'listing';
export type TransferOutcome = 'complete' | 'aborted' | 'refused' | 'failed';

/** One RETR, STOR, STOU, APPE or listing, finished. */
export interface TransferFacts {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly kind: TransferKind;
  readonly path: VirtualPath;
  readonly bytes: number;
  /** How the sizes under the account's folder changed; negative where a file became smaller. */
  readonly addedBytes: number;
  readonly addedFiles: number;
  /** What was charged for; undefined where nothing was stored. */
  readonly settlement?: Settlement | undefined;
  readonly mode: DataMode | undefined;
  readonly secure: boolean;
  readonly outcome: TransferOutcome;
  /** The final reply, as sent. */
  readonly reply: string;
  /** Of an upload: whether it wrote the file itself, so that a broken one has changed it. */
  readonly written: 'staged' | 'direct' | undefined;
  /** Of a complete upload of a whole file, where it was digested on the way: in hex. */
  readonly sha256: string | undefined;
}

export type { UnfinishedUpload } from './jail/kept-parts.js';

/** A change of the tree that moved no bytes. */
export interface TreeChange {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'delete' | 'rename' | 'make-folder' | 'remove-folder' | 'chmod' | 'set-time';
  readonly path: VirtualPath;
  readonly to?: VirtualPath;
  readonly addedBytes: number;
  readonly addedFiles: number;
  /** What was charged for; undefined where nothing was stored or removed. */
  readonly settlement?: Settlement | undefined;
}

/** One PASV, EPSV, PORT or EPRT and what became of it: the flight recorder's raw entry. */
export interface DataConnectionFacts {
  readonly id: string;
  readonly askedAt: Date;
  readonly verb: DataVerb;
  /** Where the client was told to dial (passive) or asked us to dial (active). */
  readonly offered: Endpoint | undefined;
  readonly localPort: number | undefined;
  readonly peer: Endpoint | undefined;
  readonly connectedAt: Date | undefined;
  readonly firstByteAt: Date | undefined;
  readonly lastByteAt: Date | undefined;
  readonly closedAt: Date;
  /** Who ended a connection that was up. */
  readonly closedFirst: 'client' | 'server' | undefined;
  /** What the policy said about the verb, and which of its rules, as a sentence. */
  readonly decision: string | undefined;
  readonly bytes: number;
  readonly tlsVersion: string | undefined;
  readonly tlsResumed: boolean | undefined;
  readonly outcome:
    | 'used'
    | 'replaced'
    | 'unused'
    | 'denied'
    | 'no-one-came'
    | 'came-from-other-address'
    | 'unreachable'
    | 'range-full'
    | 'tls-failed'
    | 'stalled'
    | 'reset'
    | 'aborted';
  readonly strangers: number;
  /** A passive port that the right client came to although it was told another one. */
  readonly knockedPort: number | undefined;
  readonly errno: string | undefined;
  /** What became of it, in one word (verdict.ts). */
  readonly verdict: Verdict;
  /** Five letters and digits that people quote. */
  readonly reference: string;
}

/** An agreed data connection that is not over; its DataConnectionFacts follow when it is. */
export interface LiveDataConnection {
  readonly id: string;
  readonly askedAt: Date;
  readonly verb: DataVerb;
  /** `waiting`: passive for the client, active for the command that dials. */
  readonly state: 'waiting' | 'dialling' | 'connected' | 'moving';
  /** When it came into this state. */
  readonly since: Date;
  readonly offered: Endpoint | undefined;
  readonly localPort: number | undefined;
  readonly peer: Endpoint | undefined;
  readonly tlsVersion: string | undefined;
}

/** What a live session is doing now. */
export interface SessionSnapshot {
  readonly facts: SessionFacts;
  readonly login: string | undefined;
  readonly accountId: string | undefined;
  readonly customerId: string | undefined;
  readonly loggedInAt: Date | undefined;
  readonly workingFolder: ByteString;
  readonly lastCommandAt: Date;
  readonly transfer:
    | {
        readonly kind: TransferKind;
        readonly path: VirtualPath;
        readonly bytes: number;
        readonly totalBytes: number | undefined;
        readonly startedAt: Date;
        readonly mode: DataMode | undefined;
        readonly peer: Endpoint | undefined;
        readonly localPort: number | undefined;
        readonly secure: boolean;
      }
    | undefined;
}
