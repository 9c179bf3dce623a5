// Which ledgers the folders of a web root belong to, read from the database and kept for all its sessions.
import type pg from 'pg';
import { escapeBytes, unescapeBytes, type ByteString, type StoredChange } from '../ftp/index.js';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';
import { Ledger, type LedgerFacts } from './quota-ledger.js';

/** The accounts of one web root and its customer. */
export class QuotaBook {
  ledgers: readonly Ledger[] = [];

  constructor(readonly webRootId: string) {}

  /** The ledgers that one of these changes is charged to. */
  chargedWith(changes: readonly StoredChange[]): Ledger[] {
    return this.ledgers.filter((ledger) => ledger.holds(changes));
  }

  /** Whether every ledger holds both folders or neither. */
  sameForBoth(one: ByteString, other: ByteString): boolean {
    const holds = (ledger: Ledger, folder: ByteString) => ledger.holds([{ folder, bytes: 0, files: 0 }]);
    return this.ledgers.every((ledger) => holds(ledger, one) === holds(ledger, other));
  }
}

interface LedgerRow extends Omit<LedgerFacts, 'limitBytes' | 'limitFiles' | 'folder'> {
  readonly webRootId: string;
  readonly folder: string | null;
  readonly limitBytes: number | null;
  readonly limitFiles: number | null;
}

const ledgersOfWebRoots = `
  select a.web_root_id as "webRootId", 'account' as kind, a.id, coalesce(u.real_folder, a.folder) as folder,
    a.quota_bytes::float8 as "limitBytes", a.quota_files::float8 as "limitFiles"
  from ftp_accounts a left join account_usage u on u.account_id = a.id where a.web_root_id = any ($1::uuid[])
  union all
  select w.id, 'customer', w.customer_id, null, p.quota_bytes::float8, p.quota_files::float8
  from web_roots w join customers c on c.id = w.customer_id join plans p on p.id = c.plan_id where w.id = any ($1::uuid[])`;

// A folder that is a link, or lies behind one, is somewhere else than its name says; what is under it has to be counted.
const rememberHome = `
  with account as (
    select a.id, a.web_root_id, nullif($2, a.folder) as real_folder from ftp_accounts a where a.id = $1
  ), moved as (
    insert into account_usage as u (account_id, real_folder) select id, real_folder from account
    where real_folder is not null or exists (select from account_usage where account_id = $1 and real_folder is not null)
    on conflict (account_id) do update set real_folder = excluded.real_folder
      where u.real_folder is distinct from excluded.real_folder
    returning account_id
  ), due as (
    update web_root_usage u set recount_due_at = now() from account where u.web_root_id = account.web_root_id
      and exists (select from moved)
  )
  select web_root_id as "webRootId" from account`;

/** The books of the web roots that somebody has logged in to. */
export class QuotaBooks {
  readonly #database: pg.Pool;
  readonly #books = new Map<string, QuotaBook>();
  readonly #ledgers = new Map<string, Ledger>();
  readonly #reading: Coalesced;

  constructor(database: pg.Pool, note: Note) {
    this.#database = database;
    this.#reading = new Coalesced({
      work: () => this.#read([...this.#books.keys()]),
      onFailure: (error) => note('warn', 'quota.read-failed', errorFields(error)),
    });
  }

  get ledgers(): Iterable<Ledger> {
    return this.#ledgers.values();
  }

  /**
   * The book of the web root that an account lies in, whose folder is really `home`. Rejects where the database is away
   * or the account gone.
   */
  async of(accountId: string, home: ByteString): Promise<QuotaBook> {
    const { rows } = await this.#database.query<{ webRootId: string }>(rememberHome, [accountId, escapeBytes(home)]);
    const webRootId = rows[0]?.webRootId;
    if (webRootId === undefined) throw new Error('The FTP account is gone.');
    await this.#read([webRootId]);
    return this.#book(webRootId);
  }

  /** The account's or customer's ledger, where this process knows it. */
  find(id: string): Ledger | undefined {
    return this.#ledgers.get(id);
  }

  /** Limits, folders or accounts may have changed. */
  reread(): void {
    this.#reading.ask();
  }

  stop(): Promise<void> {
    return this.#reading.stop();
  }

  async #read(webRootIds: readonly string[]): Promise<void> {
    const { rows } = await this.#database.query<LedgerRow>(ledgersOfWebRoots, [webRootIds]);
    for (const webRootId of webRootIds) {
      const own = rows.filter((row) => row.webRootId === webRootId);
      this.#book(webRootId).ledgers = own.map((row) => this.#ledger(row));
    }
  }

  #book(webRootId: string): QuotaBook {
    const book = this.#books.get(webRootId) ?? new QuotaBook(webRootId);
    this.#books.set(webRootId, book);
    return book;
  }

  #ledger({ kind, id, folder, limitBytes, limitFiles }: LedgerRow): Ledger {
    const facts = {
      kind,
      id,
      folder: folder === null ? undefined : unescapeBytes(folder),
      limitBytes: limitBytes ?? undefined,
      limitFiles: limitFiles ?? undefined,
    };
    const ledger = this.#ledgers.get(id) ?? new Ledger(facts);
    ledger.learn(facts);
    this.#ledgers.set(id, ledger);
    return ledger;
  }
}
