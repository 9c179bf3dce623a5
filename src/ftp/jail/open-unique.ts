// Uploads under a name that nothing has yet (STOU).
import type { NameRules } from '../name-rules.js';
import { joinPath, type ByteString, type VirtualPath } from '../virtual-path.js';
import { openNewFile } from './direct-upload.js';
import type { Disk } from './disk.js';
import { refuseMaking } from './guards.js';
import { errnoOf, failedCall } from './jail-error.js';
import type { Upload } from './upload.js';

/** How many names are tried beside the suggestion. */
const maxUniqueNames = 1000;

/** Begins an upload under the suggestion, or the suggestion with a number. Rejects with JailError. */
export async function openUnique(
  disk: Disk,
  { folder, suggestion }: { readonly folder: VirtualPath; readonly suggestion: ByteString },
  { names, sync }: { readonly names: NameRules; readonly sync: 'none' | 'file' },
): Promise<{ path: VirtualPath; upload: Upload }> {
  if (!isOneName(suggestion)) throw failedCall('EPERM');
  const { folder: pinned, realFolder } = await disk.pin(joinPath(folder, suggestion), 'itself');
  try {
    for (let number = 0; number < maxUniqueNames; number += 1) {
      const name = number === 0 ? suggestion : `${suggestion}.${number}`;
      refuseMaking(names, joinPath(folder, name));
      const upload = await unlessTaken(openNewFile(disk, { folder: pinned, name, realFolder, sync }));
      if (upload !== undefined) return { path: joinPath(folder, name), upload };
    }
    throw failedCall('EEXIST');
  } catch (error) {
    await pinned.close();
    throw error;
  }
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
