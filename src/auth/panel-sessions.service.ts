// Where a panel user is signed in, read from connect-pg-simple's rows, and ending that.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import type { PanelSession, PanelSessionList } from './panel-sessions.dto.js';
import { subjectOf } from './panel-users.service.js';
import { sessionLifeMs } from './session-middleware.js';

interface RawSession {
  id: string;
  user_agent: string;
  client_address: string | null;
  signed_in_at: string;
  expire: Date;
  current: boolean;
}

const mostShown = 100;

@Injectable()
export class PanelSessionsService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** One's own sessions, the one seen last first. */
  async list(actor: Actor, request: Request): Promise<PanelSessionList> {
    const rows = await this.database.query<RawSession[]>(
      `select sess -> 'signedIn' ->> 'id' as id, sess -> 'signedIn' ->> 'userAgent' as user_agent,
              sess -> 'signedIn' ->> 'address' as client_address, sess -> 'signedIn' ->> 'at' as signed_in_at,
              expire, sid = $2 as current
         from panel_sessions
        where sess -> 'passport' ->> 'user' = $1 and expire > now()
        order by expire desc limit ${mostShown}`,
      [actor.id, request.sessionID],
    );
    return { items: rows.map(toDto) };
  }

  /** Ends one of one's own. Throws Problem `not-found`. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ended = await tx
        .createQueryBuilder()
        .delete()
        .from('panel_sessions')
        .where(`sess -> 'passport' ->> 'user' = :user and sess -> 'signedIn' ->> 'id' = :id`, { user: actor.id, id })
        .execute();
      if (ended.affected === 0) throw new Problem('not-found');
      await this.audit.record(tx, actor, { verb: 'panel-user.session-ended', ...subjectOf(actor) });
    });
  }

  /** Ends all of one's own but this one. */
  async endOthers(actor: Actor, request: Request): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.endAllBut(tx, actor.id, request.sessionID);
      await this.audit.record(tx, actor, { verb: 'panel-user.sessions-ended', ...subjectOf(actor) });
    });
  }

  /** Ends every session of a panel user, and every sign-in that is halfway, but the one named. */
  async endAllBut(tx: EntityManager, userId: string, sessionId?: string): Promise<void> {
    await tx.query(
      `delete from panel_sessions
        where (sess -> 'passport' ->> 'user' = $1 or sess -> 'pendingSignIn' ->> 'userId' = $1)
          and sid is distinct from $2`,
      [userId, sessionId ?? null],
    );
  }
}

function toDto(row: RawSession): PanelSession {
  return {
    id: row.id,
    userAgent: row.user_agent,
    clientAddress: row.client_address,
    signedInAt: row.signed_in_at,
    // Each request moves the end, and nothing else does.
    lastSeenAt: new Date(row.expire.getTime() - sessionLifeMs).toISOString(),
    current: row.current,
  };
}
