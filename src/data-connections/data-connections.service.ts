// Data connections and tries to log in, as the FTP processes wrote them.
import { Injectable } from '@nestjs/common';
import { DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { narrowByClient, narrowByPeriod } from '../http/narrowing.js';
import { culpritOf } from '../ftp/verdict.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import { verbsOf } from './connection-filter.js';
import type {
  ConnectionSortName,
  DataConnection,
  DataConnectionQuery,
  LoginAttempt,
  LoginAttemptQuery,
} from './data-connections.dto.js';

type RawConnection = Omit<DataConnection, 'at' | 'bytes' | 'culprit'> & { at: Date; bytes: string };
type RawAttempt = Omit<LoginAttempt, 'at'> & { at: Date };

const connectionColumns: Readonly<Record<Exclude<keyof DataConnection, 'culprit'>, string>> = {
  id: 'd.id',
  at: 'd.at',
  serverName: 's.name',
  sessionId: 'd.session_id',
  accountId: 'd.account_id',
  login: 'a.login',
  clientAddress: 'host(d.client_address)',
  clientProgram: 'd.client_program',
  verb: 'd.verb',
  offeredAddress: 'd.offered_address',
  offeredPort: 'd.offered_port',
  localPort: 'd.local_port',
  peerAddress: 'host(d.peer_address)',
  peerPort: 'd.peer_port',
  connectMs: 'd.connect_ms',
  firstByteMs: 'd.first_byte_ms',
  lastByteMs: 'd.last_byte_ms',
  durationMs: 'd.duration_ms',
  bytes: 'd.bytes',
  tlsVersion: 'd.tls_version',
  tlsResumed: 'd.tls_resumed',
  outcome: 'd.outcome',
  verdict: 'd.verdict',
  errno: 'd.errno',
  reference: 'd.reference',
  closedFirst: 'd.closed_first',
  policyVersion: 'd.policy_version',
  decision: 'd.decision',
};

const attemptColumns: Readonly<Record<keyof LoginAttempt, string>> = {
  id: 'l.id',
  at: 'l.at',
  serverName: 's.name',
  sessionId: 'l.session_id',
  accountId: 'l.account_id',
  name: 'l.name',
  clientAddress: 'host(l.client_address)',
  clientProgram: 'l.client_program',
  tls: 'l.tls',
  outcome: 'l.outcome',
};

const connectionOrders: Readonly<Record<ConnectionSortName, SortColumn>> = {
  at: { by: 'd.at', as: 'timestamptz' },
  bytes: { by: 'd.bytes', as: 'bigint' },
};
const attemptOrders: Readonly<Record<'at', SortColumn>> = { at: { by: 'l.at', as: 'timestamptz' } };

@Injectable()
export class DataConnectionsService {
  constructor(private readonly database: DataSource) {}

  /** Data connections, newest first unless another order is asked for. */
  async list(actor: Actor, query: DataConnectionQuery): Promise<Page<DataConnection>> {
    const found = this.#select(connectionColumns)
      .from('data_connections', 'd')
      .innerJoin('servers', 's', 's.id = d.server_id')
      .leftJoin('ftp_accounts', 'a', 'a.id = d.account_id')
      .where('true');
    onlyOwn(found, actor, 'd.customer_id');
    const { sessionId, reference } = query;
    if (sessionId !== undefined) found.andWhere('d.session_id = :sessionId', { sessionId });
    if (reference !== undefined)
      found.andWhere('d.reference = :reference', { reference: reference.trim().toUpperCase() });
    narrow(found, query);
    const page = await readPage<RawConnection>(found, orderOf(connectionOrders, query.sort ?? '-at', 'd.id'), query);
    return mapPage(page, (row) => ({
      ...only(row, connectionColumns),
      at: row.at.toISOString(),
      bytes: Number(row.bytes),
      culprit: row.verdict === null ? null : culpritOf(row.verdict),
    }));
  }

  /** Tries to log in, newest first unless another order is asked for. */
  async listLoginAttempts(actor: Actor, query: LoginAttemptQuery): Promise<Page<LoginAttempt>> {
    const found = this.#select(attemptColumns)
      .from('login_attempts', 'l')
      .innerJoin('servers', 's', 's.id = l.server_id')
      .where('true');
    onlyOwn(found, actor, 'l.customer_id');
    narrowLogins(found, query);
    const order = orderOf(attemptOrders, query.sort ?? '-at', 'l.id');
    const page = await readPage<RawAttempt>(found, order, query);
    return mapPage(page, (row) => ({ ...only(row, attemptColumns), at: row.at.toISOString() }));
  }

  #select(columns: Readonly<Record<string, string>>) {
    const query = this.database.createQueryBuilder().select([]);
    for (const [name, expression] of Object.entries(columns)) query.addSelect(expression, name);
    return query;
  }
}

/** How and from where the connection was made, and when. */
function narrow(found: SelectQueryBuilder<ObjectLiteral>, query: DataConnectionQuery): void {
  const { verdict, program } = query;
  narrowByClient(found, 'd', query);
  narrowByPeriod(found, 'd', query);
  const verbs = verbsOf(query);
  if (verbs !== undefined) found.andWhere('d.verb = any(:verbs)', { verbs });
  if (verdict !== undefined) found.andWhere('d.verdict = :verdict', { verdict });
  if (program !== undefined) found.andWhere('program_name(d.client_program) = :program', { program });
}

/** Whose tries `l`, from where, when, and with what result; lists and exports are narrowed alike. */
function narrowLogins(found: SelectQueryBuilder<ObjectLiteral>, query: LoginAttemptQuery): void {
  const { search, result, reason } = query;
  narrowByClient(found, 'l', query);
  narrowByPeriod(found, 'l', query);
  if (search) found.andWhere('l.name ilike :search', { search: containing(search) });
  if (result !== undefined) found.andWhere(`(l.outcome = 'accepted') = :accepted`, { accepted: result === 'accepted' });
  if (reason !== undefined) found.andWhere('l.outcome = :reason', { reason });
}

/** The columns that were asked for, without what paging added. */
function only<Raw extends object>(row: Raw, columns: object): Raw {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in columns)) as Raw;
}
