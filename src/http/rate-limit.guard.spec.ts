import { EventEmitter } from 'node:events';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { expect, it } from 'vitest';
import { Problem } from './problems.js';
import { RateLimitGuard } from './rate-limit.guard.js';

/** What the guard reads of a request and writes of its answer. */
function asked({ sessionID = '', token }: { sessionID?: string; token?: string }) {
  const headers: Record<string, string> = {};
  const response = Object.assign(new EventEmitter(), {
    statusCode: 200,
    setHeader: (name: string, value: string) => (headers[name] = value),
  });
  const request = {
    path: '/api/v1/accounts',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ip: '192.0.2.1',
    sessionID,
    user: sessionID === '' ? undefined : { id: sessionID },
  };
  const context = {
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }),
    getHandler: () => asked,
    getClass: () => RateLimitGuard,
  } as unknown as ExecutionContext;
  return { context, headers };
}

it('refuses a session beyond 3000 requests in a minute, says how long to wait, and lets other sessions go on', () => {
  const guard = new RateLimitGuard(new Reflector());
  for (let request = 0; request < 3000; request += 1) guard.canActivate(asked({ sessionID: 'anna' }).context);
  const { context, headers } = asked({ sessionID: 'anna' });
  expect(() => guard.canActivate(context)).toThrow(Problem);
  expect(() => guard.canActivate(context)).toThrow(
    /^These are more than 3000 requests in a minute\. Wait \d+ seconds? /,
  );
  expect(Number(headers['Retry-After'])).toBeGreaterThan(0);
  expect(headers['RateLimit']).toMatch(/^"session";r=0;t=\d+$/);
  expect(guard.canActivate(asked({ sessionID: 'ben' }).context)).toBe(true);
});

it('counts whoever is not signed in by address, and each token for itself', () => {
  const guard = new RateLimitGuard(new Reflector());
  for (let request = 0; request < 300; request += 1) guard.canActivate(asked({}).context);
  expect(() => guard.canActivate(asked({}).context)).toThrow('more than 300 requests');
  expect(guard.canActivate(asked({ token: 'pst_one' }).context)).toBe(true);
});
