// Writes the evidence about a customer as lines of JSON: one look at the database, all times in UTC, the SHA-256 of all
// lines at the end, so that nobody can say later that something was added.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource, type QueryRunner } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { badField } from '../http/problems.js';
import { ContainmentService } from './containment.service.js';
import { evidence } from './evidence.js';

/** Which part of the record. */
export interface EvidenceWish {
  readonly customerId: string;
  readonly from?: Date;
  readonly until?: Date;
}

type Span = readonly [customerId: string, from: Date, until: Date];

const usualDays = 30;
const dayMs = 24 * 60 * 60 * 1000;
const rowsAtOnce = 500;
/** The look at the database, and its connection, are not kept for a reader that takes nothing for so long. */
const stalledReaderMs = 30_000;

@Injectable()
export class EvidenceService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
    private readonly containment: ContainmentService,
  ) {}

  /** Streams the lines. Throws Problem `not-found`, and a 400 where the end lies before the beginning. */
  async write(actor: Actor, wish: EvidenceWish, response: Response): Promise<void> {
    const until = wish.until ?? new Date();
    const from = wish.from ?? new Date(until.getTime() - usualDays * dayMs);
    if (from > until) throw badField('from', 'The beginning lies after the end. Choose an earlier one.');
    await this.containment.get(actor, wish.customerId);
    await this.#recordExport(actor, wish.customerId, { from, until });
    const runner = this.database.createQueryRunner();
    await runner.connect();
    try {
      await runner.startTransaction('REPEATABLE READ');
      await runner.query(`set transaction read only; set local timezone = 'UTC'`);
      const head = { customerId: wish.customerId, from, until, exportedAt: new Date(), exportedBy: actor.email };
      await this.#send(response, runner, { head, span: [wish.customerId, from, until] });
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }

  async #send(response: Response, runner: QueryRunner, { head, span }: { head: object; span: Span }): Promise<void> {
    const stamp = new Date().toISOString().replace(/[:.]/g, '-');
    response.setHeader('Content-Type', 'application/x-ndjson');
    response.setHeader('Content-Disposition', `attachment; filename="evidence-${stamp}.ndjson"`);
    const digest = createHash('sha256');
    let lines = 0;
    for await (const line of linesOf(runner, { head, span })) {
      if (response.destroyed) return;
      digest.update(line);
      lines += 1;
      if (!response.write(line)) await taken(response);
    }
    response.end(`${JSON.stringify({ record: 'end', lines, sha256: digest.digest('hex') })}\n`);
  }

  async #recordExport(actor: Actor, customerId: string, span: { from: Date; until: Date }): Promise<void> {
    await this.database.transaction((tx) =>
      this.audit.record(tx, actor, {
        verb: 'customer.evidence-exported',
        subjectKind: 'customer',
        subjectId: customerId,
        subject: 'evidence',
        customerId: null,
        after: span,
      }),
    );
  }
}

/** Waits until the reader has taken what was written; cuts the answer off where they take nothing. */
async function taken(response: Response): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, AbortSignal.timeout(stalledReaderMs)]);
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
  } catch {
    response.destroy();
  } finally {
    over.abort();
  }
}

async function* linesOf(runner: QueryRunner, { head, span }: { head: object; span: Span }): AsyncGenerator<string> {
  yield `${JSON.stringify({ record: 'portside-evidence', timeZone: 'UTC', ...head })}\n`;
  for (const [record, statement] of Object.entries(evidence)) {
    await runner.query(`declare evidence no scroll cursor for select row_to_json(r) as row from (${statement}) r`, [
      ...span,
    ]);
    for (;;) {
      const rows = (await runner.query(`fetch ${rowsAtOnce} from evidence`)) as { row: object }[];
      for (const { row } of rows) yield `${JSON.stringify({ record, ...row })}\n`;
      if (rows.length < rowsAtOnce) break;
    }
    await runner.query(`close evidence`);
  }
}
