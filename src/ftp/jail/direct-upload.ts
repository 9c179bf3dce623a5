// Uploads that write the file itself: what continues a file, what cannot be staged, and files with a new unique name.
import type { ByteString } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';
import type { Disk, Folder } from './disk.js';
import { entryOf } from './entry.js';
import { JailError } from './jail-error.js';
import { removeIfThere } from './removal.js';
import { nothingAdded, OrderedUpload, type Upload, type UploadResult, type Writing } from './upload.js';

/** The file that is written, and the name that it has; the folder belongs to the upload. */
export interface DirectWriting extends Writing {
  readonly folder: Folder;
  readonly name: ByteString;
}

const nameIsFree =
  'The file was deleted or renamed while this upload wrote to it, and nothing has its name now; send it again.';

/** While it runs, others may replace, delete or rename the file; then its bytes are not where the client sent them. */
abstract class DirectUpload extends OrderedUpload {
  readonly written = 'direct';

  constructor(
    protected readonly disk: Disk,
    file: Descriptor,
    protected readonly at: DirectWriting,
  ) {
    super(file, at);
  }

  protected finish(): Promise<UploadResult> {
    return this.#end(async () => {
      // They count whether refused or not: whoever removed the file has counted them as gone with it.
      this.stays = await this.end();
      await this.#refuseWithoutName();
      return this.stays;
    });
  }

  protected giveUp(): Promise<UploadResult> {
    return this.#end(() => this.breakOff());
  }

  protected abstract end(): Promise<UploadResult>;
  protected abstract breakOff(): Promise<UploadResult>;

  async #end(work: () => Promise<UploadResult>): Promise<UploadResult> {
    try {
      return await work();
    } finally {
      await this.at.folder.close();
    }
  }

  async #refuseWithoutName(): Promise<void> {
    const now = await this.disk.stat(this.at.folder, this.at.name, 'itself');
    if (now === undefined) throw new JailError('replaced', undefined, nameIsFree);
    if (now.unique !== entryOf('', this.file.stat()).unique) throw new JailError('replaced');
  }
}

/** Writes a file that is there from a byte on; what stood behind the last byte is cut off at the end. */
export class InPlaceUpload extends DirectUpload {
  readonly #sizeBefore = Number(this.file.stat().size);

  protected async end(): Promise<UploadResult> {
    // Whoever removed the file has counted it as gone at the length that it had.
    if (this.file.stat().nlink > 0n) this.cutTail();
    await this.complete();
    return { addedBytes: Number(this.file.stat().size) - this.#sizeBefore, addedFiles: 0 };
  }

  /** Before the first byte nothing was touched, and nothing is cut off. */
  protected breakOff(): Promise<UploadResult> {
    return this.bytes === 0 ? Promise.resolve(nothingAdded) : this.end();
  }
}

/** Adds to the end of a file, wherever that is when a chunk arrives. */
export class AppendingUpload extends DirectUpload {
  constructor(disk: Disk, file: Descriptor, at: DirectWriting) {
    super(disk, file, { ...at, append: true });
  }

  protected async end(): Promise<UploadResult> {
    await this.complete();
    return { addedBytes: this.bytes, addedFiles: 0 };
  }

  protected breakOff(): Promise<UploadResult> {
    return this.end();
  }
}

/** Where a new file is made, and how. */
export type NewFile = Pick<DirectWriting, 'folder' | 'name' | 'realFolder' | 'sync'>;

/** Writes a file that this upload has just made: one that the client was already told, or that may grow before all eyes. */
class NewFileUpload extends DirectUpload {
  protected async end(): Promise<UploadResult> {
    await this.complete();
    if (this.flushes) await this.disk.syncFolder(this.at.folder);
    return { addedBytes: this.bytes, addedFiles: 1 };
  }

  protected async breakOff(): Promise<UploadResult> {
    if (this.bytes > 0) return this.end();
    await removeIfThere(this.disk, this.at.folder, this.at.name);
    return nothingAdded;
  }
}

/** Makes a file that was not there and writes it directly in a folder that it then owns; `exists` where it is taken. */
export async function openNewFile(disk: Disk, target: NewFile): Promise<Upload> {
  const file = await disk.makeFile(target.folder, target.name, 0o666);
  return new NewFileUpload(disk, file, { ...target, startByte: 0 });
}
