// Records on their way to the database: bounded, written in batches, none of them able to hold up the others. It knows
// no table.
import { backoffMs } from '../backoff.js';
import { errorFields, type Note } from './note.js';

export interface RecordQueueOptions<Row> {
  /** What the rows are, for the log: `transfers` and the like. */
  readonly name: string;
  /** Writes a batch so that writing one twice changes nothing. Rejects as a whole. */
  readonly write: (rows: readonly Row[]) => Promise<void>;
  readonly note: Note;
  /** Told of each record that will never be written. */
  readonly onLost?: (row: Row) => void;
  readonly capacity?: number;
  readonly batchSize?: number;
}

/** What became of the records that were not written. */
export interface RecordLosses {
  /** Refused by the database because of what they hold. */
  readonly setAside: number;
  /** Dropped because the database was away for too long. */
  readonly overflowed: number;
}

/** A bounded queue that empties itself in batches when told to flush. */
export class RecordQueue<Row> {
  readonly #options: RecordQueueOptions<Row>;
  readonly #capacity: number;
  readonly #batchSize: number;
  #rows: Row[] = [];
  #flushing: Promise<void> | undefined;
  #failures = 0;
  #nextTryAt = 0;
  #setAside = 0;
  #overflowed = 0;
  #overflowedUntold = 0;

  constructor(options: RecordQueueOptions<Row>) {
    this.#options = options;
    this.#capacity = options.capacity ?? 20_000;
    this.#batchSize = options.batchSize ?? 500;
  }

  get length(): number {
    return this.#rows.length;
  }

  get losses(): RecordLosses {
    return { setAside: this.#setAside, overflowed: this.#overflowed };
  }

  /** Takes a record, or counts it as lost when the queue is full. Returns whether a whole batch waits. */
  push(row: Row): boolean {
    if (this.#rows.length < this.#capacity) {
      this.#rows.push(row);
    } else {
      this.#overflowed += 1;
      this.#overflowedUntold += 1;
      this.#options.onLost?.(row);
    }
    return this.#rows.length >= this.#batchSize;
  }

  /** Writes what waits; never rejects. After a failure of the database it waits a growing while before the next try. */
  flush(urgency: 'when-due' | 'now' = 'when-due'): Promise<void> {
    if (urgency === 'when-due' && Date.now() < this.#nextTryAt) return Promise.resolve();
    this.#flushing ??= this.#writeAll().finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  async #writeAll(): Promise<void> {
    const { name, note } = this.#options;
    while (this.#rows.length > 0) {
      const batch = this.#rows.slice(0, this.#batchSize);
      try {
        await this.#writeApart(batch);
      } catch (error) {
        if (this.#failures === 0) note('warn', 'records.write-failed', { records: name, ...errorFields(error) });
        this.#nextTryAt = Date.now() + backoffMs(this.#failures);
        this.#failures += 1;
        return;
      }
      this.#failures = 0;
      this.#rows.splice(0, batch.length);
    }
    if (this.#overflowedUntold > 0)
      note('error', 'records.overflowed', { records: name, lost: this.#overflowedUntold });
    this.#overflowedUntold = 0;
  }

  /** Writes a batch, in halves where the database refuses what is in it. Rejects when the database is the trouble. */
  async #writeApart(batch: readonly Row[], mayTryAgain = true): Promise<void> {
    try {
      await this.#options.write(batch);
    } catch (error) {
      if (!isAboutTheData(error)) throw error;
      // What a row refers to may be deleted while it is written; the next try sees that it is gone.
      if (mayTryAgain && batch.length === 1) return this.#writeApart(batch, false);
      if (batch[0] !== undefined && batch.length === 1) return this.#putAside(batch[0], error);
      const middle = Math.ceil(batch.length / 2);
      await this.#writeApart(batch.slice(0, middle));
      await this.#writeApart(batch.slice(middle));
    }
  }

  #putAside(row: Row, error: unknown): void {
    this.#setAside += 1;
    this.#options.onLost?.(row);
    // The row itself isn't logged: it holds what clients wrote.
    this.#options.note('error', 'records.set-aside', { records: this.#options.name, ...errorFields(error) });
  }
}

/** Data exceptions (22), integrity violations (23, a missing partition among them), text that is no JSON. */
function isAboutTheData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]...$/.test(error.code);
}
