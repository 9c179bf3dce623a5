// How each kind of record is written: one statement a batch, which changes nothing when it is run twice. Whether an
// account or customer still exists is looked up in the statement, because a record outlives what it is about.
import type pg from 'pg';
import { withWhoWasMeant } from './who-was-meant.js';
import type { Endpoint, LiveDataConnection } from '../ftp/index.js';
import { writeTransfers, type NegativeUsage, type TransferRow } from './transfer-table.js';

/** One row of login_attempts. Times are ISO-8601, paths and names escaped, addresses without a zone: as in SQL. */
export interface LoginAttemptRow {
  readonly at: string;
  readonly id: string;
  readonly session_id: string;
  /** Whose login the name is, or nearly is. */
  readonly account_id: string | null;
  readonly name: string;
  readonly client_address: string;
  readonly client_program: string | null;
  readonly tls: boolean;
  readonly outcome: string;
}

/** One row of data_connections. */
export interface DataConnectionRow {
  readonly at: string;
  readonly id: string;
  readonly session_id: string;
  readonly account_id: string;
  readonly customer_id: string;
  readonly client_address: string;
  readonly client_program: string | null;
  readonly verb: string;
  readonly offered_address: string | null;
  readonly offered_port: number | null;
  readonly local_port: number | null;
  readonly peer_address: string | null;
  readonly peer_port: number | null;
  readonly connect_ms: number | null;
  readonly first_byte_ms: number | null;
  readonly last_byte_ms: number | null;
  readonly duration_ms: number;
  readonly bytes: number;
  readonly tls_version: string | null;
  readonly tls_resumed: boolean | null;
  readonly strangers: number;
  readonly outcome: string;
  readonly verdict: string;
  readonly errno: string | null;
  readonly reference: string;
  readonly closed_first: 'client' | 'server' | null;
  readonly policy_version: number | null;
  readonly decision: string | null;
}

/** What ftp_sessions shows of the data connection that a session has now, or had last. */
export interface LiveConnectionColumn {
  readonly id: string;
  readonly verb: string;
  readonly state: LiveDataConnection['state'] | 'ended';
  readonly askedAt: string;
  /** When it came into this state. */
  readonly since: string;
  readonly offered: Endpoint | null;
  readonly localPort: number | null;
  readonly peer: Endpoint | null;
  readonly tlsVersion: string | null;
  readonly bytes: number;
  /** Both only once it has ended. */
  readonly verdict: string | null;
  readonly reference: string | null;
}

/** One row of ftp_sessions as it stands now. */
export interface SessionRow {
  readonly id: string;
  readonly process_id: string;
  readonly account_id: string | null;
  readonly customer_id: string | null;
  readonly login: string | null;
  readonly client_address: string;
  readonly client_port: number;
  readonly server_address: string;
  readonly server_port: number;
  readonly client_program: string | null;
  readonly tls_version: string | null;
  readonly opened_at: string;
  readonly logged_in_at: string | null;
  readonly seen_at: string;
  readonly working_folder: string;
  readonly transfer: object | null;
  readonly data_connection: LiveConnectionColumn | null;
  readonly closed_at: string | null;
  readonly end_reason: string | null;
}

/** Adds the news for the panel's session pages, where something was written. */
const withNews = (statement: string) => `
  with written as (${statement}
  returning 1)
  select pg_notify('panel', 'session:' || $2::uuid) where exists (select from written)`;

// Staff hear also of those that belong to no customer.
const loginAttempts = `
  with written as (
    insert into login_attempts (at, id, server_id, session_id, account_id, customer_id, name, client_address,
      client_program, tls, outcome)
    select r.at, r.id, $2, r.session_id, a.id, a.customer_id, r.name, r.client_address, r.client_program, r.tls, r.outcome
    from jsonb_to_recordset($1::jsonb) as r (at timestamptz, id uuid, session_id uuid, account_id uuid, name text,
      client_address inet, client_program text, tls boolean, outcome text)
    left join ftp_accounts a on a.id = r.account_id
    on conflict (at, id) do nothing
    returning customer_id
  )
  select pg_notify('panel', 'login:' || coalesce(customer_id::text, '')) from (select distinct customer_id from written) as c`;

const dataConnections = withNews(`
  insert into data_connections (at, id, server_id, session_id, account_id, customer_id, client_address, client_program, verb,
    offered_address, offered_port, local_port, peer_address, peer_port, connect_ms, first_byte_ms, last_byte_ms,
    duration_ms, bytes, tls_version, tls_resumed, strangers, outcome, verdict, errno, reference, closed_first,
    policy_version, decision)
  select r.at, r.id, $2, r.session_id, a.id, c.id, r.client_address, r.client_program, r.verb,
    r.offered_address, r.offered_port, r.local_port, r.peer_address, r.peer_port, r.connect_ms, r.first_byte_ms,
    r.last_byte_ms, r.duration_ms, r.bytes, r.tls_version, r.tls_resumed, r.strangers, r.outcome, r.verdict, r.errno,
    r.reference, r.closed_first, r.policy_version, r.decision
  from jsonb_to_recordset($1::jsonb) as r (at timestamptz, id uuid, session_id uuid, account_id uuid, customer_id uuid,
    client_address inet, client_program text, verb text, offered_address text, offered_port integer, local_port integer,
    peer_address inet, peer_port integer, connect_ms integer, first_byte_ms integer, last_byte_ms integer, duration_ms integer, bytes bigint,
    tls_version text, tls_resumed boolean, strangers integer, outcome text, verdict text, errno text,
    reference text, closed_first text, policy_version integer, decision text)
  left join ftp_accounts a on a.id = r.account_id
  left join customers c on c.id = r.customer_id
  on conflict (at, id) do nothing`);

// A session that another process took for lost, because this one could not reach the database, comes back to life.
const sessions = withNews(`
  insert into ftp_sessions (id, server_id, process_id, account_id, customer_id, login, client_address, client_port,
    server_address, server_port, client_program, tls_version, opened_at, logged_in_at, seen_at, working_folder, transfer,
    data_connection, closed_at, end_reason)
  select r.id, $2, p.id, a.id, c.id, r.login, r.client_address, r.client_port, r.server_address, r.server_port,
    r.client_program, r.tls_version, r.opened_at, r.logged_in_at, r.seen_at, r.working_folder, r.transfer,
    r.data_connection, r.closed_at, r.end_reason
  from jsonb_to_recordset($1::jsonb) as r (id uuid, process_id uuid, account_id uuid, customer_id uuid, login text,
    client_address inet, client_port integer, server_address inet, server_port integer, client_program text,
    tls_version text, opened_at timestamptz, logged_in_at timestamptz, seen_at timestamptz, working_folder text,
    transfer jsonb, data_connection jsonb, closed_at timestamptz, end_reason text)
  left join server_processes p on p.id = r.process_id
  left join ftp_accounts a on a.id = r.account_id
  left join customers c on c.id = r.customer_id
  on conflict (id) do update set process_id = excluded.process_id, account_id = excluded.account_id,
    customer_id = excluded.customer_id, login = excluded.login, client_program = excluded.client_program,
    tls_version = excluded.tls_version, logged_in_at = excluded.logged_in_at, seen_at = excluded.seen_at,
    working_folder = excluded.working_folder, transfer = excluded.transfer,
    data_connection = excluded.data_connection, closed_at = excluded.closed_at, end_reason = excluded.end_reason`);

/** Writes batches of each kind of record for one server, and nudges the panel; each method rejects as a whole. */
export class RecordTables {
  readonly #database: pg.Pool;
  readonly #serverId: string;

  constructor(database: pg.Pool, serverId: string) {
    this.#database = database;
    this.#serverId = serverId;
  }

  /** Also finds out whom an unknown name nearly was. */
  async loginAttempts(rows: readonly LoginAttemptRow[]): Promise<void> {
    const attributed = await withWhoWasMeant(this.#database, this.#serverId, rows);
    await this.#write('record-login-attempts', loginAttempts, attributed);
  }

  /** Also settles the ledgers. Resolves with the ledgers that cannot be right any more. */
  transfers(rows: readonly TransferRow[]): Promise<readonly NegativeUsage[]> {
    return writeTransfers(this.#database, this.#serverId, rows);
  }

  dataConnections(rows: readonly DataConnectionRow[]): Promise<void> {
    return this.#write('record-data-connections', dataConnections, rows);
  }

  sessions(rows: readonly SessionRow[]): Promise<void> {
    return this.#write('record-sessions', sessions, rows);
  }

  async #write(name: string, text: string, rows: readonly object[]): Promise<void> {
    await this.#database.query({ name, text, values: [JSON.stringify(rows), this.#serverId] });
  }
}
