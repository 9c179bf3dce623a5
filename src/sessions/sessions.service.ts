// FTP sessions: read from what the FTP processes write, ended by asking the process that holds the connection.
import { Injectable } from '@nestjs/common';
import { DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { culpritOf } from '../ftp/verdict.js';
import { narrowByClient } from '../http/narrowing.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { Problem } from '../http/problems.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import { ServerTaskFailed, ServerTasksService } from '../server-tasks/server-tasks.service.js';
import type {
  LiveConnection,
  Session,
  SessionFilter,
  SessionQuery,
  SessionsEnded,
  SessionSortName,
  SessionsToEnd,
} from './sessions.dto.js';
import type { LiveConnectionColumn, RunningTransferColumn } from './live-columns.js';

interface RawSession {
  id: string;
  login: string | null;
  account_id: string | null;
  customer_id: string | null;
  customer_name: string | null;
  server_id: string;
  server_name: string;
  process_id: string | null;
  client_address: string;
  client_port: number;
  server_address: string;
  server_port: number;
  client_program: string | null;
  tls_version: string | null;
  opened_at: Date;
  logged_in_at: Date | null;
  seen_at: Date;
  working_folder: string;
  transfer: RunningTransferColumn | null;
  data_connection: LiveConnectionColumn | null;
  closed_at: Date | null;
  end_reason: string | null;
}

const orders: Readonly<Record<SessionSortName, SortColumn>> = {
  opened: { by: 'x.opened_at', as: 'timestamptz' },
  login: { by: 'x.login', as: 'text', nullable: true },
};

/** How many sessions are ended by one request, and how many servers' answers are awaited at a time. */
const mostAtOnce = 500;
const sideBySide = 25;

@Injectable()
export class SessionsService {
  constructor(
    private readonly database: DataSource,
    private readonly tasks: ServerTasksService,
    private readonly audit: AuditService,
  ) {}

  /** Sessions, newest first unless another order is asked for. */
  async list(actor: Actor, query: SessionQuery): Promise<Page<Session>> {
    const found = this.#query(actor);
    const { state } = query;
    if (state !== undefined) found.andWhere(state === 'open' ? 'x.closed_at is null' : 'x.closed_at is not null');
    narrow(found, query);
    const order = orderOf(orders, query.sort ?? '-opened', 'x.id');
    return mapPage(await readPage<RawSession>(found, order, query), toDto);
  }

  /** One session. Throws Problem `not-found`. */
  async get(actor: Actor, id: string): Promise<Session> {
    return toDto(await this.#read(actor, id));
  }

  /** Ends an open session. Throws Problem `server-silent` where its process does not answer. */
  async end(actor: Actor, id: string): Promise<void> {
    const session = await this.#read(actor, id);
    if (session.closed_at !== null) return;
    if (await this.#ask(actor, session)) await this.#recordEnd(actor, [session]);
  }

  /** Ends every open session that fits, 500 at most, and says what became of them; each is in the log of changes. */
  async endAll(actor: Actor, { dryRun = false, ...which }: SessionsToEnd): Promise<SessionsEnded> {
    const found = this.#query(actor).andWhere('x.closed_at is null');
    narrow(found, which);
    const matching = await found.clone().select('count(*)', 'count').getRawOne<{ count: string }>();
    const count = Number(matching?.count ?? 0);
    if (dryRun) return { matching: count, ended: 0, refusals: [] };
    const sessions = await found.orderBy('x.opened_at').limit(mostAtOnce).getRawMany<RawSession>();
    const refusals = new Set<string>();
    const ended: RawSession[] = [];
    for (let from = 0; from < sessions.length; from += sideBySide) {
      await Promise.all(
        sessions.slice(from, from + sideBySide).map(async (session) => {
          const outcome = await this.#tryToEnd(actor, session);
          if (outcome === true) ended.push(session);
          else if (outcome !== false) refusals.add(outcome);
        }),
      );
    }
    await this.#recordEnd(actor, ended);
    return { matching: count, ended: ended.length, refusals: [...refusals] };
  }

  /** Whether it was ended, or why it could not be. */
  async #tryToEnd(actor: Actor, session: RawSession): Promise<boolean | string> {
    try {
      return await this.#ask(actor, session);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return error.detail;
    }
  }

  async #recordEnd(actor: Actor, sessions: readonly RawSession[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const session of sessions) {
        await this.audit.record(tx, actor, {
          verb: 'session.ended',
          subjectKind: 'session',
          subjectId: session.id,
          subject: session.login ?? session.client_address,
          customerId: session.customer_id,
        });
      }
    });
  }

  /** False where it had ended by itself in the meantime, which is what was wished. */
  async #ask(actor: Actor, session: RawSession): Promise<boolean> {
    const question = {
      serverId: session.server_id,
      kind: 'end-session' as const,
      arguments: { sessionId: session.id, why: whoEnded(actor) },
      ...(session.process_id === null ? {} : { forProcessId: session.process_id }),
    };
    try {
      return (await this.tasks.ask(actor, question)).ended > 0;
    } catch (error) {
      if (!(error instanceof ServerTaskFailed)) throw error;
      throw new Problem('server-refused', { detail: error.failure.sentence });
    }
  }

  async #read(actor: Actor, id: string): Promise<RawSession> {
    const row = await this.#query(actor).andWhere('x.id = :id', { id }).getRawOne<RawSession>();
    if (row === undefined) throw new Problem('not-found');
    return row;
  }

  #query(actor: Actor): SelectQueryBuilder<ObjectLiteral> {
    const query = this.database
      .createQueryBuilder()
      .select('x.id', 'id')
      .addSelect('x.login', 'login')
      .addSelect('x.account_id', 'account_id')
      .addSelect('x.customer_id', 'customer_id')
      .addSelect('c.name', 'customer_name')
      .addSelect('s.id', 'server_id')
      .addSelect('s.name', 'server_name')
      .addSelect('x.process_id', 'process_id')
      .addSelect('host(x.client_address)', 'client_address')
      .addSelect('x.client_port', 'client_port')
      .addSelect('host(x.server_address)', 'server_address')
      .addSelect('x.server_port', 'server_port')
      .addSelect('x.client_program', 'client_program')
      .addSelect('x.tls_version', 'tls_version')
      .addSelect('x.opened_at', 'opened_at')
      .addSelect('x.logged_in_at', 'logged_in_at')
      .addSelect('x.seen_at', 'seen_at')
      .addSelect('x.working_folder', 'working_folder')
      .addSelect('x.transfer', 'transfer')
      .addSelect('x.data_connection', 'data_connection')
      .addSelect('x.closed_at', 'closed_at')
      .addSelect('x.end_reason', 'end_reason')
      .from('ftp_sessions', 'x')
      .innerJoin('servers', 's', 's.id = x.server_id')
      .leftJoin('customers', 'c', 'c.id = x.customer_id')
      .where('true');
    return onlyOwn(query, actor, 'x.customer_id');
  }
}

/** What the client reads; customers learn of staff no more than that it was their host. */
const whoEnded = ({ email, role }: Actor): string =>
  `${role === 'customer' ? email : 'Your host'} ended this session in the panel.`;

/** Whose sessions `x`, where and from where. */
function narrow(found: SelectQueryBuilder<ObjectLiteral>, which: SessionFilter): void {
  narrowByClient(found, 'x', which);
  if (which.login) found.andWhere('x.login ilike :login', { login: containing(which.login) });
}

function toDto(row: RawSession): Session {
  return {
    id: row.id,
    login: row.login,
    accountId: row.account_id,
    customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name ?? '' },
    server: { id: row.server_id, name: row.server_name },
    clientAddress: row.client_address,
    clientPort: row.client_port,
    serverAddress: row.server_address,
    serverPort: row.server_port,
    clientProgram: row.client_program,
    tlsVersion: row.tls_version,
    openedAt: row.opened_at.toISOString(),
    loggedInAt: row.logged_in_at?.toISOString() ?? null,
    seenAt: row.seen_at.toISOString(),
    workingFolder: row.working_folder,
    transfer: row.transfer === null ? null : toRunningTransfer(row.transfer),
    dataConnection: row.data_connection === null ? null : toLiveConnection(row.data_connection, row.transfer),
    closedAt: row.closed_at?.toISOString() ?? null,
    endReason: row.end_reason,
  };
}

/** Names each member, so that what an FTP process adds later does not leak out unseen. */
function toRunningTransfer(column: RunningTransferColumn): Session['transfer'] {
  const { kind, path, bytes, totalBytes, startedAt, mode, peer, localPort, secure } = column;
  return { kind, path, bytes, totalBytes, startedAt, mode, peer, localPort, secure };
}

/** While bytes move, it is the transfer that counts them. */
function toLiveConnection(column: LiveConnectionColumn, transfer: RunningTransferColumn | null): LiveConnection {
  const { id, verb, state, askedAt, since, offered, localPort, peer, tlsVersion, verdict, reference } = column;
  const bytes = state === 'moving' ? (transfer?.bytes ?? 0) : column.bytes;
  const culprit = verdict === null ? null : culpritOf(verdict);
  return { id, verb, state, askedAt, since, offered, localPort, peer, tlsVersion, bytes, verdict, culprit, reference };
}
