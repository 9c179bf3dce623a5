// What a crash has left in a folder: staged files whose writer is dead. Each becomes what an upload that broke off would
// have left; parts that nobody asked for in a day are removed. Found by name alone, by any process that has the key.
import type { ByteString } from '../virtual-path.js';
import type { Disk, Folder } from './disk.js';
import type { Entry } from './entry.js';
import { errnoOf, JailError } from './jail-error.js';
import { keptForMs } from './kept-parts.js';
import { removeIfThere } from './removal.js';
import { readStagedName, stagedName, type StagedName } from './staging.js';
import { stillWrites } from './writer.js';

/** What became of a staged file that nobody writes any more. */
export interface Settled {
  readonly was: StagedName;
  readonly entry: Entry;
  /** `named`: it stands under its name. `kept`: as a part of its uploader's. `removed`: it was empty, too old or outdated. */
  readonly now: 'named' | 'kept' | 'removed';
}

interface Leftover {
  readonly file: ByteString;
  readonly said: StagedName;
  readonly entry: Entry;
}

/** Settles what is left over among a folder's staged files. What the customer may not change is left as it is. */
export async function settleLeftovers(disk: Disk, folder: Folder, staged: readonly ByteString[]): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const file of staged) {
    try {
      const one = await settleIfLeft(disk, folder, file);
      if (one !== undefined) settled.push(one);
    } catch (error) {
      if (!(error instanceof JailError)) throw error;
    }
  }
  return settled;
}

/** undefined where it is in use, no file of ours, or another process was faster. */
async function settleIfLeft(disk: Disk, folder: Folder, file: ByteString): Promise<Settled | undefined> {
  const said = readStagedName(file);
  const entry = said && (await disk.stat(folder, file, 'itself'));
  // We make files only; who may write to the folder by other ways has put something else under the name.
  if (said === undefined || entry?.kind !== 'file' || isInUse(said, entry)) return undefined;
  const now = await settle(disk, folder, { file, said, entry });
  return now && { was: said, entry, now };
}

/** Whether somebody still writes it, or may still ask for it. */
export function isInUse({ writer }: StagedName, { modifiedAt }: Entry): boolean {
  if (writer !== undefined) return stillWrites(writer, modifiedAt);
  return Date.now() - modifiedAt.getTime() < keptForMs;
}

/** undefined where another process was faster. */
async function settle(disk: Disk, folder: Folder, leftover: Leftover): Promise<Settled['now'] | undefined> {
  const { file, said, entry } = leftover;
  if (said.writer === undefined || entry.sizeBytes === 0) {
    await removeIfThere(disk, folder, file);
    return 'removed';
  }
  try {
    if (await tookItsName(disk, folder, leftover)) return 'named';
    if (!(await isOutdated(disk, folder, leftover))) return await becamePart(disk, folder, leftover);
    await removeIfThere(disk, folder, file);
    return 'removed';
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function tookItsName(disk: Disk, folder: Folder, { file, said }: Leftover): Promise<boolean> {
  if (said.kind !== 'new' || said.name === undefined) return false;
  try {
    await disk.rename(folder, { from: file, to: said.name, how: 'if-free' });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The file there was written after the last byte of the leftover: its uploader has most likely sent it anew. */
async function isOutdated(disk: Disk, folder: Folder, { said, entry }: Leftover): Promise<boolean> {
  const now = said.name === undefined ? undefined : await disk.stat(folder, said.name, 'itself');
  return now?.kind === 'file' && now.modifiedAt > entry.modifiedAt;
}

async function becamePart(disk: Disk, folder: Folder, { file, said }: Leftover): Promise<'kept'> {
  const to = stagedName({ ...said, kind: 'kept', writer: undefined });
  await disk.rename(folder, { from: file, to, how: 'replace' });
  return 'kept';
}
