// How many requests a minute one token, one session or one address may send, told with each answer in the headers of
// draft-ietf-httpapi-ratelimit-headers-10. Trying passwords has narrower limits of its own.
import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { clientAddressOf } from '../auth/client-address.js';
import { Problem } from './problems.js';
import { type RequestBudget, RequestCounts, type RequestLimit } from './request-counts.js';
import { rolesOf } from './require-role.guard.js';

/** A program: ten times a second, all day. */
const token = { name: 'token', requests: 600, windowSeconds: 60 } as const satisfies RequestLimit;
/** A person, with several pages open that read again whenever a busy server's sessions and transfers change. */
const session = { name: 'session', requests: 3000, windowSeconds: 60 } as const satisfies RequestLimit;
/** For whoever is not signed in, by address; many people may stand behind one. */
const anybody = { name: 'anybody', requests: 300, windowSeconds: 60 } as const satisfies RequestLimit;
/** How many requests with tokens that are not one an address may send. */
const refusedTokens = { name: 'refused-tokens', requests: 30, windowSeconds: 60 } as const satisfies RequestLimit;

/** Runs first of the guards, so that what is beyond the limit costs no more than knowing who asks. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  readonly #counts = new RequestCounts();

  constructor(private readonly reflector: Reflector) {}

  /** Throws Problem `too-many-requests`. */
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    // Whoever supervises the panel asks as often as it likes.
    if (request.path === '/healthz' || request.path === '/api/v1/healthz') return true;
    const now = performance.now();
    const address = clientAddressOf(request) ?? '';
    const bearer = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined) this.#refuseGuessing({ address, now, response });
    // A public route looks at no token, so a made-up one would not be found out there.
    const isPublic = rolesOf(this.reflector, context) === 'public';
    const [key, limit] = whoAsks(request, isPublic ? undefined : bearer, address);
    const budget = this.#counts.take(`${limit.name} ${key}`, limit, now);
    tell(response, limit, budget);
    if (budget.exceeded) throw tooMany(response, limit, budget);
    return true;
  }

  /** A token that is none would otherwise begin a new count each time. */
  #refuseGuessing({ address, now, response }: { address: string; now: number; response: Response }): void {
    const key = `${refusedTokens.name} ${address}`;
    const budget = this.#counts.look(key, refusedTokens, now);
    if (budget.exceeded) throw tooMany(response, refusedTokens, budget);
    response.once('finish', () => {
      if (response.statusCode === 401) this.#counts.take(key, refusedTokens, performance.now());
    });
  }
}

function whoAsks(request: Request, bearer: string | undefined, address: string): readonly [string, RequestLimit] {
  if (bearer !== undefined) return [createHash('sha256').update(bearer).digest('base64url'), token];
  return request.user === undefined ? [address, anybody] : [request.sessionID, session];
}

function tell(response: Response, limit: RequestLimit, budget: RequestBudget): void {
  response.setHeader('RateLimit-Policy', `"${limit.name}";q=${limit.requests};w=${limit.windowSeconds}`);
  response.setHeader('RateLimit', `"${limit.name}";r=${budget.remaining};t=${budget.resetSeconds}`);
}

function tooMany(response: Response, limit: RequestLimit, { resetSeconds }: RequestBudget): Problem {
  response.setHeader('Retry-After', String(resetSeconds));
  const seconds = resetSeconds === 1 ? '1 second' : `${resetSeconds} seconds`;
  return new Problem('too-many-requests', {
    detail: `These are more than ${limit.requests} requests in a minute. Wait ${seconds} and go on.`,
  });
}
