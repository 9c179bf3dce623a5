// An import: reads lines as they stream in and writes them batch by batch, each batch with its rows in the audit log. A dry
// run does the same and takes everything back.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type ObjectLiteral } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { SETTINGS, type Settings } from '../http/settings.js';
import { ModeLayersService } from '../servers/mode-layers.service.js';
import { resolveAccounts } from './account-lines.js';
import { type Batch, batchesOf, readAhead } from './batches.js';
import { resolveCustomers } from './customer-lines.js';
import { ImportAudit } from './import-audit.js';
import { type ImportKind, importKinds } from './import.dto.js';
import type { LineOutcome, NumberedLine } from './parse-line.js';
import { resolvePlans } from './plan-lines.js';
import { readLines } from './read-lines.js';
import { resolveWebRoots } from './web-root-lines.js';
import { LaterLines, type Resolved, writeWishes } from './write-wishes.js';

/** How to import, and who wants to know of each line. */
export interface ImportOptions {
  /** What the audit log calls the file. */
  readonly source: string;
  /** Tells what would be, and changes nothing. */
  readonly dryRun: boolean;
  /** One refused line refuses all. */
  readonly allOrNothing: boolean;
  /** Ends the import after the lines that are being written; left out: nothing does. */
  readonly stop?: AbortSignal;
  /** Told of each line in the file's order. The import waits for it. */
  readonly report: (outcome: LineOutcome) => Promise<void> | void;
}

/** How many lines came to what. */
export type ImportCounts = Record<LineOutcome['outcome'], number>;

/** What came of an import. */
export interface ImportResult {
  readonly counts: ImportCounts;
  /** False for a dry run, and where all or nothing was asked for and a line was refused or the rest not read. */
  readonly written: boolean;
  /** Whether it was ended before the end of the file. */
  readonly stopped: boolean;
}

/** Ends the one transaction of an import that shall leave nothing behind. */
class TakenBack extends Error {}

@Injectable()
export class ImportService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
    private readonly layers: ModeLayersService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Imports a file. Throws the stream's and the database's errors; what is wrong with a line is only reported. */
  async run(actor: Actor, file: AsyncIterable<Buffer | string>, options: ImportOptions): Promise<ImportResult> {
    const counts: ImportCounts = { create: 0, unchanged: 0, change: 0, refused: 0 };
    const isStopped = () => options.stop?.aborted === true;
    const result = (written: boolean): ImportResult => ({ counts, written, stopped: isStopped() });
    const all = async (manager: EntityManager): Promise<void> => {
      for await (const batch of readAhead(batchesOf(readLines(file)))) {
        // What was being read when it was stopped may be half a line.
        if (isStopped()) break;
        const outcomes = await manager.transaction((tx) => this.#write(tx, actor, batch));
        for (const outcome of outcomes) {
          counts[outcome.outcome] += 1;
          await options.report(outcome);
        }
      }
      await manager.transaction((tx) => this.#close(tx, actor, { source: options.source, counts }));
    };
    if (!options.dryRun && !options.allOrNothing) {
      await all(this.database.manager);
      return result(true);
    }
    try {
      await this.database.transaction(async (tx) => {
        await all(tx);
        if (options.dryRun || counts.refused > 0 || isStopped()) throw new TakenBack();
      });
      return result(true);
    } catch (error) {
      if (error instanceof TakenBack) return result(false);
      throw error;
    }
  }

  async #write(tx: EntityManager, actor: Actor, { lines, refused }: Batch): Promise<LineOutcome[]> {
    const audit = new ImportAudit();
    const outcomes = [...refused];
    const later = new LaterLines(lines);
    for (const kind of importKinds) {
      const ofKind = lines.filter(({ line }) => line.kind === kind);
      if (ofKind.length === 0) continue;
      const { minSystemUid } = this.settings;
      const facts = { later, layers: this.layers, minSystemUid };
      outcomes.push(...(await resolveAndWrite(tx, { kind, lines: ofKind, facts, audit })));
    }
    await this.audit.recordAll(tx, actor, await audit.entries(tx));
    return outcomes.sort((one, other) => one.line - other.line);
  }

  /** One row for the import as a whole. */
  async #close(tx: EntityManager, actor: Actor, { source, counts }: { source: string; counts: ImportCounts }) {
    const entry = { verb: 'import.finished' as const, subjectKind: 'import', subjectId: randomUUID(), subject: source };
    await this.audit.record(tx, actor, { ...entry, customerId: null, after: { ...counts } });
  }
}

interface Step {
  readonly kind: ImportKind;
  readonly lines: readonly NumberedLine[];
  readonly facts: Parameters<typeof resolveAccounts>[2] & Parameters<typeof resolveWebRoots>[2];
  readonly audit: ImportAudit;
}

function resolveAndWrite(tx: EntityManager, step: Step): Promise<LineOutcome[]> {
  const { lines, facts, audit } = step;
  const write = async <Row extends ObjectLiteral>(resolving: Promise<Resolved<Row>>): Promise<LineOutcome[]> => {
    const { kind, wishes, refused } = await resolving;
    const outcomes = await writeWishes(tx, kind, wishes);
    audit.note(kind, wishes, outcomes);
    return [...refused, ...outcomes];
  };
  switch (step.kind) {
    case 'plan':
      return write(resolvePlans(tx, lines as Parameters<typeof resolvePlans>[1], facts.layers));
    case 'customer':
      return write(resolveCustomers(tx, lines as Parameters<typeof resolveCustomers>[1], facts));
    case 'web-root':
      return write(resolveWebRoots(tx, lines as Parameters<typeof resolveWebRoots>[1], facts));
    case 'account':
      return write(resolveAccounts(tx, lines as Parameters<typeof resolveAccounts>[1], facts));
  }
}
