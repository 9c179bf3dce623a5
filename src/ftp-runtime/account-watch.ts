// Which row each live session logged in with. The authenticator writes it down, the follower compares.
import type { Account, SessionFacts } from '../ftp/index.js';
import type { AccountRow } from './account-row.js';

/** One logged-in session and the row that it was let in with. */
export interface Watched {
  readonly sessionId: string;
  readonly clientAddress: string;
  readonly row: AccountRow;
}

/** The rows behind the logged-in sessions of this process. */
export class AccountWatch {
  readonly #accepted = new WeakMap<Account, AccountRow>();
  readonly #watched = new Map<string, Watched>();

  /** The right password was given for this row; the engine will say whether a session came of it. */
  accepted(account: Account, row: AccountRow): void {
    this.#accepted.set(account, row);
  }

  /** A session is logged in. Returns undefined for an account that was not accepted here. */
  loggedIn(session: SessionFacts, account: Account): Watched | undefined {
    const row = this.#accepted.get(account);
    if (row === undefined) return undefined;
    const watched = { sessionId: session.id, clientAddress: session.peer.address, row };
    this.#watched.set(session.id, watched);
    return watched;
  }

  /** From now on the session is compared with this row. */
  refresh(sessionId: string, row: AccountRow): void {
    const watched = this.#watched.get(sessionId);
    if (watched !== undefined) this.#watched.set(sessionId, { ...watched, row });
  }

  loggedOut(sessionId: string): void {
    this.#watched.delete(sessionId);
  }

  all(): Watched[] {
    return [...this.#watched.values()];
  }
}
