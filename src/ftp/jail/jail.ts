// Everything the engine does on disk, confined to one account's home and done under the customer's identity. Paths come
// in as VirtualPath; a path of the machine never comes out. It knows no FTP command and no reply.
import type { Home } from '../account.js';
import { type NameRules, noNameRules } from '../name-rules.js';
import { joinPath, nameOf, rootPath, type ByteString, type VirtualPath } from '../virtual-path.js';
import { jailBackend, openDisk } from './backend.js';
import { lossOf, type Change, type Move } from './change.js';
import { chmodInside } from './chmod.js';
import type { Backend, Disk, Place } from './disk.js';
import type { Entry } from './entry.js';
import {
  refuseHome,
  refuseIntoItself,
  refuseLinkedPath,
  refuseMaking,
  refuseMovingFolder,
  refuseStaged,
} from './guards.js';
import { ownUid } from './identity.js';
import { asHomeError, there } from './home-refusals.js';
import { failedCall, JailError } from './jail-error.js';
import { nobody, type JailOptions } from './jail-options.js';
import { sum } from './kept-parts.js';
import { listUsed } from './listing.js';
import { openRegularFile } from './open-file.js';
import { openUnique } from './open-unique.js';
import { discardPart, listParts, type Part } from './part-list.js';
import { OrderedReadFile, type ReadFile } from './read-file.js';
import { letGo } from './removal.js';
import { removeTree, type TreeRemoval, type TreeRemovalOptions } from './tree-removal.js';
import type { Upload, UploadOptions, UploadResult } from './upload.js';
import { Uploads, type UploadSettings } from './uploads.js';
import { countUsage, type Usage, type UsageOptions } from './usage.js';

export { jailBackend } from './backend.js';
export type { Change, Move } from './change.js';
export type { Backend } from './disk.js';
export type { Entry, EntryKind } from './entry.js';
export { configureIdentity, identityMode, type IdentityMode } from './identity.js';
export { JailError, type JailErrorCode } from './jail-error.js';
export type { JailOptions } from './jail-options.js';
export type { PartObserver, UnfinishedUpload } from './kept-parts.js';
export type { Part } from './part-list.js';
export type { ReadFile } from './read-file.js';
export { configureStaging, type Uploader } from './staging.js';
export type { LeftBehind, Removed, TreeRemoval } from './tree-removal.js';
export type { Upload, UploadOptions, UploadResult } from './upload.js';
export type { Usage } from './usage.js';

/** What a path is named for, where that is more than to look or change what is there. */
type Intent = 'makes';

/**
 * One account's home, open. Every operation rejects with JailError; one that changes something acts on the very folder
 * the path led to, whatever happens to names meanwhile.
 */
export class Jail {
  readonly #disk: Disk;
  readonly #root: Entry;
  readonly #settings: UploadSettings;
  readonly #uploads: Uploads;
  #names: NameRules;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  private constructor(disk: Disk, root: Entry, { names, ...settings }: UploadSettings & { readonly names: NameRules }) {
    this.#disk = disk;
    this.#root = root;
    this.#settings = settings;
    this.#uploads = new Uploads(disk, settings);
    this.#names = names;
  }

  /** Opens the home under its identity. Rejects with JailError `home-missing`, `home-not-a-folder` or `not-permitted`. */
  static async open(home: Home, options: JailOptions = {}): Promise<Jail> {
    const ownerUid = options.onlyOwnFiles === true ? ownUid(home.identity) : undefined;
    const { names = noNameRules, uploads = 'staged', sync = 'none', uploader = nobody, observer } = options;
    try {
      const disk = await openDisk(home, options.backend ?? jailBackend());
      const root = await rootOf(disk);
      return new Jail(disk, root, { ownerUid, names, uploads, sync, uploader, observer });
    } catch (error) {
      throw asHomeError(error);
    }
  }

  get backend(): Backend {
    return this.#disk.backend;
  }

  /** Other names are hidden and refused, from the next path on. */
  ruleNames(names: NameRules): void {
    this.#names = names;
  }

  /** What stands at the path; a link there is followed inside the jail. Its uploader sees a kept part in its place. */
  stat(path: VirtualPath): Promise<Entry> {
    return this.#run(path, () => this.#uploads.look(path, 'follow'));
  }

  /** What stands at the path; a link there is described itself. */
  statLink(path: VirtualPath): Promise<Entry> {
    return this.#run(path, () => this.#uploads.look(path, 'itself'));
  }

  /** The home's real path inside the web root, links resolved. */
  realHome(): Promise<ByteString> {
    // Any name will do: what is asked for is the folder that it would stand in.
    return holdingPlace(this.#disk.pin('/any', 'itself'), ({ realFolder }) => Promise.resolve(realFolder));
  }

  /** The real path inside the web root of the folder that the path's last name stands in, or is to stand in. */
  realFolder(path: VirtualPath, intent?: Intent): Promise<ByteString> {
    return this.#pinned(path, (_disk, { realFolder }) => Promise.resolve(realFolder), intent);
  }

  /** Where the link at the path points, as it is written there. */
  readLink(path: VirtualPath): Promise<ByteString> {
    return this.#run(path, (disk) => disk.readLink(disk.root, path));
  }

  /** The entries of a folder in no order, without hidden and staged files, `.` and `..`; links are described themselves. */
  async *list(path: VirtualPath): AsyncGenerator<Entry, void, void> {
    const names = this.#names;
    for await (const entry of await this.#run(path, () => this.#uploads.openListing(path))) {
      if (!names.hides(joinPath(path, entry.name))) yield entry;
    }
  }

  /** Opens a regular file for reading from a byte on; `beyond-end` where the file is shorter. */
  openFile(path: VirtualPath, options: { readonly atByte: number }): Promise<ReadFile> {
    return this.#run(path, async (disk) => {
      const rules = { final: 'follow', access: 'read', ownerUid: this.#settings.ownerUid } as const;
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
    return this.#run(path, () => this.#uploads.open(path, options), 'makes');
  }

  /** Begins an upload under a name that nothing has yet: the suggestion, or the suggestion with a number. */
  createUnique(folder: VirtualPath, suggestion: ByteString): Promise<{ path: VirtualPath; upload: Upload }> {
    const rules = { ...this.#settings, names: this.#names };
    const making = (disk: Disk) => openUnique(disk, { folder, suggestion }, rules);
    return this.#run(joinPath(folder, suggestion), making, 'makes');
  }

  /** From now on the file is shown itself. Says whether its uploader was shown a part in its place. */
  endView(path: VirtualPath): Promise<boolean> {
    return this.#run(path, () => this.#uploads.endView(path));
  }

  /** The parts of this account's broken uploads in a folder. */
  parts(folder: VirtualPath): Promise<Part[]> {
    return this.#run(folder, (disk) => listParts(disk, folder, this.#settings.uploader));
  }

  /** Removes the part of a file's upload that has this id, whoever sent it; the file stays as it is. */
  discardPart(path: VirtualPath, id: string): Promise<UploadResult> {
    return this.#run(path, async (disk) => {
      const gone = await discardPart(disk, path, id);
      this.#settings.observer?.uploadGone(id);
      return gone;
    });
  }

  makeFolder(path: VirtualPath): Promise<Change> {
    return this.#pinned(
      path,
      async (disk, { folder, name, realFolder }) => {
        if (name === '') throw failedCall('EEXIST');
        await disk.makeFolder(folder, name, 0o777);
        return { realFolder, addedBytes: 0, addedFiles: 1 };
      },
      'makes',
    );
  }

  /** Removes a folder that is empty but for parts of broken uploads. */
  removeFolder(path: VirtualPath): Promise<Change> {
    return this.#pinned(path, async (disk, place) => {
      refuseHome(place.name === '');
      return { realFolder: place.realFolder, ...(await this.#uploads.removeFolder(place)) };
    });
  }

  /**
   * Removes a folder with all that lies in it; of the home only what lies in it. Nothing happens where it is gone already.
   * Rejects with JailError where a link leads to it or it is no folder.
   */
  removeTree(path: VirtualPath, options: TreeRemovalOptions = {}): Promise<TreeRemoval> {
    return this.#pinned(path, async (disk, place) => {
      if (path !== rootPath) refuseLinkedPath(place, (await this.realHome()) + path);
      return removeTree(disk, { place, path }, options);
    });
  }

  /** Removes a file, with the opener's part of it, or a link itself. */
  removeFile(path: VirtualPath): Promise<Change> {
    return this.#pinned(path, async (disk, place) => {
      const { folder, name, realFolder } = place;
      refuseHome(name === '');
      const loss = lossOf(await letGo(disk, { at: folder, path: name }));
      return { realFolder, ...sum(loss, await this.#uploads.removePart(place)) };
    });
  }

  /** Renames a file, folder or link itself; a file at the new name is replaced, and the opener's part of it goes. */
  rename(from: VirtualPath, to: VirtualPath): Promise<Move> {
    return this.#pinned(from, (disk, source) => {
      this.#admit(to, 'makes');
      if (source.found?.kind === 'folder') refuseMovingFolder(this.#names, from, to);
      return holdingPlace(this.#uploads.pin(to, 'itself'), async (target) => {
        refuseHome(source.name === '' || target.name === '');
        if (source.found === undefined) throw failedCall('ENOENT');
        const replaced = await letGo(disk, { at: disk.root, path: to, heir: from }).catch(refuseIntoItself);
        const loss = sum(lossOf(replaced), await this.#uploads.removePart(target));
        return { realFolder: target.realFolder, ...loss, moved: source.found, fromFolder: source.realFolder };
      });
    });
  }

  /** Sets permission bits and the sticky bit; setuid and setgid are dropped from `mode`, a folder's setgid stays. */
  chmod(path: VirtualPath, mode: number): Promise<void> {
    return this.#run(path, (disk) => chmodInside(disk, path, { mode, home: this.#root }));
  }

  setTimes(path: VirtualPath, modifiedAt: Date): Promise<void> {
    return this.#run(path, (disk) => disk.setTimes(disk.root, path, modifiedAt));
  }

  /** Counts what lies under a folder; slow on a large one, and other sessions go on meanwhile. */
  usage(path: VirtualPath, options: UsageOptions = {}): Promise<Usage> {
    return countUsage((folder) => this.listUsed(folder), path, options);
  }

  /** Everything in a folder that counts as used, in no order: the parts of broken uploads too, not those under way. */
  async *listUsed(path: VirtualPath): AsyncGenerator<Entry, void, void> {
    const folder = await this.#run(path, (disk) => disk.openFolder(disk.root, path));
    try {
      yield* listUsed(this.#disk, folder);
    } finally {
      await folder.close();
    }
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

  /** Works in the folder that the path's last name stands in, and lets go of it. */
  #pinned<T>(path: VirtualPath, work: (disk: Disk, place: Place) => Promise<T>, intent?: Intent): Promise<T> {
    const pinning = (disk: Disk) => holdingPlace(this.#uploads.pin(path, 'itself'), (place) => work(disk, place));
    return this.#run(path, pinning, intent);
  }

  /** Every path that a client names passes here. */
  #admit(path: VirtualPath, intent?: Intent): void {
    if (this.#closing !== undefined) throw new JailError('home-missing', undefined, 'The home folder was let go of.');
    refuseStaged(path);
    if (intent === 'makes') refuseMaking(this.#names, path);
    if (this.#names.hides(path)) throw failedCall('ENOENT');
  }

  async #run<T>(path: VirtualPath, work: (disk: Disk) => Promise<T>, intent?: Intent): Promise<T> {
    this.#admit(path, intent);
    const working = work(this.#disk);
    this.#underWay.add(working);
    try {
      return await working;
    } finally {
      this.#underWay.delete(working);
    }
  }
}

async function holdingPlace<T>(pinning: Promise<Place>, work: (place: Place) => Promise<T>): Promise<T> {
  const place = await pinning;
  try {
    return await work(place);
  } finally {
    await place.folder.close();
  }
}

/** What the home is; where that cannot be seen, the disk is closed again. */
async function rootOf(disk: Disk): Promise<Entry> {
  try {
    return await there(disk.stat(disk.root, '/', 'itself'));
  } catch (error) {
    await disk.close();
    throw error;
  }
}
