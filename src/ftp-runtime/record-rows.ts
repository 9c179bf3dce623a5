// From what the engine reports to rows that SQL can hold. Pure; paths, names and words of clients leave here escaped.
import { escapeBytes } from '../ftp/index.js';
import type {
  Account,
  DataConnectionFacts,
  LiveDataConnection,
  LoginAttempt,
  SessionFacts,
  SessionSnapshot,
  Settlement,
  TransferFacts,
  TreeChange,
} from '../ftp/index.js';
import { withoutZone } from './account-row.js';
import type { UnwrittenChanges } from './database-quotas.js';
import type { DataConnectionRow, LiveConnectionColumn, LoginAttemptRow } from './record-tables.js';
import type { ChargeColumns, TransferRow } from './transfer-table.js';

const longestIntervalMs = 2 ** 31 - 1;
/** A name that nobody could have is kept only as far as it helps to recognise it. */
const longestTriedName = 255;

export function loginAttemptRow(session: SessionFacts, attempt: LoginAttempt): LoginAttemptRow {
  return {
    at: attempt.at.toISOString(),
    id: attempt.id,
    session_id: session.id,
    account_id: orNull(attempt.accountId),
    name: escapeText(attempt.name.slice(0, longestTriedName)),
    client_address: withoutZone(session.peer.address),
    client_program: escaped(session.clientProgram),
    tls: session.tlsVersion !== undefined,
    outcome: attempt.outcome,
  };
}

/** What a record changes in the ledgers; null where nothing is charged for it. */
export function chargeColumns(settlement: Settlement | undefined, unwritten: UnwrittenChanges): ChargeColumns | null {
  const charge = unwritten.chargeOf(settlement);
  if (settlement === undefined || charge === undefined) return null;
  const { begunAt, changes, endedAt, moved } = settlement;
  return {
    mark: charge.mark,
    web_root_id: charge.webRootId,
    begun_at: begunAt.toISOString(),
    ended_at: endedAt.toISOString(),
    changes: changes.map((change) => ({ ...change, folder: escapeBytes(change.folder) })),
    moved: moved === undefined ? null : { ...moved, from: escapeBytes(moved.from), to: escapeBytes(moved.to) },
    spent: charge.spent,
  };
}

type Charged<Facts> = Facts & { readonly charge: ChargeColumns | null };

export function transferRow(session: SessionFacts, account: Account, transfer: Charged<TransferFacts>): TransferRow {
  return {
    ...origin(session, account),
    at: transfer.endedAt.toISOString(),
    id: transfer.id,
    login: account.login,
    kind: transfer.kind,
    path: escapeBytes(transfer.path),
    to_path: null,
    bytes: transfer.bytes,
    added_bytes: transfer.addedBytes,
    added_files: transfer.addedFiles,
    duration_ms: intervalMs(transfer.startedAt, transfer.endedAt),
    mode: transfer.mode ?? null,
    tls: transfer.secure,
    outcome: transfer.outcome,
    reply: escapeBytes(transfer.reply),
    written: transfer.written ?? 'staged',
    sha256: transfer.sha256 ?? null,
    charge: transfer.charge,
  };
}

/** A change of the tree stands among the transfers: to a customer it is the same history. */
export function treeChangeRow(session: SessionFacts, account: Account, change: Charged<TreeChange>): TransferRow {
  return {
    ...origin(session, account),
    at: change.at.toISOString(),
    id: change.id,
    login: account.login,
    kind: change.kind,
    path: escapeBytes(change.path),
    to_path: change.to === undefined ? null : escapeBytes(change.to),
    bytes: 0,
    added_bytes: change.addedBytes,
    added_files: change.addedFiles,
    duration_ms: 0,
    mode: null,
    tls: session.tlsVersion !== undefined,
    outcome: 'complete',
    reply: '',
    written: 'staged',
    sha256: null,
    charge: change.charge,
  };
}

/** `policyVersion`: what was in force when the connection ended. */
export function dataConnectionRow(
  from: { readonly session: SessionFacts; readonly account: Account },
  connection: DataConnectionFacts,
  policyVersion: number | undefined,
): DataConnectionRow {
  const { askedAt, connectedAt, firstByteAt, lastByteAt, closedAt, offered, peer } = connection;
  return {
    ...origin(from.session, from.account),
    at: askedAt.toISOString(),
    id: connection.id,
    client_program: escaped(from.session.clientProgram),
    verb: connection.verb,
    offered_address: orNull(offered?.address),
    offered_port: orNull(offered?.port),
    local_port: orNull(connection.localPort),
    peer_address: orNull(peer && withoutZone(peer.address)),
    peer_port: orNull(peer?.port),
    connect_ms: orNull(connectedAt && intervalMs(askedAt, connectedAt)),
    first_byte_ms: orNull(firstByteAt && intervalMs(askedAt, firstByteAt)),
    last_byte_ms: orNull(lastByteAt && intervalMs(askedAt, lastByteAt)),
    duration_ms: intervalMs(askedAt, closedAt),
    bytes: connection.bytes,
    tls_version: orNull(connection.tlsVersion),
    tls_resumed: orNull(connection.tlsResumed),
    strangers: connection.strangers,
    outcome: connection.outcome,
    verdict: connection.verdict,
    errno: orNull(connection.errno),
    reference: connection.reference,
    closed_first: orNull(connection.closedFirst),
    policy_version: orNull(policyVersion),
    decision: orNull(connection.decision),
  };
}

/** What a running transfer looks like in ftp_sessions.transfer. */
export function liveTransfer(transfer: NonNullable<SessionSnapshot['transfer']>): object {
  const { kind, bytes, totalBytes, startedAt, mode, peer, localPort, secure } = transfer;
  return {
    kind,
    path: escapeBytes(transfer.path),
    bytes,
    totalBytes: totalBytes ?? null,
    startedAt: startedAt.toISOString(),
    mode: mode ?? null,
    peer: peer ?? null,
    localPort: localPort ?? null,
    secure,
  };
}

/** A data connection on its way, for ftp_sessions.data_connection. */
export function liveConnection(connection: LiveDataConnection): LiveConnectionColumn {
  const { askedAt, id, localPort, offered, peer, since, state, tlsVersion, verb } = connection;
  return {
    id,
    verb,
    state,
    askedAt: askedAt.toISOString(),
    since: since.toISOString(),
    offered: orNull(offered),
    localPort: orNull(localPort),
    peer: orNull(peer),
    tlsVersion: orNull(tlsVersion),
    bytes: 0,
    verdict: null,
    reference: null,
  };
}

/** The same when it is over. */
export function endedConnection(connection: DataConnectionFacts): LiveConnectionColumn {
  const { bytes, closedAt, reference, verdict } = connection;
  const shown = liveConnection({ ...connection, since: closedAt, state: 'connected' });
  return { ...shown, state: 'ended', bytes, verdict, reference };
}

/** Text that holds no NUL, control character or lone surrogate any more, so that SQL takes it. */
export function escapeText(text: string): string {
  return escapeBytes(Buffer.from(text, 'utf8').toString('latin1'));
}

/** Escaped words of a client, or null for SQL. */
export function escaped(words: string | undefined): string | null {
  return words === undefined ? null : escapeBytes(words);
}

function orNull<T>(value: T | undefined): T | null {
  return value ?? null;
}

function origin(session: SessionFacts, account: Account) {
  return {
    session_id: session.id,
    account_id: account.id,
    customer_id: account.customerId,
    client_address: withoutZone(session.peer.address),
  };
}

/** Milliseconds between two moments; a clock that was set back makes them none. */
function intervalMs(from: Date, to: Date): number {
  return Math.min(Math.max(to.getTime() - from.getTime(), 0), longestIntervalMs);
}
