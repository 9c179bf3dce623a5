// What the connection doctor says on the wire: codes and facts. The sentences are the panel's.
import type { DataVerb } from '../ftp/policy.js';
import type { Culprit } from '../ftp/verdict.js';
import { Instant, Optional } from '../http/validation.js';

export type DoctorStepCode =
  | 'connected'
  | 'program'
  | 'encrypted'
  | 'in-clear'
  | 'login-accepted'
  | 'login-refused'
  | 'data-waiting'
  | 'data-dialling'
  | 'data-connected'
  | 'data-moving'
  | 'data-ended'
  | 'transfer'
  | 'ended';

/** Something that happened while a client was connected; only the facts that the code speaks of are there. */
export class DoctorStep {
  at: string;
  code: DoctorStepCode;
  /** Of the client; for data connections, where the client was told to dial or asked to be dialled. */
  address?: string;
  port?: number;
  program?: string;
  tlsVersion?: string;
  /** Of a login or a transfer. */
  outcome?: string;
  verb?: DataVerb;
  /** From the verb to the connection. */
  connectMs?: number;
  bytes?: number;
  verdict?: string;
  culprit?: Culprit;
  /** What the reply gave the client to quote. */
  reference?: string;
  /** Of a transfer: `upload`, `download` ... */
  kind?: string;
  path?: string;
  /** The final reply of a transfer. */
  reply?: string;
  endReason?: string;
}

export type DoctorVerdictCode =
  'works' | 'works-otherwise' | 'nothing-asked' | 'login-refused' | 'data-failed' | 'transfer-refused';

/** What a visit comes down to. `works-otherwise`: one verb failed, another one worked. */
export class DoctorVerdict {
  code: DoctorVerdictCode;
  /** The step that decided it. */
  step: DoctorStep;
}

/** One client that tried this FTP account's login. */
export class DoctorVisit {
  sessionId: string;
  open: boolean;
  /** In the order in which it happened. */
  steps: DoctorStep[];
  /** Null while nothing can be said yet. */
  verdict: DoctorVerdict | null;
}

/** Who tried this FTP account's login since a moment. */
export class DoctorReport {
  /** The moment that was asked for; the present one where none was. */
  since: string;
  /** Newest first, at most five. */
  visits: DoctorVisit[];
}

/** From when on to look. */
export class DoctorQuery {
  /** The `since` of the report before; left out to begin now. */
  @Optional()
  @Instant()
  since?: Date;
}
