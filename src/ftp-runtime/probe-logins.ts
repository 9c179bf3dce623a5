// Logins for the self-test: one process makes one for itself, another server lets it in once, into an empty folder of
// this process. They are nobody's FTP account and never reach a customer's files; what they do is no customer's record.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { identityMode, noNameRules, rootPath, Secret, unlimitedQuotas } from '../ftp/index.js';
import type {
  Account,
  Authenticator,
  Ban,
  HostPath,
  Identity,
  LoginAnswer,
  Quotas,
  SessionFacts,
  SessionObserver,
} from '../ftp/index.js';

/** How long such a login can be used after it was made. */
const probeLoginMs = 60_000;

/** No account has this id. */
const probeId = '00000000-0000-0000-0000-000000000000';
/** No login of an FTP account is without an @. */
const prefix = 'portside-probe-';
const nobodyId = 65_534;

/** A login that works once. Its password is in this process's memory and nowhere else. */
export interface ProbeLogin {
  readonly name: string;
  readonly password: Secret;
}

const write = `
  insert into probe_logins (id, server_id, secret_hash, expires_at)
  values ($1, $2, $3, now() + ${probeLoginMs} * interval '1 millisecond')`;

// Deleting it is using it, so that of two who come with it only one is let in.
const redeem = `
  delete from probe_logins where id = $1 and server_id = $2 and secret_hash = $3 and expires_at > now()`;

/** Makes a login for another server, and forgets those that were never used. */
export async function makeProbeLogin(database: pg.Pool, serverId: string): Promise<ProbeLogin> {
  const id = randomUUID();
  const password = new Secret(randomBytes(32).toString('base64url'));
  await database.query(`delete from probe_logins where expires_at < now()`);
  await database.query(write, [id, serverId, hashOf(password)]);
  return { name: prefix + id, password };
}

export interface ProbeAuthenticatorOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly minSystemUid: number;
  /** Asked about everybody else. */
  readonly accounts: Authenticator;
}

/** Lets probes in, and asks another authenticator about everybody else. */
export class ProbeAuthenticator implements Authenticator {
  readonly #options: ProbeAuthenticatorOptions;
  #folder: Promise<string> | undefined;

  constructor(options: ProbeAuthenticatorOptions) {
    this.#options = options;
  }

  async authenticate(name: string, password: Secret, session: SessionFacts): Promise<LoginAnswer> {
    const id = probeIdIn(name);
    if (id === undefined) return this.#options.accounts.authenticate(name, password, session);
    const { database, serverId } = this.#options;
    const { rowCount } = await database.query(redeem, [id, serverId, hashOf(password)]);
    return rowCount === 1 ? { account: await this.#account(name) } : { refused: 'wrong-login-or-password' };
  }

  async allowsClearText(name: string): Promise<boolean> {
    return (await this.#options.accounts.allowsClearText?.(name)) ?? false;
  }

  banOf(clientAddress: string): Ban | undefined {
    return this.#options.accounts.banOf?.(clientAddress);
  }

  /** Removes the folder that probes saw. */
  async stop(): Promise<void> {
    if (this.#folder !== undefined) await rm(await this.#folder, { recursive: true, force: true });
  }

  async #account(name: string): Promise<Account> {
    const webRoot = (await this.#emptyFolder()) as HostPath;
    return {
      id: probeId,
      customerId: probeId,
      login: name,
      home: { webRoot, folder: rootPath, identity: this.#identity() },
      permissions: new Set(['list']),
      names: noNameRules,
      uploads: 'staged',
      onlyOwnFiles: false,
      maxSessions: undefined,
    };
  }

  /** One for all probes; where it could not be made, the next probe tries again. */
  #emptyFolder(): Promise<string> {
    this.#folder ??= emptyFolder().catch((error: unknown) => {
      this.#folder = undefined;
      throw error;
    });
    return this.#folder;
  }

  #identity(): Identity {
    const id = Math.max(nobodyId, this.#options.minSystemUid);
    const own = { uid: process.geteuid?.() ?? id, gid: process.getegid?.() ?? id };
    return { ...(identityMode() === 'customer' ? { uid: id, gid: id } : own), umask: 0o077 };
  }
}

/**
 * Tells the observer nothing of what probes do once they are in: they are no customers, and no statistics are theirs. To
 * the observer such a session ends with its login.
 */
export function withoutProbes(observer: SessionObserver): SessionObserver {
  const sessions = new Set<string>();
  return {
    ...observer,
    loginTried: (session, attempt, account) => {
      if (account?.id !== probeId) {
        observer.loginTried(session, attempt, account);
        return;
      }
      sessions.add(session.id);
      observer.closed(session, 'quit');
    },
    transferEnded: (session, account, transfer) => {
      if (!sessions.has(session.id)) observer.transferEnded(session, account, transfer);
    },
    dataConnectionEnded: (session, account, connection) => {
      if (!sessions.has(session.id)) observer.dataConnectionEnded(session, account, connection);
    },
    closed: (session, end) => {
      if (!sessions.delete(session.id)) observer.closed(session, end);
    },
  };
}

/** The quotas, without those of probes, who store nothing and have no ledger. */
export function besideProbes(quotas: Quotas): Quotas {
  return { open: (account, home) => (account.id === probeId ? unlimitedQuotas : quotas).open(account, home) };
}

/** The row that the name is about; undefined for everybody who is no probe. */
function probeIdIn(name: string): string | undefined {
  return /^portside-probe-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(name)?.[1];
}

function hashOf(password: Secret): Buffer {
  return createHash('sha256').update(password.reveal()).digest();
}

/** Readable for whoever works in it, writable for nobody but this process. */
async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portside-probe-'));
  await chmod(folder, 0o755);
  return folder;
}
