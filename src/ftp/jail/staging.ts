// Names of staged files: where an upload's bytes wait until the upload is complete. It doesn't touch the disk.
import { randomBytes } from 'node:crypto';
import type { ByteString } from '../virtual-path.js';

/** How every staged file's name begins. Such names are hidden from clients and refused in paths. */
export const stagedPrefix = '.portside-';

const stagedName = /^\.portside-[0-9a-f]{32}\.part$/i;

/** A new name that nobody can guess. */
export function makeStagedName(): ByteString {
  return `${stagedPrefix}${randomBytes(16).toString('hex')}.part`;
}

/** Whether a name is one that `makeStagedName` writes. Case is ignored, as some file systems do. */
export function isStagedName(name: ByteString): boolean {
  return stagedName.test(name);
}
