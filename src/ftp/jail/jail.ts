// Everything the engine does on disk, confined to one account's home and done under the customer's identity. Paths come
// in as VirtualPath; a path of the machine never comes out. It knows no FTP command and no reply.
import {
  constants,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  statfsSync,
  unlinkSync,
  type BigIntStats,
} from 'node:fs';
import type { Home } from '../account.js';
import { joinPath, nameOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { openUnique } from './direct-upload.js';
import { entryOf, type Entry } from './entry.js';
import { asCustomer } from './identity.js';
import { asJailError, errnoOf, failedCall, JailError } from './jail-error.js';
import { listFolder } from './listing.js';
import { openUpload } from './open-upload.js';
import { PortableTree } from './portable.js';
import { removeEmptyFolder } from './removal.js';
import { OrderedReadFile, type ReadFile } from './read-file.js';
import { holding, type Backend, type FinalLink, type Place, type Tree } from './tree.js';
import type { Upload, UploadOptions, UploadResult } from './upload.js';
import { countUsage, type Usage } from './usage.js';
import { WalkTree, walkWorks } from './walk.js';

export type { Entry, EntryKind } from './entry.js';
export { configureIdentity, identityMode, type IdentityMode } from './identity.js';
export { JailError, type JailErrorCode } from './jail-error.js';
export type { ReadFile } from './read-file.js';
export type { Backend } from './tree.js';
export type { Upload, UploadOptions, UploadResult } from './upload.js';
export type { Usage } from './usage.js';

let probed: Backend | undefined;

/** The backend that jails of this process use; found once, at first use. */
export function jailBackend(): Backend {
  probed ??= walkWorks() ? 'walk' : 'portable';
  return probed;
}

/** A mode has permission bits and the sticky bit; setuid and setgid are not for FTP to give. */
const changeableBits = 0o1777;
const setgidBit = 0o2000;

/** How many names STOU tries beside the suggestion. */
const maxUniqueNames = 1000;

/**
 * One account's home, open. Every operation rejects with JailError; one that changes something acts on the very folder
 * the path led to, whatever happens to names meanwhile.
 */
export class Jail {
  readonly #tree: Tree;
  readonly #home: Home;

  private constructor(tree: Tree, home: Home) {
    this.#tree = tree;
    this.#home = home;
  }

  /**
   * Opens the home under its identity. Rejects with JailError `home-missing`, `home-not-a-folder` or `not-permitted`.
   * `backend` is for tests; left out, the best one that works here is taken.
   */

  static async open(home: Home, options: { readonly backend?: Backend } = {}): Promise<Jail> {
    const backend = options.backend ?? jailBackend();
    try {
      return asCustomer(home.identity, () => {
        const tree = backend === 'walk' ? WalkTree.open(home) : PortableTree.open(home);
        return new Jail(tree, home);
      });
    } catch (error) {
      throw asHomeError(error);
    }
  }

  get backend(): Backend {
    return this.#tree.backend;
  }

  /** What stands at the path; a link there is followed inside the jail. */
  stat(path: VirtualPath): Promise<Entry> {
    return this.#at(path, 'follow', (place) => entryOf(nameOf(path), thereAt(place)));
  }

  /** What stands at the path; a link there is described itself. */
  statLink(path: VirtualPath): Promise<Entry> {
    return this.#at(path, 'itself', (place) => entryOf(nameOf(path), thereAt(place)));
  }

  /** Where the link at the path points, as it is written there. */
  readLink(path: VirtualPath): Promise<ByteString> {
    return this.#at(path, 'itself', (place) => {
      if (!thereAt(place).isSymbolicLink()) throw failedCall('EISDIR');
      return readlinkSync(place.target, 'latin1');
    });
  }

  /** The entries of a folder in no order, without staged files, `.` and `..`; links are described themselves. */
  list(path: VirtualPath): AsyncIterable<Entry> {
    return listFolder(this.#tree, path, (work) => this.#inWindow(work));
  }

  /** Opens a regular file for reading from a byte on; `beyond-end` where the file is shorter. */
  openFile(path: VirtualPath, options: { readonly atByte: number }): Promise<ReadFile> {
    return this.#at(path, 'follow', (place) => {
      const file = this.#tree.openRegular(place, constants.O_RDONLY);
      try {
        const entry = entryOf(nameOf(path), file.stat());
        if (options.atByte > entry.sizeBytes) throw new JailError('beyond-end');
        return new OrderedReadFile(file, entry, options.atByte);
      } catch (error) {
        file.closeNow();
        throw error;
      }
    });
  }

  /** Begins an upload; nothing of a file that is there changes before the first byte. */
  create(path: VirtualPath, options: UploadOptions): Promise<Upload> {
    return this.#at(path, 'follow', (place) =>
      openUpload(this.#tree, place, { ...options, window: (work) => this.#inWindow(work) }),
    );
  }

  /** Begins an upload under a name that nothing has yet: the suggestion, or the suggestion with a number. */
  createUnique(folder: VirtualPath, suggestion: ByteString): Promise<{ path: VirtualPath; upload: Upload }> {
    return this.#do(() => {
      if (!isOneName(suggestion)) throw failedCall('EPERM');
      for (let number = 0; number < maxUniqueNames; number += 1) {
        const path = joinPath(folder, number === 0 ? suggestion : `${suggestion}.${number}`);
        const upload = this.#createIfFree(path);
        if (upload !== undefined) return { path, upload };
      }
      throw failedCall('EEXIST');
    });
  }

  makeFolder(path: VirtualPath): Promise<void> {
    return this.#at(path, 'itself', (place) => {
      if (place.isRoot) throw failedCall('EEXIST');
      mkdirSync(place.target, { mode: 0o777 });
    });
  }

  /** Removes a folder that is empty; left-over staged files do not count. */
  removeFolder(path: VirtualPath): Promise<void> {
    return this.#at(path, 'itself', (place) => {
      refuseRoot(place);
      removeEmptyFolder(this.#tree, place);
    });
  }

  /** Removes a file, or a link itself. */
  removeFile(path: VirtualPath): Promise<{ freedBytes: number }> {
    return this.#at(path, 'itself', (place) => {
      refuseRoot(place);
      const stats = thereAt(place);
      if (stats.isDirectory()) throw failedCall('EISDIR');
      unlinkSync(place.target);
      return { freedBytes: stats.isFile() && stats.nlink === 1n ? Number(stats.size) : 0 };
    });
  }

  /** Renames a file, folder or link itself; a file at the new name is replaced. */
  rename(from: VirtualPath, to: VirtualPath): Promise<UploadResult> {
    return this.#at(from, 'itself', (source) =>
      holding(this.#tree.find(to, 'itself'), (target) => {
        refuseRoot(source);
        refuseRoot(target);
        return replaceBy(source, target);
      }),
    );
  }

  /** Sets permission bits and the sticky bit; setuid and setgid are dropped from `mode`, a folder's setgid stays. */
  chmod(path: VirtualPath, mode: number): Promise<void> {
    return this.#at(path, 'follow', (place) => {
      refuseRoot(place);
      const stats = thereAt(place);
      const kept = stats.isDirectory() ? Number(stats.mode) & setgidBit : 0;
      this.#tree.chmod(place, (mode & changeableBits) | kept);
    });
  }

  setTimes(path: VirtualPath, modifiedAt: Date): Promise<void> {
    return this.#at(path, 'follow', (place) => lutimesSync(place.target, thereAt(place).atime, modifiedAt));
  }

  /** Counts what lies under a folder; slow on a large one, and other sessions go on meanwhile. */
  usage(path: VirtualPath, options: { readonly maxEntries?: number } = {}): Promise<Usage> {
    return countUsage((folder) => this.list(folder), path, options.maxEntries);
  }

  /** How many bytes the file system of a folder has left for the customer. */
  freeBytes(path: VirtualPath): Promise<number> {
    return this.#at(path, 'follow', (place) => {
      const folder = this.#tree.openFolder(place);
      try {
        const { bavail, bsize } = statfsSync(folder.itself);
        return bavail * bsize;
      } finally {
        folder.close();
      }
    });
  }

  /** Lets go of the home. Files that are still open stay open until they are closed or settled. */

  async close(): Promise<void> {
    this.#tree.close();
  }

  #createIfFree(path: VirtualPath): Upload | undefined {
    return holding(this.#tree.find(path, 'itself'), (place) => {
      if (place.isRoot) throw failedCall('EISDIR');
      try {
        return openUnique(place.folder, place.name, (work) => this.#inWindow(work));
      } catch (error) {
        if (errnoOf(error) === 'EEXIST') return undefined;
        throw error;
      }
    });
  }

  #at<T>(path: VirtualPath, final: FinalLink, work: (place: Place) => T): Promise<T> {
    return this.#do(() => holding(this.#tree.find(path, final), work));
  }

  async #do<T>(work: () => T): Promise<T> {
    return this.#inWindow(work);
  }

  #inWindow<T>(work: () => T): T {
    try {
      return asCustomer(this.#home.identity, work);
    } catch (error) {
      throw asJailError(error);
    }
  }
}

function asHomeError(error: unknown): unknown {
  const refusal = asJailError(error);
  if (!(refusal instanceof JailError)) return refusal;
  if (refusal.code === 'not-found') return new JailError('home-missing', refusal.errno);
  if (refusal.code === 'not-a-folder') return new JailError('home-not-a-folder', refusal.errno);
  return refusal;
}

function isOneName(name: ByteString): boolean {
  return !['', '.', '..'].includes(name) && !name.includes('/') && !name.includes('\0');
}

function thereAt(place: Place): BigIntStats {
  const stats = place.found ?? lstatSync(place.target, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) throw failedCall('ENOENT');
  return stats;
}

function refuseRoot(place: Place): void {
  if (place.isRoot) throw new JailError('not-permitted', undefined, 'The home folder itself cannot be changed.');
}

function replaceBy(source: Place, target: Place): UploadResult {
  const moved = thereAt(source);
  const replaced = lstatSync(target.target, { bigint: true, throwIfNoEntry: false });
  try {
    renameSync(source.target, target.target);
  } catch (error) {
    // Moving a folder into itself is EINVAL to the kernel.
    throw errnoOf(error) === 'EINVAL' ? failedCall('EPERM') : error;
  }
  if (replaced === undefined || replaced.isDirectory()) return { addedBytes: 0, addedFiles: 0 };
  if (replaced.ino === moved.ino && replaced.dev === moved.dev) return { addedBytes: 0, addedFiles: 0 };
  return { addedBytes: replaced.isFile() && replaced.nlink === 1n ? -Number(replaced.size) : 0, addedFiles: -1 };
}
