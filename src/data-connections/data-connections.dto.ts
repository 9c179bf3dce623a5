// What data connections and login attempts look like on the wire.
import { IntersectionType } from '@nestjs/swagger';
import { ClientFilter, PeriodQuery } from '../http/narrowing.dto.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Id, OneOf, Optional, Text } from '../http/validation.js';
import { type DataMode, type DataVerb, dataVerbs } from '../ftp/policy.js';
import { dataModes } from './connection-filter.js';
import type { Culprit } from '../ftp/verdict.js';

/** One PASV, EPSV, PORT or EPRT and what became of it. */
export class DataConnection {
  id: string;
  at: string;
  serverName: string;
  sessionId: string;
  accountId: string | null;
  login: string | null;
  clientAddress: string;
  clientProgram: string | null;
  verb: DataVerb;
  offeredAddress: string | null;
  offeredPort: number | null;
  localPort: number | null;
  peerAddress: string | null;
  peerPort: number | null;
  connectMs: number | null;
  firstByteMs: number | null;
  lastByteMs: number | null;
  durationMs: number;
  bytes: number;
  tlsVersion: string | null;
  tlsResumed: boolean | null;
  outcome: string;
  /** What became of it, in one word; null for records of older releases. */
  verdict: string | null;
  /** Who can do something about it; null for records of older releases. */
  culprit: Culprit | null;
  errno: string | null;
  /** Who ended a connection that was up. */
  closedFirst: 'client' | 'server' | null;
  policyVersion: number | null;
  /** What the policy said about the verb, and which of its rules. */
  decision: string | null;
  /** What the reply gave the client to quote; null for records of older releases. */
  reference: string | null;
}

/** One page of data connections. */
export class DataConnectionPage {
  items: DataConnection[];
  nextCursor: string | null;
}

export const connectionSortNames = ['at', 'bytes'] as const;
export type ConnectionSortName = (typeof connectionSortNames)[number];

/** Which data connections to list, and in which order. */
export class DataConnectionQuery extends IntersectionType(PeriodQuery, ClientFilter) {
  @Optional()
  @Id()
  sessionId?: string;

  /** What a reply gave the client to quote. */
  @Optional()
  @Text(1, 10)
  reference?: string;

  @Optional()
  @OneOf(dataVerbs)
  verb?: DataVerb;

  @Optional()
  @OneOf(dataModes)
  mode?: DataMode;

  @Optional()
  @Text(1, 100)
  verdict?: string;

  /** What the client says it is; `unknown` for those that say nothing. */
  @Optional()
  @Text(1, 100)
  program?: string;

  /** From the least on, with `-` from the greatest. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(connectionSortNames))
  sort?: SortWord<ConnectionSortName>;
}

/** One try to log in over FTP. */
export class LoginAttempt {
  id: string;
  at: string;
  serverName: string;
  sessionId: string;
  accountId: string | null;
  /** What the client gave as its login; empty where it came to none. */
  name: string;
  clientAddress: string;
  /** What the client called itself before it gave the password; most do so later or never. */
  clientProgram: string | null;
  tls: boolean;
  /** `accepted`, or in one word why not; `spoke-ssh`, `spoke-tls` and `spoke-plain` name what came instead of a login. */
  outcome: string;
}

/** One page of login attempts. */
export class LoginAttemptPage {
  items: LoginAttempt[];
  nextCursor: string | null;
}

export const loginResults = ['accepted', 'refused'] as const;

export const loginSortNames = ['at'] as const;

/** Which login attempts to list, and in which order. */
export class LoginAttemptQuery extends IntersectionType(PeriodQuery, ClientFilter) {
  /** Part of the login that was given. */
  @Optional()
  @Text(0, 255)
  search?: string;

  @Optional()
  @OneOf(loginResults)
  result?: (typeof loginResults)[number];

  /** One word, as `outcome` says it. */
  @Optional()
  @Text(1, 100)
  reason?: string;

  /** `at` for oldest first. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(loginSortNames))
  sort?: SortWord<'at'>;
}
