// Whether a code is the one: of an authenticator app (TOTP, RFC 6238) or a recovery code. Each counts once, and wrong
// ones are counted in the row, so that panels count together. How a second step is set up is two-step.service.ts.
import { Inject, Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { DataSource, type EntityManager } from 'typeorm';
import { SETTINGS, type Settings } from '../http/settings.js';
import { Problem } from '../http/problems.js';
import { PanelUserRow } from './auth.entity.js';
import { SecretBox, Unreadable } from './panel-secret.js';
import { newRecoveryCodes, normalRecoveryCode } from './recovery-codes.js';
import { tooManyTries } from './sign-in-throttle.guard.js';

const stepSeconds = 30;
/** So many wrong codes in a row, and none is taken for a while. */
const wrongCodesAllowed = 5;
const blockedMinutes = 15;

export type SecondStepKind = 'code' | 'recovery-code';

type Holder = Pick<PanelUserRow, 'id' | 'totpSecret' | 'totpLastStep' | 'totpWrongCodes' | 'totpBlockedUntil'>;

@Injectable()
export class SecondStepService {
  readonly #box: SecretBox;

  constructor(
    private readonly database: DataSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#box = new SecretBox(settings, 'second steps');
  }

  /** Whether this panel user signs in in two steps. */
  async isOn(userId: string): Promise<boolean> {
    const holder = await this.#holder(this.database.manager, userId, false);
    return holder !== null && holder.totpSecret !== null;
  }

  /**
   * Which kind of code this was; undefined where it is wrong or used up. Throws Problem `too-many-tries`,
   * `two-step-off` or `two-step-unreadable`.
   */
  take(userId: string, written: string): Promise<SecondStepKind | undefined> {
    return this.database.transaction(async (tx) => {
      // Locked, so that guesses at the same moment are counted one after the other.
      const holder = await this.#holder(tx, userId, true);
      if (holder === null || holder.totpSecret === null) throw new Problem('two-step-off');
      const waitMs = (holder.totpBlockedUntil?.getTime() ?? 0) - Date.now();
      if (waitMs > 0) throw tooManyTries(waitMs / 1000);
      const kind = await this.#kindOf(tx, holder, written);
      await tx.update(PanelUserRow, { id: userId }, kind === undefined ? oneMoreWrong(holder) : noneWrong);
      return kind;
    });
  }

  /** The time step whose code this is, of now or one to either side; undefined where it is none of these. */
  stepOf(secret: Buffer, code: string): number | undefined {
    const delta = totpOf(secret).validate({ token: code.replace(/\s/g, ''), window: 1 });
    return delta === null ? undefined : Math.floor(Date.now() / 1000 / stepSeconds) + delta;
  }

  lock(secret: Buffer, userId: string): Buffer {
    return this.#box.lock(secret, userId);
  }

  /** Throws Problem `two-step-unreadable`. */
  open(locked: Buffer, userId: string): Buffer {
    try {
      return this.#box.open(locked, userId);
    } catch (error) {
      throw error instanceof Unreadable ? new Problem('two-step-unreadable') : error;
    }
  }

  /** Replaces the recovery codes; only what recognises them is kept. */
  async renewRecoveryCodes(tx: EntityManager, userId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    await tx.query(`delete from panel_recovery_codes where panel_user_id = $1`, [userId]);
    await tx.query(`insert into panel_recovery_codes (panel_user_id, code_hash) select $1, unnest($2::bytea[])`, [
      userId,
      codes.map((code) => this.#box.hash(normalRecoveryCode(code), userId)),
    ]);
    return codes;
  }

  async #kindOf(tx: EntityManager, holder: Holder, written: string): Promise<SecondStepKind | undefined> {
    if (/^[\d\s]+$/.test(written)) {
      const step = this.stepOf(this.open(holder.totpSecret ?? Buffer.alloc(0), holder.id), written);
      if (step === undefined || step <= (holder.totpLastStep ?? 0)) return undefined;
      await tx.update(PanelUserRow, { id: holder.id }, { totpLastStep: step });
      return 'code';
    }
    const hash = this.#box.hash(normalRecoveryCode(written), holder.id);
    const used = await tx
      .createQueryBuilder()
      .delete()
      .from('panel_recovery_codes')
      .where('panel_user_id = :id and code_hash = :hash', { id: holder.id, hash })
      .execute();
    return used.affected === 1 ? 'recovery-code' : undefined;
  }

  #holder(tx: EntityManager, id: string, locked: boolean): Promise<Holder | null> {
    return tx.findOne(PanelUserRow, {
      where: { id },
      select: { id: true, totpSecret: true, totpLastStep: true, totpWrongCodes: true, totpBlockedUntil: true },
      ...(locked && { lock: { mode: 'pessimistic_write' as const } }),
    });
  }
}

const noneWrong = { totpWrongCodes: 0, totpBlockedUntil: null };

function oneMoreWrong({ totpWrongCodes }: Holder) {
  const wrong = totpWrongCodes + 1;
  const blocked = { totpBlockedUntil: new Date(Date.now() + blockedMinutes * 60_000) };
  return { totpWrongCodes: wrong, ...(wrong % wrongCodesAllowed === 0 && blocked) };
}

/** What every authenticator app understands: SHA-1, six digits, thirty seconds. */
export function totpOf(secret: Buffer, label = ''): TOTP {
  const bytes = Uint8Array.from(secret);
  return new TOTP({ issuer: 'Portside', label, secret: new Secret({ buffer: bytes.buffer }), period: stepSeconds });
}
