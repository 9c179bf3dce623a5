// Ends the sessions of accounts that changed under them, and tells the engine of changes that end nobody: a limit, a note.
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { Account, SessionEnd, SessionFacts } from '../ftp/index.js';
import {
  findAccounts,
  hasNewPassword,
  reachesElsewhere,
  toAccount,
  whyBarred,
  type AccountRow,
} from './account-row.js';
import type { AccountWatch, Watched } from './account-watch.js';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';

const safetyReadMs = 60_000;
const longestTimerMs = 2 ** 31 - 1;

/** What a client whose session is ended is told. */
const sentences = {
  deleted: 'This FTP account was deleted.',
  moved: 'This FTP account has moved to another server;',
  disabled: 'This FTP account was disabled; ask whoever manages it to enable it.',
  suspended: 'The hosting package of this FTP account was suspended.',
  expired: 'This FTP account has expired.',
  'network-not-allowed': 'This FTP account may no longer be used from your address.',
  password: 'The password of this FTP account was changed; log in with the new one.',
  reach: 'The folder, the permissions or the names of this FTP account were changed; log in again.',
} as const;
type Cause = keyof typeof sentences;

export interface AccountFollowerOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly watch: AccountWatch;
  readonly endSession: (sessionId: string, end: { reason: SessionEnd; sentence: string }) => number;
  /** The account's sessions that were not ended have its limits from now on. */
  readonly updateAccount: (account: Account) => void;
  readonly note: Note;
}

/** Compares the accounts of live sessions with the database whenever something may have changed. */
export class AccountFollower {
  readonly #options: AccountFollowerOptions;
  readonly #checking: Coalesced;
  readonly #suspects = new Set<string>();
  #safety: NodeJS.Timeout | undefined;
  #expiry: NodeJS.Timeout | undefined;
  #changes = 0;
  readonly #changesAtOpening = new Map<string, number>();

  constructor(options: AccountFollowerOptions) {
    this.#options = options;
    this.#checking = new Coalesced({
      work: () => this.#check(),
      onFailure: (error) => options.note('warn', 'account.read-failed', errorFields(error)),
    });
  }

  start(): void {
    this.#safety = setInterval(() => this.recheckAll(), safetyReadMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#safety);
    clearTimeout(this.#expiry);
    await this.#checking.stop();
  }

  accountChanged(accountId: string): void {
    this.#recheck((watched) => watched.row.id === accountId);
  }

  customerChanged(customerId: string): void {
    this.#recheck((watched) => watched.row.customerId === customerId);
  }

  planChanged(planId: string): void {
    this.#recheck((watched) => watched.row.planId === planId);
  }

  /** Nudges may have been lost. */
  recheckAll(): void {
    this.#recheck(() => true);
  }

  opened(session: SessionFacts): void {
    this.#changesAtOpening.set(session.id, this.#changes);
  }

  loggedIn(session: SessionFacts, account: Account): void {
    const watched = this.#options.watch.loggedIn(session, account);
    if (watched === undefined) return;
    // A change that came between reading the row and this moment found no session to end.
    if (this.#changes !== this.#changesAtOpening.get(session.id)) this.#suspect([watched]);
    this.#setExpiryTimer();
  }

  closed(session: SessionFacts): void {
    this.#changesAtOpening.delete(session.id);
    this.#options.watch.loggedOut(session.id);
  }

  #recheck(which: (watched: Watched) => boolean): void {
    this.#changes += 1;
    this.#suspect(this.#options.watch.all().filter(which));
  }

  #suspect(sessions: readonly Watched[]): void {
    if (sessions.length === 0) return;
    for (const { row } of sessions) this.#suspects.add(row.id);
    this.#checking.ask();
  }

  async #check(): Promise<void> {
    const ids = [...this.#suspects];
    // Emptied before reading: what is suspected during the read wants a read of its own.
    this.#suspects.clear();
    const rows = await this.#read(ids);
    const suspects = new Set(ids);
    for (const watched of this.#options.watch.all()) {
      if (suspects.has(watched.row.id)) this.#compare(watched, rows.get(watched.row.id));
    }
    this.#setExpiryTimer();
  }

  async #read(ids: readonly string[]): Promise<Map<string, AccountRow>> {
    try {
      return await findAccounts(this.#options.database, ids);
    } catch (error) {
      for (const id of ids) this.#suspects.add(id);
      throw error;
    }
  }

  #compare(watched: Watched, now: AccountRow | undefined): void {
    const { endSession, note, serverId, watch } = this.#options;
    const cause = causeToEnd(watched, now, serverId);
    if (cause === undefined) return this.#refresh(watched, now);
    watch.loggedOut(watched.sessionId);
    endSession(watched.sessionId, { reason: 'account-changed', sentence: sentenceFor(cause, now) });
    note('info', 'account.session-ended', { session: watched.sessionId, login: watched.row.login, cause });
  }

  #refresh(watched: Watched, now: AccountRow | undefined): void {
    if (now === undefined || isDeepStrictEqual(now, watched.row)) return;
    this.#options.watch.refresh(watched.sessionId, now);
    this.#options.updateAccount(toAccount(now));
  }

  /** One timer for the account that expires next. */
  #setExpiryTimer(): void {
    clearTimeout(this.#expiry);
    const moments = this.#options.watch.all().flatMap(({ row }) => row.expiresAt?.getTime() ?? []);
    if (moments.length === 0) return;
    const inMs = Math.min(Math.max(Math.min(...moments) - Date.now(), 0) + 1, longestTimerMs);
    this.#expiry = setTimeout(() => this.#expire(), inMs).unref();
  }

  #expire(): void {
    const now = Date.now();
    const due = this.#options.watch.all().filter(({ row }) => row.expiresAt !== null && row.expiresAt.getTime() <= now);
    if (due.length === 0) this.#setExpiryTimer();
    else this.#suspect(due);
  }
}

function sentenceFor(cause: Cause, now: AccountRow | undefined): string {
  if (cause !== 'moved' || now === undefined) return sentences[cause];
  return `${sentences.moved} connect to ${now.serverHost} port ${now.serverPort} and log in there as before.`;
}

function causeToEnd(watched: Watched, now: AccountRow | undefined, serverId: string): Cause | undefined {
  if (now === undefined) return 'deleted';
  if (now.serverId !== serverId) return 'moved';
  const barred = whyBarred(now, { address: watched.clientAddress, at: new Date() });
  if (barred !== undefined && barred in sentences) return barred as Cause;
  if (hasNewPassword(watched.row, now)) return 'password';
  return reachesElsewhere(watched.row, now) ? 'reach' : undefined;
}
