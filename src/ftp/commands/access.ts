// Getting in and out: HOST (RFC 7151) and USER PASS ACCT REIN QUIT (RFC 959 §4.1.1). Who may come in is the Authenticator's to say.
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from '../account.js';
import type { LoginRefusal } from '../facts.js';
import { Jail } from '../jail/jail.js';
import { reportLogin } from '../login-report.js';
import { requiresTls } from '../mode-rules.js';
import type { LoginAnswer } from '../ports.js';
import type { QuotaMeter } from '../quota.js';
import { replies, type Reply } from '../replies.js';
import { Secret } from '../secret.js';
import { obeyNames } from '../session-rules.js';
import type { Session } from '../session.js';
import type { ByteString } from '../virtual-path.js';
import { refusalReply } from './login-refusals.js';

/** HOST: which of the names of this machine the client has dialled; before USER, and the last one counts (RFC 7151 §3). */
export function host(session: Session, name: string): Reply {
  if (session.login.at !== 'start') return replies.hostBeforeUser;
  if (!session.host.knowsHost(name)) return replies.hostUnknown;
  // The certificate was chosen by that name and cannot be changed any more.
  if (session.tls?.hostName !== undefined && session.tls.hostName !== name) return replies.hostIsNotSni;
  session.virtualHost = name;
  return replies.hostChosen;
}

/**
 * USER: always 331, so that nobody learns which names exist (RFC 2577 §5); where TLS is required and missing, 530 before
 * a password is sent, but for the accounts that may do without. Forgets whoever was logged in.
 */
export async function user(session: Session, name: ByteString): Promise<Reply> {
  await session.logOut();
  if (session.mustEncryptFirst && !(await mayStayClear(session, name))) {
    reportClearText(session, asText(name));
    return replies.needsTls;
  }
  session.login = { at: 'named', name };
  return replies.sendPassword;
}

/** PASS: asks the Authenticator, then opens the account's home. */
export async function pass(session: Session, password: ByteString): Promise<Reply> {
  const { login } = session;
  if (login.at === 'start') return session.mustEncryptFirst ? replies.needsTls : replies.loginFirst;
  if (login.at === 'in') return replies.alreadyLoggedIn;
  const name = asText(login.name);
  session.login = { at: 'start' };
  try {
    const answer = await session.host.authenticator.authenticate(name, new Secret(asText(password)), session.facts);
    const refused = 'refused' in answer ? answer.refused : await enter(session, answer.account);
    return await settle(session, name, { refused, answer });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    session.host.observer.noted('error', 'login.unanswered', { sessionId: session.id, message });
    session.end('protocol', 'Logins cannot be checked at the moment; try again later.');
    return replies.localError;
  }
}

/** ACCT: no account information beside the login is needed. */
export function acct(): Reply {
  return replies.superfluous;
}

/** REIN: back to the state of a fresh connection; TLS stays, nobody wants to fall back into the clear. */
export async function rein(session: Session): Promise<Reply> {
  await session.logOut();
  session.virtualHost = undefined;
  return replies.readyAgain;
}

/** QUIT: a transfer has finished by the time this runs, because the line waited for it. */
export function quit(session: Session): Reply {
  session.afterReply = 'close';
  return replies.goodbye;
}

/** Opens the home and logs in, or says why not. Between the check of the limit and the login nothing else can run. */
async function enter(session: Session, account: Account): Promise<LoginRefusal | undefined> {
  if (!session.secure && requiresTls(session.rulesFor(account).tls.rule)) return 'tls-required';
  const jail = await openHome(session, account);
  if (jail === undefined) return 'home-unavailable';
  const quota = await openQuota(session, account, jail);
  const { maxSessions } = account;
  const full = maxSessions !== undefined && session.host.sessionsOf(account.id).length >= maxSessions;
  if (!full && session.ended === undefined) {
    session.logIn({ account, jail, quota });
    obeyNames([session], session.policy.names);
    return undefined;
  }
  await jail.close();
  return 'session-limit';
}

/** Once a session: USER costs nothing, and a record does. */
function reportClearText(session: Session, name: string): void {
  if (session.triedInClear) return;
  session.triedInClear = true;
  reportLogin(session, { name, outcome: 'tls-required' });
}

async function mayStayClear(session: Session, name: ByteString): Promise<boolean> {
  return (await session.host.authenticator.allowsClearText?.(asText(name))) === true;
}

async function openQuota(session: Session, account: Account, jail: Jail): Promise<QuotaMeter> {
  try {
    return await session.host.quotas.open(account, await jail.realHome());
  } catch (error) {
    await jail.close();
    throw error;
  }
}

async function openHome(session: Session, account: Account): Promise<Jail | undefined> {
  try {
    return await Jail.open(account.home, {
      uploads: account.uploads,
      onlyOwnFiles: account.onlyOwnFiles,
      uploader: { accountId: account.id, clientAddress: session.transport.peer.address },
      observer: {
        uploadLeft: (upload) => session.host.observer.uploadLeft?.(session.facts, account, upload),
        uploadGone: (id) => session.host.observer.uploadGone?.(session.facts, account, id),
      },
      sync: session.host.uploadSync,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const fields = { sessionId: session.id, accountId: account.id, message };
    session.host.observer.noted('error', 'login.home-unavailable', fields);
    return undefined;
  }
}

interface Outcome {
  readonly refused: LoginRefusal | undefined;
  readonly answer: LoginAnswer;
}

async function settle(session: Session, name: string, { refused, answer }: Outcome): Promise<Reply> {
  const outcome = refused ?? 'accepted';
  if ('account' in answer) reportLogin(session, { name, outcome }, answer.account);
  else reportLogin(session, { name, outcome, accountId: answer.accountId });
  if (refused === undefined) return replies.loggedIn;
  if (refused === 'wrong-login-or-password' || refused === 'previous-password') await punish(session);
  const facts = 'refused' in answer ? answer : {};
  const said = refusalReply(refused, { ...facts, clientAddress: session.transport.peer.address });
  if (refused === 'banned') session.close('banned', said);
  return said;
}

/** Each wrong password waits longer for its answer; after the last the session is over. */
async function punish(session: Session): Promise<void> {
  const { failedLoginDelayMs } = session.host.limits;
  session.failedLogins += 1;
  try {
    await pause(failedLoginDelayMs * session.failedLogins, undefined, { signal: session.signal });
  } catch {
    // The session ended meanwhile; its last words are out.
    return;
  }
  if (session.failedLogins >= session.policy.maxFailedLogins) {
    session.end('too-many-failures', 'Too many wrong logins or passwords; check them and connect again.');
  }
}

/** Logins and passwords are UTF-8 (RFC 2640). Other bytes become U+FFFD, which no stored password matches by accident. */
function asText(bytes: ByteString): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
