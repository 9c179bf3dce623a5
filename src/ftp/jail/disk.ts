// What a backend of the jail must be able to do: one system call, or a few that belong together, on a path below a
// folder that is held open. What the calls mean together is the same for every backend and stands in jail.ts and the
// upload files. It imports no backend.
import type { ByteString } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';
import type { Entry } from './entry.js';

/**
 * `native`: the addon, the kernel resolves (openat2). `walk`: descriptors through /proc on Linux. `portable`: a checked
 * walk that refuses every link. The first two withstand someone who exchanges names meanwhile.
 */
export type Backend = 'native' | 'walk' | 'portable';

/** `windows`: a name that is an alias, a device or a stream there is refused. `any`: whatever the system takes. */
export type NameRules = 'any' | 'windows';

/** Whether a symbolic link at the end of a path is followed, inside the jail, or taken itself. */
export type FinalLink = 'follow' | 'itself';

/** A folder that stays the one it was opened as, whatever happens to its name. */
export interface Folder {
  /** Closes after the calls that are under way; a second call does nothing. */
  close(): Promise<void>;
}

/** The folder that a path's last name stands in, and that name. */
export interface Place {
  /** Belongs to whoever asked; to be closed. */
  readonly folder: Folder;
  /** Empty where the path leads to `folder` itself: the jail's root, or `..` and links that lead to it. */
  readonly name: ByteString;
  readonly found: Entry | undefined;
  /**
   * The folder's real path inside the web root, links resolved, as the customer's other programs see it; begins with
   * `/`. For accounting, never for opening.
   */
  readonly realFolder: ByteString;
}

/** An open regular file and what it was when it was opened. */
export interface OpenFile {
  readonly file: Descriptor;
  readonly entry: Entry;
}

/** How a file that is there is opened. It is never a FIFO, socket, device or folder (`not-a-file`). */
export interface OpenHow {
  readonly final: FinalLink;
  readonly access: 'read' | 'write' | 'append' | 'read-write';
}

/** What a rename is asked to do. `if-free` spares what stands at the new name. Links are moved themselves. */
export interface Renaming {
  readonly from: ByteString;
  readonly to: ByteString;
  readonly how: 'replace' | 'if-free';
}

/** What a rename has moved and what had to go for it. */
export interface Renamed {
  readonly moved: Entry;
  /** undefined too where the new name was another hard link of the same file: then nothing happens. */
  readonly replaced: Entry | undefined;
}

/**
 * A jail's tree on disk, under one customer's identity. `at` is an open folder of this disk; a path is relative to it,
 * with or without a leading `/`, `..` and links stay inside the jail's root; an empty path is the folder itself. Inside
 * a pinned folder only single names are given, and final links are not followed. A disk knows nothing of staged names.
 * Every call rejects with JailError, whose `errno` is the system's word; a programming error as it is.
 */
export interface Disk {
  readonly backend: Backend;
  /** The home, open; closed by `close`. */
  readonly root: Folder;
  /** undefined: nothing of that name (the folders before it must be there). */
  stat(at: Folder, path: ByteString, final: FinalLink): Promise<Entry | undefined>;
  /** The target as it is written; `not-a-file` where it is no link. */
  readLink(at: Folder, path: ByteString): Promise<ByteString>;
  /** With O_NONBLOCK, never through a link that came meanwhile. */
  openFile(at: Folder, path: ByteString, how: OpenHow): Promise<OpenFile>;
  /** Makes a file for reading and writing; `exists` where the name is taken, even by a link that leads nowhere. */
  makeFile(at: Folder, path: ByteString, mode: number): Promise<Descriptor>;
  /** Finds where the last name stands and holds that folder. A link at the end is followed where asked, up to 40. */
  pin(path: ByteString, final: FinalLink): Promise<Place>;
  /** Follows a link at the end, inside the jail. */
  openFolder(at: Folder, path: ByteString): Promise<Folder>;
  /** Everything in the folder but `.` and `..`, staged files included, in chunks, in no order; links described themselves. */
  entries(folder: Folder): AsyncIterable<readonly Entry[]>;
  /** The names that begin with `prefix`, looked for without describing anything. */
  namesWith(folder: Folder, prefix: ByteString): Promise<ByteString[]>;
  makeFolder(at: Folder, path: ByteString, mode: number): Promise<void>;
  /** Removes a folder that is really empty. */
  removeFolder(at: Folder, path: ByteString): Promise<void>;
  /** Removes a name that is no folder (`not-a-file`); resolves with what it was (its linkCount before). */
  unlink(at: Folder, path: ByteString): Promise<Entry>;
  /** Both paths are below `at`. `if-free` refuses with `exists` where the new name is taken, at once with the renaming. */
  rename(at: Folder, renaming: Renaming): Promise<Renamed>;
  /** Never changes a link's target outside; a final link is followed inside the jail. Bits 0o7777, given as they shall be. */
  chmod(at: Folder, path: ByteString, mode: number): Promise<void>;
  /** Sets the time of the last change; that of the last reading stays. */
  setTimes(at: Folder, path: ByteString, modifiedAt: Date): Promise<void>;
  /** Bytes that the file system leaves to an ordinary user. */
  freeBytes(at: Folder, path: ByteString): Promise<number>;
  /**
   * Gives a new file the owner, group, mode, ACL, extended attributes and security label of an old one. Resolves with
   * what could not be kept; the file is then of no use as a replacement. `walk` and `portable` cannot see ACLs and
   * attributes and keep mode, owner and group only.
   */
  takeAfter(file: Descriptor, old: Descriptor): Promise<'kept' | 'owner' | 'attributes'>;
  /** Makes the first `bytes` of `to` those of `from`: shared blocks where the file system can, else copied. */
  copyHead(from: Descriptor, to: Descriptor, bytes: number): Promise<void>;
  /** Flushes a folder's names to the disk. */
  syncFolder(folder: Folder): Promise<void>;
  /** Lets go of the root. What was pinned or opened before works on, and so do calls in it, until it is closed itself. */
  close(): Promise<void>;
}
