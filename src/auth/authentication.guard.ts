// Who sent this request: an API token in its header, or else the panel user of its session. Changing requests with a
// session must repeat the session's token, which another site cannot read.
import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { Problem } from '../http/problems.js';
import { rolesOf } from '../http/require-role.guard.js';
import { ActingAsService } from './acting-as.service.js';
import type { Actor } from './actor.js';
import { isBeforeTwoStep } from './before-two-step.js';
import { clientAddressOf } from './client-address.js';
import type { KnownUser } from './panel-users.service.js';
import type { Scope } from './scopes.js';

/** A request after this guard; `token` where it came with one. */
export type ActingRequest = Request & {
  user?: KnownUser;
  actor?: Actor;
  token?: { readonly id: string; readonly scopes: readonly Scope[] };
  /** The admin who acts as `user`. */
  actedBy?: Actor['actedBy'];
};

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

@Injectable()
class BearerGuard extends AuthGuard('bearer') {
  override handleRequest<T>(error: unknown, user: T): T {
    if (error instanceof Error) throw error;
    if (!user) throw new Problem('token-refused');
    return user;
  }
}

/** Finds the actor; runs before the role is asked for. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  readonly #bearer = new BearerGuard({ session: false });

  constructor(
    private readonly reflector: Reflector,
    private readonly acting: ActingAsService,
  ) {}

  /** Throws Problem `not-signed-in`, `token-refused`, `csrf-token-missing`, `two-step-required` or `not-while-acting`. */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (rolesOf(this.reflector, context) === 'public') return true;
    const request = context.switchToHttp().getRequest<ActingRequest>();
    if (/^bearer /i.test(request.headers.authorization ?? '')) {
      await this.#bearer.canActivate(context);
    } else if (request.user !== undefined) {
      if (request.user.lacksTwoStep && !isBeforeTwoStep(this.reflector, context)) {
        throw new Problem('two-step-required');
      }
      await this.acting.enter(request);
      if (!harmless.has(request.method)) refuseForeignPage(request);
    }
    if (request.user === undefined) throw new Problem('not-signed-in');
    request.actor = actorOf(request, request.user);
    return true;
  }
}

/** Who asks, as services know them. */
export function actorOf(request: ActingRequest, { lacksTwoStep: _lacks, ...user }: KnownUser): Actor {
  return { ...user, clientAddress: clientAddressOf(request), actedBy: request.actedBy };
}

function refuseForeignPage(request: Request): void {
  const given = Buffer.from(request.get('x-portside-csrf') ?? '');
  const known = Buffer.from(request.session.csrfToken ?? '');
  const same = known.length > 0 && given.length === known.length && timingSafeEqual(given, known);
  if (!same) throw new Problem('csrf-token-missing');
}
