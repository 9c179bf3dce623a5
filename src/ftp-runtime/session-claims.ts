// Whether an account and its customer may open one more session, so that the limits of the two hold also where several
// processes let people in at the same moment. Sessions of other processes are counted in the database, which is asked by
// one at a time for each customer; those of this process are counted here, together with those that are on their way in.
import type pg from 'pg';
import type { LoginRefusal, SessionSnapshot } from '../ftp/index.js';
import type { LoginRow } from './account-row.js';
import { errorFields, type Note } from './note.js';

export interface SessionClaimsOptions {
  readonly database: pg.Pool;
  readonly processId: string;
  /** The live sessions of this process. */
  readonly sessionsHere: () => readonly SessionSnapshot[];
  readonly note: Note;
}

interface Claimant {
  readonly accountId: string;
  readonly customerId: string;
}

const claim = `select claim_session($1, $2, $3, $4, $5) as refused`;
const free = `delete from session_claims where session_id = $1 and account_id = $2`;

/** The sessions of this process that want in. */
export class SessionClaims {
  readonly #options: SessionClaimsOptions;
  readonly #onTheirWay = new Map<string, Claimant>();
  /** The last turn of each customer: what is counted here must not be overtaken on the way to the database. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: SessionClaimsOptions) {
    this.#options = options;
  }

  /**
   * Takes a place for a session, or says which limit stands against it. Whoever has one says `entered` or `givenUp` in the
   * end.
   */
  async take(sessionId: string, row: LoginRow): Promise<LoginRefusal | undefined> {
    const { customerId, customerMaxSessions, maxSessions } = row;
    if (maxSessions === null && customerMaxSessions === null) return undefined;
    return this.#inTurn(customerId, () => this.#claim(sessionId, row));
  }

  /** The session is in and counted as such. */
  entered(sessionId: string): void {
    this.#onTheirWay.delete(sessionId);
  }

  /** The session is not coming: its place is free again, for other processes too. Without one nothing happens. */
  givenUp(sessionId: string): void {
    const claimant = this.#onTheirWay.get(sessionId);
    if (claimant === undefined) return;
    this.#onTheirWay.delete(sessionId);
    const { database, note } = this.#options;
    // In turn, so that it does not take away what the same session claims next. Left alone a claim is over after 15 s.
    this.#inTurn(claimant.customerId, () => database.query(free, [sessionId, claimant.accountId])).catch(
      (error: unknown) => note('warn', 'session.claim-kept', { sessionId, ...errorFields(error) }),
    );
  }

  async #inTurn<T>(customerId: string, work: () => Promise<T>): Promise<T> {
    const working = (this.#turns.get(customerId) ?? Promise.resolve()).then(work);
    const turn = working.catch(() => undefined);
    this.#turns.set(customerId, turn);
    try {
      return await working;
    } finally {
      if (this.#turns.get(customerId) === turn) this.#turns.delete(customerId);
    }
  }

  async #claim(sessionId: string, { customerId, id: accountId }: LoginRow): Promise<LoginRefusal | undefined> {
    this.#onTheirWay.set(sessionId, { accountId, customerId });
    const here = this.#here().filter((claimant) => claimant.customerId === customerId);
    const ofAccount = here.filter((claimant) => claimant.accountId === accountId);
    const { database, processId } = this.#options;
    const { rows } = await database.query<{ refused: LoginRefusal | null }>({
      name: 'claim-session',
      text: claim,
      values: [sessionId, processId, accountId, ofAccount.length, here.length],
    });
    const refused = rows[0]?.refused ?? undefined;
    if (refused !== undefined) this.#onTheirWay.delete(sessionId);
    return refused;
  }

  #here(): Claimant[] {
    const inside = this.#options.sessionsHere().filter(({ facts }) => !this.#onTheirWay.has(facts.id));
    const claimants = inside.flatMap(({ accountId, customerId }) =>
      accountId === undefined || customerId === undefined ? [] : [{ accountId, customerId }],
    );
    return [...claimants, ...this.#onTheirWay.values()];
  }
}
