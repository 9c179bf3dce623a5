// An upload whose bytes are taken from the account's quota before they are written, and which is charged for once, by what
// it has really changed.
import type { Jail, Upload, UploadResult } from '../jail/jail.js';
import type { QuotaMeter, Reservation, Room } from '../quota.js';
import { FtpError } from '../replies.js';
import { folderOf, nameOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import type { Charged } from './charging.js';

export interface UploadTools {
  readonly jail: Jail;
  readonly quota: QuotaMeter;
}

/** Begins to meter an upload. Where there is no room for the file itself the upload is discarded, and this rejects. */
export async function metered(tools: UploadTools, path: VirtualPath, upload: Upload): Promise<MeteredUpload> {
  const isNew = upload.replaces === undefined && upload.startByte === 0;
  const first = { folder: upload.realFolder, bytes: 0, files: isNew ? 1 : 0 };
  try {
    const reservation = await tools.quota.reserve([first], { direct: upload.written === 'direct' });
    return new MeteredUpload(tools, { path, upload, reservation });
  } catch (error) {
    await upload.discard();
    throw error;
  }
}

/** While a file is being replaced, what was received beyond the old file's size takes room, and no more. */
export class MeteredUpload implements Upload {
  readonly #jail: Jail;
  readonly #path: VirtualPath;
  readonly #upload: Upload;
  readonly #reservation: Reservation;
  #takenBytes = 0;

  constructor(
    tools: UploadTools,
    what: { readonly path: VirtualPath; readonly upload: Upload; readonly reservation: Reservation },
  ) {
    this.#jail = tools.jail;
    this.#path = what.path;
    this.#upload = what.upload;
    this.#reservation = what.reservation;
  }

  get bytes(): number {
    return this.#upload.bytes;
  }

  get startByte(): number {
    return this.#upload.startByte;
  }

  get written(): Upload['written'] {
    return this.#upload.written;
  }

  get replaces(): Upload['replaces'] {
    return this.#upload.replaces;
  }

  get realFolder(): ByteString {
    return this.#upload.realFolder;
  }

  get kept(): Upload['kept'] {
    return this.#upload.kept;
  }

  /** Rejects also with FtpError 552 and 452, before a byte of the chunk is written. */
  async write(chunk: Buffer): Promise<void> {
    const { bytes, replaces, startByte } = this.#upload;
    const arrived = bytes + chunk.length;
    await this.#take(replaces === undefined ? arrived : startByte + arrived - replaces.bytes);
    await this.#upload.write(chunk);
  }

  async keep(): Promise<Charged> {
    const charged = await this.#settle(() => this.#upload.keep());
    this.#reservation.release();
    return charged;
  }

  async discard(why?: ByteString): Promise<Charged> {
    const fits = await this.#partFits();
    try {
      return await this.#settle(async () => {
        const left = await this.#upload.discard(why);
        return fits ? left : sum(left, await this.#dropPart());
      });
    } finally {
      this.#reservation.release();
    }
  }

  async #take(bytes: number, files = 0): Promise<void> {
    const more: Room = { bytes: Math.max(bytes - this.#takenBytes, 0), files };
    if (more.bytes === 0 && files === 0) return;
    await this.#reservation.grow(more);
    this.#takenBytes += more.bytes;
  }

  async #settle(work: () => Promise<UploadResult>): Promise<Charged> {
    let result: UploadResult = { addedBytes: 0, addedFiles: 0 };
    const settlement = await this.#reservation.settle(async () => {
      result = await work();
      return { changes: [{ folder: this.realFolder, bytes: result.addedBytes, files: result.addedFiles }] };
    });
    return { ...result, settlement };
  }

  /** The part of a broken replacement counts beside the file, and is kept only where there is room for both. */
  async #partFits(): Promise<boolean> {
    const { bytes, replaces, startByte, written } = this.#upload;
    if (replaces === undefined || written === 'direct' || bytes === 0) return true;
    try {
      await this.#take(startByte + bytes, 1);
      return true;
    } catch (error) {
      if (error instanceof FtpError) return false;
      throw error;
    }
  }

  async #dropPart(): Promise<UploadResult> {
    const parts = await this.#jail.parts(folderOf(this.#path));
    let gone: UploadResult = { addedBytes: 0, addedFiles: 0 };
    for (const { id, name } of parts) {
      if (name === nameOf(this.#path)) gone = sum(gone, await this.#jail.discardPart(this.#path, id));
    }
    return gone;
  }
}

function sum(one: UploadResult, other: UploadResult): UploadResult {
  return { addedBytes: one.addedBytes + other.addedBytes, addedFiles: one.addedFiles + other.addedFiles };
}
