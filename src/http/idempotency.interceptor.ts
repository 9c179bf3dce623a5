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
import type { ActingRequest } from '../auth/authentication.guard.js';
import { IdempotencyKeysService, type Keyed } from './idempotency-keys.service.js';
import { SecretBox } from '../auth/panel-secret.js';
import { badField, Problem } from './problems.js';
import { SETTINGS, type Settings } from './settings.js';

/** Claims the key, lets the request through, and keeps its answer; or answers as the first time. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  readonly #box: SecretBox;

  constructor(
    private readonly keys: IdempotencyKeysService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#box = new SecretBox(settings, 'kept answers');
  }

  /** Throws a 400 for a key that is none, Problem `idempotency-key-reused` or `idempotency-key-in-use`. */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    const keyed = this.#keyOf(request);
    if (keyed === undefined) return next.handle();
    const claim = randomUUID();
    if (!(await this.keys.claim(keyed, claim))) return of(await this.#asBefore(keyed, response));
    return of(await this.#answer({ keyed, claim, response }, next));
  }

  #keyOf(request: ActingRequest): Keyed | undefined {
    const key = request.get('idempotency-key');
    if (key === undefined || request.actor === undefined) return undefined;
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw badField('Idempotency-Key', 'Write a key of 1 to 255 visible ASCII characters, such as a UUID.');
    }
    const { method, path } = request;
    const asked = JSON.stringify(sorted({ method, path, body: (request as Request).body as unknown }));
    const userId = request.actor.id;
    return { userId, key, fingerprint: this.#box.hash(asked, ownerOf({ userId, key })) };
  }

  async #asBefore(keyed: Keyed, response: Response): Promise<unknown> {
    const kept = await this.keys.read(keyed);
    if (kept !== undefined && !kept.fingerprint.equals(keyed.fingerprint)) throw new Problem('idempotency-key-reused');
    if (kept === undefined || kept.status === null || kept.answer === null) {
      response.setHeader('Retry-After', '1');
      throw new Problem('idempotency-key-in-use');
    }
    response.status(kept.status).setHeader('Idempotency-Replayed', 'true');
    return JSON.parse(this.#box.open(kept.answer, ownerOf(keyed)).toString()) as unknown;
  }

  async #answer(
    { keyed, claim, response }: { keyed: Keyed; claim: string; response: Response },
    next: CallHandler,
  ): Promise<unknown> {
    const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: null }).catch(async (error: unknown) => {
      // What was refused has made nothing, so that the same key may try again.
      await this.keys.release(keyed, claim);
      throw error;
    });
    const sealed = this.#box.lock(Buffer.from(JSON.stringify(answer)), ownerOf(keyed));
    await this.keys.keep(keyed, claim, { status: response.statusCode, answer: sealed });
    return answer;
  }
}

const ownerOf = ({ userId, key }: Pick<Keyed, 'userId' | 'key'>): string => `${userId} ${key}`;

/** The order in which a program writes its fields says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
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
