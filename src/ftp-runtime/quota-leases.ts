// Rows of quota_leases: asking for room, giving it back, and taking it back from processes that died. How big a block is
// and that no limit is passed is lease_quota's doing, in the database.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { QuotaStanding, Room } from '../ftp/index.js';
import { errorFields, type Note } from './note.js';
import type { Ledger } from './quota-ledger.js';
import { quotaRefusal, quotaUnknown } from './quota-words.js';

export interface QuotaLeasesOptions {
  readonly database: pg.Pool;
  readonly processId: string;
  readonly note: Note;
  /** Writes the records that wait, so that the ledgers know what was deleted a moment ago. Never rejects. */
  readonly flush: () => Promise<void>;
}

interface LeaseRow {
  /** null: not all that was wanted is left. */
  readonly lease: string | null;
  readonly granted_bytes: number;
  readonly granted_files: number;
  readonly used_bytes: number;
  readonly used_files: number;
  readonly quota_bytes: number | null;
  readonly quota_files: number | null;
  readonly lacking: 'bytes' | 'files' | null;
  readonly leased_elsewhere: boolean;
}

const lease = `
  select lease, granted_bytes::float8, granted_files::float8, used_bytes::float8, used_files::float8, quota_bytes::float8,
    quota_files::float8, lacking, leased_elsewhere
  from lease_quota($1, $2, $3, $4, $5)`;

const giveBack = `
  update quota_leases set leased_bytes = greatest(leased_bytes - $2, 0), leased_files = greatest(leased_files - $3, 0),
    updated_at = now() where id = $1`;

const rowsOf = `
  select id, leased_bytes::float8 as bytes, leased_files::float8 as files from quota_leases where id = any ($1::uuid[])`;

// The ledger is wrong by what the dead process has stored and not written down, so its web roots are counted anew.
const fallBack = `
  with fallen as (
    delete from quota_leases l using server_processes p
    where p.id = l.process_id and p.id <> $1 and p.heartbeat_at < now() - interval '15 seconds'
    returning l.account_id, l.customer_id
  ), due as (
    update web_root_usage u set recount_due_at = now() from web_roots w
    where w.id = u.web_root_id and (w.customer_id in (select customer_id from fallen)
      or w.id in (select a.web_root_id from ftp_accounts a join fallen f on f.account_id = a.id))
  )
  select coalesce(account_id, customer_id) as id from fallen`;

const standing = `
  select a.quota_bytes::float8 as quota_bytes, a.quota_files::float8 as quota_files,
    coalesce(u.used_bytes, 0)::float8 as used_bytes, coalesce(u.used_files, 0)::float8 as used_files,
    p.quota_bytes::float8 as customer_quota_bytes, coalesce(cu.used_bytes, 0)::float8 as customer_used_bytes
  from ftp_accounts a join customers c on c.id = a.customer_id join plans p on p.id = c.plan_id
  left join account_usage u on u.account_id = a.id left join customer_usage cu on cu.customer_id = c.id
  where a.id = $1`;

interface StandingRow {
  readonly quota_bytes: number | null;
  readonly quota_files: number | null;
  readonly used_bytes: number;
  readonly used_files: number;
  readonly customer_quota_bytes: number | null;
  readonly customer_used_bytes: number;
}

/** How long and how often to look whether others have given back what they do not use. */
const othersWithinMs = 1_000;
const othersEveryMs = 50;

/** The leases of one process. */
export class QuotaLeases {
  readonly #options: QuotaLeasesOptions;
  readonly #asking = new Map<Ledger, Promise<void>>();

  constructor(options: QuotaLeasesOptions) {
    this.#options = options;
  }

  /**
   * Leases what a ledger is missing for this. Rejects with FtpError 552 where there is none, after all that is written
   * down late and leased in vain elsewhere was asked for, and with 452 where the database is away.
   */
  async obtain(ledger: Ledger, room: Room): Promise<void> {
    // Whoever comes meanwhile asks anew afterwards: the block may be enough for both.
    const before = this.#asking.get(ledger);
    if (before !== undefined) return before.catch(() => undefined);
    const asking = this.#obtain(ledger, room).finally(() => this.#asking.delete(ledger));
    this.#asking.set(ledger, asking);
    return asking;
  }

  /** Gives back what is free. Where that fails, `compare` finds it later. */
  async giveBack(ledger: Ledger): Promise<void> {
    const { database, note } = this.#options;
    const free = ledger.giveBack();
    if (ledger.lease === undefined || (free.bytes === 0 && free.files === 0)) return;
    try {
      await database.query(giveBack, [ledger.lease, free.bytes, free.files]);
    } catch (error) {
      note('warn', 'quota.give-back-failed', errorFields(error));
    }
  }

  /** Gives back everything: nothing is spent any more. Rejects where the database is away. */
  async giveBackAll(): Promise<void> {
    await this.#options.database.query('delete from quota_leases where process_id = $1', [this.#options.processId]);
  }

  /** Takes back what processes held that have been silent for 15 s. Says whose ledgers are counted anew. */
  async fallBack(): Promise<readonly string[]> {
    const { rows } = await this.#options.database.query<{ id: string }>(fallBack, [this.#options.processId]);
    return rows.map(({ id }) => id);
  }

  /**
   * Compares with the rows: finds leases that others have taken back because they took this process for dead, and gives
   * back what a lost answer has left leased. `allWritten`: no settled change waits to be written down.
   */
  async compare(ledgers: Iterable<Ledger>, allWritten: boolean): Promise<void> {
    const startedAt = Date.now();
    const held = [...ledgers].flatMap((ledger) =>
      ledger.lease === undefined ? [] : [{ ledger, lease: ledger.lease }],
    );
    if (held.length === 0) return;
    const ids = held.map((each) => each.lease);
    const { rows } = await this.#options.database.query<Room & { id: string }>(rowsOf, [ids]);
    for (const { ledger, lease } of held) {
      if (ledger.lease !== lease) continue;
      const row = rows.find(({ id }) => id === lease);
      if (row === undefined) ledger.lost();
      else if (allWritten && ledger.quietSince(startedAt) && !this.#asking.has(ledger)) ledger.recover(row);
    }
  }

  /** What an account has used, with all that is written down by now. Rejects with FtpError 452. */
  async standing(accountId: string): Promise<QuotaStanding | undefined> {
    await this.#options.flush();
    const row = (await this.#query<StandingRow>(standing, [accountId]))[0];
    if (row === undefined) return undefined;
    const left = [leftOf(row.quota_bytes, row.used_bytes), leftOf(row.customer_quota_bytes, row.customer_used_bytes)];
    const smallest = Math.min(...left);
    return {
      used: { bytes: row.used_bytes, files: row.used_files },
      limitBytes: row.quota_bytes ?? undefined,
      limitFiles: row.quota_files ?? undefined,
      leftBytes: smallest === Infinity ? undefined : Math.max(smallest, 0),
    };
  }

  async #obtain(ledger: Ledger, room: Room): Promise<void> {
    if ((await this.#ask(ledger, room)) === undefined) return;
    await this.#options.flush();
    let full = await this.#ask(ledger, room);
    if (full?.leased_elsewhere === true) full = await this.#askOthers(ledger, room);
    if (full === undefined) return;
    throw quotaRefusal(ledger.facts, full);
  }

  async #askOthers(ledger: Ledger, room: Room): Promise<LeaseRow | undefined> {
    const giveUpAt = Date.now() + othersWithinMs;
    await this.#query(`select pg_notify('ftp_runtime', 'lease:' || $1)`, [ledger.facts.id]);
    for (;;) {
      await sleep(othersEveryMs);
      const full = await this.#ask(ledger, room);
      if (full?.leased_elsewhere !== true || Date.now() > giveUpAt) return full;
    }
  }

  /** Asks once; resolves with what the ledger says where there is not enough left. */
  async #ask(ledger: Ledger, room: Room): Promise<LeaseRow | undefined> {
    const missing = ledger.missingFor(room);
    const { facts } = ledger;
    const values = [this.#options.processId, facts.kind, facts.id, missing.bytes, missing.files];
    const row = (await this.#query<LeaseRow>(lease, values))[0];
    // An account that is gone limits nobody; for one whose limits have changed, the newest count.
    ledger.learn({ ...facts, limitBytes: row?.quota_bytes ?? undefined, limitFiles: row?.quota_files ?? undefined });
    if (row === undefined) return undefined;
    if (row.lease === null) return row;
    ledger.granted(row.lease, { bytes: row.granted_bytes, files: row.granted_files });
    return undefined;
  }

  async #query<T extends object>(sql: string, values: readonly unknown[]): Promise<T[]> {
    try {
      return (await this.#options.database.query<T>(sql, [...values])).rows;
    } catch (error) {
      this.#options.note('warn', 'quota.lease-failed', errorFields(error));
      throw quotaUnknown();
    }
  }
}

function leftOf(limit: number | null, used: number): number {
  return limit === null ? Infinity : limit - used;
}
