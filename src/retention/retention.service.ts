// How long records are kept: read, tried out and changed here, obeyed by the housekeeping.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { Housekeeping } from '../database/housekeeping.service.js';
import { countOld, oldestOf, retained, retainedRecords, type RetainedRecords } from '../database/retained-records.js';
import { badField, Problem } from '../http/problems.js';
import type { Retention, RetentionList, RetentionPreview } from './retention.dto.js';

@Injectable()
export class RetentionService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
    private readonly housekeeping: Housekeeping,
  ) {}

  /** Every kind of record. */
  async list(_actor: Actor): Promise<RetentionList> {
    const rows = await this.database.query<{ records: string; days: number | null }[]>(
      `select records, days from retention`,
    );
    const days = new Map(rows.map((row) => [row.records, row.days]));
    return {
      items: await Promise.all(retainedRecords.map((records) => this.#toDto(records, days.get(records) ?? null))),
    };
  }

  /** What keeping a kind of record for so many days would remove. */
  async preview(_actor: Actor, records: RetainedRecords, days: number): Promise<RetentionPreview> {
    const { rows, oldestAt } = await countOld(this.database, records, days);
    return { rows, oldestAt: oldestAt?.toISOString() ?? null };
  }

  /** Changes how long and removes what is older. Throws Problem `bad-input` outside of the bounds. */
  async change(actor: Actor, records: RetainedRecords, days: number | null): Promise<Retention> {
    const refusal = whyRefused(records, days);
    if (refusal !== undefined) throw badField('days', refusal);
    await this.database.transaction(async (tx) => {
      const [before] = await tx.query<{ days: number | null }[]>(
        `select days from retention where records = $1 for update`,
        [records],
      );
      if (before === undefined) throw new Problem('not-found');
      if (before.days === days) return;
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
    });
    this.housekeeping.begin();
    return this.#toDto(records, days);
  }

  async #toDto(records: RetainedRecords, days: number | null): Promise<Retention> {
    const { leastDays, mostDays, mayBeForEver } = retained[records];
    const oldest = await oldestOf(this.database, records);
    return { records, days, leastDays, mostDays, mayBeForEver, oldestAt: oldest?.toISOString() ?? null };
  }
}

function whyRefused(records: RetainedRecords, days: number | null): string | undefined {
  const { leastDays, mostDays, mayBeForEver } = retained[records];
  if (days === null) return mayBeForEver ? undefined : `Write a number of days from ${leastDays} to ${mostDays}.`;
  if (days >= leastDays && days <= mostDays) return undefined;
  return `Write a number of days from ${leastDays} to ${mostDays}${mayBeForEver ? ', or none to keep them for ever' : ''}.`;
}
