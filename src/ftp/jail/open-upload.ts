// Which kind of upload fits what stands at a place: see the table in docs/jail.md.
import type { VirtualPath } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';
import { AppendingUpload, InPlaceUpload, openNewFile } from './direct-upload.js';
import type { Disk, OpenFile, Place } from './disk.js';
import type { Entry } from './entry.js';
import { errnoOf, failedCall, JailError } from './jail-error.js';
import type { KeptParts, Target } from './kept-parts.js';
import { openRegularFile } from './open-file.js';
import { removeIfThere } from './removal.js';
import { StagedUpload, type Staging } from './staged-upload.js';
import type { Upload, UploadOptions } from './upload.js';
import { nextWriter } from './writer.js';

/** What the account's rules say beside what the command asks. */
export interface UploadRules extends UploadOptions {
  /** The uid that a file must have to be written; undefined: any. */
  readonly ownerUid: number | undefined;
  readonly uploads: 'staged' | 'direct';
  readonly sync: 'none' | 'file';
}

/** Opens the upload that fits one place. */
export class UploadOpener {
  readonly #target: Target;

  constructor(
    private readonly on: { readonly disk: Disk; readonly parts: KeptParts },
    private readonly place: Place,
    private readonly how: UploadRules & { readonly path: VirtualPath },
  ) {
    const { folder, realFolder, name } = place;
    this.#target = { folder, realFolder, name, path: how.path };
  }

  /** The upload then owns the place's folder. Rejects with JailError. */
  async open(): Promise<Upload> {
    const { place, how } = this;
    if (place.name === '') throw failedCall('EISDIR');
    if (place.found === undefined) return this.#openNew();
    if (place.found.kind !== 'file') throw failedCall('EISDIR');
    const part = how.append || how.atByte > 0 ? await this.#partToContinue(place.found) : undefined;
    if (!how.overwrite && !(how.append && part === undefined)) throw failedCall('EEXIST');
    return this.#openOver(place.found, part);
  }

  #openNew(): Promise<Upload> {
    const { how } = this;
    const { disk } = this.on;
    if (how.atByte > 0) throw new JailError('beyond-end');
    if (how.uploads === 'direct') return openNewFile(disk, { ...this.#target, sync: how.sync });
    return this.#stage({ old: undefined, file: undefined });
  }

  async #partToContinue(found: Entry): Promise<Entry | undefined> {
    const { place, how } = this;
    const { parts } = this.on;
    const part = await parts.shown(place);
    if (part === undefined) await parts.refuseMistaken(place, how.append ? undefined : how.atByte);
    const sizeBytes = (part ?? found).sizeBytes;
    if (how.atByte > sizeBytes) throw new JailError('beyond-end');
    return part;
  }

  /** Opening what is there first asks the file's own permissions: a read-only file is not replaced behind its back. */
  async #openOver(found: Entry, part: Entry | undefined): Promise<Upload> {
    const { place, how } = this;
    const access = part === undefined ? accessTo(found, how) : 'write';
    const rules = { final: 'itself', access, ownerUid: how.ownerUid } as const;
    const old = await openRegularFile(this.on.disk, { at: place.folder, path: place.name }, rules);
    let upload: Upload | undefined;
    try {
      if (access === 'append') return (upload = this.#extend(old));
      if (how.atByte > (part ?? old.entry).sizeBytes) throw new JailError('beyond-end');
      const staged = await this.#tryStaged(old, part);
      if (staged !== undefined) return staged;
      return (upload = new InPlaceUpload(this.on.disk, old.file, this.#writing(how.atByte, old.entry)));
    } finally {
      if (upload === undefined) await old.file.close();
    }
  }

  #extend(old: OpenFile): Upload {
    const { append, atByte } = this.how;
    if (!append && old.entry.sizeBytes !== atByte) throw new JailError('beyond-end');
    return new AppendingUpload(this.on.disk, old.file, this.#writing(old.entry.sizeBytes));
  }

  /** Undefined where a staged file could not take the old one's place unchanged: no right to make it, or hard links. */
  async #tryStaged(old: OpenFile, part: Entry | undefined): Promise<Upload | undefined> {
    if (part !== undefined) return this.#continue(old);
    if (this.how.uploads === 'direct' || old.entry.linkCount > 1) return undefined;
    try {
      return await this.#stage({ old: old.entry, file: old.file });
    } catch (error) {
      if (error instanceof CannotTakeAfter || ['EACCES', 'EPERM'].includes(errnoOf(error) ?? '')) return undefined;
      throw error;
    }
  }

  /** Makes the staged file; where the upload begins inside the old one, with a copy of what stands before. */
  async #stage({ old, file }: { old: Entry | undefined; file: Descriptor | undefined }): Promise<Upload> {
    const { place, how } = this;
    const { disk, parts } = this.on;
    const stagedAs = parts.nameFor(old === undefined ? 'new' : 'replacement', place.name, nextWriter());
    if (how.atByte > 0) await this.#refuseWithoutRoom(how.atByte);
    const staged = await disk.makeFile(place.folder, stagedAs, old === undefined ? 0o666 : 0o600);
    try {
      if (file !== undefined && (await disk.takeAfter(staged, file)) !== 'kept') throw new CannotTakeAfter();
      if (file !== undefined && how.atByte > 0) await disk.copyHead(file, staged, how.atByte);
      return this.#staged(staged, { stagedAs, old, continues: undefined, startByte: how.atByte });
    } catch (error) {
      await staged.close();
      await removeIfThere(disk, place.folder, stagedAs);
      throw error;
    }
  }

  /** The kept part becomes a running upload again. */
  async #continue(old: OpenFile): Promise<Upload> {
    const { place, how } = this;
    const { disk, parts } = this.on;
    const stagedAs = parts.nameFor('replacement', place.name, nextWriter());
    const part = await parts.claim(place, stagedAs);
    if (part === undefined) throw new JailError('busy');
    const startByte = how.append ? part.entry.sizeBytes : how.atByte;
    const upload = this.#staged(part.file, { stagedAs, old: old.entry, continues: part.entry, startByte });
    try {
      if (startByte > part.entry.sizeBytes) throw new JailError('beyond-end');
      if ((await disk.takeAfter(part.file, old.file)) === 'kept') return upload;
      throw new JailError(
        'not-permitted',
        undefined,
        'The owner of the file there has changed; send the whole file anew.',
      );
    } catch (error) {
      await upload.discard();
      throw error;
    }
  }

  #staged(file: Descriptor, about: Pick<Staging, 'stagedAs' | 'old' | 'continues' | 'startByte'>): StagedUpload {
    const { overwrite, sync } = this.how;
    return new StagedUpload(this.on, file, { ...about, target: this.#target, overwrite, sync });
  }

  #writing(startByte: number, replaced?: Entry) {
    const { folder, name, realFolder } = this.place;
    return { folder, name, startByte, realFolder, sync: this.how.sync, replacedBytes: replaced?.sizeBytes };
  }

  async #refuseWithoutRoom(bytes: number): Promise<void> {
    const free = await this.on.disk.freeBytes(this.place.folder, '');
    if (free >= bytes) return;
    const words = `To go on inside this file a copy of ${bytes} bytes is needed, and the disk has ${free} left.`;
    throw new JailError('no-space', undefined, words);
  }
}

/** What the file at the name is opened for: to grow, to be copied from, or only to see whether it may be written. */
function accessTo(found: Entry, { append, atByte }: UploadOptions): 'append' | 'read-write' | 'write' {
  if (append || (atByte > 0 && atByte === found.sizeBytes)) return 'append';
  return atByte > 0 ? 'read-write' : 'write';
}

/** The replaced file's owner or attributes could not be kept. */
class CannotTakeAfter extends Error {}
