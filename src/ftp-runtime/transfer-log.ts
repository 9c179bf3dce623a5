// The way of transfers into the database, and what follows for the ledgers: a change that was written down is no longer
// unwritten, and one that never will be makes its web root due for a recount.
import type pg from 'pg';
import type { UnwrittenChanges } from './database-quotas.js';
import { errorFields, type Note } from './note.js';
import { RecordQueue } from './record-queue.js';
import type { RecordTables } from './record-tables.js';
import { askForRecount, type TransferRow } from './transfer-table.js';

export interface TransferLogOptions {
  readonly database: pg.Pool;
  readonly tables: RecordTables;
  readonly unwritten: UnwrittenChanges;
  readonly note: Note;
  /** How many records wait at most; for tests. */
  readonly capacity?: number;
}

/** A queue of transfers that tells the ledgers. */
export class TransferLog extends RecordQueue<TransferRow> {
  readonly #options: TransferLogOptions;
  readonly #wrong = new Set<string>();

  constructor(options: TransferLogOptions) {
    const { capacity, note, unwritten } = options;
    super({
      name: 'transfers',
      note,
      write: (rows) => this.#write(rows),
      onLost: ({ charge }) => {
        if (charge === null) return;
        unwritten.done(charge.mark);
        this.#wrong.add(charge.web_root_id);
      },
      ...(capacity === undefined ? {} : { capacity }),
    });
    this.#options = options;
  }

  override async flush(urgency: 'when-due' | 'now' = 'when-due'): Promise<void> {
    await super.flush(urgency);
    if (this.#wrong.size > 0) await this.#askForRecount();
  }

  async #write(rows: readonly TransferRow[]): Promise<void> {
    const { note, tables, unwritten } = this.#options;
    const negative = await tables.transfers(rows);
    for (const { charge } of rows) if (charge !== null) unwritten.done(charge.mark);
    for (const { ledger, id, used_bytes: usedBytes, used_files: usedFiles } of negative) {
      note('error', 'quota.negative-usage', { ledger, id, usedBytes, usedFiles });
      this.#wrong.add(id);
    }
  }

  async #askForRecount(): Promise<void> {
    const ids = [...this.#wrong];
    try {
      await askForRecount(this.#options.database, ids);
      for (const id of ids) this.#wrong.delete(id);
    } catch (error) {
      this.#options.note('warn', 'quota.recount-not-asked', errorFields(error));
    }
  }
}
