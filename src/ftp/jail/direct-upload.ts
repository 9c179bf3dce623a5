// Uploads that write the file itself: what continues a file, what cannot be staged, and files with a new unique name.
import type { ByteString } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';
import type { Disk, Folder } from './disk.js';
import { removeIfThere } from './removal.js';
import { nothingAdded, OrderedUpload, type Upload, type UploadResult, type Writing } from './upload.js';

/** Writes a file that is there from a byte on; what stood behind the last byte is cut off at the end. */
export class InPlaceUpload extends OrderedUpload {
  readonly written = 'direct';
  readonly #sizeBefore: number;

  constructor(file: Descriptor, writing: Writing) {
    super(file, writing);
    this.#sizeBefore = Number(file.stat().size);
  }

  protected async finish(): Promise<UploadResult> {
    this.cutTail();
    await this.complete();
    return { addedBytes: Number(this.file.stat().size) - this.#sizeBefore, addedFiles: 0 };
  }

  /** Before the first byte nothing was touched, and nothing is cut off. */
  protected giveUp(): Promise<UploadResult> {
    return this.bytes === 0 ? Promise.resolve(nothingAdded) : this.finish();
  }
}

/** Adds to the end of a file, wherever that is when a chunk arrives. */
export class AppendingUpload extends OrderedUpload {
  readonly written = 'direct';

  constructor(file: Descriptor, writing: Writing) {
    super(file, { ...writing, append: true });
  }

  protected async finish(): Promise<UploadResult> {
    await this.complete();
    return { addedBytes: this.bytes, addedFiles: 0 };
  }

  protected giveUp(): Promise<UploadResult> {
    return this.finish();
  }
}

/** Where a new file is made, and how. */
export interface NewFile extends Pick<Writing, 'realFolder' | 'sync'> {
  readonly folder: Folder;
  readonly name: ByteString;
}

/** Writes a file that this upload has just made: one that the client was already told, or that may grow before all eyes. */
class NewFileUpload extends OrderedUpload {
  readonly written = 'direct';

  constructor(
    private readonly disk: Disk,
    file: Descriptor,
    private readonly target: NewFile,
  ) {
    super(file, { ...target, startByte: 0 });
  }

  protected async finish(): Promise<UploadResult> {
    try {
      await this.complete();
      if (this.flushes) await this.disk.syncFolder(this.target.folder);
      return { addedBytes: this.bytes, addedFiles: 1 };
    } finally {
      await this.target.folder.close();
    }
  }

  protected async giveUp(): Promise<UploadResult> {
    if (this.bytes > 0) return this.finish();
    try {
      await removeIfThere(this.disk, this.target.folder, this.target.name);
    } finally {
      await this.target.folder.close();
    }
    return nothingAdded;
  }
}

/** Makes a file that was not there and writes it directly in a folder that it then owns; `exists` where it is taken. */
export async function openNewFile(disk: Disk, target: NewFile): Promise<Upload> {
  const file = await disk.makeFile(target.folder, target.name, 0o666);
  return new NewFileUpload(disk, file, target);
}
