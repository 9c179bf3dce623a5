// What every upload has in common: bytes in order, settled once. How one ends is in staged-upload.ts and direct-upload.ts.
import type { Descriptor } from './descriptor.js';
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
  /** `staged`: what stood at the name stays whole until `keep`. `direct`: the file itself is being written. */
  readonly written: 'staged' | 'direct';
  /** Rejects with JailError. */
  write(chunk: Buffer): Promise<void>;
  /** Makes the upload the file. Rejects with JailError, and then nothing is kept of a staged upload. */
  keep(): Promise<UploadResult>;
  /**
   * Ends an upload that is not complete. A new file stays as far as it came, so that it can be resumed; a file that
   * would have been replaced stays as it was. After `keep` it only repeats the result.
   */
  discard(): Promise<UploadResult>;
}

export interface UploadOptions {
  /** Where writing starts in a file that is there; 0 replaces the file. */
  readonly atByte: number;
  readonly append: boolean;
  /** Whether a file that is there may be replaced or continued at a byte. Appending does not ask. */
  readonly overwrite: boolean;
}

/** The result of an upload that left nothing behind. */
export const nothingAdded: UploadResult = { addedBytes: 0, addedFiles: 0 };

/** Writes chunk after chunk to a file it owns, and settles once. */
export abstract class OrderedUpload implements Upload {
  abstract readonly written: Upload['written'];
  #bytes = 0;
  #settling: Promise<UploadResult> | undefined;

  protected constructor(
    protected readonly file: Descriptor,
    /** Where the first byte goes; undefined: wherever the end of the file is. */
    private readonly startByte: number | undefined,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  async write(chunk: Buffer): Promise<void> {
    try {
      for (let rest = chunk; rest.length > 0;) {
        const atByte = this.startByte === undefined ? undefined : this.startByte + this.#bytes;
        const done = await this.file.write(rest, atByte);
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

  async discard(): Promise<UploadResult> {
    if (this.#settling === undefined) {
      this.#settling = this.#settle(() => this.giveUp());
      return this.#settling;
    }
    try {
      return await this.#settling;
    } catch {
      // Whoever called `keep` was told; what is left to say is that nothing was kept.
      return nothingAdded;
    }
  }

  protected abstract finish(): Promise<UploadResult>;
  protected abstract giveUp(): Promise<UploadResult>;

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
