// A folder as clients see it: without what the engine keeps there for itself.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Disk, Folder } from './disk.js';
import type { Entry } from './entry.js';
import { isStagedName, readStagedName } from './staging.js';

/** The entries of an open folder, in no order, without staged files and without `.` and `..`. */
export async function* listFolder(disk: Disk, folder: Folder): AsyncGenerator<Entry, void, void> {
  for await (const chunk of inTurns(disk, folder)) {
    for (const entry of chunk) if (!isStagedName(entry.name)) yield entry;
  }
}

/** What of an open folder counts as used: everything but the files of running uploads. */
export async function* listUsed(disk: Disk, folder: Folder): AsyncGenerator<Entry, void, void> {
  for await (const chunk of inTurns(disk, folder)) {
    for (const entry of chunk) if (entry.kind !== 'file' || !isRunning(entry.name)) yield entry;
  }
}

/** Node hands over a thousand answers of other threads in one turn, if they come quickly: sockets would wait for all. */
async function* inTurns(disk: Disk, folder: Folder): AsyncGenerator<readonly Entry[], void, void> {
  for await (const chunk of disk.entries(folder)) {
    yield chunk;
    await nextTurn();
  }
}

function isRunning(name: string): boolean {
  return readStagedName(name)?.writer !== undefined;
}
