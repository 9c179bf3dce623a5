// An export: plans, customers, web roots and FTP accounts with the hashes of their passwords, as an import reads them. Only
// the command line asks for one: an answer of the API never carries a hash.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, ownCustomerId } from '../auth/actor.js';
import { storedLines } from './export-lines.js';
import type { ImportKind } from './import.dto.js';

/** What to export, and who takes it. */
export interface ExportOptions {
  /** What the audit log calls the file. */
  readonly target: string;
  /** Left out: every customer. */
  readonly customerId?: string;
  /** Whether plans come along, or are only named. */
  readonly plans: boolean;
  /** Ends the export after the lines that are being written. */
  readonly stop: AbortSignal;
  /** Takes whole lines. The export waits for it. */
  readonly write: (text: string) => Promise<void>;
}

/** What came of an export. */
export interface ExportResult {
  readonly counts: Record<ImportKind, number>;
  /** Customers that are being terminated; nothing of theirs is exported. */
  readonly leftOut: number;
  /** Whether it was ended before the last line. */
  readonly stopped: boolean;
}

const leaving = `select count(*)::integer as count from customers where status = 'terminating' and ($1::uuid is null or id = $1)`;

@Injectable()
export class ExportService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** Exports what is stored at one moment, however long writing takes. Throws what `write` throws. */
  async run(actor: Actor, options: ExportOptions): Promise<ExportResult> {
    const { plans, stop, target, write } = options;
    const customerId = ownCustomerId(actor) ?? options.customerId ?? null;
    const counts = { plan: 0, customer: 0, 'web-root': 0, account: 0 };
    const subject = { subjectKind: 'export', subjectId: randomUUID(), subject: target, customerId: null };
    const about = { onlyCustomer: customerId, plans };
    // Before the first hash leaves, so that whoever breaks it off is known as well.
    await this.database.transaction((tx) =>
      this.audit.record(tx, actor, { verb: 'export.started', ...subject, after: about }),
    );
    const leftOut = await this.database.transaction('REPEATABLE READ', async (tx) => {
      for await (const { kind, lines } of storedLines(tx, { customerId, plans })) {
        if (stop.aborted) break;
        await write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
        counts[kind] += lines.length;
      }
      return countLeaving(tx, customerId);
    });
    const result = { counts, leftOut, stopped: stop.aborted };
    await this.database.transaction((tx) =>
      this.audit.record(tx, actor, { verb: 'export.finished', ...subject, after: { ...about, ...result } }),
    );
    return result;
  }
}

async function countLeaving(tx: EntityManager, customerId: string | null): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>(leaving, [customerId]);
  return row?.count ?? 0;
}
