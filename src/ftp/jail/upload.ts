// What every upload has in common: bytes in order, settled once. How one ends is in staged-upload.ts and direct-upload.ts.
import type { ByteString } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';
import { entryOf, type Entry } from './entry.js';
import { asJailError } from './jail-error.js';

/** How an upload changed what is stored; negative where a smaller file took the place of a larger one. */
export interface UploadResult {
  readonly addedBytes: number;
  readonly addedFiles: number;
}

/** A file that is being written. Write one chunk after the other, then settle once. */
export interface Upload {
  /** Bytes written so far by this upload. */
  readonly bytes: number;
  /** Where in the file the first of them went. */
  readonly startByte: number;
  /** `staged`: what stood at the name stays whole until `keep`. `direct`: the file itself is being written. */
  readonly written: 'staged' | 'direct';
  /** What goes when the upload is kept: the file at the name, and the part that the upload continues. */
  readonly replaces: { readonly bytes: number } | undefined;
  /** The real path, inside the web root, of the folder that it writes to. */
  readonly realFolder: ByteString;
  /** After `keep` the file that it has become; the entry's name means nothing. */
  readonly kept: Entry | undefined;
  /** Rejects with JailError. */
  write(chunk: Buffer): Promise<void>;
  /** Makes the upload the file. Rejects with JailError, and then nothing is kept of a staged upload. */
  keep(): Promise<UploadResult>;
  /**
   * Ends an upload that is not complete, and says why in words for whoever looks at unfinished uploads. A new file stays
   * as far as it came, so that it can be resumed; a file that would have been replaced stays as it was, and the part is
   * kept for its uploader. After `keep` it only repeats the result, or says what a `keep` that was refused has changed.
   */
  discard(why?: ByteString): Promise<UploadResult>;
}

export interface UploadOptions {
  /** Where writing starts in a file that is there; 0 replaces the file. */
  readonly atByte: number;
  readonly append: boolean;
  /** Whether a file that is there may be replaced or continued at a byte. Appending to a complete file does not ask. */
  readonly overwrite: boolean;
}

/** The result of an upload that left nothing behind. */
export const nothingAdded: UploadResult = { addedBytes: 0, addedFiles: 0 };

/** What an upload knows of the file that it writes. */
export interface Writing {
  readonly startByte: number;
  /** Each write goes to wherever the end of the file is by then. */
  readonly append?: boolean;
  readonly realFolder: ByteString;
  readonly replacedBytes?: number | undefined;
  /** `file`: what was written is flushed to the disk before the upload counts as kept. */
  readonly sync: 'none' | 'file';
}

/** Writes chunk after chunk to a file it owns, and settles once. */
export abstract class OrderedUpload implements Upload {
  abstract readonly written: Upload['written'];
  readonly replaces: Upload['replaces'];
  /** What counts although `keep` has failed. */
  protected stays: UploadResult = nothingAdded;
  readonly #writing: Writing;
  #bytes = 0;
  #kept: Entry | undefined;
  #settling: Promise<UploadResult> | undefined;

  protected constructor(
    protected readonly file: Descriptor,
    writing: Writing,
  ) {
    this.#writing = writing;
    this.replaces = writing.replacedBytes === undefined ? undefined : { bytes: writing.replacedBytes };
  }

  get bytes(): number {
    return this.#bytes;
  }

  get startByte(): number {
    return this.#writing.startByte;
  }

  get realFolder(): ByteString {
    return this.#writing.realFolder;
  }

  get kept(): Entry | undefined {
    return this.#kept;
  }

  /** How long the file is as far as this upload has come. */
  protected get endByte(): number {
    return this.startByte + this.#bytes;
  }

  async write(chunk: Buffer): Promise<void> {
    try {
      for (let rest = chunk; rest.length > 0;) {
        const done = await this.file.write(rest, this.#writing.append === true ? undefined : this.endByte);
        this.#bytes += done;
        rest = rest.subarray(done);
      }
    } catch (error) {
      throw asJailError(error);
    }
  }

  keep(): Promise<UploadResult> {
    if (this.#settling !== undefined) return Promise.reject(new Error('The upload was settled before.'));
    this.#settling = this.#settle(() => this.finish());
    return this.#settling;
  }

  async discard(why: ByteString = ''): Promise<UploadResult> {
    if (this.#settling === undefined) {
      this.#settling = this.#settle(() => this.giveUp(why));
      return this.#settling;
    }
    try {
      return await this.#settling;
    } catch {
      // Whoever called `keep` was told; what is left to say is what it has changed nevertheless.
      return this.stays;
    }
  }

  protected abstract finish(): Promise<UploadResult>;
  protected abstract giveUp(why: ByteString): Promise<UploadResult>;

  /** The file is as it shall be: flushes it where that is asked for. */
  protected async complete(): Promise<void> {
    if (this.flushes) await this.file.sync();
    this.#kept = entryOf('', this.file.stat());
  }

  protected get flushes(): boolean {
    return this.#writing.sync === 'file';
  }

  /** Cuts off what stands behind the last byte of this upload. */
  protected cutTail(): void {
    if (Number(this.file.stat().size) > this.endByte) this.file.truncate(this.endByte);
  }

  async #settle(work: () => Promise<UploadResult>): Promise<UploadResult> {
    try {
      await this.file.idle();
      const result = await work();
      await this.file.close();
      return result;
    } catch (error) {
      await Promise.allSettled([this.file.close()]);
      throw asJailError(error);
    }
  }
}
