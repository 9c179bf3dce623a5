// What retention looks like on the wire.
import { ApiProperty } from '@nestjs/swagger';
import { retainedRecords, type RetainedRecords } from '../database/retained-records.js';
import { OptionalOrNull, Whole } from '../http/validation.js';

/** For how long one kind of record is kept. */
export class Retention {
  @ApiProperty({ enum: retainedRecords })
  records: RetainedRecords;
  /** Null: for ever. */
  days: number | null;
  leastDays: number;
  mostDays: number;
  mayBeForEver: boolean;
  /** The oldest record there is; null where there is none. */
  oldestAt: string | null;
  /** Grows with each change; in quotes it is the ETag. */
  revision: number;
}

/** Every kind of record. */
export class RetentionList {
  items: Retention[];
}

/** How long to keep a kind of record. */
export class RetentionChange {
  /** Null: for ever. */
  @ApiProperty({ type: Number, nullable: true, minimum: 1, maximum: 3650 })
  @OptionalOrNull()
  @Whole(1, 3650)
  days: number | null;
}

/** What to look at before a change. */
export class RetentionPreviewQuery {
  @ApiProperty({ type: Number, minimum: 1, maximum: 3650 })
  @Whole(1, 3650, 'query')
  days: number;
}

/** What a change would remove. */
export class RetentionPreview {
  rows: number;
  /** When the oldest of them was written; null where there are none. */
  oldestAt: string | null;
}
