// Uploads that broke off, in the database: written down for the panel as the engine reports them, and removed from the
// disk when somebody discards them or a day has passed. What a part is and who is shown it is the jail's business.
import type pg from 'pg';
import { escapeBytes, Jail, JailError, resolvePath, rootPath, unescapeBytes } from '../ftp/index.js';
import type { Account, SessionFacts, UnfinishedUpload } from '../ftp/index.js';
import { findAccounts, toAccount, withoutZone } from './account-row.js';
import { errorFields, type Note } from './note.js';
import { askForRecount } from './transfer-table.js';

/** One row of unfinished_uploads, or word that it is no more. */
export type UnfinishedRow = { readonly id: string } & (
  | { readonly gone: true }
  | {
      readonly gone: false;
      readonly account_id: string;
      readonly path: string;
      readonly client_address: string | null;
      readonly received_bytes: number;
      readonly reason: string;
      readonly started_at: string;
      readonly ended_at: string;
    }
);

/** The row of an upload that has just broken off, or was found after a crash. */
export function unfinishedRow(session: SessionFacts, account: Account, upload: UnfinishedUpload): UnfinishedRow {
  return {
    id: upload.id,
    gone: false,
    account_id: account.id,
    path: escapeBytes(upload.path),
    client_address: upload.fromHere ? withoutZone(session.peer.address) : null,
    received_bytes: upload.receivedBytes,
    reason: escapeBytes(upload.reason),
    started_at: upload.startedAt.toISOString(),
    ended_at: upload.endedAt.toISOString(),
  };
}

// An account that was deleted meanwhile has taken its uploads along.
const write = `
  with told as (
    select r.* from jsonb_to_recordset($1::jsonb) as r (id uuid, gone boolean, account_id uuid, path text,
      client_address inet, received_bytes bigint, reason text, started_at timestamptz, ended_at timestamptz)
  ), forgotten as (
    delete from unfinished_uploads u using told t where u.id = t.id and t.gone returning u.account_id
  ), left_over as (
    insert into unfinished_uploads as u (id, account_id, server_id, path, client_address, received_bytes, reason,
      started_at, ended_at)
    select t.id, a.id, $2, t.path, t.client_address, t.received_bytes, t.reason, t.started_at, t.ended_at
    from told t join ftp_accounts a on a.id = t.account_id where not t.gone
    on conflict (id) do update set path = excluded.path, received_bytes = excluded.received_bytes,
      client_address = coalesce(excluded.client_address, u.client_address), reason = excluded.reason,
      started_at = excluded.started_at, ended_at = excluded.ended_at
    returning u.account_id
  )
  select pg_notify('panel', 'transfer:' || a.customer_id) from ftp_accounts a
  where a.id in (select account_id from forgotten union select account_id from left_over)`;

/** Writes a batch; of several rows of one upload the last counts. Twice the same batch changes nothing. */
export async function writeUnfinished(
  database: pg.Pool,
  serverId: string,
  rows: readonly UnfinishedRow[],
): Promise<void> {
  const latest = [...new Map(rows.map((row) => [row.id, row])).values()];
  await database.query({ name: 'record-unfinished', text: write, values: [JSON.stringify(latest), serverId] });
}

interface Found {
  readonly accountId: string;
  readonly path: string;
}

/** Removes the part from the disk and its row. Says whether there was one. Rejects with JailError where it stays. */
export async function discardUpload(database: pg.Pool, serverId: string, id: string): Promise<boolean> {
  const sql = 'select account_id as "accountId", path from unfinished_uploads where id = $1 and server_id = $2';
  const [found] = (await database.query<Found>(sql, [id, serverId])).rows;
  if (found === undefined) return false;
  await removePart(database, id, found);
  await askForRecount(database, [found.accountId]);
  await writeUnfinished(database, serverId, [{ id, gone: true }]);
  return true;
}

async function removePart(database: pg.Pool, id: string, { accountId, path }: Found): Promise<void> {
  const row = (await findAccounts(database, [accountId])).get(accountId);
  const file = resolvePath(unescapeBytes(path), rootPath);
  if (row === undefined || file === undefined) return;
  const { home } = toAccount(row);
  try {
    const jail = await Jail.open(home, { uploader: { accountId, clientAddress: '' } });
    try {
      await jail.discardPart(file, id);
    } finally {
      await jail.close();
    }
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** With its folder the part is gone too. */
function isGone(error: unknown): boolean {
  return error instanceof JailError && ['not-found', 'not-a-folder', 'home-missing'].includes(error.code);
}

const sweepEveryMs = 10 * 60_000;
const sweptAtOnce = 100;

const tooOld = `
  select id from unfinished_uploads where server_id = $1 and ended_at < now() - interval '1 day' order by ended_at limit ${sweptAtOnce}`;

/** Discards what nobody has continued for a day. Every process of the server does; doing it twice does no harm. */
export class UnfinishedSweep {
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly around: { readonly database: pg.Pool; readonly serverId: string; readonly note: Note },
  ) {}

  start(): void {
    this.#timer = setInterval(() => void this.sweep(), sweepEveryMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Never rejects. */
  sweep(): Promise<void> {
    this.#sweeping = this.#sweeping.then(() => this.#sweep());
    return this.#sweeping;
  }

  async #sweep(): Promise<void> {
    const { database, serverId, note } = this.around;
    try {
      const { rows } = await database.query<{ id: string }>(tooOld, [serverId]);
      for (const { id } of rows) {
        await discardUpload(database, serverId, id).catch((error: unknown) =>
          note('warn', 'unfinished-upload.not-removed', { id, ...errorFields(error) }),
        );
      }
    } catch (error) {
      note('warn', 'unfinished-uploads.not-swept', errorFields(error));
    }
  }
}
