// What broken replacements have left, for the one who sent them: shown for an hour in place of the file, continued by
// REST and APPE, ended by fetching. Everyone else, and the site, has the file.
import type { ByteString, VirtualPath } from '../virtual-path.js';
import { lossOf } from './change.js';
import type { Disk, Folder, OpenFile, Place } from './disk.js';
import type { Entry } from './entry.js';
import { errnoOf, JailError } from './jail-error.js';
import { partIdOf, readStagedName, stagedName, stagedPrefix, targetOf, viewerOf, type Uploader } from './staging.js';
import { nothingAdded, type UploadResult } from './upload.js';

/** How long a part stands in for the file, counted from the last byte that came. */
export const shownForMs = 60 * 60 * 1000;

/** How long a part is kept at all. */
export const keptForMs = 24 * 60 * 60 * 1000;

/** An upload over a file that broke off. */
export interface UnfinishedUpload {
  /** The same for each upload of this file by this account from this address: a later one takes its place. */
  readonly id: string;
  /** As the client named the file. */
  readonly path: VirtualPath;
  /** Whether the client that is told of now is the one that sent it. */
  readonly fromHere: boolean;
  /** How much of the file is there, from its first byte. */
  readonly receivedBytes: number;
  /** In words. */
  readonly reason: ByteString;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** Told what is left of uploads, and what is not any more. Must not throw and must not block. */
export interface PartObserver {
  uploadLeft(upload: UnfinishedUpload): void;
  /** Completed, continued, discarded or too old. */
  uploadGone(id: string): void;
}

/** A file that is or was to be replaced. */
export interface Target {
  readonly folder: Folder;
  readonly realFolder: ByteString;
  readonly name: ByteString;
  readonly path: VirtualPath;
}

/** Where a file stands. */
type Spot = Pick<Target, 'folder' | 'name' | 'realFolder'>;

/** The parts of one account's uploads from one address. */
export class KeptParts {
  readonly #viewer: string;
  /** Names under which this session was shown a part, so that what the client then sends is not taken for the file's. */
  readonly #told = new Set<ByteString>();

  constructor(
    private readonly disk: Disk,
    private readonly uploader: Uploader,
    private readonly observer: PartObserver | undefined,
  ) {
    this.#viewer = viewerOf(uploader);
  }

  /** A staged name for this uploader's file. */
  nameFor(kind: 'new' | 'replacement' | 'kept' | 'ended', name: ByteString, writer?: string): ByteString {
    return stagedName({ kind, target: targetOf(this.uploader, name), viewer: this.#viewer, writer, name });
  }

  /** The part that stands in for the file that is there; undefined where the file is shown itself. */
  async shown(place: Place): Promise<Entry | undefined> {
    if (place.found?.kind !== 'file') return undefined;
    const part = await this.disk.stat(place.folder, this.nameFor('kept', place.name), 'itself');
    return part !== undefined && isFresh(part) ? part : undefined;
  }

  /** What this uploader is told of a file: its own attributes, but the size and time of the part. */
  async inPlaceOf(place: Place, entry: Entry): Promise<Entry> {
    const part = await this.shown(place);
    if (part !== undefined) return this.#show(place, entry, part);
    this.#told.delete(spotOf(place));
    return entry;
  }

  /** How a listing shows the folder's files to this uploader; `staged` are the names of the staged files in it. */
  async viewOf(
    { folder, realFolder }: Pick<Target, 'folder' | 'realFolder'>,
    staged: readonly ByteString[],
  ): Promise<(entry: Entry) => Entry> {
    const parts = new Map<string, Entry>();
    for (const name of staged) {
      const said = readStagedName(name);
      if (said?.kind !== 'kept' || said.viewer !== this.#viewer) continue;
      const part = await this.disk.stat(folder, name, 'itself');
      if (part !== undefined && isFresh(part)) parts.set(said.target, part);
    }
    if (parts.size === 0) return (entry) => entry;
    return (entry) => {
      const part = entry.kind === 'file' ? parts.get(targetOf(this.uploader, entry.name)) : undefined;
      return part === undefined ? entry : this.#show({ realFolder, name: entry.name }, entry, part);
    };
  }

  /** From now on the file is shown itself. Says whether it was not. */
  async endView(place: Place): Promise<boolean> {
    if ((await this.shown(place)) === undefined) return false;
    const { folder, name } = place;
    this.#told.delete(spotOf(place));
    const renaming = { from: this.nameFor('kept', name), to: this.nameFor('ended', name), how: 'replace' } as const;
    await this.disk.rename(folder, renaming).catch(ignoreGone);
    return true;
  }

  /**
   * Rejects where bytes that begin at `atByte` (undefined: at the end) cannot be what follows the file's own: the client
   * has seen a part that is not shown any more (`beyond-end`), or another session of the same uploader still writes one
   * (`busy`).
   */
  async refuseMistaken(place: Place, atByte: number | undefined): Promise<void> {
    const { folder, name } = place;
    const wasTold = this.#told.delete(spotOf(place));
    const target = targetOf(this.uploader, name);
    for (const other of await this.disk.namesWith(folder, `${stagedPrefix}${target}-${this.#viewer}-`)) {
      const kind = readStagedName(other)?.kind;
      if (kind === 'replacement') throw stillRuns();
      if (kind === undefined || kind === 'new') continue;
      const part = await this.disk.stat(folder, other, 'itself');
      if (part?.sizeBytes === atByte) throw notContinued();
    }
    if (wasTold) throw notContinued();
  }

  /** Takes the part for a running upload; undefined where another session was faster. The caller closes it. */
  async claim(place: Place, stagedAs: ByteString): Promise<OpenFile | undefined> {
    const { folder, name, realFolder } = place;
    try {
      await this.disk.rename(folder, { from: this.nameFor('kept', name), to: stagedAs, how: 'if-free' });
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }
    this.#told.delete(spotOf(place));
    this.observer?.uploadGone(this.#idOf(name, realFolder));
    return this.disk.openFile(folder, stagedAs, { final: 'itself', access: 'read-write' });
  }

  /** Keeps what a running upload has written; in place of a part that is there already. */
  async keep(
    target: Target,
    from: ByteString,
    about: Pick<UnfinishedUpload, 'reason' | 'startedAt'>,
  ): Promise<UploadResult> {
    const { folder, name, realFolder, path } = target;
    const to = this.nameFor('kept', name);
    const { moved, replaced } = await this.disk.rename(folder, { from, to, how: 'replace' });
    const ended = await this.#remove(folder, this.nameFor('ended', name));
    const id = this.#idOf(name, realFolder);
    this.observer?.uploadLeft({
      id,
      path,
      fromHere: true,
      receivedBytes: moved.sizeBytes,
      ...about,
      endedAt: new Date(),
    });
    return sum({ addedBytes: moved.sizeBytes, addedFiles: 1 }, lossOf(replaced), ended);
  }

  /** Removes this uploader's part of a file. */
  async remove({ folder, name, realFolder }: Spot): Promise<UploadResult> {
    this.#told.delete(spotOf({ realFolder, name }));
    const gone = sum(
      await this.#remove(folder, this.nameFor('kept', name)),
      await this.#remove(folder, this.nameFor('ended', name)),
    );
    if (gone.addedFiles < 0) this.observer?.uploadGone(this.#idOf(name, realFolder));
    return gone;
  }

  async #remove(folder: Folder, name: ByteString): Promise<UploadResult> {
    try {
      return lossOf(await this.disk.unlink(folder, name));
    } catch (error) {
      ignoreGone(error);
      return nothingAdded;
    }
  }

  #show(spot: Pick<Spot, 'name' | 'realFolder'>, entry: Entry, { sizeBytes, modifiedAt }: Entry): Entry {
    this.#told.add(spotOf(spot));
    return { ...entry, sizeBytes, modifiedAt };
  }

  #idOf(name: ByteString, realFolder: ByteString): string {
    return partIdOf({ target: targetOf(this.uploader, name), viewer: this.#viewer }, realFolder);
  }
}

/** Adds up changes. */
export function sum(...changes: readonly UploadResult[]): UploadResult {
  return {
    addedBytes: changes.reduce((bytes, { addedBytes }) => bytes + addedBytes, 0),
    addedFiles: changes.reduce((files, { addedFiles }) => files + addedFiles, 0),
  };
}

function isFresh({ modifiedAt }: Entry): boolean {
  return Date.now() - modifiedAt.getTime() < shownForMs;
}

function spotOf({ realFolder, name }: Pick<Spot, 'name' | 'realFolder'>): ByteString {
  return `${realFolder}/${name}`;
}

/** Another session may have been faster: the part is gone already. */
function ignoreGone(error: unknown): void {
  if (errnoOf(error) !== 'ENOENT') throw error;
}

function notContinued(): JailError {
  return new JailError(
    'beyond-end',
    undefined,
    'The part of your upload that broke off is not continued any more, and the file there is another; ' +
      'send the whole file, without REST.',
  );
}

function stillRuns(): JailError {
  return new JailError(
    'busy',
    undefined,
    'An upload of this file from your address is still running; try again when it has ended.',
  );
}
