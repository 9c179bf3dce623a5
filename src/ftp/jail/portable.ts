// The backend for systems without /proc, Windows included: it looks at every name on the way and refuses every link. The
// look and the use are two system calls, so unlike the walk it does not withstand someone who exchanges a folder for a
// link at that moment.
import { chmodSync, constants, lstatSync, realpathSync, type BigIntStats } from 'node:fs';
import type { Home } from '../account.js';
import { partsOf, type ByteString } from '../virtual-path.js';
import { Descriptor } from './descriptor.js';
import type { FinalLink, NameRules } from './disk.js';
import { failedCall, JailError } from './jail-error.js';
import { spotIn, TreeFolder, type Spot, type Tree } from './tree.js';
import { isWindowsName } from './windows-names.js';

class NamedFolder extends TreeFolder {
  constructor(readonly path: ByteString) {
    super();
  }

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
  closeNow(): void {}
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
  readonly #opened: BigIntStats;

  private constructor(
    private readonly webRoot: NamedFolder,
    readonly root: NamedFolder,
    private readonly names: NameRules,
  ) {
    this.#opened = checkFolder(root.itself);
  }

  /** Opens the home; links on the way to the web root are the machine's own and are followed once, here. */
  static open(home: Home, names: NameRules): PortableTree {
    const webRoot = new NamedFolder(realpathSync(home.webRoot, 'buffer').toString('latin1'));
    checkFolder(webRoot.itself);
    const root = enter(webRoot, partsOf(home.folder), names);
    // Looking at a name inside needs the right to enter; looking at the folder does not.
    lstatSync(root.at('.'));
    return new PortableTree(webRoot, root, names);
  }

  find(at: TreeFolder, path: ByteString, final: FinalLink): Spot {
    if (at === this.root) return this.#findFromRoot(path.split('/').filter(Boolean), final);
    checkFolder(at.itself);
    if (path !== '') checkName(path, this.names);
    return spotIn(at, path);
  }

  openRegular(spot: Spot, flags: number): Descriptor {
    const before = look(spot.target);
    if (before === undefined) throw failedCall('ENOENT');
    if (before.isSymbolicLink()) throw refuseLink();
    if (!before.isFile()) throw failedCall('EISDIR');
    const file = Descriptor.open(spot.target, flags | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    const opened = file.stat();
    if (opened.isFile() && isSame(opened, before)) return file;
    file.closeNow();
    throw failedCall('EISDIR');
  }

  openFolder(spot: Spot): NamedFolder {
    checkFolder(spot.target);
    return new NamedFolder(spot.target.toString('latin1'));
  }

  chmod(spot: Spot, mode: number): void {
    if (look(spot.target)?.isSymbolicLink() === true) throw refuseLink();
    chmodSync(spot.target, mode);
  }

  realPath(folder: TreeFolder): ByteString {
    const path = folder.itself.toString('latin1');
    return path.slice(this.webRoot.path.replace(/\/$/, '').length) || '/';
  }

  /** Holds nothing open. */
  close(): void {}

  #findFromRoot(parts: ByteString[], final: FinalLink): Spot {
    const now = look(this.root.itself);
    if (now === undefined || !isSame(now, this.#opened)) throw new JailError('home-missing');
    const name = parts.pop() ?? '';
    const folder = enter(this.root, parts, this.names);
    if (name !== '') checkName(name, this.names);
    const spot = spotIn(folder, name);
    const found = look(spot.target);
    if (final === 'follow' && found?.isSymbolicLink() === true) throw refuseLink();
    return { ...spot, found };
  }
}

function enter(root: NamedFolder, parts: readonly ByteString[], names: NameRules): NamedFolder {
  let folder = root;
  for (const part of parts) {
    checkName(part, names);
    folder = new NamedFolder(folder.inside(part));
    checkFolder(folder.itself);
  }
  return folder;
}

/** A VirtualPath holds no `..`; here, where the kernel would follow one, that is not taken on trust. */
function checkName(name: ByteString, names: NameRules): void {
  if (name === '.' || name === '..') throw failedCall('ENOENT');
  if (names === 'windows' && !isWindowsName(name)) {
    throw new JailError('not-permitted', undefined, 'Windows does not allow that name.');
  }
}
