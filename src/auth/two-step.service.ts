// Setting up the second step of one's own sign-in and removing it. Whether a code is right is second-step.service.ts.
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { badField, Problem } from '../http/problems.js';
import type { Actor } from './actor.js';
import { PanelUserRow } from './auth.entity.js';
import { PanelSessionsService } from './panel-sessions.service.js';
import { PanelUsersService, subjectOf } from './panel-users.service.js';
import { SecondStepService, totpOf } from './second-step.service.js';
import type { Enrolment, OwnPassword, PasswordAndCode, RecoveryCodes, TwoStep } from './two-step.dto.js';

/** As RFC 4226 recommends. */
const secretBytes = 20;
const wrongCode = 'This is not the code your app shows now. Check the clock of the device and write the next code.';

@Injectable()
export class TwoStepService {
  constructor(
    private readonly database: DataSource,
    private readonly users: PanelUsersService,
    private readonly steps: SecondStepService,
    private readonly sessions: PanelSessionsService,
    private readonly audit: AuditService,
  ) {}

  /** Whether it is on for oneself. */
  async get(actor: Actor): Promise<TwoStep> {
    const [row] = await this.database.query<{ left: string }[]>(
      `select count(*) as left from panel_recovery_codes where panel_user_id = $1`,
      [actor.id],
    );
    return { on: await this.steps.isOn(actor.id), recoveryCodesLeft: Number(row?.left ?? 0) };
  }

  /** Makes a secret that waits for its first code. Throws Problem `two-step-on` or a 400 for the password. */
  async begin(actor: Actor, request: Request, { password }: OwnPassword): Promise<Enrolment> {
    await this.users.refuseWrongPassword(actor, password, 'password');
    if (await this.steps.isOn(actor.id)) throw new Problem('two-step-on');
    const secret = randomBytes(secretBytes);
    // A session is a row as well, so the secret is locked there too.
    request.session.enrolment = { locked: this.steps.lock(secret, actor.id).toString('base64') };
    const totp = totpOf(secret, actor.email);
    return { secret: totp.secret.base32, uri: totp.toString() };
  }

  /** Turns it on once the app has shown its first code, and ends one's other sessions. Throws a 400 for the code. */
  async confirm(actor: Actor, request: Request, code: string): Promise<RecoveryCodes> {
    const { enrolment } = request.session;
    if (enrolment === undefined) throw new Problem('two-step-off');
    const totpSecret = Buffer.from(enrolment.locked, 'base64');
    const totpLastStep = this.steps.stepOf(this.steps.open(totpSecret, actor.id), code);
    if (totpLastStep === undefined) throw badField('code', wrongCode);
    delete request.session.enrolment;
    return this.database.transaction(async (tx) => {
      await tx.update(PanelUserRow, { id: actor.id }, { ...cleared, totpSecret, totpLastStep });
      await this.sessions.endAllBut(tx, actor.id, request.sessionID);
      await this.audit.record(tx, actor, { verb: 'panel-user.two-step-on', ...subjectOf(actor) });
      return { recoveryCodes: await this.steps.renewRecoveryCodes(tx, actor.id) };
    });
  }

  /** Ten new recovery codes in place of those that are left. */
  async renewRecoveryCodes(actor: Actor, proof: PasswordAndCode): Promise<RecoveryCodes> {
    await this.#prove(actor, proof);
    return this.database.transaction(async (tx) => {
      await this.audit.record(tx, actor, { verb: 'panel-user.recovery-codes-renewed', ...subjectOf(actor) });
      return { recoveryCodes: await this.steps.renewRecoveryCodes(tx, actor.id) };
    });
  }

  /** Turns it off and ends one's other sessions. */
  async remove(actor: Actor, request: Request, proof: PasswordAndCode): Promise<void> {
    await this.#prove(actor, proof);
    await this.database.transaction(async (tx) => {
      await forgetSecondStep(tx, actor.id);
      await this.sessions.endAllBut(tx, actor.id, request.sessionID);
      await this.audit.record(tx, actor, { verb: 'panel-user.two-step-off', ...subjectOf(actor) });
    });
  }

  async #prove(actor: Actor, { password, code }: PasswordAndCode): Promise<void> {
    await this.users.refuseWrongPassword(actor, password, 'password');
    if ((await this.steps.take(actor.id, code)) === undefined) throw badField('code', wrongCode);
  }
}

const cleared = { totpSecret: null, totpLastStep: null, totpWrongCodes: 0, totpBlockedUntil: null };

/** Leaves a panel user with their password alone. */
export async function forgetSecondStep(tx: EntityManager, userId: string): Promise<void> {
  await tx.update(PanelUserRow, { id: userId }, { ...cleared, updatedAt: () => 'now()' });
  await tx.query(`delete from panel_recovery_codes where panel_user_id = $1`, [userId]);
}
