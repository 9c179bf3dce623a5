// How a session of the panel begins, however the panel user has shown who they are.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { clientAddressOf } from './client-address.js';
import type { KnownUser } from './panel-users.service.js';

const longestUserAgent = 500;

/** What changing requests of a session repeat in X-Portside-Csrf; made anew whenever the session acts for somebody else. */
export function newCsrfToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Gives the request a session of this panel user, with a new id. */
export async function beginSession(request: Request, user: KnownUser): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.logIn(user, (error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(new Error('The session could not be stored.', { cause: error }));
    });
  });
  request.session.csrfToken = newCsrfToken();
  request.session.signedIn = {
    id: randomUUID(),
    at: new Date().toISOString(),
    address: clientAddressOf(request),
    userAgent: (request.get('user-agent') ?? '').slice(0, longestUserAgent),
  };
}
