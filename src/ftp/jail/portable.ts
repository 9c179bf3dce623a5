// The backend for systems without /proc, Windows included: it looks at every name on the way and refuses every link. The
// look and the use are two system calls, so unlike the walk it does not withstand someone who exchanges a folder for a
// link at that moment.
import { chmodSync, constants, lstatSync, realpathSync, type BigIntStats } from 'node:fs';
import type { Home } from '../account.js';
import { partsOf, type ByteString, type VirtualPath } from '../virtual-path.js';
import { Descriptor } from './descriptor.js';
import { failedCall, JailError } from './jail-error.js';
import { isStagedName } from './staging.js';
import type { FinalLink, Folder, Place, Tree } from './tree.js';
import { isWindowsName } from './windows-names.js';

class NamedFolder implements Folder {
  constructor(readonly path: ByteString) {}

  get itself(): Buffer {
    return Buffer.from(this.path, 'latin1');
  }

  at(name: ByteString): Buffer {
    return Buffer.from(this.inside(name), 'latin1');
  }

  inside(name: ByteString): ByteString {
    return this.path.endsWith('/') ? `${this.path}${name}` : `${this.path}/${name}`;
  }

  again(): NamedFolder {
    return this;
  }

  /** Holds nothing open. */
  close(): void {}
}

function refuseLink(): JailError {
  return new JailError('not-permitted', undefined, 'Symbolic links are not followed on this system.');
}

function look(path: Buffer): BigIntStats | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false });
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

/** Fails where the folder is gone, a link or not a folder. */
function checkFolder(path: Buffer): BigIntStats {
  const found = look(path);
  if (found === undefined) throw failedCall('ENOENT');
  if (found.isSymbolicLink()) throw refuseLink();
  if (!found.isDirectory()) throw failedCall('ENOTDIR');
  return found;
}

/** The jail's tree by checked names. */
export class PortableTree implements Tree {
  readonly backend = 'portable';
  readonly #root: NamedFolder;
  readonly #opened: BigIntStats;

  private constructor(root: NamedFolder) {
    this.#root = root;
    this.#opened = checkFolder(root.itself);
  }

  /** Opens the home; links on the way to the web root are the machine's own and are followed once, here. */
  static open(home: Home): PortableTree {
    const real = realpathSync(home.webRoot, 'buffer').toString('latin1');
    const webRoot = new PortableTree(new NamedFolder(real));
    const root = webRoot.#enter(partsOf(home.folder));
    // Looking at a name inside needs the right to enter; looking at the folder does not.
    lstatSync(root.at('.'));
    return new PortableTree(root);
  }

  find(path: VirtualPath, final: FinalLink): Place {
    const now = look(this.#root.itself);
    if (now === undefined || !isSame(now, this.#opened)) throw new JailError('home-missing');
    const parts = partsOf(path);
    const name = parts.pop() ?? '';
    const folder = this.#enter(parts);
    if (name !== '') checkName(name);
    const target = name === '' ? folder.itself : folder.at(name);
    const found = look(target);
    if (final === 'follow' && found?.isSymbolicLink() === true) throw refuseLink();
    return { folder, name, target, found, isRoot: name === '', release: () => undefined };
  }

  openRegular(place: Place, flags: number): Descriptor {
    const before = look(place.target);
    if (before === undefined) throw failedCall('ENOENT');
    if (before.isSymbolicLink()) throw refuseLink();
    if (!before.isFile()) throw failedCall('EISDIR');
    const file = Descriptor.open(place.target, flags | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const opened = file.stat();
    if (opened.isFile() && isSame(opened, before)) return file;
    file.closeNow();
    throw failedCall('EISDIR');
  }

  openFolder(place: Place): Folder {
    checkFolder(place.target);
    return new NamedFolder(place.target.toString('latin1'));
  }

  chmod(place: Place, mode: number): void {
    if (look(place.target)?.isSymbolicLink() === true) throw refuseLink();
    chmodSync(place.target, mode);
  }

  /** Holds nothing open. */
  close(): void {}

  #enter(parts: readonly ByteString[]): NamedFolder {
    let folder = this.#root;
    for (const part of parts) {
      checkName(part);
      folder = new NamedFolder(folder.inside(part));
      checkFolder(folder.itself);
    }
    return folder;
  }
}

/** A VirtualPath holds no `..`; here, where the kernel would follow one, that is not taken on trust. */
function checkName(name: ByteString): void {
  if (['', '.', '..'].includes(name) || isStagedName(name)) throw failedCall('ENOENT');
  if (process.platform === 'win32' && !isWindowsName(name)) {
    throw new JailError('not-permitted', undefined, 'Windows does not allow that name.');
  }
}
