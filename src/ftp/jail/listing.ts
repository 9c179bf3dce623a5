// A folder as clients see it: without what the engine keeps there for itself.
import type { Disk, Folder } from './disk.js';
import type { Entry } from './entry.js';
import { isStagedName, readStagedName } from './staging.js';

/** The entries of an open folder, in no order, without staged files and without `.` and `..`. */
export async function* listFolder(disk: Disk, folder: Folder): AsyncGenerator<Entry, void, void> {
  for await (const chunk of disk.entries(folder)) {
    for (const entry of chunk) if (!isStagedName(entry.name)) yield entry;
  }
}

/** What of an open folder counts as used: everything but the files of running uploads. */
export async function* listUsed(disk: Disk, folder: Folder): AsyncGenerator<Entry, void, void> {
  for await (const chunk of disk.entries(folder)) {
    for (const entry of chunk) if (readStagedName(entry.name)?.writer === undefined) yield entry;
  }
}
