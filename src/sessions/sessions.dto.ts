// What FTP sessions look like on the wire.
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { Id, OneOf, Optional } from '../http/validation.js';
import type { DataMode } from '../ftp/policy.js';

/** One end of a TCP connection. */
export class SessionEndpoint {
  address: string;
  port: number;
}

/** What a session is moving at this moment. */
export class RunningTransfer {
  kind: string;
  path: string;
  bytes: number;
  totalBytes: number | null;
  startedAt: string;
  mode: DataMode | null;
  peer: SessionEndpoint | null;
  localPort: number | null;
  secure: boolean;
}

/** One client's control connection. */
export class Session {
  id: string;
  login: string | null;
  accountId: string | null;
  customer: NamedReference | null;
  server: NamedReference;
  clientAddress: string;
  clientPort: number;
  serverAddress: string;
  serverPort: number;
  clientProgram: string | null;
  tlsVersion: string | null;
  openedAt: string;
  loggedInAt: string | null;
  seenAt: string;
  workingFolder: string;
  transfer: RunningTransfer | null;
  closedAt: string | null;
  endReason: string | null;
}

/** One page of FTP sessions. */
export class SessionPage {
  items: Session[];
  nextCursor: string | null;
}

export type SessionState = 'open' | 'closed';

/** Which FTP sessions to list. */
export class SessionQuery extends PageQuery {
  @Optional()
  @OneOf(['open', 'closed'])
  state?: SessionState;

  @Optional()
  @Id()
  accountId?: string;

  @Optional()
  @Id()
  customerId?: string;

  @Optional()
  @Id()
  serverId?: string;
}
