// Which kind of upload fits what stands at a place. Synchronous, for one identity window.
import { constants } from 'node:fs';
import type { Descriptor } from './descriptor.js';
import { AppendingUpload, InPlaceUpload } from './direct-upload.js';
import { errnoOf, failedCall, JailError } from './jail-error.js';
import { openStaged, OwnerWouldChange } from './staged-upload.js';
import type { Place, Tree } from './tree.js';
import type { Upload, UploadOptions, Window } from './upload.js';

/** Opens the upload that fits what stands at the place. Synchronous, for one window. */
export function openUpload(tree: Tree, place: Place, how: UploadOptions & { readonly window: Window }): Upload {
  if (place.name === '') throw failedCall('EISDIR');
  if (place.found === undefined) {
    if (how.atByte > 0) throw new JailError('beyond-end');
    return openStaged(place, undefined, how);
  }
  if (!place.found.isFile()) throw failedCall('EISDIR');
  if (!how.overwrite && !how.append) throw failedCall('EEXIST');
  return openOver(tree, place, how);
}

/** Opening what is there first asks the file's own permissions: a read-only file is not replaced behind its back. */
function openOver(tree: Tree, place: Place, how: UploadOptions & { readonly window: Window }): Upload {
  const old = tree.openRegular(place, constants.O_WRONLY | (how.append ? constants.O_APPEND : 0));
  let upload: Upload | undefined;
  try {
    if (how.append) return (upload = new AppendingUpload(old));
    if (how.atByte > Number(old.stat().size)) throw new JailError('beyond-end');
    if (how.atByte > 0) return (upload = new InPlaceUpload(old, how.atByte));
    const staged = tryStaged(place, old, how);
    if (staged !== undefined) return staged;
    return (upload = new InPlaceUpload(old, 0));
  } finally {
    if (upload === undefined) old.closeNow();
  }
}

/** Undefined where a staged file could not take the old one's place unchanged: no right to make it, or hard links. */
function tryStaged(
  place: Place,
  old: Descriptor,
  how: UploadOptions & { readonly window: Window },
): Upload | undefined {
  if (old.stat().nlink > 1n) return undefined;
  try {
    return openStaged(place, old, how);
  } catch (error) {
    if (error instanceof OwnerWouldChange || ['EACCES', 'EPERM'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}
