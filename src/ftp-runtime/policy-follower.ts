// From the newest row of server_policies to FtpServer.apply, and back to the panel as "in force". What a policy means is
// the engine's business; reading the row is policy-row.ts.
import type pg from 'pg';
import type { ServerPolicy } from '../ftp/index.js';
import { Coalesced } from './coalesced.js';
import type { PublicAddress } from './followed-host.js';
import type { LookUp } from './look-up.js';
import { errorFields, type Note } from './note.js';
import { readKnownAddresses, readNewestPolicy } from './policy-row.js';
import { PublicAddresses, type WrittenPolicy } from './public-addresses.js';

/** How often the newest policy is read although nothing nudged. */
const safetyReadMs = 60_000;

export interface PolicyFollowerOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  /** The version to begin with. */
  readonly written: WrittenPolicy;
  readonly lookUp: LookUp;
  readonly apply: (policy: ServerPolicy) => void;
  /** Told after each version that was applied. */
  readonly applied: (version: number) => void;
  /** Told what was found behind the policy's host names, each time that is different. */
  readonly found: (addresses: readonly PublicAddress[]) => void;
  readonly note: Note;
}

/** Keeps the engine on the newest policy, and on the addresses that its host names have. */
export class PolicyFollower {
  readonly #options: PolicyFollowerOptions;
  readonly #reading: Coalesced;
  readonly #addresses: PublicAddresses;
  #timer: NodeJS.Timeout | undefined;
  #written: WrittenPolicy;
  #obeyed: ServerPolicy | undefined;

  constructor(options: PolicyFollowerOptions) {
    this.#options = options;
    this.#written = options.written;
    const { lookUp, note } = options;
    this.#addresses = new PublicAddresses({ lookUp, note, changed: () => this.#addressesChanged() });
    this.#reading = new Coalesced({
      work: () => this.#follow(),
      onFailure: (error) => note('warn', 'policy.read-failed', errorFields(error)),
    });
  }

  /** The policy to serve with at first. Rejects when the database does not answer. */
  async begin(): Promise<ServerPolicy> {
    const { database, serverId } = this.#options;
    const { hosts } = this.#written;
    await this.#addresses.follow(hosts, await readKnownAddresses(database, serverId));
    this.#obeyed = this.#addresses.fill(this.#written);
    return this.#obeyed;
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
    this.#addresses.stop();
    await this.#reading.stop();
  }

  async #follow(): Promise<void> {
    const { database, serverId, applied, note } = this.#options;
    const newest = await readNewestPolicy(database, serverId);
    if (newest === undefined || newest.policy.version <= this.#written.policy.version) return;
    this.#written = newest;
    await this.#addresses.follow(newest.hosts);
    this.#obey();
    this.#options.found(this.#addresses.shown);
    const { version, verbs, tls } = newest.policy;
    applied(version);
    note('info', 'policy.applied', { version, verbs, tls });
  }

  #obey(): void {
    this.#obeyed = this.#addresses.fill(this.#written);
    this.#options.apply(this.#obeyed);
  }

  #addressesChanged(): void {
    this.#options.found(this.#addresses.shown);
    const { passive } = this.#addresses.fill(this.#written);
    if (this.#obeyed !== undefined && passive.publicIpv4 !== this.#obeyed.passive.publicIpv4) this.#obey();
  }
}
