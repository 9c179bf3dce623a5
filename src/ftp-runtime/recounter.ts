// Counts web roots anew, slowly: folder by folder, with pauses, on while uploads go on. What it finds beside what was
// written over FTP is what PHP or SSH have written. What is kept in the database is recount-tables.ts.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { escapeBytes, Jail, JailError, joinPath, resolvePath, rootPath, unescapeBytes } from '../ftp/index.js';
import type { Entry, HostPath, VirtualPath } from '../ftp/index.js';
import { Coalesced } from './coalesced.js';
import { errorFields, type Note } from './note.js';
import { RecountTables, type ClaimedRoot, type ListedFolder } from './recount-tables.js';

/** How often a web root that is due is looked for although nobody has asked. */
const lookEveryMs = 10_000;
const foldersAtOnce = 20;
/** Resting so many times as long as working leaves the disk to the customers. */
const restFactor = 3;
const shortestRestMs = 10;
/** How long the other processes are waited for before the count is settled without them, and due again. */
const othersWithinMs = 30_000;
const othersEveryMs = 50;
/** Hours of the machine's clock. */
const night = { from: 1, until: 5 } as const;

export interface RecounterOptions {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly processId: string;
  readonly note: Note;
}

/** One for each process; of a server's processes one counts at a time. */
export class Recounter {
  readonly #note: Note;
  readonly #tables: RecountTables;
  readonly #counting: Coalesced;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor({ database, note, processId, serverId }: RecounterOptions) {
    this.#note = note;
    this.#tables = new RecountTables(database, { serverId, processId });
    this.#counting = new Coalesced({
      work: () => this.#countAllDue(),
      onFailure: (error) => note('warn', 'recount.failed', errorFields(error)),
    });
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), lookEveryMs).unref();
  }

  /** There may be a web root to count. */
  look(): void {
    this.#counting.ask();
  }

  /** Lays down what is half counted; another process goes on with it. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await this.#counting.stop();
    await this.#tables.release().catch((error: unknown) => {
      this.#note('warn', 'recount.not-released', errorFields(error));
    });
  }

  async #countAllDue(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const hour = new Date().getHours();
      const root = await this.#tables.claim({ nightly: hour >= night.from && hour < night.until });
      if (root === undefined) return;
      await this.#count(root);
    }
  }

  async #count(root: ClaimedRoot): Promise<void> {
    const jail = await this.#open(root);
    try {
      while (!this.#stop.signal.aborted) {
        await this.#listAll(root, jail);
        if (this.#stop.signal.aborted) return;
        const moment = new Date();
        await this.#othersHaveWritten(moment);
        const counted = await this.#tables.settle(root.id, moment);
        if (counted === undefined) continue;
        this.#note('info', 'recount.done', { webRoot: root.id, ...counted });
        return;
      }
    } finally {
      await jail?.close();
    }
  }

  /** Undefined where the web root is not there: then nothing lies in it. */
  async #open({ path, uid, gid, umask }: ClaimedRoot): Promise<Jail | undefined> {
    try {
      const home = { webRoot: path as HostPath, folder: rootPath, identity: { uid, gid, umask } };
      return await Jail.open(home);
    } catch (error) {
      if (!(error instanceof JailError)) throw error;
      this.#note('warn', 'recount.web-root-unavailable', errorFields(error));
      return undefined;
    }
  }

  async #listAll(root: ClaimedRoot, jail: Jail | undefined): Promise<void> {
    const { signal } = this.#stop;
    for (;;) {
      const startedAt = Date.now();
      const folders = await this.#tables.waiting(root.id, foldersAtOnce);
      if (folders.length === 0 || signal.aborted) return;
      const looks = await Promise.all(folders.map((folder) => look(jail, folder)));
      const listed = looks.filter((found) => found !== undefined);
      const gone = folders.filter((_folder, at) => looks[at] === undefined);
      await this.#tables.write(root.id, listed, gone);
      const restMs = Math.max((Date.now() - startedAt) * restFactor, shortestRestMs);
      await sleep(restMs, undefined, { signal }).catch(() => undefined); // the only rejection is the abort
    }
  }

  /** A change on the disk that is not written down yet would be counted twice. */
  async #othersHaveWritten(moment: Date): Promise<void> {
    const giveUpAt = Date.now() + othersWithinMs;
    await sleep(1);
    await this.#tables.askToWrite();
    while (!this.#stop.signal.aborted && Date.now() < giveUpAt) {
      if (await this.#tables.allWritten(moment)) return;
      await sleep(othersEveryMs);
    }
  }
}

/** Looks into one folder; undefined where it is gone. One that may not be read counts as empty. */
async function look(jail: Jail | undefined, escaped: string): Promise<ListedFolder | undefined> {
  const folder = resolvePath(unescapeBytes(escaped), rootPath) ?? rootPath;
  const from = new Date();
  const found = new FolderCount(folder);
  try {
    if (jail !== undefined) for await (const entry of jail.listUsed(folder)) found.add(entry);
  } catch (error) {
    if (!(error instanceof JailError)) throw error;
    if (error.code === 'io') throw error;
    if (error.code !== 'not-permitted') return folder === rootPath ? found.listed(escaped, from) : undefined;
  }
  return found.listed(escaped, from);
}

/** What lies directly in a folder. */
class FolderCount {
  readonly #folders: string[] = [];
  readonly #links: { inode: string; bytes: number }[] = [];
  #bytes = 0;
  #files = 0;

  constructor(private readonly folder: VirtualPath) {}

  add({ kind, linkCount, name, sizeBytes, unique }: Entry): void {
    const bytes = kind === 'file' ? sizeBytes : 0;
    if (kind !== 'folder' && linkCount > 1) {
      this.#links.push({ inode: unique, bytes });
      return;
    }
    this.#bytes += bytes;
    this.#files += 1;
    if (kind === 'folder') this.#folders.push(escapeBytes(joinPath(this.folder, name)));
  }

  listed(escaped: string, from: Date): ListedFolder {
    return {
      folder: escaped,
      listed_from: from.toISOString(),
      listed_until: new Date().toISOString(),
      bytes: this.#bytes,
      files: this.#files,
      links: this.#links,
      folders: this.#folders,
    };
  }
}
