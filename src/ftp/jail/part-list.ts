// The parts of broken uploads that a folder holds, for whoever lists and discards them from outside a session.
import { joinPath, type ByteString, type VirtualPath } from '../virtual-path.js';
import { lossOf } from './change.js';
import type { Disk } from './disk.js';
import { sum } from './kept-parts.js';
import { partIdOf, readStagedName, stagedPrefix, targetOf, type StagedName, type Uploader } from './staging.js';
import { nothingAdded, type UploadResult } from './upload.js';

/** A part that is kept in a folder. */
export interface Part {
  /** As in UnfinishedUpload. */
  readonly id: string;
  /** The file it is a part of; undefined where the name is too long to be known. */
  readonly name: ByteString | undefined;
  readonly receivedBytes: number;
  /** When its last byte came. */
  readonly endedAt: Date;
}

/** The parts of an account in a folder, whatever address they came from. Rejects with JailError. */
export async function listParts(disk: Disk, path: VirtualPath, account: Pick<Uploader, 'accountId'>): Promise<Part[]> {
  const { folder, realFolder } = await disk.pin(joinPath(path, 'any'), 'itself');
  try {
    const parts: Part[] = [];
    for (const file of await disk.namesWith(folder, stagedPrefix)) {
      const said = readStagedName(file);
      const entry = said && isPartOf(account, said) ? await disk.stat(folder, file, 'itself') : undefined;
      if (said === undefined || entry === undefined) continue;
      const { sizeBytes: receivedBytes, modifiedAt: endedAt } = entry;
      parts.push({ id: partIdOf(said, realFolder), name: said.name, receivedBytes, endedAt });
    }
    return parts;
  } finally {
    await folder.close();
  }
}

/** Removes the part that has this id from the folder of its file, which stays as it is. Nothing where there is none. */
export async function discardPart(disk: Disk, path: VirtualPath, id: string): Promise<UploadResult> {
  const { folder, realFolder } = await disk.pin(path, 'follow');
  try {
    let gone = nothingAdded;
    for (const file of await disk.namesWith(folder, stagedPrefix)) {
      const said = readStagedName(file);
      if (said === undefined || said.writer !== undefined || partIdOf(said, realFolder) !== id) continue;
      gone = sum(gone, lossOf(await disk.unlink(folder, file)));
    }
    return gone;
  } finally {
    await folder.close();
  }
}

/** A name too long to be told is not known to be another account's. */
function isPartOf(account: Pick<Uploader, 'accountId'>, { name, target, writer }: StagedName): boolean {
  return writer === undefined && (name === undefined || target === targetOf(account, name));
}
