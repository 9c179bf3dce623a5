// What FsDisk asks of a way of finding: `walk` or `portable`. It finds a place below an open folder and holds on to it.
// Everything here is synchronous, for one identity window; what is done at the place stands in fs-disk.ts.
import type { BigIntStats } from 'node:fs';
import type { ByteString } from '../virtual-path.js';
import type { Descriptor } from './descriptor.js';
import type { FinalLink, Folder } from './disk.js';

/** A folder that stays the one it was found as. */
export abstract class TreeFolder implements Folder {
  /** A path for fs calls that means this folder itself. */
  abstract readonly itself: Buffer;
  /** A path for fs calls on a name in this folder; the call must not follow a final link. */
  abstract at(name: ByteString): Buffer;
  /** The same folder under a handle of its own. */
  abstract again(): TreeFolder;
  abstract closeNow(): void;

  close(): Promise<void> {
    this.closeNow();
    return Promise.resolve();
  }
}

/** One name in one folder, found by walking a path. */
export interface Spot {
  readonly folder: TreeFolder;
  /** Empty where the spot is `folder` itself. */
  readonly name: ByteString;
  /** A path for fs calls; the call must not follow a final link. */
  readonly target: Buffer;
  /** What stood there at the end of the walk; undefined too where the walk had no reason to look. */
  readonly found: BigIntStats | undefined;
  /** Lets go of the folder, if the walk opened it and nobody kept it. */
  release(): void;
  /** The folder under a handle that is the caller's own. */
  keepFolder(): TreeFolder;
}

/** A jail's tree on disk. Every method throws JailError or the system's error. */
export interface Tree {
  readonly backend: 'walk' | 'portable';
  readonly root: TreeFolder;
  /** From `root` any path; from any other folder a single name, whose link is not followed. */
  find(at: TreeFolder, path: ByteString, final: FinalLink): Spot;
  /** Opens a regular file that stands at the spot; never a link, FIFO, socket or device. */
  openRegular(spot: Spot, flags: number): Descriptor;
  openFolder(spot: Spot): TreeFolder;
  /** Changes the permission bits of what stands at the spot, never those of a link's target. */
  chmod(spot: Spot, mode: number): void;
  /** Where a folder of this tree is inside the web root, links resolved; begins with `/`. */
  realPath(folder: TreeFolder): ByteString;
  close(): void;
}

/** Works at a spot and lets go of it. */
export function holding<T>(spot: Spot, work: (spot: Spot) => T): T {
  try {
    return work(spot);
  } finally {
    spot.release();
  }
}

/** A name in a folder that the caller holds; throws RangeError for what is no single name. */
export function spotIn(folder: TreeFolder, name: ByteString): Spot {
  if (name === '.' || name === '..' || name.includes('/'))
    throw new RangeError('Inside a folder only names are found.');
  return {
    folder,
    name,
    target: name === '' ? folder.itself : folder.at(name),
    found: undefined,
    release: () => undefined,
    keepFolder: () => folder.again(),
  };
}
