// Which permission bits a client may give, and to what.
import type { VirtualPath } from '../virtual-path.js';
import type { Disk } from './disk.js';
import type { Entry } from './entry.js';
import { refuseHome } from './guards.js';
import { there } from './home-refusals.js';
import { JailError } from './jail-error.js';

/** A mode has permission bits and the sticky bit; setuid and setgid are not for FTP to give. */
const changeableBits = 0o1777;
const setgidBit = 0o2000;

/** Without these an owner can neither list a folder nor enter it. */
const ownerSeesBits = 0o500;

/** Sets permission bits and the sticky bit of a file or folder; never those of the home itself. Rejects with JailError. */
export async function chmodInside(
  disk: Disk,
  path: VirtualPath,
  { mode, home }: { readonly mode: number; readonly home: Entry },
): Promise<void> {
  const { kind, unique, mode: before } = await there(disk.stat(disk.root, path, 'follow'));
  refuseHome(unique === home.unique);
  if (kind === 'folder' && (mode & ownerSeesBits) !== ownerSeesBits) throw lockedOut();
  const kept = kind === 'folder' ? before & setgidBit : 0;
  await disk.chmod(disk.root, path, (mode & changeableBits) | kept);
}

function lockedOut(): JailError {
  return new JailError(
    'not-permitted',
    undefined,
    "These permissions would lock the folder's owner out; leave the owner read and execute (5 or 7).",
  );
}
