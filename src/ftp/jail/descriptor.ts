// The one owner of an open file descriptor on Linux or elsewhere. The number leaves this file only on loan: a number
// that was closed and reused could read another customer's file.
import {
  close,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsync,
  ftruncateSync,
  openSync,
  read,
  write,
  type BigIntStats,
} from 'node:fs';

/** Opens a place on Linux without reading or writing it; missing in `fs.constants`. */
export const oPath = 0o10000000;

/** Flags that pin a folder as it is: a symbolic link in its place fails with ENOTDIR. */
export const pinFolder = oPath | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** Flags that make a new file and fail where the name is taken, even by a link that leads nowhere. */
export const newFile = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;

/** An open file or folder. Closed once; closing waits for reads and writes that are under way. */
export class Descriptor {
  readonly #fd: number;
  #pending = 0;
  #closed = false;
  #whenIdle: (() => void)[] = [];
  #closing: Promise<void> | undefined;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Opens synchronously, for use inside an identity window. Throws the system's error. */
  static open(path: Buffer, flags: number, mode?: number): Descriptor {
    return new Descriptor(openSync(path, flags, mode));
  }

  /** Takes over a number that the native part has opened. */
  static own(fd: number): Descriptor {
    return new Descriptor(fd);
  }

  /** Lends the number to work of the native part that ends with its promise; closing waits for it. */
  async borrow<T>(work: (fd: number) => Promise<T>): Promise<T> {
    const fd = this.#use();
    this.#pending += 1;
    try {
      return await work(fd);
    } finally {
      this.#ended();
    }
  }

  /** The path of the thing itself, for calls in this process; it follows no name on the disk. Linux only. */
  get magicLink(): Buffer {
    return Buffer.from(`/proc/self/fd/${this.#use()}`, 'latin1');
  }

  /** The path of a name inside this folder, held by the descriptor and not by the folder's name. Linux only. */
  at(name: string): Buffer {
    return Buffer.from(`/proc/self/fd/${this.#use()}/${name}`, 'latin1');
  }

  stat(): BigIntStats {
    return fstatSync(this.#use(), { bigint: true });
  }

  chmod(mode: number): void {
    fchmodSync(this.#use(), mode);
  }

  giveTo(uid: number, gid: number): void {
    fchownSync(this.#use(), uid, gid);
  }

  truncate(sizeBytes: number): void {
    ftruncateSync(this.#use(), sizeBytes);
  }

  /** Reads at a position; resolves with the number of bytes, 0 at the end. */
  read(buffer: Buffer, atByte: number): Promise<number> {
    const fd = this.#use();
    return this.#track((done) => read(fd, buffer, 0, buffer.length, atByte, done));
  }

  /**
   * Writes at a position, or at the end of a file that was opened to append (`undefined`); resolves with the number of
   * bytes, which may be fewer than were given.
   */
  write(chunk: Buffer, atByte: number | undefined): Promise<number> {
    const fd = this.#use();
    return this.#track((done) => write(fd, chunk, 0, chunk.length, atByte ?? null, done));
  }

  /** Flushes what was written to the disk; rejects with the system's error. */
  async sync(): Promise<void> {
    const fd = this.#use();
    await this.#track((done) => fsync(fd, (error) => done(error, 0)));
  }

  /** Resolves when no read or write is under way. */
  idle(): Promise<void> {
    if (this.#pending === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Closes at once; only where no read or write can be under way. A second call does nothing. */
  closeNow(): void {
    if (this.#closed) return;
    if (this.#pending > 0) throw new Error('A descriptor cannot be closed under a pending read or write.');
    this.#closed = true;
    closeSync(this.#fd);
  }

  /** Closes after what is under way; rejects with the system's error, as NFS reports a failed write here. */
  close(): Promise<void> {
    this.#closing ??= this.#closeWhenIdle();
    return this.#closing;
  }

  async #closeWhenIdle(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.idle();
    await new Promise<void>((resolve, reject) => close(this.#fd, (error) => (error ? reject(error) : resolve())));
  }

  #use(): number {
    if (this.#closed) throw new Error('A closed descriptor was used.');
    return this.#fd;
  }

  #track(start: (done: (error: Error | null, bytes: number) => void) => void): Promise<number> {
    this.#pending += 1;
    return new Promise<number>((resolve, reject) => {
      start((error, bytes) => {
        if (error) reject(error);
        else resolve(bytes);
        this.#ended();
      });
    });
  }

  #ended(): void {
    this.#pending -= 1;
    if (this.#pending === 0) for (const resume of this.#whenIdle.splice(0)) resume();
  }
}
