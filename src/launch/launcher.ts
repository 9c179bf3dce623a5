// The order in which an installation comes up and goes down. Each step is a file of its own; this one opens no port and
// knows no SQL.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, SettingError } from '../config.js';
import { announcement, madeInVain } from './announce.js';
import { chooseBase, keepBase, openDataDir } from './data-folder.js';
import { type DatabaseUrls, embedsDatabase, KeptPostgres, openGivenDatabase } from './databases.js';
import { ensureFolder, keptSecret, type Owner } from './folders.js';
import { refuseTakenPorts } from './free-ports.js';
import { chooseIdentities, type Identities, mayBind, rememberedNumbers, rememberNumbers } from './identities.js';
import { lockFolder } from './lock-file.js';
import { type Program, reachableProgram } from './mirror.js';
import { findPostgres } from './postgres-binaries.js';
import { placePostgres } from './postgres-place.js';
import { roleEnvironment, type TlsPlaces } from './role-environment.js';
import { demoDomain, type WebRootPlace } from './seed-demo.js';
import { seed, type Seeded } from './seed.js';
import { stagingKeyFile } from './staging-key.js';
import { endLeftBehind, Supervisor } from './supervisor.js';
import { freeNumber, isRoot, postgresUser } from './system-users.js';
import { refreshFolder, tlsFolder } from './tls-folder.js';
import { checkPair, refreshCopy, tlsPair } from './tls-pair.js';

const checkout = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const firstDemoNumber = 70_000;
const activeSourcePort = 20;
const certificateCheckMs = 60_000;

/** A stop was asked for before everything had started. */
export class StoppedEarly extends Error {}

/** One installation on this machine. */
export class Launcher {
  readonly #supervisor: Supervisor;
  readonly #state: string;
  #undo: (() => Promise<void> | void)[] = [];
  #postgres: KeptPostgres | undefined;
  #stopping = false;
  #started: Promise<void> | undefined;

  constructor(
    private readonly config: Config,
    private readonly say: (line: string) => void,
  ) {
    this.#state = join(config.dataDir, 'state');
    this.#supervisor = new Supervisor(this.#state, say);
  }

  /** Brings everything up. When it rejects (SettingError, RoleRefusal, StoppedEarly) all of it is down again. */
  start(): Promise<void> {
    this.#started = this.#bringUp().catch(async (error: unknown) => {
      await this.#takeDown();
      throw error;
    });
    return this.#started;
  }

  /** Drains the roles, then stops Postgres. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#supervisor.stop(this.config.drainMs);
    await this.#started?.catch(() => undefined);
    await this.#takeDown();
  }

  /** Ends everything at once; the next start recovers. */
  kill(): void {
    this.#supervisor.kill();
    this.#postgres?.abort();
  }

  async #bringUp(): Promise<void> {
    const { config } = this;
    const made = openDataDir(config.dataDir);
    this.#undo.push(() => made.undo());
    const lock = lockFolder(config.dataDir);
    this.#undo.push(() => lock.release());
    const identities = chooseIdentities(config, rememberedNumbers(this.#state));
    const users = usersOf(identities, embedsDatabase(config));
    const base = chooseBase(config.dataDir, users);
    await endLeftBehind(this.#state);
    refusePorts(config, identities);
    if (config.tlsFiles !== undefined) checkPair(config.tlsFiles);
    const given = await this.#step(openGivenDatabase(config));
    keepBase(config.dataDir, base);
    ensureFolder(this.#state, 0o700);
    rememberNumbers(this.#state, identities);
    this.#note(base, identities, given);
    const program = reachableProgram({ root: checkout, node: process.execPath }, join(base, 'app'), users);
    if (program.root !== checkout)
      this.say(`Other users cannot read ${checkout}, so the roles run from ${program.root}.`);
    const urls = given ?? (await this.#embed(base, program));
    const seeded = await this.#seed(urls, identities, base);
    const tls = await this.#certificates(base, identities.ftp?.owner);
    try {
      await this.#startRoles({ program, base, identities, urls, tls });
    } catch (error) {
      // Passwords that were made now are told even so: no later start could.
      for (const line of madeInVain(config, seeded)) this.say(line);
      throw error;
    }
    for (const line of announcement(config, seeded)) this.say(line);
  }

  async #embed(base: string, program: Program): Promise<DatabaseUrls> {
    const place = placePostgres(base, findPostgres(program.root));
    const postgres = await this.#step(KeptPostgres.start(place, this.say));
    return this.#step(postgres.open(this.#state));
  }

  /** Remembers a Postgres at once, so that it is stopped whatever comes next; ends the start when a stop was asked for. */
  async #step<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    if (result instanceof KeptPostgres) {
      this.#postgres = result;
      this.#undo.push(() => result.stop());
    }
    if (this.#stopping) throw new StoppedEarly();
    return result;
  }

  async #seed(urls: DatabaseUrls, identities: Identities, base: string): Promise<Seeded> {
    const { config } = this;
    if (urls.panel === undefined) return { admin: undefined, demo: undefined };
    const wantsDemo = config.seedDemo ?? embedsDatabase(config);
    return this.#step(
      seed(urls.panel, config, {
        activeSourcePort: mayBind(identities.ftp, activeSourcePort) ? activeSourcePort : undefined,
        demo: wantsDemo ? demoPlace(config, base) : undefined,
      }),
    );
  }

  async #certificates(base: string, owner: Owner | undefined): Promise<TlsPlaces> {
    const { tlsFiles, tlsFolder: given } = this.config;
    const pair = await this.#step(tlsPair(this.config, join(base, 'tls'), owner));
    if (tlsFiles !== undefined && tlsFiles.cert !== pair.cert) {
      this.#keepFresh(() => refreshCopy(tlsFiles, pair, owner));
    }
    if (given === undefined) return { ...pair, folder: undefined };
    const folder = tlsFolder(given, join(base, 'tls', 'given'), owner);
    if (folder !== given) this.#keepFresh(() => refreshFolder(given, folder, owner));
    return { ...pair, folder };
  }

  /** Copies what was renewed, now and then. */
  #keepFresh(copy: () => void): void {
    const timer = setInterval(() => {
      try {
        copy();
      } catch (error) {
        this.say(`The renewed certificate cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      }
    }, certificateCheckMs);
    this.#undo.push(() => clearInterval(timer));
  }

  async #startRoles(from: {
    program: Program;
    base: string;
    identities: Identities;
    urls: DatabaseUrls;
    tls: TlsPlaces;
  }): Promise<void> {
    const { config } = this;
    const secrets = {
      databaseUrl: from.urls.panel,
      ftpDatabaseUrl: from.urls.ftp,
      sessionSecret: config.sessionSecret ?? keptSecret(join(this.#state, 'session-secret')),
      tls: from.tls,
      stagingKeyFile:
        config.stagingKeyFile ?? stagingKeyFile(join(from.base, 'staging-key'), from.identities.ftp?.owner),
    };
    const starting = config.roles.map((role) =>
      this.#supervisor.start({
        role,
        program: from.program,
        identity: from.identities[role],
        env: roleEnvironment(role, config, secrets),
      }),
    );
    const outcomes = await Promise.allSettled(starting);
    if (this.#stopping) throw new StoppedEarly();
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  #note(base: string, identities: Identities, given: DatabaseUrls | undefined): void {
    const elsewhere =
      base === this.config.dataDir
        ? undefined
        : `Other users cannot reach ${this.config.dataDir}: the data lie in ${base}.`;
    for (const notice of [elsewhere, identities.notice, given?.notice]) if (notice !== undefined) this.say(notice);
  }

  /** Takes back what was brought up, last first; a second call finds nothing left. */
  async #takeDown(): Promise<void> {
    await this.#supervisor.stop(this.config.drainMs);
    const steps = this.#undo.splice(0).reverse();
    for (const step of steps) await step();
  }
}

/** Whoever must reach the data and the program; none when everything runs as the caller. */
function usersOf({ panel, ftp }: Identities, embeds: boolean): Owner[] {
  const roles = [panel?.owner, ftp?.owner].filter((owner) => owner !== undefined);
  return embeds && isRoot() ? [postgresUser(), ...roles] : roles;
}

function refusePorts(config: Config, { panel }: Identities): void {
  if (config.roles.includes('panel') && !mayBind(panel, config.http.port)) {
    const cure = 'the panel has no right to a port below 1024; choose a higher one and put a proxy before it.';
    throw new SettingError('HTTP_PORT', cure);
  }
  refuseTakenPorts(config);
}

function demoPlace(config: Config, base: string): WebRootPlace {
  const path = join(base, 'sites', demoDomain);
  if (!isRoot()) return { path, owner: { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 } };
  const number = freeNumber(Math.max(firstDemoNumber, config.minSystemUid));
  return { path, owner: { uid: number, gid: number } };
}
