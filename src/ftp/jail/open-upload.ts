// Which kind of upload fits what stands at a place.
import type { ByteString } from '../virtual-path.js';
import { AppendingUpload, InPlaceUpload } from './direct-upload.js';
import type { Disk, OpenFile, Place } from './disk.js';
import { errnoOf, failedCall, JailError } from './jail-error.js';
import { openRegularFile } from './open-file.js';
import { openStaged, OwnerWouldChange, StagedUpload } from './staged-upload.js';
import type { Upload, UploadOptions } from './upload.js';

/** What the account's rules say beside what the command asks. */
export interface UploadRules extends UploadOptions {
  /** The uid that a file must have to be written; undefined: any. */
  readonly ownerUid: number | undefined;
  readonly uploads: 'staged' | 'direct';
}

/** Opens the upload that fits what stands at the path; a link there is followed. Rejects with JailError. */
export async function openUpload(disk: Disk, path: ByteString, how: UploadRules): Promise<Upload> {
  const place = await disk.pin(path, 'follow');
  let upload: Upload | undefined;
  try {
    return (upload = await openAt(disk, place, how));
  } finally {
    if (!(upload instanceof StagedUpload)) await place.folder.close();
  }
}

function openAt(disk: Disk, place: Place, how: UploadRules): Promise<Upload> {
  if (place.name === '') throw failedCall('EISDIR');
  if (place.found === undefined) {
    if (how.atByte > 0) throw new JailError('beyond-end');
    return openStaged(disk, place, { old: undefined, overwrite: how.overwrite });
  }
  if (place.found.kind !== 'file') throw failedCall('EISDIR');
  if (!how.overwrite && !how.append) throw failedCall('EEXIST');
  return openOver(disk, place, how);
}

/** Opening what is there first asks the file's own permissions: a read-only file is not replaced behind its back. */
async function openOver(disk: Disk, place: Place, how: UploadRules): Promise<Upload> {
  const access = how.append ? 'append' : 'write';
  const rules = { final: 'itself', access, ownerUid: how.ownerUid } as const;
  const old = await openRegularFile(disk, { at: place.folder, path: place.name }, rules);
  let upload: Upload | undefined;
  try {
    if (how.append) return (upload = new AppendingUpload(old.file));
    if (how.atByte > old.entry.sizeBytes) throw new JailError('beyond-end');
    if (how.atByte > 0) return (upload = new InPlaceUpload(old.file, how.atByte));
    const staged = await tryStaged(disk, place, { ...how, old });
    if (staged !== undefined) return staged;
    return (upload = new InPlaceUpload(old.file, 0));
  } finally {
    if (upload === undefined) await old.file.close();
  }
}

/** Undefined where a staged file could not take the old one's place unchanged: no right to make it, or hard links. */
async function tryStaged(
  disk: Disk,
  place: Place,
  how: UploadRules & { readonly old: OpenFile },
): Promise<Upload | undefined> {
  if (how.uploads === 'direct' || how.old.entry.linkCount > 1) return undefined;
  try {
    return await openStaged(disk, place, { old: how.old.file, overwrite: how.overwrite });
  } catch (error) {
    if (error instanceof OwnerWouldChange || ['EACCES', 'EPERM'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}
