// Opening a regular file that is there, to read or to write it, by the rules that hold for both.
import type { ByteString } from '../virtual-path.js';
import type { Disk, Folder, OpenFile, OpenHow } from './disk.js';
import { JailError } from './jail-error.js';

/** How a file is opened, and whose it must be; undefined: whoever's it is, the kernel decides. */
export interface FileRules extends OpenHow {
  readonly ownerUid: number | undefined;
}

/**
 * Opens a regular file; the caller closes it. Asked after opening, of the file itself: a hard link that was planted at
 * the name leads to a file of somebody else. Rejects with JailError.
 */
export async function openRegularFile(
  disk: Disk,
  where: { readonly at: Folder; readonly path: ByteString },
  rules: FileRules,
): Promise<OpenFile> {
  const opened = await disk.openFile(where.at, where.path, rules);
  if (rules.ownerUid === undefined || opened.entry.uid === rules.ownerUid) return opened;
  await opened.file.close();
  throw new JailError(
    'not-permitted',
    undefined,
    'The file belongs to another system user, and this account opens only files of its own.',
  );
}
