// Who a logged-in session is, as the engine sees it. The product fills it in; the engine never asks where it came from.
import type { AccountRules } from './mode-rules.js';
import type { NameRules } from './name-rules.js';
import type { VirtualPath } from './virtual-path.js';

/** What an account may do; each is the `needs` column of some command. */
export const permissions = [
  'list',
  'download',
  'upload',
  'overwrite',
  'append',
  'delete',
  'rename',
  'make-folder',
  'remove-folder',
  'chmod',
  'set-time',
] as const;
export type Permission = (typeof permissions)[number];

/** An absolute path of the machine. Only src/ftp/jail opens one. */
export type HostPath = string & { readonly hostPath: unique symbol };

/** Where an upload's bytes go: beside the file, which a complete one then replaces, or into the file itself. */
export const uploadModes = ['staged', 'direct'] as const;
export type UploadMode = (typeof uploadModes)[number];

/** The system identity that owns a web root's files. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** Bits taken away from the mode of what is created. */
  readonly umask: number;
}

/** Where a login is confined: a folder inside a web root, with the identity that work there runs under. */
export interface Home {
  readonly webRoot: HostPath;
  /** Inside the web root; `/` is the web root itself. Resolved by the jail, symbolic links included. */
  readonly folder: VirtualPath;
  readonly identity: Identity;
}

/** A bandwidth that several accounts share, beside what each may use itself. */
export interface SharedBandwidth {
  /** Of whoever shares it; no account has this id. */
  readonly id: string;
  /** Bytes per second of all downloads together; undefined: as fast as it goes. */
  readonly bandwidthDownBytes: number | undefined;
  /** The same for uploads. */
  readonly bandwidthUpBytes: number | undefined;
}

/** An FTP account that has proven its password. */
export interface Account {
  readonly id: string;
  readonly customerId: string;
  readonly login: string;
  readonly home: Home;
  readonly permissions: ReadonlySet<Permission>;
  /** Which names it does not see and which it may not make. */
  readonly names: NameRules;
  readonly uploads: UploadMode;
  /** Whether files that do not belong to the home's identity are refused. */
  readonly onlyOwnFiles: boolean;
  readonly maxSessions: number | undefined;
  /** Bytes per second of all its running downloads together; undefined: as fast as it goes. */
  readonly bandwidthDownBytes?: number | undefined;
  /** The same for uploads. */
  readonly bandwidthUpBytes?: number | undefined;
  /** What it shares with others; left out: nothing. */
  readonly sharedBandwidth?: SharedBandwidth | undefined;
  /** What its plan and the account itself say about data connections and TLS; left out: nothing. */
  readonly rules?: AccountRules;
}
