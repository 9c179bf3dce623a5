// How often somebody may try to sign in: counted per client address and per e-mail address, in this process.
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request } from 'express';
import { Problem } from '../http/problems.js';
import { rolesOf } from '../http/require-role.guard.js';
import type { ActingRequest } from './authentication.guard.js';
import { clientAddressOf } from './client-address.js';
import { normalEmail } from './email.js';
import './session-middleware.js';

const minuteMs = 60_000;

/** 30 tries a minute from one address, 10 for one e-mail address. */
export const signInLimits: ThrottlerModuleOptions = {
  throttlers: [
    { name: 'address', ttl: minuteMs, limit: 30, getTracker: (request) => clientAddressOf(request as Request) ?? '' },
    {
      name: 'email',
      ttl: minuteMs,
      limit: 10,
      getTracker: (request, context) => whoTries(request as Request, context),
    },
  ],
};

const reflector = new Reflector();

/** The e-mail address that is tried or whose second step it is; on all other routes, who is signed in. */
function whoTries(request: Request, context: ExecutionContext): string {
  if (rolesOf(reflector, context) !== 'public') return (request as ActingRequest).user?.id ?? '';
  const { email } = (request.body ?? {}) as { email?: unknown };
  if (typeof email === 'string') return normalEmail(email).slice(0, 320);
  return request.session.pendingSignIn?.userId ?? '';
}

/** Throws Problem `too-many-tries` beyond the limits. */
@Injectable()
export class SignInThrottle extends ThrottlerGuard {
  protected override throwThrottlingException(_context: ExecutionContext, limit: ThrottlerLimitDetail): Promise<void> {
    return Promise.reject(tooManyTries(limit.timeToBlockExpire || limit.timeToExpire));
  }
}

/** The refusal that says when to come back. */
export function tooManyTries(waitSeconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(waitSeconds));
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  const detail = `Too many tries to sign in. Wait ${wait} and try again.`;
  return new Problem('too-many-tries', { detail, retryAfterSeconds: seconds });
}
