// The same request again changes nothing: whoever sends an Idempotency-Key and repeats the request gets the answer of the
// first time. Keys are a panel user's own and are kept for a day.
import { randomUUID } from 'node:crypto';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { DataSource } from 'typeorm';
import type { ActingRequest } from '../auth/authentication.guard.js';
import { badField, Problem } from './problems.js';
import { SealedAnswers } from './sealed-answers.js';
import { SETTINGS, type Settings } from './settings.js';

/** One request that carries a key. */
interface Keyed {
  readonly userId: string;
  readonly key: string;
  readonly fingerprint: Buffer;
}

interface Kept {
  readonly fingerprint: Buffer;
  readonly status: number | null;
  readonly answer: Buffer | null;
}

// A claim without an answer after a minute belongs to a panel that ended; what it had made already is refused by the
// constraints of its table.
const claimSql = `
  insert into idempotency_keys as k (panel_user_id, key, fingerprint, claim) values ($1, $2, $3, $4)
  on conflict (panel_user_id, key) do update
    set fingerprint = excluded.fingerprint, claim = excluded.claim, claimed_at = now(), status = null, answer = null
    where k.claimed_at < now() - interval '1 day'
      or (k.answer is null and k.claimed_at < now() - interval '1 minute' and k.fingerprint = excluded.fingerprint)
  returning claim`;

/** Claims the key, lets the request through, and keeps its answer; or answers as the first time. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  readonly #answers: SealedAnswers;

  constructor(
    private readonly database: DataSource,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#answers = new SealedAnswers(settings);
  }

  /** Throws a 400 for a key that is none, Problem `idempotency-key-reused` or `idempotency-key-in-use`. */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const keyed = this.#keyOf(request);
    if (keyed === undefined) return next.handle();
    const claim = randomUUID();
    if (!(await this.#claim(keyed, claim))) return of(await this.#asBefore(keyed, response));
    return of(await this.#answer({ keyed, claim, response }, next));
  }

  #keyOf(request: ActingRequest): Keyed | undefined {
    const key = request.get('idempotency-key');
    if (key === undefined || request.actor === undefined) return undefined;
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw badField('Idempotency-Key', 'Write a key of 1 to 255 visible ASCII characters, such as a UUID.');
    }
    const { method, path } = request;
    const fingerprint = this.#answers.fingerprint({ method, path, body: (request as Request).body as unknown });
    return { userId: request.actor.id, key, fingerprint };
  }

  async #claim({ userId, key, fingerprint }: Keyed, claim: string): Promise<boolean> {
    const rows = await this.database.query<{ claim: string }[]>(claimSql, [userId, key, fingerprint, claim]);
    return rows.length === 1;
  }

  async #asBefore({ userId, key, fingerprint }: Keyed, response: Response): Promise<unknown> {
    const [kept] = await this.database.query<Kept[]>(
      `select fingerprint, status, answer from idempotency_keys where panel_user_id = $1 and key = $2`,
      [userId, key],
    );
    if (kept !== undefined && !kept.fingerprint.equals(fingerprint)) throw new Problem('idempotency-key-reused');
    if (kept?.status == null || kept.answer === null) {
      response.setHeader('Retry-After', '1');
      throw new Problem('idempotency-key-in-use');
    }
    response.status(kept.status).setHeader('Idempotency-Replayed', 'true');
    return this.#answers.open(kept.answer);
  }

  async #answer(
    { keyed, claim, response }: { keyed: Keyed; claim: string; response: Response },
    next: CallHandler,
  ): Promise<unknown> {
    const whose = [keyed.userId, keyed.key, claim];
    try {
      const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: null });
      await this.database.query(
        `update idempotency_keys set status = $4, answer = $5 where panel_user_id = $1 and key = $2 and claim = $3`,
        [...whose, response.statusCode, this.#answers.seal(answer)],
      );
      return answer;
    } catch (error) {
      // What was refused has made nothing, so that the same key may try again.
      await this.database.query(
        `delete from idempotency_keys where panel_user_id = $1 and key = $2 and claim = $3 and answer is null`,
        whose,
      );
      throw error;
    }
  }
}

/** Lets callers of this route repeat a request with an `Idempotency-Key`, for a day. */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A key of your own, such as a UUID. The same request with the same key within 24 hours gets the same answer and makes nothing again (`Idempotency-Replayed: true`); another request with it is a 422, the same while the first is still running a 409.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
  );
