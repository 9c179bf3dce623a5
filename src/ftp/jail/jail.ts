// Everything the engine does on disk, confined to one account's home and done under the customer's identity. Paths come
// in as VirtualPath; a path of the machine never comes out. It knows no FTP command and no reply.
import type { Home } from '../account.js';
import { joinPath, nameOf, partsOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { jailBackend, openDisk } from './backend.js';
import { lossOf, type Change, type Move } from './change.js';
import { openUnique } from './direct-upload.js';
import type { Backend, Disk, FinalLink, Place } from './disk.js';
import type { Entry } from './entry.js';
import { ownUid } from './identity.js';
import { asJailError, errnoOf, failedCall, JailError } from './jail-error.js';
import { listFolder } from './listing.js';
import { openRegularFile } from './open-file.js';
import { openUpload, type UploadRules } from './open-upload.js';
import { OrderedReadFile, type ReadFile } from './read-file.js';
import { letGo, removeEmptyFolder } from './removal.js';
import { isStagedName } from './staging.js';
import type { Upload, UploadOptions } from './upload.js';
import { countUsage, type Usage } from './usage.js';

export { jailBackend } from './backend.js';
export type { Change, Move } from './change.js';
export type { Backend } from './disk.js';
export type { Entry, EntryKind } from './entry.js';
export { configureIdentity, identityMode, type IdentityMode } from './identity.js';
export { JailError, type JailErrorCode } from './jail-error.js';
export type { ReadFile } from './read-file.js';
export type { Upload, UploadOptions, UploadResult } from './upload.js';
export type { Usage } from './usage.js';

/** A mode has permission bits and the sticky bit; setuid and setgid are not for FTP to give. */
const changeableBits = 0o1777;
const setgidBit = 0o2000;

/** Without these an owner can neither list a folder nor enter it. */
const ownerSeesBits = 0o500;

/** How many names STOU tries beside the suggestion. */
const maxUniqueNames = 1000;

/** How a home is opened, beside where it is. */
export interface JailOptions {
  /** For tests; left out, the best one that works here is taken. */
  readonly backend?: Backend;
  /** `direct`: uploads write the file itself, and a broken one has cost the old content. Left out: `staged`. */
  readonly uploads?: 'staged' | 'direct';
  /** Refuses to read or write files whose owner is not the customer, such as hard links to files of others. */
  readonly onlyOwnFiles?: boolean;
}

/** What holds for every file that this jail opens. */
type FileRights = Pick<UploadRules, 'ownerUid' | 'uploads'>;

/**
 * One account's home, open. Every operation rejects with JailError; one that changes something acts on the very folder
 * the path led to, whatever happens to names meanwhile.
 */
export class Jail {
  readonly #disk: Disk;
  readonly #root: Entry;
  readonly #rights: FileRights;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  private constructor(disk: Disk, root: Entry, rights: FileRights) {
    this.#disk = disk;
    this.#root = root;
    this.#rights = rights;
  }

  /** Opens the home under its identity. Rejects with JailError `home-missing`, `home-not-a-folder` or `not-permitted`. */
  static async open(home: Home, options: JailOptions = {}): Promise<Jail> {
    const ownerUid = options.onlyOwnFiles === true ? ownUid(home.identity) : undefined;
    try {
      const disk = await openDisk(home, options.backend ?? jailBackend());
      const root = await there(disk.stat(disk.root, '/', 'itself'));
      return new Jail(disk, root, { ownerUid, uploads: options.uploads ?? 'staged' });
    } catch (error) {
      throw asHomeError(error);
    }
  }

  get backend(): Backend {
    return this.#disk.backend;
  }

  /** What stands at the path; a link there is followed inside the jail. */
  stat(path: VirtualPath): Promise<Entry> {
    return this.#look(path, 'follow');
  }

  /** What stands at the path; a link there is described itself. */
  statLink(path: VirtualPath): Promise<Entry> {
    return this.#look(path, 'itself');
  }

  /** Where the link at the path points, as it is written there. */
  readLink(path: VirtualPath): Promise<ByteString> {
    return this.#run(path, (disk) => disk.readLink(disk.root, path));
  }

  /** The entries of a folder in no order, without staged files, `.` and `..`; links are described themselves. */
  async *list(path: VirtualPath): AsyncGenerator<Entry, void, void> {
    const folder = await this.#run(path, (disk) => disk.openFolder(disk.root, path));
    yield* listFolder(this.#disk, folder);
  }

  /** Opens a regular file for reading from a byte on; `beyond-end` where the file is shorter. */
  openFile(path: VirtualPath, options: { readonly atByte: number }): Promise<ReadFile> {
    return this.#run(path, async (disk) => {
      const rules = { final: 'follow', access: 'read', ownerUid: this.#rights.ownerUid } as const;
      const { file, entry } = await openRegularFile(disk, { at: disk.root, path }, rules);
      if (options.atByte <= entry.sizeBytes) {
        return new OrderedReadFile(file, { ...entry, name: nameOf(path) }, options.atByte);
      }
      await file.close();
      throw new JailError('beyond-end');
    });
  }

  /** Begins an upload; nothing of a file that is there changes before the first byte. */
  create(path: VirtualPath, options: UploadOptions): Promise<Upload> {
    return this.#run(path, (disk) => openUpload(disk, path, { ...options, ...this.#rights }));
  }

  /** Begins an upload under a name that nothing has yet: the suggestion, or the suggestion with a number. */
  createUnique(folder: VirtualPath, suggestion: ByteString): Promise<{ path: VirtualPath; upload: Upload }> {
    return this.#run(joinPath(folder, suggestion), async (disk) => {
      if (!isOneName(suggestion)) throw failedCall('EPERM');
      const pinned = await disk.openFolder(disk.root, folder);
      try {
        for (let number = 0; number < maxUniqueNames; number += 1) {
          const name = number === 0 ? suggestion : `${suggestion}.${number}`;
          const upload = await unlessTaken(openUnique(disk, pinned, name));
          if (upload !== undefined) return { path: joinPath(folder, name), upload };
        }
        throw failedCall('EEXIST');
      } catch (error) {
        await pinned.close();
        throw error;
      }
    });
  }

  makeFolder(path: VirtualPath): Promise<Change> {
    return this.#pinned(path, async (disk, { folder, name, realFolder }) => {
      if (name === '') throw failedCall('EEXIST');
      await disk.makeFolder(folder, name, 0o777);
      return { realFolder, addedBytes: 0, addedFiles: 1 };
    });
  }

  /** Removes a folder that is empty; left-over staged files do not count. */
  removeFolder(path: VirtualPath): Promise<Change> {
    return this.#pinned(path, async (disk, place) => {
      refuseHome(place.name === '');
      await removeEmptyFolder(disk, place);
      return { realFolder: place.realFolder, addedBytes: 0, addedFiles: -1 };
    });
  }

  /** Removes a file, or a link itself. */
  removeFile(path: VirtualPath): Promise<Change> {
    return this.#pinned(path, async (disk, { folder, name, realFolder }) => {
      refuseHome(name === '');
      return { realFolder, ...lossOf(await letGo(disk, { at: folder, path: name })) };
    });
  }

  /** Renames a file, folder or link itself; a file at the new name is replaced. */
  rename(from: VirtualPath, to: VirtualPath): Promise<Move> {
    return this.#pinned(from, (disk, source) => {
      refuseStaged(to);
      return holdingPlace(disk, to, async (target) => {
        refuseHome(source.name === '' || target.name === '');
        if (source.found === undefined) throw failedCall('ENOENT');
        const replaced = await letGo(disk, { at: disk.root, path: to, heir: from }).catch(refuseIntoItself);
        const { realFolder } = target;
        return { realFolder, ...lossOf(replaced), moved: source.found, fromFolder: source.realFolder };
      });
    });
  }

  /** Sets permission bits and the sticky bit; setuid and setgid are dropped from `mode`, a folder's setgid stays. */
  chmod(path: VirtualPath, mode: number): Promise<void> {
    return this.#run(path, async (disk) => {
      const { kind, unique, mode: before } = await there(disk.stat(disk.root, path, 'follow'));
      refuseHome(unique === this.#root.unique);
      if (kind === 'folder' && (mode & ownerSeesBits) !== ownerSeesBits) throw lockedOut();
      const kept = kind === 'folder' ? before & setgidBit : 0;
      await disk.chmod(disk.root, path, (mode & changeableBits) | kept);
    });
  }

  setTimes(path: VirtualPath, modifiedAt: Date): Promise<void> {
    return this.#run(path, (disk) => disk.setTimes(disk.root, path, modifiedAt));
  }

  /** Counts what lies under a folder; slow on a large one, and other sessions go on meanwhile. */
  usage(path: VirtualPath, options: { readonly maxEntries?: number } = {}): Promise<Usage> {
    return countUsage((folder) => this.list(folder), path, options.maxEntries);
  }

  /** How many bytes the file system of a folder has left for the customer. */
  freeBytes(path: VirtualPath): Promise<number> {
    return this.#run(path, (disk) => disk.freeBytes(disk.root, path));
  }

  /** Lets go of the home after what is under way. Files that are still open stay open until they are closed or settled. */
  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#underWay).then(() => this.#disk.close());
    return this.#closing;
  }

  async #look(path: VirtualPath, final: FinalLink): Promise<Entry> {
    const entry = await this.#run(path, (disk) => there(disk.stat(disk.root, path, final)));
    return { ...entry, name: nameOf(path) };
  }

  /** Works in the folder that the path's last name stands in, and lets go of it. */
  #pinned<T>(path: VirtualPath, work: (disk: Disk, place: Place) => Promise<T>): Promise<T> {
    return this.#run(path, (disk) => holdingPlace(disk, path, (place) => work(disk, place)));
  }

  /** Every path that a client names passes here, but for the new name of `rename`. */
  async #run<T>(path: VirtualPath, work: (disk: Disk) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new JailError('home-missing', undefined, 'The home folder was let go of.');
    refuseStaged(path);
    const working = work(this.#disk);
    this.#underWay.add(working);
    try {
      return await working;
    } finally {
      this.#underWay.delete(working);
    }
  }
}

async function holdingPlace<T>(disk: Disk, path: VirtualPath, work: (place: Place) => Promise<T>): Promise<T> {
  const place = await disk.pin(path, 'itself');
  try {
    return await work(place);
  } finally {
    await place.folder.close();
  }
}

/** Staged files do not exist for clients. */
function refuseStaged(path: VirtualPath): void {
  if (partsOf(path).some(isStagedName)) throw failedCall('ENOENT');
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

async function there(looked: Promise<Entry | undefined>): Promise<Entry> {
  const entry = await looked;
  if (entry === undefined) throw failedCall('ENOENT');
  return entry;
}

async function unlessTaken(opening: Promise<Upload>): Promise<Upload | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}

function refuseHome(isHome: boolean): void {
  if (isHome) throw new JailError('not-permitted', undefined, 'The home folder itself cannot be changed.');
}

function lockedOut(): JailError {
  return new JailError(
    'not-permitted',
    undefined,
    "These permissions would lock the folder's owner out; leave the owner read and execute (5 or 7).",
  );
}

/** Moving a folder into itself is EINVAL to the kernel. */
function refuseIntoItself(error: unknown): never {
  throw errnoOf(error) === 'EINVAL' ? new JailError('into-itself') : error;
}
