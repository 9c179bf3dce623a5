// The bans of the whole fleet, as the database has them: whom the engine does not let in. Making and lifting them is the
// panel's business.
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { isInNetwork } from '../ftp/index.js';
import type { Account, Ban, SessionEnd, SessionFacts, SessionFilter } from '../ftp/index.js';
import { withoutZone } from './account-row.js';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';

/** How often they are read although nothing nudged. */
const safetyReadMs = 60_000;
/** A ban is a decision of a person; so many are none any more, and each new client is compared with all. */
const mostBans = 10_000;

const keptOut = { reason: 'banned', sentence: 'Your address is kept out from now on; ask your provider.' } as const;

interface KnownBan extends Ban {
  readonly id: string;
  /** CIDR notation. */
  readonly network: string;
  /** Whose logins are refused there; undefined: nobody there is let in. */
  readonly login: string | undefined;
  /** Networks in it that no ban keeps out. */
  readonly exempt: readonly string[];
}

const inForce = `
  select id, client_network::text as network, login, reason, expires_at, exempt::text[] from bans_in_force()
  order by created_at desc, id limit ${mostBans}`;

export interface BanFollowerOptions {
  readonly database: pg.Pool;
  readonly endSessions: (where: SessionFilter, end: { reason: SessionEnd; sentence: string }) => number;
  readonly note: Note;
}

/** Knows the bans in force, and ends the sessions that a new one is about. While the database is away the last ones hold. */
export class BanFollower {
  readonly #options: BanFollowerOptions;
  readonly #reading: Coalesced;
  #bans: readonly KnownBan[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BanFollowerOptions) {
    this.#options = options;
    this.#reading = new Coalesced({
      work: () => this.#read(),
      onFailure: (error) => options.note('warn', 'bans.read-failed', errorFields(error)),
    });
  }

  /** Reads them for the first time. Rejects when the database does not answer. */
  async begin(): Promise<void> {
    await this.#read();
  }

  start(): void {
    this.#timer = setInterval(() => this.reread(), safetyReadMs).unref();
  }

  /** Something may have changed. */
  reread(): void {
    this.#reading.ask();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading.stop();
  }

  /** Why nobody at this address is let in; undefined where somebody is. */
  ofAddress(clientAddress: string): Ban | undefined {
    return this.#find(clientAddress, undefined);
  }

  /** Why this login is not let in from this address; undefined where it is. */
  ofLogin(login: string, clientAddress: string): Ban | undefined {
    return this.#find(clientAddress, login.trim().toLowerCase());
  }

  /** A ban may have come into force while the password was looked at. */
  loggedIn({ id, peer }: SessionFacts, { login }: Account): void {
    if (this.ofLogin(login, peer.address) !== undefined) this.#options.endSessions({ sessionId: id }, keptOut);
  }

  #find(clientAddress: string, login: string | undefined): Ban | undefined {
    const address = withoutZone(clientAddress);
    return this.#bans.find((ban) => ban.login === login && !isOver(ban) && hits(ban, address));
  }

  async #read(): Promise<void> {
    const before = this.#bans;
    const { rows } = await this.#options.database.query<BanRow>(inForce);
    this.#bans = rows.map(toBan);
    const known = new Map(before.map((ban) => [ban.id, ban]));
    for (const ban of this.#bans) if (!isDeepStrictEqual(known.get(ban.id), ban)) this.#enforce(ban);
  }

  #enforce({ login, network, exempt }: KnownBan): void {
    const { endSessions, note } = this.#options;
    const where = { clientNetwork: network, outsideNetworks: exempt, ...(login !== undefined && { login }) };
    const ended = endSessions(where, keptOut);
    note('info', 'ban.in-force', { network, login, ended });
  }
}

interface BanRow {
  readonly id: string;
  readonly network: string;
  readonly login: string | null;
  readonly reason: string;
  readonly expires_at: Date | null;
  readonly exempt: readonly string[];
}

function toBan({ id, network, login, reason, exempt, expires_at: until }: BanRow): KnownBan {
  // The control connection speaks UTF-8 and the engine handles bytes (RFC 2640).
  const bytes = Buffer.from(reason).toString('latin1');
  return { id, network, exempt, login: login ?? undefined, reason: bytes, until: until ?? undefined };
}

const hits = ({ network, exempt }: KnownBan, address: string): boolean =>
  isInNetwork(address, network) && !exempt.some((never) => isInNetwork(address, never));

const isOver = ({ until }: Ban): boolean => until !== undefined && until.getTime() <= Date.now();
