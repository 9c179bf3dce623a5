// What the removal of a folder looks like on the wire.
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { Id, OneOf, Optional } from '../http/validation.js';

export type RemovalState = 'removing' | 'done' | 'stuck';

/** Something that the server could not remove, and why. */
export class LeftBehind {
  /** Inside the web root. */
  path: string;
  why: string;
}

/** A folder that a server is removing, or has removed. It goes on by itself, whoever looks. */
export class Removal {
  id: string;
  customer: NamedReference;
  webRootId: string;
  domain: string;
  server: NamedReference;
  /** Whether a process of the server is at work; where none is, the removal waits for one. */
  serverAnswers: boolean;
  /** Inside the web root; `/` means all that lies in the web root, whose own folder stays. */
  folder: string;
  /** The same on the server; null for customers. */
  path: string | null;
  /** The login of the deleted FTP account whose folder it was; null where the customer is terminated. */
  login: string | null;
  /** `stuck`: what is left could not be removed; try again once the cause is gone. */
  state: RemovalState;
  /** So far; a file with several hard links counts its bytes with the last one. */
  removedBytes: number;
  removedFiles: number;
  removedFolders: number;
  /** The first few of what is left. */
  left: LeftBehind[];
  leftCount: number;
  /** What the server said where it could not even begin. */
  failure: string | null;
  askedBy: string;
  createdAt: string;
  finishedAt: string | null;
}

/** One page of removals. */
export class RemovalPage {
  items: Removal[];
  nextCursor: string | null;
}

/** Which removals to list. */
export class RemovalQuery extends PageQuery {
  @Optional()
  @Id()
  customerId?: string;

  /** The id that the deleted FTP account had. */
  @Optional()
  @Id()
  accountId?: string;

  @Optional()
  @OneOf(['removing', 'done', 'stuck'])
  state?: RemovalState;
}
