// Who does not resume the TLS of the control session on data connections, as it looks on the wire.
import { UseCount } from './policy-preview.dto.js';

/** One program of an FTP account whose data connections would be refused. */
export class NotResuming {
  accountId: string;
  login: string;
  customerId: string;
  customerName: string;
  /** What the client says it is; `unknown` where it says nothing. */
  program: string;
  /** Sessions in which at least one data connection did not resume. */
  sessions: number;
  /** Its data connections over TLS. */
  tlsConnections: number;
  /** How many of them did not resume. */
  notResumed: number;
  /** When one of those was seen last. */
  lastSeenAt: string;
}

/** Who would fail if this server required that data connections resume TLS; FTP accounts that are gone do not count. */
export class SessionReuse {
  /** The records that were looked at begin here. */
  since: string;
  /** How many used a program that did not resume. */
  total: UseCount;
  /** Those who were seen last first, at most 500. */
  items: NotResuming[];
  /** Whether there are more than these. */
  more: boolean;
}
