// How long records are kept: read, tried out and changed here, obeyed by the housekeeping.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { Housekeeping } from '../database/housekeeping.service.js';
import type { Queries } from '../database/queries.js';
import { countOld, oldestOf, retained, retainedRecords, type RetainedRecords } from '../database/retained-records.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { badField, Problem } from '../http/problems.js';
import type { Retention, RetentionChange, RetentionList, RetentionPreview } from './retention.dto.js';

@Injectable()
export class RetentionService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
    private readonly housekeeping: Housekeeping,
  ) {}

  /** Every kind of record. */
  async list(_actor: Actor): Promise<RetentionList> {
    return { items: await Promise.all(retainedRecords.map((records) => this.#read(this.database, records))) };
  }

  /** One kind of record. */
  get(_actor: Actor, records: RetainedRecords): Promise<Retention> {
    return this.#read(this.database, records);
  }

  /** What keeping a kind of record for so many days would remove. */
  async preview(_actor: Actor, records: RetainedRecords, days: number): Promise<RetentionPreview> {
    const { rows, oldestAt } = await countOld(this.database, records, days);
    return { rows, oldestAt: oldestAt?.toISOString() ?? null };
  }

  /**
   * Changes how long and removes what is older. Throws Problem `bad-input` outside of the bounds, `changed-meanwhile` for an
   * old revision.
   */
  async change(
    actor: Actor,
    records: RetainedRecords,
    { days, seen }: RetentionChange & Conditional,
  ): Promise<Retention> {
    const refusal = whyRefused(records, days);
    if (refusal !== undefined) throw badField('days', refusal);
    const after = await this.database.transaction(async (tx) => {
      await tx.query(`select 1 from retention where records = $1 for update`, [records]);
      const before = await this.#read(tx, records);
      refuseStale(seen, before);
      if (before.days === days) return before;
      await tx.query(`update retention set days = $2 where records = $1`, [records, days]);
      await this.audit.record(tx, actor, {
        verb: 'retention.changed',
        subjectKind: 'retention',
        subjectId: records,
        subject: records,
        customerId: null,
        before: { days: before.days },
        after: { days },
      });
      return this.#read(tx, records);
    });
    this.housekeeping.begin();
    return after;
  }

  async #read(tx: Queries, records: RetainedRecords): Promise<Retention> {
    const [row] = await tx.query<{ days: number | null; revision: number }[]>(
      `select days, revision from retention where records = $1`,
      [records],
    );
    if (row === undefined) throw new Problem('not-found');
    const { leastDays, mostDays, mayBeForEver } = retained[records];
    const oldestAt = (await oldestOf(tx, records))?.toISOString() ?? null;
    return { records, ...row, leastDays, mostDays, mayBeForEver, oldestAt };
  }
}

function whyRefused(records: RetainedRecords, days: number | null): string | undefined {
  const { leastDays, mostDays, mayBeForEver } = retained[records];
  if (days === null) return mayBeForEver ? undefined : `Write a number of days from ${leastDays} to ${mostDays}.`;
  if (days >= leastDays && days <= mostDays) return undefined;
  return `Write a number of days from ${leastDays} to ${mostDays}${mayBeForEver ? ', or none to keep them for ever' : ''}.`;
}
