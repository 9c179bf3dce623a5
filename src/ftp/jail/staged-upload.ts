// An upload whose bytes wait under a hidden name in the target's folder and take the name only when they are complete.
import type { ByteString } from '../virtual-path.js';
import { lossOf } from './change.js';
import type { Descriptor } from './descriptor.js';
import type { Disk } from './disk.js';
import type { Entry } from './entry.js';
import { errnoOf, JailError } from './jail-error.js';
import { sum, type KeptParts, type Target } from './kept-parts.js';
import { letGo, removeIfThere } from './removal.js';
import { nothingAdded, OrderedUpload, type UploadResult } from './upload.js';

/** What a staged upload wants; the target's folder belongs to it. */
export interface Staging {
  readonly target: Target;
  readonly stagedAs: ByteString;
  /** What stood at the name when the upload began. */
  readonly old: Entry | undefined;
  /** The part that it continues, as it was. */
  readonly continues: Entry | undefined;
  readonly startByte: number;
  readonly overwrite: boolean;
  readonly sync: 'none' | 'file';
}

const permissionBits = 0o777;

const folderInTheWay =
  'While this file was being uploaded, a folder was made under its name; send the file again under another name, or ' +
  'remove or rename the folder first.';

/** What stands at the name stays whole until `keep`. */
export class StagedUpload extends OrderedUpload {
  readonly written = 'staged';
  readonly #startedAt = new Date();

  constructor(
    private readonly on: { readonly disk: Disk; readonly parts: KeptParts },
    file: Descriptor,
    private readonly staging: Staging,
  ) {
    const { old, continues, target, startByte, sync } = staging;
    const replacedBytes = old && old.sizeBytes + (continues?.sizeBytes ?? 0);
    super(file, { startByte, sync, replacedBytes, realFolder: target.realFolder });
  }

  protected finish(): Promise<UploadResult> {
    return this.#end(async () => {
      this.cutTail();
      await this.#takeModeOfNow();
      await this.complete();
      await this.file.close();
      const { folder } = this.staging.target;
      const change = await (this.staging.overwrite ? this.#replace() : this.#takeFreeName());
      const parts = await this.on.parts.remove(this.staging.target);
      if (this.flushes) await this.on.disk.syncFolder(folder);
      return sum(change, this.#lossOfContinued(), parts);
    });
  }

  protected giveUp(why: ByteString): Promise<UploadResult> {
    return this.#end(async () => {
      if (this.bytes > 0) this.cutTail();
      await this.file.close();
      return this.#leavePart(why);
    });
  }

  async #end(work: () => Promise<UploadResult>): Promise<UploadResult> {
    const { target, stagedAs } = this.staging;
    try {
      return await work();
    } catch (error) {
      await this.file.close().catch(() => undefined); // what went wrong first is what is told
      await removeIfThere(this.on.disk, target.folder, stagedAs);
      throw error;
    } finally {
      await target.folder.close();
    }
  }

  /** The part of a new file stays under its name, as clients expect that want to resume; of a replacement it is kept. */
  async #leavePart(reason: ByteString): Promise<UploadResult> {
    const { target, stagedAs, old, continues, overwrite } = this.staging;
    const isEmpty = this.bytes === 0 && continues === undefined;
    try {
      if (old === undefined && !isEmpty) return await this.#takeFreeName();
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
    if (!isEmpty && overwrite && !(await this.#isOutdated())) {
      const about = { reason, startedAt: this.#startedAt };
      return sum(await this.on.parts.keep(target, stagedAs, about), this.#lossOfContinued());
    }
    await removeIfThere(this.on.disk, target.folder, stagedAs);
    return sum(nothingAdded, this.#lossOfContinued());
  }

  /**
   * Whether another file stands at the name than when the upload began, or none, or a part whose bytes came later. Who
   * lost a connection and sent the file anew must not be shown what the server gave up waiting for afterwards.
   */
  async #isOutdated(): Promise<boolean> {
    const { target, stagedAs, old } = this.staging;
    const now = await this.on.disk.stat(target.folder, target.name, 'itself');
    return !isSame(now, old) || (await this.on.parts.hasLater(target, stagedAs));
  }

  async #replace(): Promise<UploadResult> {
    const { target, stagedAs } = this.staging;
    try {
      const loss = lossOf(await letGo(this.on.disk, { at: target.folder, path: target.name, heir: stagedAs }));
      return sum({ addedBytes: this.endByte, addedFiles: 1 }, loss);
    } catch (error) {
      if (errnoOf(error) !== 'EISDIR') throw error;
      throw new JailError('not-a-file', 'EISDIR', folderInTheWay);
    }
  }

  async #takeFreeName(): Promise<UploadResult> {
    const { target, stagedAs } = this.staging;
    await this.on.disk.rename(target.folder, { from: stagedAs, to: target.name, how: 'if-free' });
    return { addedBytes: this.endByte, addedFiles: 1 };
  }

  /** The file that is to go may have been given other permissions while its successor arrived. */
  async #takeModeOfNow(): Promise<void> {
    const { target, stagedAs, old } = this.staging;
    const now = old && (await this.on.disk.stat(target.folder, target.name, 'itself'));
    if (now?.kind !== 'file' || now.mode === old?.mode) return;
    await this.on.disk.chmod(target.folder, stagedAs, now.mode & permissionBits);
  }

  /** The part was counted as long as it lay there by itself. */
  #lossOfContinued(): UploadResult {
    return lossOf(this.staging.continues);
  }
}

/** A number of a file that is gone may be given to the next one, but not with the time of its making. */
function isSame(now: Entry | undefined, old: Entry | undefined): boolean {
  return now?.unique === old?.unique && now?.createdAt?.getTime() === old?.createdAt?.getTime();
}
