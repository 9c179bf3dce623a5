// How a customer's content goes: what is deleted, and what makes room for another. All of it passes `letGo`, so that
// whoever wants to keep old versions has one place to do it.
import type { ByteString } from '../virtual-path.js';
import type { Disk, Folder, Place } from './disk.js';
import type { Entry } from './entry.js';
import { errnoOf, failedCall, JailError } from './jail-error.js';
import { isStagedName, readStagedName } from './staging.js';
import { stillWrites } from './writer.js';

/** A name whose content goes: alone, or because `heir` takes it. Both are paths below `at`. */
export interface Going {
  readonly at: Folder;
  readonly path: ByteString;
  readonly heir?: ByteString;
}

/**
 * The one act by which a customer's content goes: the name is removed, or its heir is renamed over it at once. Resolves
 * with what was there; undefined where the heir found the name free. Rejects with JailError.
 */
export async function letGo(disk: Disk, { at, path, heir }: Going): Promise<Entry | undefined> {
  if (heir === undefined) return disk.unlink(at, path);
  return (await disk.rename(at, { from: heir, to: path, how: 'replace' })).replaced;
}

/** Removes a file of the engine's own that may be gone already; rejects with JailError for any other failure. */
export async function removeIfThere(disk: Disk, folder: Folder, name: ByteString): Promise<void> {
  try {
    await disk.unlink(folder, name);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/**
 * Removes a folder that is empty for clients: parts of uploads that broke off go with it. Resolves with those. Rejects
 * with `busy` while an upload runs in it.
 */
export async function removeEmptyFolder(disk: Disk, { folder, name }: Place): Promise<Entry[]> {
  try {
    await disk.removeFolder(folder, name);
    return [];
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(errnoOf(error) ?? '')) throw error;
  }
  const inside = await disk.openFolder(folder, name);
  try {
    const staged = await onlyStagedFiles(disk, inside);
    for (const file of staged) await removeIfThere(disk, inside, file.name);
    await disk.removeFolder(folder, name);
    return staged;
  } finally {
    await inside.close();
  }
}

async function onlyStagedFiles(disk: Disk, folder: Folder): Promise<Entry[]> {
  const staged: Entry[] = [];
  for await (const chunk of disk.entries(folder)) {
    if (!chunk.every((entry) => isStagedName(entry.name))) throw failedCall('ENOTEMPTY');
    staged.push(...chunk);
  }
  if (staged.some(isBeingWritten))
    throw new JailError('busy', undefined, 'An upload into this folder is still running.');
  return staged;
}

function isBeingWritten({ name, modifiedAt }: Entry): boolean {
  const writer = readStagedName(name)?.writer;
  return writer !== undefined && stillWrites(writer, modifiedAt);
}
