// An upload whose bytes wait under a hidden name in the target's folder and take the name only when they are complete.
import { linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import type { ByteString } from '../virtual-path.js';
import { Descriptor, newFile } from './descriptor.js';
import { errnoOf } from './jail-error.js';
import { removeIfThere } from './removal.js';
import { makeStagedName } from './staging.js';
import type { Folder, Place } from './tree.js';
import { nothingAdded, OrderedUpload, type UploadResult, type Window, type UploadOptions } from './upload.js';

/** The name a staged upload wants, in a folder handle that it owns. */
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
    file: Descriptor,
    private readonly target: Target,
    private readonly window: Window,
  ) {
    super(file, 0);
  }

  protected async finish(): Promise<UploadResult> {
    try {
      await this.file.close();
      return this.window(() => (this.target.overwrite ? this.#replace() : this.#takeFreeName()));
    } catch (error) {
      this.#removeStaged();
      throw error;
    } finally {
      this.target.folder.close();
    }
  }

  protected async giveUp(): Promise<UploadResult> {
    try {
      await this.file.close();
      return this.window(() => this.#leavePart());
    } catch (error) {
      this.#removeStaged();
      throw error;
    } finally {
      this.target.folder.close();
    }
  }

  /** The part of a new file stays under its name, as clients expect that want to resume; of a replacement nothing. */
  #leavePart(): UploadResult {
    const { folder, stagedName, replaces } = this.target;
    try {
      if (!replaces && this.bytes > 0) return this.#takeFreeName();
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
    removeIfThere(folder.at(stagedName));
    return nothingAdded;
  }

  #replace(): UploadResult {
    const { folder, name, stagedName } = this.target;
    const old = lstatSync(folder.at(name), { bigint: true, throwIfNoEntry: false });
    const size = lstatSync(folder.at(stagedName)).size;
    renameSync(folder.at(stagedName), folder.at(name));
    return {
      addedBytes: size - (old?.isFile() === true ? Number(old.size) : 0),
      addedFiles: old === undefined ? 1 : 0,
    };
  }

  /** A hard link takes a name only where it is free; rename would replace what came there meanwhile. */
  #takeFreeName(): UploadResult {
    const { folder, name, stagedName } = this.target;
    const size = lstatSync(folder.at(stagedName)).size;
    try {
      linkSync(folder.at(stagedName), folder.at(name));
      unlinkSync(folder.at(stagedName));
    } catch (error) {
      const isFree = lstatSync(folder.at(name), { throwIfNoEntry: false }) === undefined;
      if (!isFree || !hasNoHardLinks(error)) throw error;
      renameSync(folder.at(stagedName), folder.at(name));
    }
    return { addedBytes: size, addedFiles: 1 };
  }

  #removeStaged(): void {
    this.window(() => removeIfThere(this.target.folder.at(this.target.stagedName)));
  }
}

/** File systems without hard links say so in many words; most check for the free name first. */
function hasNoHardLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error) ?? '');
}

/** Thrown by `openStaged` where the replaced file's owner could not be kept. */
export class OwnerWouldChange extends Error {}

/** Makes the staged file beside the place; with the mode of the file it is to replace. Throws the system's error. */
export function openStaged(
  place: Place,
  old: Descriptor | undefined,
  how: UploadOptions & { readonly window: Window },
): StagedUpload {
  const stagedName = makeStagedName();
  const path = place.folder.at(stagedName);
  const file = Descriptor.open(path, newFile, 0o666);
  try {
    if (old !== undefined) takeAfter(file, old);
    const { name } = place;
    const folder = place.folder.again();
    const target = { folder, name, stagedName, replaces: old !== undefined, overwrite: how.overwrite };
    return new StagedUpload(file, target, how.window);
  } catch (error) {
    file.closeNow();
    removeIfThere(path);
    throw error;
  }
}

function takeAfter(file: Descriptor, old: Descriptor): void {
  const [mine, theirs] = [file.stat(), old.stat()];
  if (mine.uid !== theirs.uid || mine.gid !== theirs.gid) throw new OwnerWouldChange();
  file.chmod(Number(theirs.mode & 0o777n));
}
