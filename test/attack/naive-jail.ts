// The usual way to confine a login, for comparison: ask for the real path, compare its beginning with the home, then use
// the path. What the attacks do to the jail they do to this as well, and here they must get out.
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { asJailError, JailError } from '../../src/ftp/jail/jail-error.js';
import type { UploadOptions } from '../../src/ftp/jail/jail.js';
import { joinPath, type ByteString, type VirtualPath } from '../../src/ftp/virtual-path.js';

type Named = { readonly name: ByteString };

interface Read {
  read(buffer: Buffer): Promise<number>;
  close(): Promise<void>;
}

interface Written {
  write(chunk: Buffer): Promise<unknown>;
  keep(): Promise<unknown>;
  discard(): Promise<unknown>;
}

/** What is attacked: every operation of a jail. */
export interface Target {
  stat(path: VirtualPath): Promise<{ readonly unique: string }>;
  statLink(path: VirtualPath): Promise<{ readonly unique: string; readonly kind: string }>;
  readLink(path: VirtualPath): Promise<ByteString>;
  list(path: VirtualPath): AsyncIterable<Named>;
  openFile(path: VirtualPath, options: { readonly atByte: number }): Promise<Read>;
  create(path: VirtualPath, options: UploadOptions): Promise<Written>;
  createUnique(folder: VirtualPath, suggestion: ByteString): Promise<{ path: VirtualPath; upload: Written }>;
  makeFolder(path: VirtualPath): Promise<unknown>;
  removeFolder(path: VirtualPath): Promise<unknown>;
  removeFile(path: VirtualPath): Promise<unknown>;
  rename(from: VirtualPath, to: VirtualPath): Promise<unknown>;
  chmod(path: VirtualPath, mode: number): Promise<unknown>;
  setTimes(path: VirtualPath, modifiedAt: Date): Promise<unknown>;
  usage(path: VirtualPath): Promise<{ readonly bytes: number }>;
  freeBytes(path: VirtualPath): Promise<number>;
}

export class NaiveJail implements Target {
  constructor(private readonly home: string) {}

  stat = (path: VirtualPath) => this.#use(path, (at) => described(fs.statSync(at, { bigint: true })));
  statLink = (path: VirtualPath) => this.#useIn(path, (at) => described(fs.lstatSync(at, { bigint: true })));
  readLink = (path: VirtualPath) => this.#useIn(path, (at) => fs.readlinkSync(at, 'latin1'));
  makeFolder = (path: VirtualPath) => this.#useIn(path, (at) => fs.mkdirSync(at));
  removeFolder = (path: VirtualPath) => this.#useIn(path, (at) => fs.rmdirSync(at));
  removeFile = (path: VirtualPath) => this.#useIn(path, (at) => fs.unlinkSync(at));
  chmod = (path: VirtualPath, mode: number) => this.#use(path, (at) => fs.chmodSync(at, mode));
  setTimes = (path: VirtualPath, time: Date) => this.#use(path, (at) => fs.utimesSync(at, time, time));
  freeBytes = (path: VirtualPath) => this.#use(path, (at) => Number(fs.statfsSync(at).bavail));

  rename(from: VirtualPath, to: VirtualPath): Promise<void> {
    return this.#useIn(from, (source) => fs.renameSync(source, this.#checked(dirname(to), to)));
  }

  async *list(path: VirtualPath): AsyncGenerator<Named, void, void> {
    const names = await this.#use(path, (at) => fs.readdirSync(at, { encoding: 'latin1' }));
    for (const name of names) yield { name };
  }

  usage(path: VirtualPath): Promise<{ readonly bytes: number }> {
    return this.#use(path, (at) => ({
      bytes: fs.readdirSync(at).reduce((sum, name) => sum + fs.lstatSync(join(at, name)).size, 0),
    }));
  }

  async openFile(path: VirtualPath, { atByte }: { readonly atByte: number }): Promise<Read> {
    const fd = await this.#use(path, (at) => fs.openSync(at, 'r'));
    let position = atByte;
    return {
      read: async (buffer) => {
        const bytes = fs.readSync(fd, buffer, 0, buffer.length, position);
        position += bytes;
        return bytes;
      },
      close: async () => fs.closeSync(fd),
    };
  }

  async create(path: VirtualPath, { append, atByte }: UploadOptions): Promise<Written> {
    const flags = append ? 'a' : atByte > 0 ? 'r+' : 'w';
    const open = (at: string) => fs.openSync(at, flags);
    const fd = await this.#use(path, open).catch(() => this.#useIn(path, open));
    return written(fd, append ? null : atByte);
  }

  async createUnique(folder: VirtualPath, suggestion: ByteString) {
    const path = joinPath(folder, suggestion);
    return { path, upload: written(await this.#useIn(path, (at) => fs.openSync(at, 'wx')), null) };
  }

  #use<T>(path: VirtualPath, work: (at: string) => T): Promise<T> {
    return this.#do(() => work(this.#checked(path, path)));
  }

  /** For what does not follow a link at the end: the folder's real path is compared. */
  #useIn<T>(path: VirtualPath, work: (at: string) => T): Promise<T> {
    return this.#do(() => work(this.#checked(dirname(path), path)));
  }

  #checked(looked: string, used: string): string {
    const real = fs.realpathSync.native(join(this.home, looked));
    if (real !== this.home && !real.startsWith(`${this.home}/`)) throw new JailError('not-found');
    return join(this.home, used);
  }

  async #do<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      throw asJailError(error);
    }
  }
}

function described(stats: fs.BigIntStats) {
  const kind = stats.isSymbolicLink() ? 'link' : 'file';
  return { unique: `${stats.dev.toString(16)}g${stats.ino.toString(16)}`, kind };
}

function written(fd: number, atByte: number | null): Written {
  const close = async () => fs.closeSync(fd);
  return {
    write: async (chunk) => fs.writeSync(fd, chunk, 0, chunk.length, atByte),
    keep: close,
    discard: close,
  };
}
