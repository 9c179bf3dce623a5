// The sessions of this process as ftp_sessions shall show them: one row each, rewritten when it changed. It writes
// nothing itself.
import type {
  Account,
  DataConnectionFacts,
  LiveDataConnection,
  SessionEnd,
  SessionFacts,
  SessionSnapshot,
} from '../ftp/index.js';
import { escapeBytes } from '../ftp/index.js';
import { withoutZone } from './account-row.js';
import { endedConnection, escaped, liveConnection, liveTransfer } from './record-rows.js';
import type { LiveConnectionColumn, SessionRow } from './record-tables.js';

/** How many ended sessions are remembered while the database is away. */
const maxEnded = 20_000;

/** Keeps a row for each session until somebody has taken its end. */
export class SessionBook {
  readonly #processId: string;
  readonly #rows = new Map<string, SessionRow>();
  readonly #changed = new Set<string>();
  /** Rows that the database has or may have. */
  readonly #known = new Set<string>();
  #ended = 0;
  #forgotten = 0;

  constructor(processId: string) {
    this.#processId = processId;
  }

  /** Ended sessions that were dropped because the database was away for too long. */
  get forgotten(): number {
    return this.#forgotten;
  }

  opened(session: SessionFacts): void {
    const at = session.openedAt.toISOString();
    this.#put({
      ...this.#fixed(session),
      account_id: null,
      customer_id: null,
      login: null,
      logged_in_at: null,
      seen_at: at,
      working_folder: '/',
      transfer: null,
      data_connection: null,
      closed_at: null,
      end_reason: null,
    });
  }

  /** What another account did in this session before is not this one's owner's to see. */
  loggedIn(session: SessionFacts, account: Account, at: Date): void {
    this.#change(session.id, {
      ...this.#fixed(session),
      account_id: account.id,
      customer_id: account.customerId,
      login: account.login,
      logged_in_at: at.toISOString(),
      seen_at: at.toISOString(),
      data_connection: null,
    });
  }

  connectionChanged(session: SessionFacts, connection: LiveDataConnection): void {
    this.#showConnection(session.id, liveConnection(connection));
  }

  connectionEnded(session: SessionFacts, connection: DataConnectionFacts): void {
    this.#showConnection(session.id, endedConnection(connection));
  }

  /** Takes what live sessions do now; only those that changed are written again. */
  look(snapshots: readonly SessionSnapshot[], now: Date): void {
    for (const snapshot of snapshots) {
      this.#change(snapshot.facts.id, {
        client_program: escaped(snapshot.facts.clientProgram),
        tls_version: snapshot.facts.tlsVersion ?? null,
        seen_at: (snapshot.transfer === undefined ? snapshot.lastCommandAt : now).toISOString(),
        working_folder: escapeBytes(snapshot.workingFolder),
        transfer: snapshot.transfer === undefined ? null : liveTransfer(snapshot.transfer),
      });
    }
  }

  /** A client that came and went between two writes without logging in is not worth a row. */
  closed(session: SessionFacts, end: SessionEnd, at: Date): void {
    const row = this.#rows.get(session.id);
    if (row === undefined) return;
    if (row.logged_in_at === null && !this.#known.has(session.id)) {
      this.#drop(session.id);
      return;
    }
    this.#put({ ...row, transfer: null, closed_at: at.toISOString(), end_reason: end });
    this.#ended += 1;
    if (this.#ended > maxEnded) this.#forgetOldestEnded();
  }

  /** The rows to write now, at most `limit`; whoever takes them writes them, in this order. */
  take(limit: number): SessionRow[] {
    const rows: SessionRow[] = [];
    for (const id of this.#changed) {
      if (rows.length === limit) break;
      const row = this.#rows.get(id);
      this.#changed.delete(id);
      if (row === undefined) continue;
      rows.push(row);
      if (row.closed_at === null) this.#known.add(id);
      else this.#dropEnded(id);
    }
    return rows;
  }

  /** The end of a connection may be heard after the next one was agreed on; the newer one is what is shown. */
  #showConnection(id: string, connection: LiveConnectionColumn): void {
    const shown = this.#rows.get(id)?.data_connection;
    if (shown && shown.id !== connection.id && shown.askedAt > connection.askedAt) return;
    this.#change(id, { data_connection: connection });
  }

  #fixed(session: SessionFacts) {
    return {
      id: session.id,
      process_id: this.#processId,
      client_address: withoutZone(session.peer.address),
      client_port: session.peer.port,
      server_address: withoutZone(session.local.address),
      server_port: session.local.port,
      client_program: escaped(session.clientProgram),
      tls_version: session.tlsVersion ?? null,
      opened_at: session.openedAt.toISOString(),
    };
  }

  #change(id: string, change: Partial<SessionRow>): void {
    const row = this.#rows.get(id);
    if (row === undefined || row.closed_at !== null) return;
    const changed = { ...row, ...change };
    if (JSON.stringify(changed) !== JSON.stringify(row)) this.#put(changed);
  }

  #put(row: SessionRow): void {
    this.#rows.set(row.id, row);
    this.#changed.add(row.id);
  }

  #drop(id: string): void {
    this.#rows.delete(id);
    this.#changed.delete(id);
    this.#known.delete(id);
  }

  #dropEnded(id: string): void {
    this.#drop(id);
    this.#ended -= 1;
  }

  #forgetOldestEnded(): void {
    for (const row of this.#rows.values()) {
      if (row.closed_at === null) continue;
      this.#dropEnded(row.id);
      this.#forgotten += 1;
      return;
    }
  }
}
