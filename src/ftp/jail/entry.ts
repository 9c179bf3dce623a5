// What the jail knows about one thing on disk. It doesn't format listings.
import type { BigIntStats } from 'node:fs';
import type { ByteString } from '../virtual-path.js';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** A file, folder or link inside the jail. */
export interface Entry {
  /** Its own name, one byte a character; empty for the jail's root. */
  readonly name: ByteString;
  readonly kind: EntryKind;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
  /** The same moment exactly, in nanoseconds since 1970: with size and `unique` it tells whether content changed. */
  readonly modifiedNs: bigint;
  /** undefined where the file system does not tell. */
  readonly createdAt: Date | undefined;
  /** Permission bits only, 0o0000 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly linkCount: number;
  /** Stable while the file lives: device and inode. */
  readonly unique: string;
}

/** Describes what `lstat` said of a name. */
export function entryOf(name: ByteString, stats: BigIntStats): Entry {
  return {
    name,
    kind: kindOf(stats),
    sizeBytes: Number(stats.size),
    modifiedAt: new Date(Number(stats.mtimeMs)),
    modifiedNs: stats.mtimeNs,
    createdAt: stats.birthtimeNs > 0n ? new Date(Number(stats.birthtimeMs)) : undefined,
    mode: Number(stats.mode & 0o7777n),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    linkCount: Number(stats.nlink),
    unique: `${stats.dev.toString(16)}g${stats.ino.toString(16)}`,
  };
}

function kindOf(stats: BigIntStats): EntryKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}
