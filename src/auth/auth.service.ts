// Signing in to the panel, in one step or two, and out of it.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import passport from 'passport';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import type { Me, SignIn } from './auth.dto.js';
import { PanelUserRow } from './auth.entity.js';
import { beginSession } from './begin-session.js';
import { clientAddressOf } from './client-address.js';
import { OwnProfileService } from './own-profile.service.js';
import { type KnownUser, PanelUsersService, subjectOf } from './panel-users.service.js';
import { type SecondStepKind, SecondStepService } from './second-step.service.js';

/** How long a right password waits for its second step. */
const pendingMs = 5 * 60_000;

@Injectable()
export class AuthService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly steps: SecondStepService,
    private readonly profile: OwnProfileService,
    private readonly audit: AuditService,
  ) {}

  /** Begins a session with a new id. Throws Problem `wrong-e-mail-or-password` or `second-step-needed`. */
  async signIn(request: Request, _credentials: SignIn): Promise<Me> {
    const user = await authenticateLocally(request);
    if (!(await this.steps.isOn(user.id))) return this.#begin(user, request, undefined);
    await settled((done) => request.session.regenerate(done));
    request.session.pendingSignIn = { userId: user.id, untilMs: Date.now() + pendingMs };
    throw new Problem('second-step-needed');
  }

  /** Ends what signIn left halfway. Throws Problem `second-step-expired`, `wrong-code` or `too-many-tries`. */
  async secondStep(request: Request, code: string): Promise<Me> {
    const { pendingSignIn: pending } = request.session;
    if (pending === undefined || pending.untilMs < Date.now()) throw new Problem('second-step-expired');
    const user = await this.users.find(pending.userId);
    if (user === undefined) throw new Problem('second-step-expired');
    const kind = await this.steps.take(user.id, code);
    if (kind === undefined) throw new Problem('wrong-code');
    return this.#begin(user, request, kind);
  }

  /** Ends the session. */
  async signOut(_actor: Actor, request: Request): Promise<void> {
    await settled((done) => request.session.destroy(done));
  }

  /** Passport gives the session a new id, and with it leaves behind what was halfway. */
  async #begin(user: KnownUser, request: Request, second: SecondStepKind | undefined): Promise<Me> {
    await beginSession(request, user);
    const { lacksTwoStep: _lacks, ...person } = user;
    const actor: Actor = { ...person, clientAddress: clientAddressOf(request) };
    await this.database.transaction(async (tx) => {
      await tx.update(PanelUserRow, { id: user.id }, { lastSignInAt: () => 'now()' });
      const after = second === undefined ? null : { secondStep: second };
      await this.audit.record(tx, actor, { verb: 'panel-user.signed-in', ...subjectOf(actor), after });
    });
    return this.profile.me(actor, request);
  }
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

/** Waits for what express-session and passport say in a callback. */
function settled(act: (done: (error: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    act((error) => (error === undefined || error === null ? resolve() : reject(asError(error))));
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
