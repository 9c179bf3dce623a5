// Who a logged-in session is, as the engine sees it. The product fills it in; the engine never asks where it came from.
import type { AccountRules } from './mode-rules.js';
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

/** An FTP account that has proven its password. */
export interface Account {
  readonly id: string;
  readonly customerId: string;
  readonly login: string;
  readonly home: Home;
  readonly permissions: ReadonlySet<Permission>;
  readonly quotaBytes: number | undefined;
  readonly maxSessions: number | undefined;
  /** What its plan and the account itself say about data connections and TLS; left out: nothing. */
  readonly rules?: AccountRules;
}
