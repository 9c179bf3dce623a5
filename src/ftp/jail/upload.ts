// Files that are being uploaded. A whole file waits under a hidden name in the target's folder and takes the name only
// when it is complete; what continues a file, or cannot be staged, is written in place.
import { constants, linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import type { ByteString } from '../virtual-path.js';
import { Descriptor } from './descriptor.js';
import { asJailError, errnoOf, failedCall, JailError } from './jail-error.js';
import { makeStagedName } from './staging.js';
import type { Folder, Place, Tree } from './tree.js';

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

/** Runs synchronous work under the customer's identity and turns system errors into JailErrors. */
export type Window = <T>(work: () => T) => T;

export interface UploadOptions {
  /** Where writing starts in a file that is there; 0 replaces the file. */
  readonly atByte: number;
  readonly append: boolean;
  /** Whether a file that is there may be replaced or continued at a byte. Appending does not ask. */
  readonly overwrite: boolean;
}

const nothingAdded: UploadResult = { addedBytes: 0, addedFiles: 0 };

abstract class OrderedUpload implements Upload {
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

/** The name a staged upload wants, in a folder handle that it owns. */
interface Target {
  readonly folder: Folder;
  readonly name: ByteString;
  readonly stagedName: ByteString;
  /** Whether a file stood there when the upload began. */
  readonly replaces: boolean;
  readonly overwrite: boolean;
}

class StagedUpload extends OrderedUpload {
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

function removeIfThere(path: Buffer): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

/** Writes a file that is there from a byte on; what stood behind the last byte is cut off at the end. */
class InPlaceUpload extends OrderedUpload {
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
class AppendingUpload extends OrderedUpload {
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
    file: Descriptor,
    private readonly target: { readonly folder: Folder; readonly name: ByteString },
    private readonly window: Window,
  ) {
    super(file, 0);
  }

  protected finish(): Promise<UploadResult> {
    this.target.folder.close();
    return Promise.resolve({ addedBytes: this.bytes, addedFiles: 1 });
  }

  protected giveUp(): Promise<UploadResult> {
    if (this.bytes > 0) return this.finish();
    try {
      this.window(() => removeIfThere(this.target.folder.at(this.target.name)));
    } finally {
      this.target.folder.close();
    }
    return Promise.resolve(nothingAdded);
  }
}

/** Opens the upload that fits what stands at the place. Synchronous, for one window. */
export function openUpload(tree: Tree, place: Place, how: UploadOptions & { readonly window: Window }): Upload {
  if (place.name === '') throw failedCall('EISDIR');
  if (place.found === undefined) {
    if (how.atByte > 0) throw new JailError('beyond-end');
    return openStaged(place, undefined, how);
  }
  if (!place.found.isFile()) throw failedCall('EISDIR');
  if (!how.overwrite && !how.append) throw failedCall('EEXIST');
  return openOver(tree, place, how);
}

/** Opening what is there first asks the file's own permissions: a read-only file is not replaced behind its back. */
function openOver(tree: Tree, place: Place, how: UploadOptions & { readonly window: Window }): Upload {
  const old = tree.openRegular(place, constants.O_WRONLY | (how.append ? constants.O_APPEND : 0));
  let upload: Upload | undefined;
  try {
    if (how.append) return (upload = new AppendingUpload(old));
    if (how.atByte > Number(old.stat().size)) throw new JailError('beyond-end');
    if (how.atByte > 0) return (upload = new InPlaceUpload(old, how.atByte));
    const staged = tryStaged(place, old, how);
    if (staged !== undefined) return staged;
    return (upload = new InPlaceUpload(old, 0));
  } finally {
    if (upload === undefined) old.closeNow();
  }
}

/** Undefined where a staged file could not take the old one's place unchanged: no right to make it, or hard links. */
function tryStaged(
  place: Place,
  old: Descriptor,
  how: UploadOptions & { readonly window: Window },
): Upload | undefined {
  if (old.stat().nlink > 1n) return undefined;
  try {
    return openStaged(place, old, how);
  } catch (error) {
    if (error === cannotKeepOwner || ['EACCES', 'EPERM'].includes(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

const cannotKeepOwner = new Error('The staged file would belong to someone else than the file it replaces.');

const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

function openStaged(
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
    unlinkSync(path);
    throw error;
  }
}

function takeAfter(file: Descriptor, old: Descriptor): void {
  const [mine, theirs] = [file.stat(), old.stat()];
  if (mine.uid !== theirs.uid || mine.gid !== theirs.gid) throw cannotKeepOwner;
  file.chmod(Number(theirs.mode & 0o777n));
}

/** Makes a file that was not there and writes it directly; throws EEXIST where the name is taken. */
export function openUnique(folder: Folder, name: ByteString, window: Window): Upload {
  const file = Descriptor.open(folder.at(name), newFile, 0o666);
  try {
    return new UniqueUpload(file, { folder: folder.again(), name }, window);
  } catch (error) {
    file.closeNow();
    unlinkSync(folder.at(name));
    throw error;
  }
}
