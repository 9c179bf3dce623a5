// What audit events look like on the wire.
import { ApiProperty } from '@nestjs/swagger';
import { PeriodQuery } from '../http/narrowing.dto.js';
import { type SortWord, sortWords } from '../http/sort.js';
import { Id, OneOf, Optional, Text } from '../http/validation.js';
import type { AuditVerb } from './audit-verbs.js';

/** One change made in the panel. */
export class AuditEvent {
  id: string;
  at: string;
  /** The e-mail address of who did it, or the program. */
  actor: string;
  /** What was done, such as `account.disabled`. */
  verb: AuditVerb;
  subjectKind: string;
  subjectId: string | null;
  subject: string;

  /** The changed facts as they were; null where something was made. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  before: Record<string, unknown> | null;

  /** The changed facts as they are; null where something was deleted. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  after: Record<string, unknown> | null;

  clientAddress: string | null;
}

/** One page of audit events. */
export class AuditEventPage {
  items: AuditEvent[];
  nextCursor: string | null;
}

export const auditSortNames = ['at'] as const;

/** Which audit events to list, and in which order. */
export class AuditQuery extends PeriodQuery {
  @Optional()
  @Id()
  customerId?: string;

  /** Part of who did it. */
  @Optional()
  @Text(0, 255)
  who?: string;

  /** What was done, or its beginning: `account.disabled`, or `account` for everything about FTP accounts. */
  @Optional()
  @Text(0, 100)
  verb?: string;

  /** Part of what it was done to. */
  @Optional()
  @Text(0, 255)
  subject?: string;

  /** `at` for oldest first. Left out: newest first. */
  @Optional()
  @OneOf(sortWords(auditSortNames))
  sort?: SortWord<'at'>;
}
