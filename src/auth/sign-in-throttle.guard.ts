// How often somebody may try to sign in: counted per client address and per e-mail address, in this process.
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { Problem } from '../http/problems.js';
import { clientAddressOf } from './client-address.js';
import { normalEmail } from './email.js';

const minuteMs = 60_000;

/** 30 tries a minute from one address, 10 for one e-mail address. */
export const signInLimits: ThrottlerModuleOptions = {
  throttlers: [
    { name: 'address', ttl: minuteMs, limit: 30, getTracker: (request) => clientAddressOf(request as Request) ?? '' },
    { name: 'email', ttl: minuteMs, limit: 10, getTracker: (request) => emailOf(request as Request) },
  ],
};

function emailOf(request: Request): string {
  const { email } = (request.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? normalEmail(email).slice(0, 320) : '';
}

/** Throws Problem `too-many-tries` beyond the limits. */
@Injectable()
export class SignInThrottle extends ThrottlerGuard {
  protected override throwThrottlingException(context: ExecutionContext, limit: ThrottlerLimitDetail): Promise<void> {
    const seconds = Math.max(1, Math.ceil(limit.timeToBlockExpire || limit.timeToExpire));
    context.switchToHttp().getResponse<Response>().setHeader('Retry-After', String(seconds));
    return Promise.reject(new Problem('too-many-tries'));
  }
}
