// The jail's disk in pure TypeScript: every call is synchronous work of node:fs inside one identity window, at a spot
// that `walk` or `portable` has found. Reads and writes of files that are open already need no identity.
import {
  constants,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readlinkSync,
  rmdirSync,
  statfsSync,
  unlinkSync,
  type BigIntStats,
} from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Home, Identity } from '../account.js';
import type { ByteString } from '../virtual-path.js';
import { Descriptor, newFile } from './descriptor.js';
import type { Disk, FinalLink, Folder, NameRules, OpenFile, OpenHow, Place, Renamed, Renaming } from './disk.js';
import { entryOf, type Entry } from './entry.js';
import { eachChunkOfNames, nextEntries, openNames } from './fs-listing.js';
import { renameBetween } from './fs-rename.js';
import { asCustomer } from './identity.js';
import { asJailError, errnoOf, failedCall } from './jail-error.js';
import { PortableTree } from './portable.js';
import { holding, TreeFolder, type Spot, type Tree } from './tree.js';
import { WalkTree } from './walk.js';

const openFlags: Readonly<Record<OpenHow['access'], number>> = {
  read: constants.O_RDONLY,
  write: constants.O_WRONLY,
  append: constants.O_WRONLY | constants.O_APPEND,
  'read-write': constants.O_RDWR,
};

const namesHere: NameRules = process.platform === 'win32' ? 'windows' : 'any';

const copyChunkBytes = 1024 * 1024;

/** A tree on disk through node:fs. */
export class FsDisk implements Disk {
  readonly #tree: Tree;
  readonly #identity: Identity;

  private constructor(tree: Tree, identity: Identity) {
    this.#tree = tree;
    this.#identity = identity;
  }

  /** Opens the home under its identity; only `portable` knows rules of names. Rejects with JailError. */
  static open(home: Home, backend: 'walk' | 'portable', names = namesHere): Promise<FsDisk> {
    return inWindow(home.identity, () => {
      const tree = backend === 'walk' ? WalkTree.open(home) : PortableTree.open(home, names);
      return new FsDisk(tree, home.identity);
    });
  }

  get backend(): 'walk' | 'portable' {
    return this.#tree.backend;
  }

  get root(): Folder {
    return this.#tree.root;
  }

  stat(at: Folder, path: ByteString, final: FinalLink): Promise<Entry | undefined> {
    return this.#at({ at, path }, final, entryAt);
  }

  readLink(at: Folder, path: ByteString): Promise<ByteString> {
    return this.#at({ at, path }, 'itself', (spot) => {
      if (!thereAt(spot).isSymbolicLink()) throw failedCall('EISDIR');
      return readlinkSync(spot.target, 'latin1');
    });
  }

  openFile(at: Folder, path: ByteString, how: OpenHow): Promise<OpenFile> {
    return this.#at({ at, path }, how.final, (spot) => {
      const file = this.#tree.openRegular(spot, openFlags[how.access]);
      return { file, entry: entryOf(spot.name, file.stat()) };
    });
  }

  makeFile(at: Folder, path: ByteString, mode: number): Promise<Descriptor> {
    return this.#at({ at, path }, 'itself', (spot) => Descriptor.open(spot.target, newFile, mode));
  }

  pin(path: ByteString, final: FinalLink): Promise<Place> {
    return this.#at({ at: this.root, path }, final, (spot) => {
      const found = entryAt(spot);
      const realFolder = this.#tree.realPath(spot.folder);
      return { folder: spot.keepFolder(), name: spot.name, found, realFolder };
    });
  }

  openFolder(at: Folder, path: ByteString): Promise<Folder> {
    return this.#at({ at, path }, 'follow', (spot) => this.#tree.openFolder(spot));
  }

  async *entries(folder: Folder): AsyncGenerator<readonly Entry[], void, void> {
    const held = heldFolder(folder);
    const names = await this.#inWindow(() => openNames(held));
    try {
      for (;;) {
        const entries = await this.#inWindow(() => nextEntries(held, names));
        if (entries === undefined) return;
        yield entries;
        await nextTurn();
      }
    } finally {
      names.closeSync();
    }
  }

  async namesWith(folder: Folder, prefix: ByteString): Promise<ByteString[]> {
    const names = await this.#inWindow(() => openNames(heldFolder(folder)));
    const found: ByteString[] = [];
    await eachChunkOfNames(names, (chunk) => found.push(...chunk.filter((name) => name.startsWith(prefix))));
    return found;
  }

  makeFolder(at: Folder, path: ByteString, mode: number): Promise<void> {
    return this.#at({ at, path }, 'itself', (spot) => mkdirSync(spot.target, { mode }));
  }

  removeFolder(at: Folder, path: ByteString): Promise<void> {
    return this.#at({ at, path }, 'itself', (spot) => rmdirSync(spot.target));
  }

  unlink(at: Folder, path: ByteString): Promise<Entry> {
    return this.#at({ at, path }, 'itself', (spot) => {
      const stats = thereAt(spot);
      if (stats.isDirectory()) throw failedCall('EISDIR');
      unlinkSync(spot.target);
      return entryOf(spot.name, stats);
    });
  }

  rename(at: Folder, { from, to, how }: Renaming): Promise<Renamed> {
    return this.#at({ at, path: from }, 'itself', (source) =>
      holding(this.#tree.find(heldFolder(at), to, 'itself'), (target) => renameBetween(source, target, how)),
    );
  }

  chmod(at: Folder, path: ByteString, mode: number): Promise<void> {
    return this.#at({ at, path }, 'follow', (spot) => this.#tree.chmod(spot, mode));
  }

  setTimes(at: Folder, path: ByteString, modifiedAt: Date): Promise<void> {
    return this.#at({ at, path }, 'follow', (spot) => lutimesSync(spot.target, thereAt(spot).atime, modifiedAt));
  }

  freeBytes(at: Folder, path: ByteString): Promise<number> {
    return this.#at({ at, path }, 'follow', (spot) => {
      const folder = this.#tree.openFolder(spot);
      try {
        const { bavail, bsize } = statfsSync(folder.itself);
        return bavail * bsize;
      } finally {
        folder.closeNow();
      }
    });
  }

  /** Without the right to give files away, a new file's owner either is the old one's already or never will be. */
  takeAfter(file: Descriptor, old: Descriptor): Promise<'kept' | 'owner' | 'attributes'> {
    return this.#inWindow(() => {
      const [mine, theirs] = [file.stat(), old.stat()];
      if (mine.uid !== theirs.uid || !takeGroup(file, mine, theirs)) return 'owner';
      file.chmod(Number(theirs.mode & 0o777n));
      return 'kept';
    });
  }

  async copyHead(from: Descriptor, to: Descriptor, bytes: number): Promise<void> {
    const buffer = Buffer.allocUnsafe(Math.min(copyChunkBytes, bytes));
    try {
      for (let atByte = 0; atByte < bytes;) {
        const read = await from.read(buffer.subarray(0, bytes - atByte), atByte);
        if (read === 0) throw failedCall('EIO');
        for (let written = 0; written < read;) {
          written += await to.write(buffer.subarray(written, read), atByte + written);
        }
        atByte += read;
      }
    } catch (error) {
      throw asJailError(error);
    }
  }

  async syncFolder(folder: Folder): Promise<void> {
    // Windows has no flushing of folders: what it writes of a folder it writes on its own.
    if (process.platform === 'win32') return;
    const opened = await this.#inWindow(() => Descriptor.open(heldFolder(folder).itself, constants.O_RDONLY));
    try {
      await opened.sync();
    } catch (error) {
      throw asJailError(error);
    } finally {
      await opened.close();
    }
  }

  close(): Promise<void> {
    this.#tree.close();
    return Promise.resolve();
  }

  #at<T>(where: { at: Folder; path: ByteString }, final: FinalLink, work: (spot: Spot) => T): Promise<T> {
    return this.#inWindow(() => holding(this.#tree.find(heldFolder(where.at), where.path, final), work));
  }

  #inWindow<T>(work: () => T): Promise<T> {
    return inWindow(this.#identity, work);
  }
}

async function inWindow<T>(identity: Identity, work: () => T): Promise<T> {
  try {
    return asCustomer(identity, work);
  } catch (error) {
    throw asJailError(error);
  }
}

/** A setgid folder gives new files its own group. To the customer's own the customer may set it; the system refuses others. */
function takeGroup(file: Descriptor, mine: BigIntStats, theirs: BigIntStats): boolean {
  if (mine.gid === theirs.gid) return true;
  try {
    file.giveTo(Number(mine.uid), Number(theirs.gid));
    return true;
  } catch (error) {
    if (errnoOf(error) !== undefined) return false;
    throw error;
  }
}

function heldFolder(folder: Folder): TreeFolder {
  if (!(folder instanceof TreeFolder)) throw new Error('The folder belongs to another disk.');
  return folder;
}

function statsAt(spot: Spot): BigIntStats | undefined {
  return spot.found ?? lstatSync(spot.target, { bigint: true, throwIfNoEntry: false });
}

function thereAt(spot: Spot): BigIntStats {
  const stats = statsAt(spot);
  if (stats === undefined) throw failedCall('ENOENT');
  return stats;
}

function entryAt(spot: Spot): Entry | undefined {
  const stats = statsAt(spot);
  return stats === undefined ? undefined : entryOf(spot.name, stats);
}
