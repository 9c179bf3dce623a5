// What a backend of the jail must be able to do: find a place and hold on to it. The operations on a place are the same
// for every backend and live in jail.ts, upload.ts and listing.ts. Everything here is synchronous, for one identity window.
import type { BigIntStats } from 'node:fs';
import type { ByteString, VirtualPath } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';

/** `walk`: descriptors through /proc on Linux, race-free. `portable`: a checked walk that refuses every link. */
export type Backend = 'walk' | 'portable';

/** Whether a symbolic link at the end of a path is followed, inside the jail, or taken itself. */
export type FinalLink = 'follow' | 'itself';

/** A folder that stays the one it was found as. */
export interface Folder {
  /** A path for fs calls that means this folder itself. */
  readonly itself: Buffer;
  /** A path for fs calls on a name in this folder; the call must not follow a final link. */
  at(name: ByteString): Buffer;
  /** The same folder under a handle of its own. */
  again(): Folder;
  close(): void;
}

/** One name in one folder, found by walking a path. */
export interface Place {
  readonly folder: Folder;
  /** Empty where the place is `folder` itself. */
  readonly name: ByteString;
  /** A path for fs calls; the call must not follow a final link. */
  readonly target: Buffer;
  /** What stood there at the end of the walk. */
  readonly found: BigIntStats | undefined;
  readonly isRoot: boolean;
  release(): void;
}

/** A jail's tree on disk. Every method throws JailError or the system's error. */
export interface Tree {
  readonly backend: Backend;
  find(path: VirtualPath, final: FinalLink): Place;
  /** Opens a regular file that stands at the place; never a link, FIFO, socket or device. */
  openRegular(place: Place, flags: number): Descriptor;
  openFolder(place: Place): Folder;
  /** Changes the permission bits of what stands at the place, never those of a link's target. */
  chmod(place: Place, mode: number): void;
  close(): void;
}

/** Works at a place and lets go of it. */
export function holding<T>(place: Place, work: (place: Place) => T): T {
  try {
    return work(place);
  } finally {
    place.release();
  }
}
