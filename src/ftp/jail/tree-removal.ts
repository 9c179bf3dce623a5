// Removing everything under a folder. It goes down by descriptors, one name at a time, so that no link is followed and an
// exchange of names meanwhile leads nowhere else. What cannot be removed is told and stays.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { joinPath, rootPath, type ByteString, type VirtualPath } from '../virtual-path.js';
import { lossOf } from './change.js';
import type { Disk, Folder, Place } from './disk.js';
import type { Entry } from './entry.js';
import { failedCall, JailError } from './jail-error.js';
import { letGo } from './removal.js';

/** How much is gone so far. A file with several hard links counts its bytes when the last one goes. */
export interface Removed {
  readonly bytes: number;
  readonly files: number;
  readonly folders: number;
}

/** Something that stays, and why; the sentence is meant for people. */
export interface LeftBehind {
  readonly path: VirtualPath;
  readonly why: string;
}

/** What became of a tree. */
export interface TreeRemoval extends Removed {
  /** The first few of what stays. */
  readonly left: readonly LeftBehind[];
  readonly leftCount: number;
  /** False where it was told to stop before all of it had been tried. */
  readonly complete: boolean;
}

export interface TreeRemovalOptions {
  /** Stops after the name that is being removed. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (removed: Removed) => void;
}

/** A customer's own programs may make files while theirs go; a folder is looked through this often. */
const maxPasses = 5;
/** One descriptor is held for each level. */
const maxDepth = 200;
const maxLeftTold = 20;
const ownerMayAll = 0o700;

/** The folder's content may have changed between the look and the act; the next pass sees it as it is. */
const changedMeanwhile = new Set(['not-found', 'not-a-file', 'not-a-folder', 'not-empty', 'exists', 'too-many-links']);

/** Where in the tree something stands. */
interface Where {
  readonly path: VirtualPath;
  readonly depth: number;
}

/** A folder that is being emptied. */
interface Emptied extends Where {
  readonly folder: Folder;
}

/** Removes what stands at a place, a folder, with all that lies in it; of the home only what lies in it. */
export async function removeTree(
  disk: Disk,
  { place, path }: { readonly place: Place; readonly path: VirtualPath },
  options: TreeRemovalOptions,
): Promise<TreeRemoval> {
  const remover = new TreeRemover(disk, options);
  if (path === rootPath) await remover.empty(disk.root, path);
  else if (place.found?.kind === 'folder') await remover.removeEntry(place.folder, place.found, { path, depth: 0 });
  else if (place.found !== undefined) throw failedCall('ENOTDIR');
  return remover.result;
}

/** Removes trees of one disk and counts what went; made anew for each tree. */
class TreeRemover {
  readonly #left: LeftBehind[] = [];
  #leftCount = 0;
  #bytes = 0;
  #files = 0;
  #folders = 0;
  #stopped = false;

  constructor(
    private readonly disk: Disk,
    private readonly options: TreeRemovalOptions,
  ) {}

  get result(): TreeRemoval {
    return { ...this.#removed(), left: this.#left, leftCount: this.#leftCount, complete: !this.#stopped };
  }

  /** Removes what lies in a folder and leaves the folder. */
  async empty(folder: Folder, path: VirtualPath): Promise<void> {
    for (let pass = 0; pass < maxPasses; pass += 1) {
      const { failed, seen } = await this.#removeEntries({ folder, path, depth: 0 });
      if (this.#stopped || failed || seen === 0) return;
    }
    if (!(await isEmpty(this.disk, folder))) this.#stays(path, keepsFilling);
  }

  /** Says whether nothing of it stays, as far as can be seen now. */
  async removeEntry(parent: Folder, entry: Entry, at: Where): Promise<boolean> {
    try {
      if (entry.kind === 'folder') return await this.#removeFolder(parent, entry, at);
      const loss = lossOf(await letGo(this.disk, { at: parent, path: entry.name }));
      this.#files += 1;
      this.#bytes -= loss.addedBytes;
      return true;
    } catch (error) {
      if (!(error instanceof JailError)) throw error;
      return changedMeanwhile.has(error.code) || this.#stays(at.path, error.message);
    }
  }

  async #removeFolder(parent: Folder, entry: Entry, at: Where): Promise<boolean> {
    if (at.depth > maxDepth) return this.#stays(at.path, `It lies more than ${maxDepth} folders deep.`);
    await this.#letOwnerIn(parent, entry);
    const folder = await this.disk.openFolder(parent, entry.name);
    try {
      for (let pass = 0; pass < maxPasses; pass += 1) {
        const { failed } = await this.#removeEntries({ ...at, folder });
        if (this.#stopped || failed) return false;
        if (await this.#removeEmptied(parent, entry.name)) return true;
      }
      return this.#stays(at.path, keepsFilling);
    } finally {
      await folder.close();
    }
  }

  async #removeEntries({ depth, folder, path }: Emptied): Promise<{ failed: boolean; seen: number }> {
    let failed = false;
    let seen = 0;
    for await (const chunk of this.disk.entries(folder)) {
      for (const entry of chunk) {
        if (this.options.signal?.aborted === true) this.#stopped = true;
        if (this.#stopped) return { failed, seen };
        seen += 1;
        const inside = { path: joinPath(path, entry.name), depth: depth + 1 };
        if (!(await this.removeEntry(folder, entry, inside))) failed = true;
      }
      this.options.onProgress?.(this.#removed());
      await nextTurn();
    }
    return { failed, seen };
  }

  /** False where something is in it again. */
  async #removeEmptied(parent: Folder, name: ByteString): Promise<boolean> {
    try {
      await this.disk.removeFolder(parent, name);
      this.#folders += 1;
      return true;
    } catch (error) {
      if (error instanceof JailError && (error.code === 'not-empty' || error.code === 'exists')) return false;
      throw error;
    }
  }

  /** A folder whose owner has shut themselves out is theirs all the same. */
  async #letOwnerIn(parent: Folder, { mode, name }: Entry): Promise<void> {
    if ((mode & ownerMayAll) === ownerMayAll) return;
    try {
      await this.disk.chmod(parent, name, mode | ownerMayAll);
    } catch (error) {
      // Somebody else's; opening it says what there is to say.
      if (!(error instanceof JailError)) throw error;
    }
  }

  #stays(path: VirtualPath, why: string): false {
    this.#leftCount += 1;
    if (this.#left.length < maxLeftTold) this.#left.push({ path, why });
    return false;
  }

  #removed(): Removed {
    return { bytes: this.#bytes, files: this.#files, folders: this.#folders };
  }
}

const keepsFilling = 'Something goes on writing into this folder.';

async function isEmpty(disk: Disk, folder: Folder): Promise<boolean> {
  for await (const chunk of disk.entries(folder)) if (chunk.length > 0) return false;
  return true;
}
