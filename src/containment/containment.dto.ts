// What containment looks like on the wire.
import { Instant, Optional, Text } from '../http/validation.js';

/** Whether a customer's FTP logins are held by the host, apart from any suspension. */
export class Containment {
  contained: boolean;
  containedAt: string | null;
  reason: string | null;
  /** FTP accounts that could log in otherwise. */
  enabledAccountCount: number;
  openSessionCount: number;
}

/** Why a customer is contained. */
export class ContainmentReason {
  @Text(1, 500)
  reason: string;
}

/** Which part of the record to take along. */
export class EvidenceQuery {
  /** Left out: 30 days before the end. */
  @Optional()
  @Instant()
  from?: Date;

  /** Left out: now. */
  @Optional()
  @Instant()
  until?: Date;
}
