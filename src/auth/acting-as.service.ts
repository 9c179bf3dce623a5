// An admin acts as a customer's panel user: for half an hour, in the admin's own session, under both names.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Problem } from '../http/problems.js';
import type { CustomerUserChoice } from './acting-as.dto.js';
import type { Actor } from './actor.js';
import type { ActingRequest } from './authentication.guard.js';
import { newCsrfToken } from './begin-session.js';
import { PanelUsersService, subjectOf } from './panel-users.service.js';

declare module 'express-session' {
  interface SessionData {
    /** As whom the session's admin acts, and until when in milliseconds since 1970. */
    actingAs?: { readonly userId: string; readonly until: number };
  }
}

const lifeMs = 30 * 60_000;
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whoever acts as somebody changes nothing under these, for it decides who that somebody can be tomorrow. Routes are found
 * in small and in capital letters.
 */
const wayIn = /^\/api\/v1\/(auth|tokens)(\/|$)/i;
const allowedWayIn = new Set(['POST /api/v1/auth/sign-out', 'DELETE /api/v1/auth/acting-as']);

@Injectable()
export class ActingAsService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly audit: AuditService,
  ) {}

  /** Lets this session act as a customer's panel user. Throws Problem `not-found` or `no-panel-user`. */
  async begin(actor: Actor, request: Request, choice: CustomerUserChoice): Promise<void> {
    const user = await this.users.ofCustomer(choice);
    const until = Date.now() + lifeMs;
    const after = { until: new Date(until).toISOString() };
    await this.database.transaction(async (tx) => {
      await this.audit.record(tx, actor, { verb: 'acting-as.begun', ...subjectOf(user), after });
    });
    request.session.actingAs = { userId: user.id, until };
    // What another tab still shows as the admin must not be sent as the customer.
    request.session.csrfToken = newCsrfToken();
  }

  /** Gives the session back to its admin; where nobody acts it changes nothing. */
  async end(actor: Actor, request: Request): Promise<void> {
    if (actor.actedBy !== undefined) {
      await this.database.transaction(async (tx) => {
        await this.audit.record(tx, actor, { verb: 'acting-as.ended', ...subjectOf(actor) });
      });
    }
    leave(request);
  }

  /**
   * Puts the customer's panel user in the admin's place, for the authentication guard. Ends what has lasted long enough.
   * Throws Problem `not-while-acting`.
   */
  async enter(request: ActingRequest): Promise<void> {
    const { user: admin } = request;
    const { actingAs } = request.session;
    if (actingAs === undefined || admin === undefined) return;
    const lasts = actingAs.until > Date.now() && admin.role === 'admin';
    const customer = lasts ? await this.users.find(actingAs.userId) : undefined;
    if (customer?.role !== 'customer') {
      leave(request);
      return;
    }
    request.user = customer;
    request.actedBy = { id: admin.id, email: admin.email, until: new Date(actingAs.until) };
    const asked = `${request.method} ${request.path}`;
    if (harmless.has(request.method) || allowedWayIn.has(asked)) return;
    if (wayIn.test(request.path)) throw new Problem('not-while-acting');
  }
}

function leave(request: Request): void {
  if (request.session.actingAs === undefined) return;
  delete request.session.actingAs;
  request.session.csrfToken = newCsrfToken();
}
