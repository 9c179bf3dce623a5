// Reads what the connection doctor tells from: sessions, tries to log in, data connections and transfers of one FTP
// account since a moment. What they mean is visit.ts's to say.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { Problem } from '../http/problems.js';
import type { LiveConnectionColumn } from '../sessions/live-columns.js';
import type { DoctorReport } from './doctor.dto.js';
import {
  tellVisit,
  type VisitAttempt,
  type VisitConnection,
  type VisitRecords,
  type VisitSession,
  type VisitTransfer,
} from './visit.js';

const mostVisits = 5;
/** Of each kind of record and all visits together; the newest are told. */
const mostRecords = 100;

type OfSession<T> = T & { readonly sessionId: string };
type RawSession = OfSession<VisitSession> & { readonly connection: LiveConnectionColumn | null };
type RawConnection = OfSession<Omit<VisitConnection, 'state' | 'bytes'>> & { readonly bytes: string };
type RawTransfer = OfSession<Omit<VisitTransfer, 'bytes'>> & { readonly bytes: string };

/** Which visits: the account, from when on, and at which sessions its login was tried. */
type Asked = readonly [accountId: string, since: Date, sessionIds: readonly string[]];

const attemptsSql = `
  select session_id as "sessionId", at, host(client_address) as "clientAddress", tls, outcome from login_attempts
  where account_id = $1 and at >= $2 order by at desc, id desc limit ${mostRecords}`;

// A session that went on to another FTP account is not this one's to tell; its tries to log in here are.
const sessionsSql = `
  select id as "sessionId", host(client_address) as "clientAddress", client_port as "clientPort",
    client_program as "clientProgram", tls_version as "tlsVersion", opened_at as "openedAt", closed_at as "closedAt",
    end_reason as "endReason", case when account_id = $1 then data_connection end as connection
  from ftp_sessions
  where (account_id = $1 and opened_at >= $2) or (id = any($3) and (account_id = $1 or account_id is null))
  order by opened_at desc limit ${mostRecords}`;

const connectionsSql = `
  select session_id as "sessionId", id, at, verb, offered_address as address, offered_port as port,
    connect_ms as "connectMs", tls_version as "tlsVersion", bytes, verdict, reference
  from data_connections where account_id = $1 and at >= $2 and session_id = any($3)
  order by at desc limit ${mostRecords}`;

const transfersSql = `
  select session_id as "sessionId", at, kind, path, bytes, outcome, reply
  from transfers where account_id = $1 and at >= $2 and session_id = any($3) order by at desc limit ${mostRecords}`;

@Injectable()
export class DoctorService {
  constructor(private readonly database: DataSource) {}

  /** Who tried the login of an FTP account since a moment. Throws Problem `not-found`. */
  async watch(actor: Actor, accountId: string, since?: Date): Promise<DoctorReport> {
    const found = this.database.createQueryBuilder().select('now()', 'now').from('ftp_accounts', 'a');
    const row = await onlyOwn(found.where('a.id = :accountId', { accountId }), actor, 'a.customer_id').getRawOne<{
      now: Date;
    }>();
    if (row === undefined) throw new Problem('not-found');
    if (since === undefined) return { since: row.now.toISOString(), visits: [] };
    const visits = await this.#read(accountId, since);
    return { since: since.toISOString(), visits: visits.map(tellVisit) };
  }

  async #read(accountId: string, since: Date): Promise<VisitRecords[]> {
    const attempts = await this.database.query<OfSession<VisitAttempt>[]>(attemptsSql, [accountId, since]);
    const tried = new Set(attempts.map(({ sessionId }) => sessionId));
    const sessions = await this.database.query<RawSession[]>(sessionsSql, [accountId, since, [...tried]]);
    const ids = newest(sessions, attempts);
    const asked: Asked = [accountId, since, ids];
    const connections = await this.database.query<RawConnection[]>(connectionsSql, [...asked]);
    const transfers = await this.database.query<RawTransfer[]>(transfersSql, [...asked]);
    return ids.map((sessionId) => {
      const session = sessions.find((row) => row.sessionId === sessionId);
      const here = <Row extends OfSession<object>>(rows: readonly Row[]) =>
        rows.filter((row) => row.sessionId === sessionId).reverse();
      return {
        sessionId,
        session,
        attempts: here(attempts),
        connections: withPresent(here(connections).map(toConnection), session?.connection ?? null),
        transfers: here(transfers).map((row) => ({ ...row, bytes: Number(row.bytes) })),
      };
    });
  }
}

/** The sessions of the newest visits, newest first. */
function newest(sessions: readonly RawSession[], attempts: readonly OfSession<VisitAttempt>[]): string[] {
  const began = new Map<string, Date>();
  for (const { at, sessionId } of attempts) began.set(sessionId, at);
  for (const { openedAt, sessionId } of sessions) began.set(sessionId, openedAt);
  const order = [...began].sort(([, a], [, b]) => b.getTime() - a.getTime());
  return order.slice(0, mostVisits).map(([sessionId]) => sessionId);
}

function toConnection(row: RawConnection): VisitConnection {
  return { ...row, state: 'ended', bytes: Number(row.bytes) };
}

/** Adds the connection that the session shows, unless its record is there already. */
function withPresent(records: readonly VisitConnection[], now: LiveConnectionColumn | null): VisitConnection[] {
  if (now === null || records.some(({ id }) => id === now.id)) return [...records];
  const { askedAt, bytes, id, offered, reference, state, tlsVersion, verb, verdict } = now;
  const at = new Date(askedAt);
  const ends = { address: offered?.address ?? null, port: offered?.port ?? null };
  return [...records, { id, at, verb, state, ...ends, connectMs: null, tlsVersion, bytes, verdict, reference }];
}
