// Taking names away where that needs more than one system call.
import { rmdirSync, unlinkSync } from 'node:fs';
import type { ByteString } from '../virtual-path.js';
import { errnoOf, failedCall } from './jail-error.js';
import { openNames } from './listing.js';
import { isStagedName } from './staging.js';
import type { Folder, Place, Tree } from './tree.js';

/** Removes a file that may be gone already; throws the system's error for any other failure. */
export function removeIfThere(path: Buffer): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/** Removes a folder that is empty for clients: staged files in it go with it. Synchronous, for one window. */
export function removeEmptyFolder(tree: Tree, place: Place): void {
  try {
    return rmdirSync(place.target);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(errnoOf(error) ?? '')) throw error;
  }
  const folder = tree.openFolder(place);
  try {
    for (const name of onlyStagedNames(folder)) unlinkSync(folder.at(name));
  } finally {
    folder.close();
  }
  rmdirSync(place.target);
}

function onlyStagedNames(folder: Folder): ByteString[] {
  const names = openNames(folder);
  const staged: ByteString[] = [];
  try {
    for (let entry = names.readSync(); entry !== null; entry = names.readSync()) {
      if (!isStagedName(entry.name)) throw failedCall('ENOTEMPTY');
      staged.push(entry.name);
    }
  } finally {
    names.closeSync();
  }
  return staged;
}
