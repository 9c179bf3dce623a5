// What an account may know and set of its own sessions: SITE WHO and SITE IDLE.
import type { SessionSnapshot } from '../facts.js';
import { reply, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import { unescapeBytes } from '../virtual-path.js';

/** SITE IDLE: tells, or sets, how long the session may be silent; never longer than the policy allows. */
export function idle(session: Session, seconds: number | undefined): Reply {
  const most = Math.floor(session.policy.idleTimeoutMs / 1000);
  if (seconds !== undefined) {
    if (seconds < 1 || seconds > most) return reply(501, `Write a number of seconds from 1 to ${most}.`);
    session.chooseIdleTimeout(seconds * 1000);
  }
  const now = Math.round(session.idleTimeoutMs / 1000);
  return reply(200, `The session ends after ${now} seconds without a command; at most ${most} may be set.`);
}

/** SITE WHO: the account's own sessions, as far as this process holds them. */
export function who(session: Session): Reply {
  const own = session.host.sessionsOf(session.who.account.id);
  const lines = own.map((one) => ` ${one.facts.id === session.id ? '*' : ' '} ${lineOf(one)}`);
  return reply(200, 'The sessions of this account; yours is marked:', ...lines, 'End.');
}

function lineOf({ facts, loggedInAt, transfer, workingFolder }: SessionSnapshot): string {
  const since = loggedInAt?.toISOString().slice(0, 19).replace('T', ' ');
  const program = facts.clientProgram === undefined ? '' : ` with ${unescapeBytes(facts.clientProgram)}`;
  const doing = transfer === undefined ? `in ${workingFolder}` : `${transfer.kind} of ${transfer.path}`;
  return `${facts.peer.address} since ${since} UTC${program}: ${doing}`;
}
