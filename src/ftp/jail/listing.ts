// Reading folders: in chunks, so that a large one neither fills the memory nor holds up other sessions.
import { lstatSync, opendirSync, type Dir } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VirtualPath } from '../virtual-path.js';
import { entryOf, type Entry } from './entry.js';
import { isStagedName } from './staging.js';
import { holding, type Folder, type Tree } from './tree.js';
import type { Window } from './upload.js';

const chunkSize = 200;

class OpenListing {
  private constructor(
    private readonly folder: Folder,
    private readonly names: Dir,
  ) {}

  static open(tree: Tree, path: VirtualPath): OpenListing {
    const folder = holding(tree.find(path, 'follow'), (place) => tree.openFolder(place));
    try {
      return new OpenListing(folder, openNames(folder));
    } catch (error) {
      folder.close();
      throw error;
    }
  }

  /** The next entries, perhaps none of them to be shown; undefined at the end. */
  next(): Entry[] | undefined {
    const entries: Entry[] = [];
    for (let read = 0; read < chunkSize; read += 1) {
      const name = this.names.readSync()?.name;
      if (name === undefined) return read === 0 ? undefined : entries;
      if (isStagedName(name)) continue;
      const stats = lstatSync(this.folder.at(name), { bigint: true, throwIfNoEntry: false });
      if (stats !== undefined) entries.push(entryOf(name, stats));
    }
    return entries;
  }

  close(): void {
    this.names.closeSync();
    this.folder.close();
  }
}

/** Opens a folder for reading its names, as bytes. The caller closes it. */
export function openNames(folder: Folder): Dir {
  return opendirSync(folder.itself, { encoding: 'latin1', bufferSize: chunkSize });
}

/** The entries of a folder as they stand on disk, in no order, without staged files and without `.` and `..`. */
export async function* listFolder(tree: Tree, path: VirtualPath, window: Window): AsyncGenerator<Entry, void, void> {
  const listing = window(() => OpenListing.open(tree, path));
  try {
    for (;;) {
      const entries = window(() => listing.next());
      if (entries === undefined) return;
      yield* entries;
      await nextTurn();
    }
  } finally {
    listing.close();
  }
}
