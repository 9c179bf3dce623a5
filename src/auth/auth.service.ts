// Signing in and out of the panel, and changing one's own password.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import passport from 'passport';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { badField, Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import type { Me, OwnPasswordChange, SignIn } from './auth.dto.js';
import { PanelUserRow } from './auth.entity.js';
import type { ActingRequest } from './authentication.guard.js';
import { beginSession } from './begin-session.js';
import { clientAddressOf } from './client-address.js';
import { hashPassword, verifyPassword } from './password.js';
import { type KnownUser, PanelUsersService } from './panel-users.service.js';

@Injectable()
export class AuthService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly audit: AuditService,
  ) {}

  /** Begins a session with a new id. Throws Problem `wrong-e-mail-or-password`. */
  async signIn(request: Request, _credentials: SignIn): Promise<Me> {
    const user = await authenticateLocally(request);
    await beginSession(request, user);
    const actor: Actor = { ...user, clientAddress: clientAddressOf(request) };
    await this.database.transaction(async (tx) => {
      await tx.update(PanelUserRow, { id: user.id }, { lastSignInAt: () => 'now()' });
      await this.audit.record(tx, actor, { verb: 'panel-user.signed-in', ...subjectOf(actor) });
    });
    return this.me(actor, request);
  }

  /** Ends the session; an API token has none to end. */
  async signOut(_actor: Actor, request: Request): Promise<void> {
    if ((request as ActingRequest).byToken === true)
      throw new Problem('not-allowed', { detail: 'An API token does not sign out. Delete it.' });
    await new Promise<void>((resolve, reject) => {
      request.session.destroy((error: unknown) =>
        error === undefined || error === null ? resolve() : reject(asError(error)),
      );
    });
  }

  /** Who is signed in, with the token for changing requests. */
  me(actor: Actor, request: Request): Me {
    const { id, email, displayName, role, customer } = actor;
    const byToken = (request as ActingRequest).byToken === true;
    const csrfToken = byToken ? '' : (request.session.csrfToken ?? '');
    const by = actor.actedBy;
    const actedBy = by === undefined ? null : { email: by.email, until: by.until.toISOString() };
    return { id, email, displayName, role, customer, csrfToken, actedBy };
  }

  /** Changes one's own password and ends one's other sessions. Throws a 400 where the current one is wrong. */
  async changeOwnPassword(actor: Actor, request: Request, change: OwnPasswordChange): Promise<void> {
    const found = await this.users.findForSignIn(actor.email);
    const right = await verifyPassword(change.currentPassword, found?.passwordHash);
    if (!right) throw badField('currentPassword', 'This is not your password. Write the one you signed in with.');
    const passwordHash = await hashPassword(change.newPassword);
    await this.database.transaction(async (tx) => {
      await this.users.setPassword(tx, actor.id, passwordHash, request.sessionID);
      await this.audit.record(tx, actor, { verb: 'panel-user.password-set', ...subjectOf(actor) });
    });
  }
}

function subjectOf(actor: Actor) {
  return {
    subjectKind: 'panel-user',
    subjectId: actor.id,
    subject: actor.email,
    customerId: actor.customer?.id ?? null,
  };
}

/** Runs passport-local, which reads the e-mail address and the password from the body. */
function authenticateLocally(request: Request): Promise<KnownUser> {
  return new Promise((resolve, reject) => {
    const answer = (error: unknown, user: KnownUser | false | undefined): void => {
      if (error !== undefined && error !== null) reject(asError(error));
      else if (user === undefined || user === false) reject(new Problem('wrong-e-mail-or-password'));
      else resolve(user);
    };
    const handler = passport.authenticate('local', { session: false }, answer) as (
      request: Request,
      response: unknown,
      next: (error: unknown) => void,
    ) => void;
    handler(request, request.res, reject);
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
