// Uploads of one opened home, and what its folders show of those that broke off: begins them, shows a part to its
// uploader in place of the file, settles what a crash has left. How an upload ends is in staged-upload.ts.
import { folderOf, joinPath, nameOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { lossOf } from './change.js';
import type { Disk, FinalLink, Folder, Place } from './disk.js';
import type { Entry } from './entry.js';
import { failedCall, JailError } from './jail-error.js';
import { KeptParts, sum, type PartObserver } from './kept-parts.js';
import { settleLeftovers, type Settled } from './leftovers.js';
import { listFolder } from './listing.js';
import { UploadOpener, type UploadRules } from './open-upload.js';
import { removeEmptyFolder } from './removal.js';
import { partIdOf, readStagedName, stagedPrefix, targetOf, viewerOf, type Uploader } from './staging.js';
import type { Upload, UploadOptions, UploadResult } from './upload.js';

/** What holds for every upload of an opened home. */
export interface UploadSettings extends Pick<UploadRules, 'ownerUid' | 'uploads' | 'sync'> {
  readonly uploader: Uploader;
  readonly observer: PartObserver | undefined;
}

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
      if (upload === undefined) await place.folder.close();
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

  /** Opens a folder for listing; its entries are as this uploader is shown them, and to be read at once. */
  async openListing(path: VirtualPath): Promise<AsyncGenerator<Entry, void, void>> {
    // Any name will do: what is asked for is the folder that it would stand in.
    const { folder, realFolder } = await this.disk.pin(joinPath(path, 'any'), 'itself');
    try {
      const { names } = await this.#settle({ folder, realFolder, path });
      return this.#entries(folder, await this.#parts.viewOf({ folder, realFolder }, names));
    } catch (error) {
      await folder.close();
      throw error;
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

  /** Removes this uploader's part of a file that has just gone. */
  removePart(place: Place): Promise<UploadResult> {
    return this.#parts.remove(place);
  }

  /** Removes a folder that is empty but for parts of broken uploads, and those with it. */
  async removeFolder(place: Place): Promise<UploadResult> {
    const inside = `${place.realFolder === '/' ? '' : place.realFolder}/${place.name}`;
    let change: UploadResult = { addedBytes: 0, addedFiles: -1 };
    for (const entry of await removeEmptyFolder(this.disk, place)) {
      const said = readStagedName(entry.name);
      // What a crash has left was not counted: nobody had settled it.
      if (said === undefined || said.writer !== undefined) continue;
      change = sum(change, lossOf(entry));
      this.settings.observer?.uploadGone(partIdOf(said, inside));
    }
    return change;
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

  async *#entries(folder: Folder, show: (entry: Entry) => Entry): AsyncGenerator<Entry, void, void> {
    try {
      for await (const entry of listFolder(this.disk, folder)) yield show(entry);
    } finally {
      await folder.close();
    }
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
