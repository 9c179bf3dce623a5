// Uploads of one opened home, and what its folders show of those that broke off: begins them, shows a part to its
// uploader in place of the file, settles what a crash has left. How an upload ends is in staged-upload.ts.
import type { NameRules } from '../name-rules.js';
import { folderOf, joinPath, nameOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { lossOf } from './change.js';
import { openNewFile } from './direct-upload.js';
import type { Disk, FinalLink, Folder, Place } from './disk.js';
import type { Entry } from './entry.js';
import { errnoOf, failedCall, JailError } from './jail-error.js';
import { refuseMaking } from './guards.js';
import { KeptParts, sum, type PartObserver } from './kept-parts.js';
import { settleLeftovers, type Settled } from './leftovers.js';
import { listFolder } from './listing.js';
import { ownsFolder, UploadOpener, type UploadRules } from './open-upload.js';
import {
  partIdOf,
  readStagedName,
  stagedPrefix,
  targetOf,
  viewerOf,
  type StagedName,
  type Uploader,
} from './staging.js';
import { nothingAdded, type Upload, type UploadOptions, type UploadResult } from './upload.js';

/** What holds for every upload of an opened home. */
export interface UploadSettings extends Pick<UploadRules, 'ownerUid' | 'uploads' | 'sync'> {
  readonly uploader: Uploader;
  readonly names: NameRules;
  readonly observer: PartObserver | undefined;
}

/** A part that is kept in a folder. */
export interface Part {
  readonly id: string;
  /** The file it is a part of; undefined where the name is too long to be known. */
  readonly name: ByteString | undefined;
  readonly receivedBytes: number;
  readonly endedAt: Date;
}

/** How many names STOU tries beside the suggestion. */
const maxUniqueNames = 1000;

/** How many folders a session remembers to have looked through; after that it begins anew. */
const maxSettledFolders = 1000;

/** The uploads of one opened home. */
export class Uploads {
  readonly #parts: KeptParts;
  readonly #settledFolders = new Set<ByteString>();

  constructor(
    private readonly disk: Disk,
    private readonly settings: UploadSettings,
  ) {
    this.#parts = new KeptParts(disk, settings.uploader, settings.observer);
  }

  /** Begins an upload; nothing of a file that is there changes before the first byte. */
  async open(path: VirtualPath, options: UploadOptions): Promise<Upload> {
    const place = await this.pin(path, 'follow');
    let upload: Upload | undefined;
    try {
      const how = { ...options, ...this.settings, path };
      return (upload = await new UploadOpener({ disk: this.disk, parts: this.#parts }, place, how).open());
    } finally {
      if (!ownsFolder(upload)) await place.folder.close();
    }
  }

  /** Begins an upload under a name that nothing has yet: the suggestion, or the suggestion with a number. */
  async openUnique(folder: VirtualPath, suggestion: ByteString): Promise<{ path: VirtualPath; upload: Upload }> {
    if (!isOneName(suggestion)) throw failedCall('EPERM');
    const { folder: pinned, realFolder } = await this.disk.pin(joinPath(folder, suggestion), 'itself');
    const { names, sync } = this.settings;
    try {
      for (let number = 0; number < maxUniqueNames; number += 1) {
        const name = number === 0 ? suggestion : `${suggestion}.${number}`;
        refuseMaking(names, joinPath(folder, name));
        const upload = await unlessTaken(openNewFile(this.disk, { folder: pinned, name, realFolder, sync }));
        if (upload !== undefined) return { path: joinPath(folder, name), upload };
      }
      throw failedCall('EEXIST');
    } catch (error) {
      await pinned.close();
      throw error;
    }
  }

  /** What this uploader is told of the path. */
  async look(path: VirtualPath, final: FinalLink): Promise<Entry> {
    const place = await this.pin(path, final);
    try {
      if (place.found === undefined) throw failedCall('ENOENT');
      return { ...(await this.#parts.inPlaceOf(place, place.found)), name: nameOf(path) };
    } finally {
      await place.folder.close();
    }
  }

  /** The entries of a folder as this uploader is shown them. */
  async *list(path: VirtualPath): AsyncGenerator<Entry, void, void> {
    const { folder, realFolder } = await this.#openFolder(path);
    try {
      const staged = await this.#settle({ folder, realFolder, path });
      const show = await this.#parts.viewOf({ folder, realFolder }, staged.names);
      for await (const entry of listFolder(this.disk, folder)) yield show(entry);
    } finally {
      await folder.close();
    }
  }

  /** From now on the file is shown itself. Says whether this uploader was shown a part in its place. */
  async endView(path: VirtualPath): Promise<boolean> {
    const place = await this.pin(path, 'follow');
    try {
      return await this.#parts.endView(place);
    } finally {
      await place.folder.close();
    }
  }

  /** The parts of this account in a folder, whatever address they came from. */
  async parts(path: VirtualPath): Promise<Part[]> {
    const { folder, realFolder } = await this.#openFolder(path);
    try {
      const parts: Part[] = [];
      for (const file of await this.disk.namesWith(folder, stagedPrefix)) {
        const said = readStagedName(file);
        if (said === undefined || !this.#isOwnPart(said)) continue;
        const entry = await this.disk.stat(folder, file, 'itself');
        if (entry === undefined) continue;
        const { sizeBytes: receivedBytes, modifiedAt: endedAt } = entry;
        parts.push({ id: partIdOf(said, realFolder), name: said.name, receivedBytes, endedAt });
      }
      return parts;
    } finally {
      await folder.close();
    }
  }

  /** Removes the part that has this id from the folder of the file, which stays as it is. */
  async discardPart(path: VirtualPath, id: string): Promise<UploadResult> {
    const { folder, realFolder } = await this.disk.pin(path, 'follow');
    try {
      let gone = nothingAdded;
      for (const file of await this.disk.namesWith(folder, stagedPrefix)) {
        const said = readStagedName(file);
        if (said === undefined || said.writer !== undefined || partIdOf(said, realFolder) !== id) continue;
        gone = sum(gone, lossOf(await this.disk.unlink(folder, file)));
      }
      this.settings.observer?.uploadGone(id);
      return gone;
    } finally {
      await folder.close();
    }
  }

  /** Removes this uploader's part of a file that has just gone. */
  removePart(place: Place): Promise<UploadResult> {
    return this.#parts.remove(place);
  }

  /** Finds the place of a file, in a folder where what a crash has left is settled. The caller closes the folder. */
  async pin(path: VirtualPath, final: FinalLink): Promise<Place> {
    const place = await this.disk.pin(path, final);
    const { folder, realFolder, name, found } = place;
    // A link may lead to another folder, of which the client's path says nothing.
    const isTold = name !== '' && name === nameOf(path) && found?.kind !== 'folder';
    if (!isTold || this.#settledFolders.has(realFolder)) return place;
    const { changed } = await this.#settleIfReadable({ folder, realFolder, path: folderOf(path) });
    if (!changed) return place;
    await folder.close();
    return this.disk.pin(path, final);
  }

  /** A name too long to be told is not known to be another account's. */
  #isOwnPart({ name, target, writer }: StagedName): boolean {
    return writer === undefined && (name === undefined || target === targetOf(this.settings.uploader, name));
  }

  async #openFolder(path: VirtualPath): Promise<{ folder: Folder; realFolder: ByteString }> {
    // Any name will do: what is asked for is the folder that it would stand in.
    return this.disk.pin(joinPath(path, 'any'), 'itself');
  }

  async #settle(where: Looked): Promise<{ names: ByteString[]; changed: boolean }> {
    if (this.#settledFolders.size >= maxSettledFolders) this.#settledFolders.clear();
    this.#settledFolders.add(where.realFolder);
    const names = await this.disk.namesWith(where.folder, stagedPrefix);
    const settled = await settleLeftovers(this.disk, where.folder, names);
    for (const one of settled) this.#report(one, where);
    if (settled.length === 0) return { names, changed: false };
    return { names: await this.disk.namesWith(where.folder, stagedPrefix), changed: true };
  }

  /** A folder that may be entered, but not read, is left as it is. */
  async #settleIfReadable(where: Looked): Promise<{ changed: boolean }> {
    try {
      return await this.#settle(where);
    } catch (error) {
      if (error instanceof JailError) return { changed: false };
      throw error;
    }
  }

  /** Of this account's own; another's are reported by nobody, and shown to whoever sent them. */
  #report({ was, entry, now }: Settled, { realFolder, path }: Looked): void {
    const { observer, uploader } = this.settings;
    const { name, viewer, target } = was;
    if (name === undefined || target !== targetOf(uploader, name)) return;
    const id = partIdOf(was, realFolder);
    if (now === 'removed') observer?.uploadGone(id);
    if (now !== 'kept') return;
    observer?.uploadLeft({
      id,
      path: joinPath(path, name),
      fromHere: viewer === viewerOf(uploader),
      receivedBytes: entry.sizeBytes,
      reason: 'The server was interrupted while the file arrived.',
      startedAt: entry.createdAt ?? entry.modifiedAt,
      endedAt: entry.modifiedAt,
    });
  }
}

/** A folder that is looked through, and the path by which the client knows it. */
interface Looked {
  readonly folder: Folder;
  readonly realFolder: ByteString;
  readonly path: VirtualPath;
}

function isOneName(name: ByteString): boolean {
  return !['', '.', '..'].includes(name) && !name.includes('/') && !name.includes('\0');
}

async function unlessTaken(opening: Promise<Upload>): Promise<Upload | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return undefined;
    throw error;
  }
}
