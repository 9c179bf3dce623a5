// Renaming with node:fs, which knows no renaming that spares what is there. Synchronous, for one identity window.
import { linkSync, lstatSync, renameSync, unlinkSync, type BigIntStats } from 'node:fs';
import type { Renamed } from './disk.js';
import { entryOf } from './entry.js';
import { errnoOf, failedCall } from './jail-error.js';
import type { Spot } from './tree.js';

/** Renames what stands at one spot to the other. Throws JailError or the system's error. */
export function renameBetween(source: Spot, target: Spot, how: 'replace' | 'if-free'): Renamed {
  const moved = lstatSync(source.target, { bigint: true, throwIfNoEntry: false });
  if (moved === undefined) throw failedCall('ENOENT');
  const replaced = lstatSync(target.target, { bigint: true, throwIfNoEntry: false });
  if (how === 'replace') renameSync(source.target, target.target);
  else if (replaced !== undefined) throw failedCall('EEXIST');
  else if (moved.isDirectory()) renameSync(source.target, target.target);
  else takeFreeName(source, target);
  return {
    moved: entryOf(target.name, moved),
    replaced: replaced === undefined || isSame(replaced, moved) ? undefined : entryOf(target.name, replaced),
  };
}

/** A hard link takes a name only where it is free; rename would replace what came there meanwhile. */
function takeFreeName(source: Spot, target: Spot): void {
  try {
    linkSync(source.target, target.target);
  } catch (error) {
    if (!hasNoHardLinks(error)) throw error;
    renameSync(source.target, target.target);
    return;
  }
  unlinkSync(source.target);
}

/** File systems without hard links say so in many words; so does a kernel that protects files of others. */
function hasNoHardLinks(error: unknown): boolean {
  return ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error) ?? '');
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}
