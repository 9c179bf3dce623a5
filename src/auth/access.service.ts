// How a request that stays open came in, and whether it would still be let in. Requests that end at once are the guards'.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import type { Actor } from './actor.js';
import type { ActingRequest } from './authentication.guard.js';
import { PanelUsersService } from './panel-users.service.js';

/** As whom somebody came in, and by which session or token. */
export interface Access {
  readonly actor: Actor;
  /** Set where it was a token. */
  readonly tokenId: string | undefined;
  readonly sessionId: string;
  /** Under which of these the database says `access` when one of them may have ended. */
  readonly ids: readonly string[];
}

@Injectable()
export class AccessService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
  ) {}

  /** What a request came in with. */
  of(actor: Actor, request: Request): Access {
    const tokenId = (request as ActingRequest).token?.id;
    const signIn = tokenId === undefined ? request.session.signedIn?.id : undefined;
    const ids = [actor.id, actor.actedBy?.id, tokenId, signIn].filter((id) => id !== undefined);
    return { actor, tokenId, sessionId: request.sessionID, ids };
  }

  /** Whether the same request would be let in now, as the same panel user in the same role. */
  async stands(access: Access): Promise<boolean> {
    const { actor } = access;
    const user = await this.users.find(actor.id);
    if (user?.role !== actor.role || user.customer?.id !== actor.customer?.id) return false;
    return access.tokenId === undefined ? this.#sessionStands(access) : this.#tokenStands(access.tokenId);
  }

  async #sessionStands({ actor, sessionId }: Access): Promise<boolean> {
    const { actedBy } = actor;
    if (actedBy !== undefined && actedBy.until <= new Date()) return false;
    const rows = await this.database.query<unknown[]>(
      `select from panel_sessions s join panel_users u on u.id::text = s.sess -> 'passport' ->> 'user'
        where s.sid = $1 and s.expire > now() and u.id = $2 and u.status = 'enabled'
          and s.sess -> 'actingAs' ->> 'userId' is not distinct from $3`,
      [sessionId, actedBy?.id ?? actor.id, actedBy === undefined ? null : actor.id],
    );
    return rows.length > 0;
  }

  async #tokenStands(id: string): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `select from api_tokens where id = $1 and (expires_at is null or expires_at > now())`,
      [id],
    );
    return rows.length > 0;
  }
}
