// An upload whose bytes wait under a hidden name in the target's folder and take the name only when they are complete.
import type { ByteString } from '../virtual-path.js';
import { lossOf } from './change.js';
import type { Descriptor } from './descriptor.js';
import type { Disk, Folder, Place } from './disk.js';
import { errnoOf } from './jail-error.js';
import { letGo, removeIfThere } from './removal.js';
import { makeStagedName } from './staging.js';
import { nothingAdded, OrderedUpload, type UploadResult } from './upload.js';

/** The name a staged upload wants, in a folder that it owns. */
interface Target {
  readonly folder: Folder;
  readonly name: ByteString;
  readonly stagedName: ByteString;
  /** Whether a file stood there when the upload began. */
  readonly replaces: boolean;
  readonly overwrite: boolean;
}

/** What stands at the name stays whole until `keep`. */
export class StagedUpload extends OrderedUpload {
  readonly written = 'staged';

  constructor(
    private readonly disk: Disk,
    file: Descriptor,
    private readonly target: Target,
  ) {
    super(file, 0);
  }

  protected finish(): Promise<UploadResult> {
    return this.#end(() => (this.target.overwrite ? this.#replace() : this.#takeFreeName()));
  }

  protected giveUp(): Promise<UploadResult> {
    return this.#end(() => this.#leavePart());
  }

  async #end(work: () => Promise<UploadResult>): Promise<UploadResult> {
    const { folder, stagedName } = this.target;
    try {
      await this.file.close();
      return await work();
    } catch (error) {
      await removeIfThere(this.disk, folder, stagedName);
      throw error;
    } finally {
      await folder.close();
    }
  }

  /** The part of a new file stays under its name, as clients expect that want to resume; of a replacement nothing. */
  async #leavePart(): Promise<UploadResult> {
    const { folder, stagedName, replaces } = this.target;
    try {
      if (!replaces && this.bytes > 0) return await this.#takeFreeName();
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
    await removeIfThere(this.disk, folder, stagedName);
    return nothingAdded;
  }

  async #replace(): Promise<UploadResult> {
    const { folder, name, stagedName } = this.target;
    const old = await letGo(this.disk, { at: folder, path: name, heir: stagedName });
    const loss = lossOf(old);
    return { addedBytes: this.bytes + loss.addedBytes, addedFiles: 1 + loss.addedFiles };
  }

  async #takeFreeName(): Promise<UploadResult> {
    const { folder, name, stagedName } = this.target;
    await this.disk.rename(folder, { from: stagedName, to: name, how: 'if-free' });
    return { addedBytes: this.bytes, addedFiles: 1 };
  }
}

/** Thrown by `openStaged` where the replaced file's owner could not be kept. */
export class OwnerWouldChange extends Error {}

/** Makes the staged file beside the place, whose folder it then owns; with the mode of the file it is to replace. */
export async function openStaged(
  disk: Disk,
  place: Place,
  { old, overwrite }: { readonly old: Descriptor | undefined; readonly overwrite: boolean },
): Promise<StagedUpload> {
  const stagedName = makeStagedName();
  const file = await disk.makeFile(place.folder, stagedName, 0o666);
  try {
    if (old !== undefined && (await disk.takeAfter(file, old)) !== 'kept') throw new OwnerWouldChange();
    const { folder, name } = place;
    return new StagedUpload(disk, file, { folder, name, stagedName, replaces: old !== undefined, overwrite });
  } catch (error) {
    await file.close();
    await removeIfThere(disk, place.folder, stagedName);
    throw error;
  }
}
