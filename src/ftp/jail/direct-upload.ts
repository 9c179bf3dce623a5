// Uploads that write the file itself: what continues a file, what cannot be staged, and files with a new unique name.
import type { ByteString } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';
import type { Disk, Folder } from './disk.js';
import { removeIfThere } from './removal.js';
import { nothingAdded, OrderedUpload, type Upload, type UploadResult } from './upload.js';

/** Writes a file that is there from a byte on; what stood behind the last byte is cut off at the end. */
export class InPlaceUpload extends OrderedUpload {
  readonly written = 'direct';
  readonly #sizeBefore: number;

  constructor(
    file: Descriptor,
    private readonly atByte: number,
  ) {
    super(file, atByte);
    this.#sizeBefore = Number(file.stat().size);
  }

  protected finish(): Promise<UploadResult> {
    const end = this.atByte + this.bytes;
    if (Number(this.file.stat().size) > end) this.file.truncate(end);
    return Promise.resolve({ addedBytes: Number(this.file.stat().size) - this.#sizeBefore, addedFiles: 0 });
  }

  /** Before the first byte nothing was touched, and nothing is cut off. */
  protected giveUp(): Promise<UploadResult> {
    return this.bytes === 0 ? Promise.resolve(nothingAdded) : this.finish();
  }
}

/** Adds to the end of a file, wherever that is when a chunk arrives. */
export class AppendingUpload extends OrderedUpload {
  readonly written = 'direct';

  constructor(file: Descriptor) {
    super(file, undefined);
  }

  protected finish(): Promise<UploadResult> {
    return Promise.resolve({ addedBytes: this.bytes, addedFiles: 0 });
  }

  protected giveUp(): Promise<UploadResult> {
    return this.finish();
  }
}

/** Writes a file that this upload has just made, under a name that the client was already told. */
class UniqueUpload extends OrderedUpload {
  readonly written = 'direct';

  constructor(
    private readonly disk: Disk,
    file: Descriptor,
    private readonly target: { readonly folder: Folder; readonly name: ByteString },
  ) {
    super(file, 0);
  }

  protected async finish(): Promise<UploadResult> {
    await this.target.folder.close();
    return { addedBytes: this.bytes, addedFiles: 1 };
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
export async function openUnique(disk: Disk, folder: Folder, name: ByteString): Promise<Upload> {
  const file = await disk.makeFile(folder, name, 0o666);
  return new UniqueUpload(disk, file, { folder, name });
}
