// What FTP sessions look like on the wire.
import { IntersectionType } from '@nestjs/swagger';
import { NamedReference } from '../http/references.js';
import { PageQuery } from '../http/page.js';
import { ClientFilter } from '../http/narrowing.dto.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { OneOf, Optional, Text, YesOrNo } from '../http/validation.js';
import type { DataMode, DataVerb } from '../ftp/policy.js';
import type { Culprit, Verdict } from '../ftp/verdict.js';

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

export type LiveConnectionState = 'waiting' | 'dialling' | 'connected' | 'moving' | 'ended';

/** The data connection that a session has now, or had last. */
export class LiveConnection {
  id: string;
  verb: DataVerb;
  state: LiveConnectionState;
  askedAt: string;
  /** When it came into this state. */
  since: string;
  /** Where the client was told to dial (passive) or asked to be dialled (active). */
  offered: SessionEndpoint | null;
  /** The server's own port. */
  localPort: number | null;
  /** The client's end, once it is there. */
  peer: SessionEndpoint | null;
  tlsVersion: string | null;
  bytes: number;
  /** What became of it, in one word; null while it lasts. */
  verdict: Verdict | null;
  /** Who can do something about it; null while it lasts. */
  culprit: Culprit | null;
  /** What the reply gave the client to quote; null while it lasts. */
  reference: string | null;
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
  dataConnection: LiveConnection | null;
  closedAt: string | null;
  endReason: string | null;
}

/** One page of FTP sessions. */
export class SessionPage {
  items: Session[];
  nextCursor: string | null;
}

export type SessionState = 'open' | 'closed';

/** Whose sessions are meant, where and from where. */
export class SessionFilter extends ClientFilter {
  /** Part of the login. */
  @Optional()
  @Text(0, 255)
  login?: string;
}

export const sessionSortNames = ['opened', 'login'] as const;
export type SessionSortName = (typeof sessionSortNames)[number];

/** Which FTP sessions to list, and in which order. */
export class SessionQuery extends IntersectionType(PageQuery, SessionFilter) {
  @Optional()
  @OneOf(['open', 'closed'])
  state?: SessionState;

  /** From the least on, with `-` from the greatest; sessions without a login come last. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(sessionSortNames))
  sort?: SortWord<SessionSortName>;
}

/** Which open FTP sessions to end: those that fit everything that is given, and all if nothing is. */
export class SessionsToEnd extends SessionFilter {
  /** Only count them. */
  @Optional()
  @YesOrNo()
  dryRun?: boolean;
}

/** What became of them. */
export class SessionsEnded {
  /** How many fitted; at most 500 are ended at once. */
  matching: number;
  /** How many are over. */
  ended: number;
  /** Why others are not; each reason once. */
  refusals: string[];
}
