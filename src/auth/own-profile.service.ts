// What panel users see and change about themselves: name, time zone, e-mail address, password.
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from './actor.js';
import type { EmailChange, Me, OwnPasswordChange, ProfileChange } from './auth.dto.js';
import { PanelUserRow } from './auth.entity.js';
import type { ActingRequest } from './authentication.guard.js';
import { normalEmail } from './email.js';
import { hashPassword } from './password.js';
import { PanelSessionsService } from './panel-sessions.service.js';
import { PanelUsersService, subjectOf } from './panel-users.service.js';
import { PasswordRulesService } from './password-rules.service.js';

@Injectable()
export class OwnProfileService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly sessions: PanelSessionsService,
    private readonly passwords: PasswordRulesService,
    private readonly audit: AuditService,
  ) {}

  /** Who is signed in, with the token for changing requests. */
  async me({ actedBy: by, clientAddress, customer, id, role }: Actor, request: Request): Promise<Me> {
    const { email, displayName, timeZone } = await this.database.manager.findOneByOrFail(PanelUserRow, { id });
    const { token, user } = request as ActingRequest;
    const byToken = token !== undefined;
    const csrfToken = byToken ? '' : (request.session.csrfToken ?? '');
    const actedBy = by === undefined ? null : { email: by.email, until: by.until.toISOString() };
    const mustSetUpTwoStep = !byToken && by === undefined && user?.lacksTwoStep === true;
    const person = { id, email, displayName, role, customer, timeZone };
    return { ...person, clientAddress, csrfToken, actedBy, mustSetUpTwoStep };
  }

  /** Changes what is given. */
  async change(actor: Actor, request: Request, change: ProfileChange): Promise<Me> {
    await this.database.transaction(async (tx) => {
      const { displayName, timeZone } = await tx.findOneByOrFail(PanelUserRow, { id: actor.id });
      const wished = { displayName, timeZone, ...change };
      await tx.update(PanelUserRow, { id: actor.id }, { ...wished, updatedAt: () => 'now()' });
      const changed = differences({ displayName, timeZone }, wished);
      await this.audit.record(tx, actor, { verb: 'panel-user.changed', ...subjectOf(actor), ...changed });
    });
    return this.me(actor, request);
  }

  /** Changes the address one signs in with. Throws Problem `e-mail-taken` or a 400 for the password. */
  async changeEmail(actor: Actor, request: Request, change: EmailChange): Promise<Me> {
    await this.users.refuseWrongPassword(actor, change.password, 'password');
    const email = normalEmail(change.email);
    await this.database.transaction(async (tx) => {
      await tx.update(PanelUserRow, { id: actor.id }, { email, updatedAt: () => 'now()' });
      const changed = { before: { email: actor.email }, after: { email } };
      await this.audit.record(tx, actor, { verb: 'panel-user.changed', ...subjectOf(actor), ...changed });
    });
    return this.me(actor, request);
  }

  /** Changes one's own password and ends one's other sessions. Throws a 400 where the current one is wrong or the new one weak. */
  async changePassword(actor: Actor, request: Request, change: OwnPasswordChange): Promise<void> {
    await this.users.refuseWrongPassword(actor, change.currentPassword, 'currentPassword');
    await this.passwords.refuseWeak(change.newPassword, { field: 'newPassword', about: [actor.email] });
    const passwordHash = await hashPassword(change.newPassword);
    await this.database.transaction(async (tx) => {
      await this.replacePassword(tx, actor.id, passwordHash, request.sessionID);
      await this.audit.record(tx, actor, { verb: 'panel-user.password-set', ...subjectOf(actor) });
    });
  }

  /** Writes the hash of a new panel password, whoever chose it, and ends all sessions but the one that stays. */
  async replacePassword(tx: EntityManager, id: string, passwordHash: string, ...[stays]: [string?]): Promise<void> {
    await tx.update(PanelUserRow, { id }, { passwordHash, updatedAt: () => 'now()' });
    await this.sessions.endAllBut(tx, id, stays);
  }
}
