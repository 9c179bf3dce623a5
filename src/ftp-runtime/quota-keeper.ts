// What keeps leases honest over time: rooms nobody uses go back, those of dead processes fall back, and a recount learns
// how far this process has written down what it changed.
import type pg from 'pg';
import { errorFields, type Note } from './note.js';
import type { Quotas } from '../ftp/index.js';
import { DatabaseQuotas, UnwrittenChanges } from './database-quotas.js';
import { QuotaBooks } from './quota-books.js';
import { QuotaLeases } from './quota-leases.js';

const tickMs = 5_000;
/** A process is dead after this long without a heartbeat; who was away himself waits as long before judging others. */
const deadAfterMs = 15_000;

export interface QuotaKeeperOptions {
  readonly database: pg.Pool;
  readonly processId: string;
  readonly note: Note;
  /** Writes the records that wait. Never rejects. */
  readonly flush: () => Promise<void>;
  /** How long a lease stays unused before it is given back. */
  readonly quietMs?: number;
}

const writtenUntil = `update server_processes set changes_posted_until = $2 where id = $1`;

/** The quotas of one process, and their upkeep. */
export class QuotaKeeper {
  readonly quotas: Quotas;
  readonly unwritten = new UnwrittenChanges();
  readonly #options: QuotaKeeperOptions;
  readonly #books: QuotaBooks;
  readonly #leases: QuotaLeases;
  readonly #quietMs: number;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> | undefined;
  #inTouchSince: number | undefined;

  constructor(options: QuotaKeeperOptions) {
    const { database, note } = options;
    this.#options = options;
    this.#books = new QuotaBooks(database, note);
    this.#leases = new QuotaLeases(options);
    this.quotas = new DatabaseQuotas({ books: this.#books, leases: this.#leases, unwritten: this.unwritten });
    this.#quietMs = options.quietMs ?? tickMs;
  }

  start(): void {
    this.#inTouchSince = Date.now();
    this.#timer = setInterval(() => void this.tick(), tickMs).unref();
  }

  /** Gives everything back; call it when nothing is transferred any more and the records are written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
    await this.#books.stop();
    try {
      await this.#leases.giveBackAll();
    } catch (error) {
      // They fall back when this process has been silent for a while.
      this.#options.note('warn', 'quota.give-back-failed', errorFields(error));
    }
  }

  /** Something has happened in the database; most of it means nothing here. */
  nudged(about: string, id: string): void {
    if (about === 'account' || about === 'customer' || about === 'quota') this.reread();
    if (about === 'lease') void this.othersLack(id);
  }

  /** Limits, folders or accounts may have changed. */
  reread(): void {
    this.#books.reread();
  }

  /** Another process lacks what this one does not use. */
  async othersLack(ledgerId: string): Promise<void> {
    const ledger = this.#books.find(ledgerId);
    if (ledger !== undefined) await this.#leases.giveBack(ledger);
  }

  /** A recount waits for what this process has changed; never rejects. */
  async writeAll(): Promise<void> {
    await this.#options.flush();
    await this.tellWrittenUntil().catch((error: unknown) => {
      this.#options.note('warn', 'quota.keeping-failed', errorFields(error));
    });
  }

  /** Says how far the changes of this process are written down. Rejects where the database is away. */
  async tellWrittenUntil(): Promise<void> {
    const { database, processId } = this.#options;
    await database.query(writtenUntil, [processId, this.unwritten.writtenUntil]);
  }

  /** One round; never rejects. */
  tick(): Promise<void> {
    this.#ticking ??= this.#tick().finally(() => (this.#ticking = undefined));
    return this.#ticking;
  }

  async #tick(): Promise<void> {
    try {
      await this.tellWrittenUntil();
      this.#inTouchSince ??= Date.now();
      await this.#leases.compare(this.#books.ledgers, this.unwritten.empty);
      for (const ledger of this.#books.ledgers) {
        if (ledger.quietSince(Date.now() - this.#quietMs)) await this.#leases.giveBack(ledger);
      }
      if (Date.now() - this.#inTouchSince >= deadAfterMs) await this.#fallBack();
    } catch (error) {
      this.#inTouchSince = undefined;
      this.#options.note('warn', 'quota.keeping-failed', errorFields(error));
    }
  }

  async #fallBack(): Promise<void> {
    const ledgers = await this.#leases.fallBack();
    if (ledgers.length > 0) this.#options.note('warn', 'quota.lease-fell-back', { ledgers });
  }
}
