// A folder as clients see it: without what the engine keeps there for itself.
import type { Disk, Folder } from './disk.js';
import type { Entry } from './entry.js';
import { isStagedName } from './staging.js';

/** The entries of an open folder, in no order, without staged files and without `.` and `..`. Closes the folder. */
export async function* listFolder(disk: Disk, folder: Folder): AsyncGenerator<Entry, void, void> {
  try {
    for await (const chunk of disk.entries(folder)) {
      for (const entry of chunk) if (!isStagedName(entry.name)) yield entry;
    }
  } finally {
    await folder.close();
  }
}
