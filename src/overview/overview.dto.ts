// What the overview looks like on the wire.
import { ApiProperty } from '@nestjs/swagger';
import type { Preset } from '../ftp/policy.js';
import { NamedReference } from '../http/references.js';

export const alertKinds = [
  'server-silent',
  'certificate-ended',
  'self-test-failed',
  'policy-not-in-force',
  'passive-range-nearly-full',
  'passive-ports-taken',
  'share-below-usual',
  'certificate-ends',
  'database-slow',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Something that needs doing. */
export class Alert {
  @ApiProperty({ enum: alertKinds })
  kind: AlertKind;
  /** Null for the panel's own database connection. */
  server: NamedReference | null;
  /** The number it is about: days left, ports in use or taken, percent, milliseconds; null where there is none. */
  value: number | null;
  /** What the number is measured against: ports of the range, the usual percent; null where there is nothing. */
  of: number | null;
  /** Since when a server is silent; null otherwise, and for one that never was up. */
  since: string | null;
  /** What the self-test found; null otherwise. */
  sentence: string | null;
}

/** Data connections of a server in the last day. */
export class ServerShare {
  counted: number;
  worked: number;
  /** The same of the seven days before. */
  usualCounted: number;
  usualWorked: number;
}

/** The newest finished self-test of a server. */
export class OverviewSelfTest {
  outcome: 'worked' | 'failed' | 'unclear';
  finishedAt: string;
  sentence: string;
}

/** One server as it stands. */
export class OverviewServer {
  id: string;
  name: string;
  host: string;
  state: 'up' | 'down';
  /** Since when it is up or down; null for one that never was up. */
  since: string | null;
  policyVersion: number;
  /** Null where the four verbs were set one by one. */
  preset: Preset | null;
  inForce: boolean;
  openSessions: number;
  /** Ports of the passive range on which a client is awaited or connected. */
  passivePortsInUse: number;
  passivePorts: number;
  passivePortsTaken: number;
  certificateUntil: string | null;
  certificateSelfSigned: boolean | null;
  selfTest: OverviewSelfTest | null;
  share: ServerShare;
  /** How long the database took to answer its slowest FTP process; null where none has said. */
  databaseLatencyMs: number | null;
}

/** Logins of one minute. */
export class LoginMinute {
  at: string;
  accepted: number;
  refused: number;
}

/** Refused logins by reason. */
export class RefusedByReason {
  reason: string;
  lastHour: number;
  lastDay: number;
}

/** Logins over all servers. */
export class LoginFigures {
  acceptedLastHour: number;
  refusedLastHour: number;
  acceptedLastDay: number;
  refusedLastDay: number;
  /** The last 60 minutes, those without a login too. */
  minutes: LoginMinute[];
  /** Of the last day, the most frequent first. */
  refused: RefusedByReason[];
}

export const firstSteps = ['two-factor', 'server', 'certificate', 'self-test', 'plan', 'customer'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** One thing to do before customers can work. */
export class FirstRunStep {
  @ApiProperty({ enum: firstSteps })
  step: FirstStep;
  done: boolean;
}

/** Everything on one page. */
export class Overview {
  at: string;
  /** The most urgent first. */
  alerts: Alert[];
  servers: OverviewServer[];
  logins: LoginFigures;
  /** How long the database took to answer this panel. */
  databaseLatencyMs: number;
  /** Null once all is done, or an admin has put it away. */
  firstRun: FirstRunStep[] | null;
}
