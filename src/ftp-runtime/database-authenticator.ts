// Authenticator out of the database: a name and a password become an Account, or the reason why not. Whether the folder
// is there and TLS is required is the engine's business.
import type pg from 'pg';
import { hashPassword, isImportedHash, longestPasswordBytes, matchPassword } from '../auth/password.js';
import type { Authenticator, Ban, LoginAnswer, LoginRefusal, Secret, SessionFacts } from '../ftp/index.js';
import { barredSince, findClearText, findLogin, toAccount, whyBarred, type LoginRow } from './account-row.js';
import type { AccountWatch } from './account-watch.js';
import type { BanFollower } from './ban-follower.js';
import { errorFields, type Note } from './note.js';
import { escapeText } from './record-rows.js';
import type { SessionClaims } from './session-claims.js';
import { refusalOfPlace } from './web-root-check.js';

export interface DatabaseAuthenticatorOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly watch: AccountWatch;
  readonly bans: Pick<BanFollower, 'ofAddress' | 'ofLogin'>;
  readonly claims: Pick<SessionClaims, 'take'>;
  readonly note: Note;
}

const longestLogin = 255;

/** Asks the database about each login. Rejects when it is away or too many passwords are being checked. */
export class DatabaseAuthenticator implements Authenticator {
  readonly #options: DatabaseAuthenticatorOptions;

  constructor(options: DatabaseAuthenticatorOptions) {
    this.#options = options;
  }

  async authenticate(name: string, password: Secret, session: SessionFacts): Promise<LoginAnswer> {
    const row = await this.#find(name);
    // Before the password is looked at: nobody guesses on while kept out.
    const ban = this.#options.bans.ofLogin(name, session.peer.address);
    return ban === undefined ? this.#check(row, password, session) : { refused: 'banned', accountId: row?.id, ban };
  }

  banOf(clientAddress: string): Ban | undefined {
    return this.#options.bans.ofAddress(clientAddress);
  }

  allowsClearText(name: string): Promise<boolean> {
    const { database, serverId } = this.#options;
    return findClearText(database, { login: loginIn(name), serverId });
  }

  async #check(row: LoginRow | undefined, password: Secret, session: SessionFacts): Promise<LoginAnswer> {
    // An unknown name is compared as often, so that the time tells nothing.
    const hashes = { current: row?.passwordHash, previous: row?.previousPasswordHash ?? undefined };
    const match = await matchPassword(password.reveal(), hashes);
    if (row === undefined || match === 'neither') return { refused: 'wrong-login-or-password', accountId: row?.id };
    if (match === 'previous') return { refused: 'previous-password', accountId: row.id };
    const refused = await this.#whyNot(row, session);
    if (refused !== undefined) {
      return { refused, accountId: row.id, since: barredSince(row, refused), movedTo: addressOf(row) };
    }
    if (isImportedHash(row.passwordHash)) void this.#renew(row, password);
    const account = toAccount(row);
    this.#options.watch.accepted(account, row);
    return { account };
  }

  /** Keeps the proven password as bcrypt from now on; where that fails, the next login tries again. */
  async #renew({ id, login, passwordHash }: LoginRow, password: Secret): Promise<void> {
    // The rest of a longer one would no longer count.
    if (Buffer.byteLength(password.reveal()) > longestPasswordBytes) return;
    const { database, note } = this.#options;
    try {
      const renewed = await hashPassword(password.reveal());
      await database.query('select renew_password_hash($1, $2, $3)', [id, passwordHash, renewed]);
    } catch (error) {
      note('warn', 'login.hash-not-renewed', { accountId: id, login, ...errorFields(error) });
    }
  }

  /** Why the right password does not help. */
  async #whyNot(row: LoginRow, session: SessionFacts): Promise<LoginRefusal | undefined> {
    const barred = whyBarred(row, { address: session.peer.address, at: new Date() });
    if (barred !== undefined) return barred;
    if (row.serverId !== this.#options.serverId) return 'moved';
    if (await this.#mayNotOpen(row)) return 'home-refused';
    return this.#options.claims.take(session.id, row);
  }

  #find(name: string): Promise<LoginRow | undefined> {
    const { database, serverId } = this.#options;
    // Asked also for a name that cannot be one, because the answer must not come sooner.
    return findLogin(database, { login: loginIn(name), serverId });
  }

  /** The panel refuses such a web root; a row may have come another way. Which system ids may work, the jail says. */
  async #mayNotOpen(row: LoginRow): Promise<boolean> {
    const reason = await refusalOfPlace(this.#options, row);
    if (reason === undefined) return false;
    const { id: accountId, login, path } = row;
    this.#options.note('error', 'login.home-refused', { accountId, login, path, reason });
    return true;
  }
}

const addressOf = ({ serverHost: host, serverPort: port }: LoginRow) => ({ host, port });

function loginIn(name: string): string {
  return escapeText(name.trim()).slice(0, longestLogin);
}
