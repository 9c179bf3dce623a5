// What goes with a customer, and how far that is.
import { NamedReference } from '../http/references.js';
import { OneOf, Optional } from '../http/validation.js';
import { type FileFate, fileFates } from '../removals/file-fate.js';
import type { CustomerStatus } from './customers.dto.js';

/** What becomes of the files of a customer who goes. */
export class CustomerDeletion {
  /** Left out: only a customer without a web root is deleted. */
  @Optional()
  @OneOf(fileFates)
  files?: FileFate;
}

/** One of the customer's web roots, as it was last counted. */
export class TerminatedWebRoot {
  id: string;
  domain: string;
  /** On the server. */
  path: string;
  server: NamedReference;
  /** Whether a process of the server is at work; where none is, deleting files waits for one. */
  serverAnswers: boolean;
  bytes: number;
  /** Files, links and folders together. */
  files: number;
  countedAt: string | null;
  /** Logins of the FTP accounts in it. */
  logins: string[];
}

/** Everything that goes with a customer. */
export class Termination {
  customer: NamedReference;
  status: CustomerStatus;
  webRoots: TerminatedWebRoot[];
  openSessions: number;
  /** E-mail addresses. */
  panelLogins: string[];
}
