// What the jail knows about one thing on disk. It doesn't format listings.
import type { ByteString } from '../virtual-path.js';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** A file, folder or link inside the jail. */
export interface Entry {
  /** Its own name, one byte a character; empty for the jail's root. */
  readonly name: ByteString;
  readonly kind: EntryKind;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
  /** Permission bits only, 0o0000 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly linkCount: number;
  /** Stable while the file lives: device and inode. */
  readonly unique: string;
}
