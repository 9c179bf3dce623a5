// Reading folders with node:fs: in chunks, so that a large one neither fills the memory nor holds up other sessions.
// Synchronous inside identity windows; reading on in an open folder needs no identity.
import { lstatSync, opendirSync, type Dir } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ByteString } from '../virtual-path.js';
import { entryOf, type Entry } from './entry.js';
import type { TreeFolder } from './tree.js';

/** As many entries as one window describes. */
const describedAtOnce = 200;

/** As many names as are read between two turns of the loop where nothing is described. */
const namesAtOnce = 2000;

/** Opens a folder for reading its names, as bytes. The caller closes it. */
export function openNames(folder: TreeFolder): Dir {
  return opendirSync(folder.itself, { encoding: 'latin1', bufferSize: describedAtOnce });
}

/** Describes the next names; undefined at the end. A name that is gone meanwhile is left out. */
export function nextEntries(folder: TreeFolder, names: Dir): Entry[] | undefined {
  const entries: Entry[] = [];
  for (let read = 0; read < describedAtOnce; read += 1) {
    const name = names.readSync()?.name;
    if (name === undefined) return read === 0 ? undefined : entries;
    const stats = lstatSync(folder.at(name), { bigint: true, throwIfNoEntry: false });
    if (stats !== undefined) entries.push(entryOf(name, stats));
  }
  return entries;
}

/** Hands over all names, chunk by chunk, and closes the folder. */
export async function eachChunkOfNames(names: Dir, take: (chunk: ByteString[]) => void): Promise<void> {
  try {
    for (;;) {
      const chunk: ByteString[] = [];
      for (let name = names.readSync()?.name; name !== undefined; name = names.readSync()?.name) {
        chunk.push(name);
        if (chunk.length === namesAtOnce) break;
      }
      take(chunk);
      if (chunk.length < namesAtOnce) return;
      await nextTurn();
    }
  } finally {
    names.closeSync();
  }
}
