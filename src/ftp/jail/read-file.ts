// A regular file that is being downloaded.
import type { Descriptor } from './descriptor.js';
import type { Entry } from './entry.js';
import { asJailError } from './jail-error.js';

/** A file open for reading, from where the client wants it. One read at a time. */
export interface ReadFile {
  /** What stood there when it was opened. */
  readonly entry: Entry;
  /** Fills the buffer from its start; resolves with the number of bytes, 0 at the end. Rejects with JailError. */
  read(buffer: Buffer): Promise<number>;
  /** Closes after a read that is under way; a second call does nothing. */
  close(): Promise<void>;
}

/** Reads a file in order through the descriptor it then owns. */
export class OrderedReadFile implements ReadFile {
  readonly entry: Entry;
  readonly #file: Descriptor;
  #atByte: number;

  constructor(file: Descriptor, entry: Entry, atByte: number) {
    this.entry = entry;
    this.#file = file;
    this.#atByte = atByte;
  }

  async read(buffer: Buffer): Promise<number> {
    try {
      const bytes = await this.#file.read(buffer, this.#atByte);
      this.#atByte += bytes;
      return bytes;
    } catch (error) {
      throw asJailError(error);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
