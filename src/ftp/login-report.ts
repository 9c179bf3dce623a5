// Tells the observer of each try to log in, and of what a client did instead of one.
import { randomUUID } from 'node:crypto';
import type { Account } from './account.js';
import type { LoginAttempt } from './facts.js';
import type { Session } from './session.js';

/** Reports a try that has just happened; `account`: who is logged in now, or would be if nothing stood against it. */
export function reportLogin(
  session: Session,
  tried: Pick<LoginAttempt, 'name' | 'outcome'> & { readonly accountId?: string | undefined },
  account?: Account,
): void {
  const { name, outcome, accountId = account?.id } = tried;
  const attempt: LoginAttempt = { id: randomUUID(), at: new Date(), name, accountId, outcome };
  session.host.observer.loginTried(session.facts, attempt, account);
}
