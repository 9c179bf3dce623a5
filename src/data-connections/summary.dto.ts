// What data connections over time look like on the wire.
import type { DataMode, DataVerb } from '../ftp/policy.js';
import { dataVerbs } from '../ftp/policy.js';
import type { Culprit } from '../ftp/verdict.js';
import { Instant, OneOf, Optional, Rule, Text } from '../http/validation.js';
import { whyNoNetwork } from '../http/narrowing.dto.js';
import { dataModes } from './connection-filter.js';

export const timeSteps = ['hour', 'day'] as const;
export type TimeStep = (typeof timeSteps)[number];

/** Counts of data connections. What a client gave up itself or never used says nothing and is not counted. */
export class ConnectionTally {
  /** Those that somebody wanted: they worked or they failed. */
  counted: number;
  worked: number;
  /** Given up by the client, or never used. */
  notCounted: number;
  /** Half of those that came about did so within so many milliseconds; null where none did. */
  connectMsP50: number | null;
  /** 95 of 100 of those that came about did so within so many milliseconds; null where none did. */
  connectMsP95: number | null;
}

/** Data connections of one hour or one day (UTC). */
export class ConnectionsAt extends ConnectionTally {
  at: string;
}

/** Data connections with one verdict. */
export class ConnectionsByVerdict {
  verdict: string;
  /** Who can do something about it; null for a verdict of another release. */
  culprit: Culprit | null;
  connections: number;
}

/** Data connections of one server. */
export class ConnectionsByServer extends ConnectionTally {
  serverId: string;
  serverName: string;
}

/** Data connections agreed on by one verb. */
export class ConnectionsByVerb extends ConnectionTally {
  verb: DataVerb;
  mode: DataMode;
}

/** Data connections in one direction. */
export class ConnectionsByMode extends ConnectionTally {
  mode: DataMode;
}

/** Data connections of one client program. */
export class ConnectionsByProgram extends ConnectionTally {
  /** What the client says it is; `unknown` where it says nothing. */
  program: string;
}

/** Data connections of the clients of one network. */
export class ConnectionsByNetwork extends ConnectionTally {
  /** A /24 (IPv4) or a /64 (IPv6). */
  network: string;
}

export type MarkKind = 'policy' | 'certificate';

/** Something that may have changed how connections fare. */
export class TimeMark {
  at: string;
  kind: MarkKind;
  serverId: string;
  serverName: string;
  /** Of a policy: its version. */
  version: number | null;
  /** Of a policy: who applied it, and why if they said so. */
  by: string | null;
  note: string | null;
  /** Of a certificate: the SHA-256 of the one in use from then on; null where there was none any more. */
  fingerprint: string | null;
}

/** How data connections fared over a while. */
export class DataConnectionSummary {
  since: string;
  until: string;
  step: TimeStep;
  total: ConnectionTally;
  /** Every hour or day, also those without any. */
  overTime: ConnectionsAt[];
  byVerdict: ConnectionsByVerdict[];
  byServer: ConnectionsByServer[];
  byMode: ConnectionsByMode[];
  byVerb: ConnectionsByVerb[];
  /** The twenty of which most failed. */
  byProgram: ConnectionsByProgram[];
  /** The twenty of which most failed. */
  byNetwork: ConnectionsByNetwork[];
  marks: TimeMark[];
}

/** Which data connections to count. */
export class SummaryQuery {
  /** The first hour or day is the one that holds this instant; a day ago if left out. */
  @Optional()
  @Instant()
  since?: Date;

  /** Up to and with the hour or day that holds this instant; now if left out. */
  @Optional()
  @Instant()
  until?: Date;

  /** By the hour if left out. */
  @Optional()
  @OneOf(timeSteps)
  step?: TimeStep;

  @Optional()
  @OneOf(dataVerbs)
  verb?: DataVerb;

  @Optional()
  @OneOf(dataModes)
  mode?: DataMode;

  /** What the client says it is; `unknown` where it says nothing. */
  @Optional()
  @Text(1, 100)
  program?: string;

  /** Counted are whole /24 (IPv4) and /64 (IPv6) networks. */
  @Optional()
  @Rule('isNetwork', whyNoNetwork)
  network?: string;
}
