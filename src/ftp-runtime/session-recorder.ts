// SessionObserver into the database: what happened is queued at once and written a moment later, so that the engine
// never waits and a database that is away costs no session. It decides nothing.
import type pg from 'pg';
import type {
  Account,
  DataConnectionFacts,
  LiveDataConnection,
  LoginAttempt,
  SessionEnd,
  SessionFacts,
  SessionObserver,
  SessionSnapshot,
  TransferFacts,
  TreeChange,
  UnfinishedUpload,
} from '../ftp/index.js';
import type { UnwrittenChanges } from './database-quotas.js';
import type { Note } from './note.js';
import { RecordQueue, type RecordLosses } from './record-queue.js';
import { chargeColumns, dataConnectionRow, loginAttemptRow, transferRow, treeChangeRow } from './record-rows.js';
import { RecordTables } from './record-tables.js';
import type { DataConnectionRow, LoginAttemptRow, SessionRow } from './record-tables.js';
import { SessionBook } from './session-book.js';
import { TransferLog } from './transfer-log.js';
import { unfinishedRow, writeUnfinished, type UnfinishedRow } from './unfinished-uploads.js';

const flushEveryMs = 250;
const lookEveryMs = 1_000;
const sessionsAtOnce = 500;

export interface SessionRecorderOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly processId: string;
  readonly note: Note;
  /** What has changed on the disk and waits to be charged for. */
  readonly unwritten: UnwrittenChanges;
  /** What the live sessions are doing now. */
  readonly snapshots: () => readonly SessionSnapshot[];
  readonly policyVersion: () => number | undefined;
}

/** Writes sessions, login attempts, transfers and data connections in batches. */
export class SessionRecorder implements SessionObserver {
  readonly noted: Note;
  readonly #options: SessionRecorderOptions;
  readonly #book: SessionBook;
  readonly #sessions: RecordQueue<SessionRow>;
  readonly #attempts: RecordQueue<LoginAttemptRow>;
  readonly #transfers: TransferLog;
  readonly #connections: RecordQueue<DataConnectionRow>;
  readonly #unfinished: RecordQueue<UnfinishedRow>;
  #timer: NodeJS.Timeout | undefined;
  #lookAt = 0;

  constructor(options: SessionRecorderOptions) {
    const { database, note, processId, serverId, unwritten } = options;
    const tables = new RecordTables(database, serverId);
    this.noted = note;
    this.#options = options;
    this.#book = new SessionBook(processId);
    this.#sessions = new RecordQueue({ name: 'sessions', note, write: (rows) => tables.sessions(rows) });
    this.#attempts = new RecordQueue({ name: 'login-attempts', note, write: (rows) => tables.loginAttempts(rows) });
    this.#transfers = new TransferLog({ database, tables, unwritten, note });
    this.#connections = new RecordQueue({
      name: 'data-connections',
      note,
      write: (rows) => tables.dataConnections(rows),
    });
    this.#unfinished = new RecordQueue({
      name: 'unfinished-uploads',
      note,
      write: (rows) => writeUnfinished(database, serverId, rows),
    });
  }

  /** What was lost since the start, of all kinds of records together. */
  get losses(): RecordLosses {
    const each = this.#queues().map((queue) => queue.losses);
    return {
      setAside: each.reduce((sum, { setAside }) => sum + setAside, 0),
      overflowed: each.reduce((sum, { overflowed }) => sum + overflowed, this.#book.forgotten),
    };
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), flushEveryMs).unref();
  }

  /** Writes what is left, once. What the database doesn't take then is lost, counted and said. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush('when-due');
    await this.flush('now');
    const left = this.#queues().reduce((sum, queue) => sum + queue.length, 0);
    if (left > 0) this.noted('error', 'records.lost-at-stop', { lost: left });
  }

  /** Writes the transfers that wait, so that the ledgers know of them; never rejects. */
  flushTransfers(): Promise<void> {
    return this.#transfers.flush('now');
  }

  /** Writes what waits; never rejects. */
  async flush(urgency: 'when-due' | 'now' = 'when-due'): Promise<void> {
    this.#look();
    await Promise.all([
      this.#flushSessions(urgency),
      this.#attempts.flush(urgency),
      this.#transfers.flush(urgency),
      this.#connections.flush(urgency),
      this.#unfinished.flush(urgency),
    ]);
  }

  opened(session: SessionFacts): void {
    this.#book.opened(session);
  }

  loginTried(session: SessionFacts, attempt: LoginAttempt, account: Account | undefined): void {
    if (attempt.outcome === 'accepted' && account !== undefined) this.#book.loggedIn(session, account, attempt.at);
    this.#queue(this.#attempts, loginAttemptRow(session, attempt));
  }

  transferEnded(session: SessionFacts, account: Account, transfer: TransferFacts): void {
    if (transfer.kind === 'listing') return;
    const charge = chargeColumns(transfer.settlement, this.#options.unwritten);
    this.#queue(this.#transfers, transferRow(session, account, { ...transfer, charge }));
  }

  treeChanged(session: SessionFacts, account: Account, change: TreeChange): void {
    const charge = chargeColumns(change.settlement, this.#options.unwritten);
    this.#queue(this.#transfers, treeChangeRow(session, account, { ...change, charge }));
  }

  dataConnectionChanged(session: SessionFacts, connection: LiveDataConnection): void {
    this.#book.connectionChanged(session, connection);
  }

  dataConnectionEnded(session: SessionFacts, account: Account, connection: DataConnectionFacts): void {
    this.#book.connectionEnded(session, connection);
    const policyVersion = this.#options.policyVersion();
    this.#queue(this.#connections, dataConnectionRow({ session, account }, connection, policyVersion));
  }

  uploadLeft(session: SessionFacts, account: Account, upload: UnfinishedUpload): void {
    this.#queue(this.#unfinished, unfinishedRow(session, account, upload));
  }

  uploadGone(_session: SessionFacts, _account: Account, id: string): void {
    this.#queue(this.#unfinished, { id, gone: true });
  }

  closed(session: SessionFacts, end: SessionEnd): void {
    this.#book.closed(session, end, new Date());
  }

  #queues() {
    return [this.#sessions, this.#attempts, this.#transfers, this.#connections, this.#unfinished];
  }

  #queue<Row>(queue: RecordQueue<Row>, row: Row): void {
    const full = queue.push(row);
    if (full) void queue.flush();
  }

  #look(): void {
    const now = Date.now();
    if (now < this.#lookAt) return;
    this.#lookAt = now + lookEveryMs;
    this.#book.look(this.#options.snapshots(), new Date(now));
  }

  /** The book is asked only when nothing of it waits, so that the newest state is what is written. */
  async #flushSessions(urgency: 'when-due' | 'now'): Promise<void> {
    while (this.#sessions.length === 0) {
      const rows = this.#book.take(sessionsAtOnce);
      if (rows.length === 0) return;
      for (const row of rows) this.#sessions.push(row);
      await this.#sessions.flush(urgency);
    }
    await this.#sessions.flush(urgency);
  }
}
