// What the search takes and finds, as it looks on the wire.
import { Text } from '../http/validation.js';

/** What to look for. */
export class SearchQuery {
  /** A login or part of one, a customer, a domain, an address or network, a path or file name, a SHA-256, a reference. */
  @Text(2, 500)
  q: string;
}

/** A customer whose name or reference it is. */
export class FoundCustomer {
  id: string;
  name: string;
  externalRef: string | null;
}

/** An FTP account whose login or domain it is. */
export class FoundAccount {
  id: string;
  login: string;
  folder: string;
  customerId: string;
  customerName: string;
}

/** A session from that address. */
export class FoundSession {
  id: string;
  login: string | null;
  accountId: string | null;
  clientAddress: string;
  serverName: string;
  openedAt: string;
  open: boolean;
}

/** A login that was tried from that address. */
export class FoundLogin {
  name: string;
  accountId: string | null;
  customerId: string | null;
  outcome: string;
  count: number;
  lastAt: string;
}

/** Something that was done to a file of that name, path or digest. */
export class FoundTransfer {
  id: string;
  at: string;
  kind: string;
  path: string;
  bytes: number;
  login: string;
  accountId: string | null;
  customerId: string | null;
  customerName: string | null;
  clientAddress: string;
  sessionId: string;
  outcome: string;
  sha256: string | null;
}

/** The data connection that a reply named. */
export class FoundConnection {
  id: string;
  at: string;
  reference: string;
  verb: string;
  verdict: string | null;
  sessionId: string;
  accountId: string | null;
  clientAddress: string;
}

/** What was found, the newest first, at most 20 of each. */
export class SearchResult {
  customers: FoundCustomer[];
  accounts: FoundAccount[];
  sessions: FoundSession[];
  logins: FoundLogin[];
  transfers: FoundTransfer[];
  connections: FoundConnection[];
}
