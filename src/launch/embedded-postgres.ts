// A real Postgres of our own: made on first use, started on a private socket, stopped fast, taken over when its launcher
// was killed. Not here: which users and databases live in it (embedded-database.ts) and who may start it (lock-file.ts).
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SettingError } from '../config.js';
import { ensureFolder, keptSecret, type Owner } from './folders.js';
import { commandLine, identify } from './process-identity.js';

/** Where an embedded Postgres lives and whom it runs as. */
export interface PostgresPlace {
  /** Holds the data and the superuser's password; made 0700 for the owner. */
  readonly folder: string;
  /** Holds the socket; made 0711, so who knows a password may connect. At most 90 bytes long. */
  readonly socketFolder: string;
  /** The folder with bin, lib and share. */
  readonly binaries: string;
  /** undefined: the caller, who must not be root. */
  readonly owner: Owner | undefined;
  /** Further server settings by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** 'tcp' listens on 127.0.0.1 instead of the socket; the default only on Windows, where Node cannot use the socket. */
  readonly listen?: 'socket' | 'tcp';
}

/** How a client reaches the superuser's database. */
export interface PostgresAccess {
  readonly host: string;
  readonly port: number;
  readonly superuser: string;
  readonly password: string;
}

const superuser = 'postgres';
const stopTimeoutMs = 20_000;
const keptLogLines = 30;

/** A running embedded Postgres. */
export class EmbeddedPostgres {
  readonly #log: string[] = [];

  private constructor(
    readonly access: PostgresAccess,
    private readonly child: ChildProcess,
  ) {}

  /** Makes the data folder when needed, ends a server left behind on it, and starts one. Throws with the server's log. */
  static async start(place: PostgresPlace): Promise<EmbeddedPostgres> {
    ensureFolder(place.folder, 0o700, place.owner);
    ensureFolder(place.socketFolder, 0o711, place.owner);
    const password = keptSecret(join(place.folder, 'superuser.pw'), place.owner);
    await initialise(place);
    await reclaim(place);
    const tcp = (place.listen ?? (process.platform === 'win32' ? 'tcp' : 'socket')) === 'tcp';
    const port = tcp ? await freePort() : 5432;
    const access = { host: tcp ? '127.0.0.1' : place.socketFolder, port, superuser, password };
    for (let attempt = 1; ; attempt += 1) {
      const server = new EmbeddedPostgres(access, run(place, tcp ? ['-p', String(port)] : []));
      if (await server.#ready()) return server;
      // Backends of a killed server need a moment to notice and let go of its shared memory.
      const inUse = server.#log.some((line) => line.includes('shared memory block'));
      if (!inUse || attempt === 20) throw new Error(`Postgres did not start:\n${server.#log.join('\n')}`);
      await sleep(250);
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when the server has ended, for whatever reason. */
  async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
  }

  /** The last lines the server has logged. */
  get log(): readonly string[] {
    return this.#log;
  }

  /** Ends every connection and stops ("fast"); after 20 s at once. Never SIGKILL, which would orphan backends. */
  async stop(): Promise<void> {
    const ended = this.ended();
    this.child.kill('SIGINT');
    const timer = setTimeout(() => this.child.kill('SIGQUIT'), stopTimeoutMs);
    await ended;
    clearTimeout(timer);
  }

  /** Ends it at once; the next start recovers what was committed. */
  abort(): void {
    this.child.kill('SIGQUIT');
  }

  /** Reads the log for as long as the server runs: a full pipe would block it. */
  #ready(): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('exit', () => resolve(false));
      this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        this.#log.push(...text.split('\n').filter((line) => line.trim() !== ''));
        this.#log.splice(0, this.#log.length - keptLogLines);
        if (text.includes('ready to accept connections')) resolve(true);
      });
    });
  }
}

/** Postgres looks up neither HOME nor the caller's PG* variables. */
const environment = () => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' });

const program = (place: PostgresPlace, name: string) =>
  join(place.binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

const identity = (place: PostgresPlace) => (place.owner === undefined ? {} : { ...place.owner });

/** Makes the data beside its final place, so that a start that was cut short leaves nothing half-made. */
async function initialise(place: PostgresPlace): Promise<void> {
  const data = join(place.folder, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) return checkVersion(place, data);
  const fresh = join(place.folder, 'data.new');
  rmSync(fresh, { recursive: true, force: true });
  const args = ['-D', fresh, '-U', superuser, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  args.push('--lc-collate=C', '--lc-ctype=C', '--lc-messages=C', '--auth=scram-sha-256', '--no-instructions');
  args.push(`--pwfile=${join(place.folder, 'superuser.pw')}`);
  await finish(place, 'initdb', args);
  renameSync(fresh, data);
}

function checkVersion(place: PostgresPlace, data: string): void {
  const made = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  const manifest = join(place.binaries, '..', 'package.json');
  if (!existsSync(manifest)) return;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const [major] = version.split('.');
  if (major === made) return;
  throw new SettingError(
    'DATA_DIR',
    `${data} was made by Postgres ${made} and this release brings Postgres ${major}; ` +
      `copy it over with pg_dump of version ${made}, or choose another DATA_DIR.`,
  );
}

/** Ends a server that outlived its launcher, or clears the traces of one that was killed. */
async function reclaim(place: PostgresPlace): Promise<void> {
  const data = join(place.folder, 'data');
  const pidFile = join(data, 'postmaster.pid');
  const pid = existsSync(pidFile) ? Number.parseInt(readFileSync(pidFile, 'utf8'), 10) : Number.NaN;
  if (Number.isInteger(pid)) {
    if (process.platform !== 'linux') await finish(place, 'pg_ctl', ['stop', '-D', data, '-m', 'fast']).catch(() => '');
    else if (commandLine(pid).includes(data)) await interrupt(pid);
    rmSync(pidFile, { force: true });
  }
  rmSync(join(place.socketFolder, '.s.PGSQL.5432'), { force: true });
  rmSync(join(place.socketFolder, '.s.PGSQL.5432.lock'), { force: true });
}

async function interrupt(pid: number): Promise<void> {
  const deadline = Date.now() + stopTimeoutMs;
  process.kill(pid, 'SIGINT');
  while (identify(pid) !== undefined) {
    if (Date.now() > deadline) throw new Error(`The Postgres left behind as process ${pid} does not stop.`);
    await sleep(20);
  }
}

/** A group of its own: a Ctrl-C in the terminal must reach the launcher only, which stops Postgres last. */
function run(place: PostgresPlace, port: readonly string[]): ChildProcess {
  const settings = {
    unix_socket_directories: process.platform === 'win32' ? '' : place.socketFolder,
    listen_addresses: port.length > 0 ? '127.0.0.1' : '',
    max_connections: '200',
    dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
    ...place.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(program(place, 'postgres'), ['-D', join(place.folder, 'data'), ...port, ...args], {
    ...identity(place),
    cwd: place.folder,
    detached: true,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Runs one of Postgres's programs to its end. Throws with what it printed. */
async function finish(place: PostgresPlace, name: string, args: readonly string[]): Promise<void> {
  const child = spawn(program(place, name), args, {
    ...identity(place),
    cwd: place.folder,
    detached: true,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (printed += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} failed:\n${printed.trim()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
