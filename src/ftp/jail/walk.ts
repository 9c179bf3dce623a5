// The race-free backend in pure TypeScript, Linux only: every name is opened relative to the descriptor of the folder
// that was opened before it, so exchanging a folder for a link under the walk changes nothing. Links are read and
// walked here, never by the kernel, with the meaning they have under chroot.
import { chmodSync, constants, lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import type { Home } from '../account.js';
import { partsOf, type ByteString } from '../virtual-path.js';
import { Descriptor, oPath, pinFolder } from './descriptor.js';
import type { FinalLink } from './disk.js';
import { identityMode } from './identity.js';
import { errnoOf, failedCall, JailError } from './jail-error.js';
import { spotIn, TreeFolder, type Spot, type Tree } from './tree.js';

/** As many symbolic links as the Linux kernel follows in one path. */
const maxHops = 40;

/** The kernel's PATH_MAX. */
const maxPathBytes = 4096;

/** As deep as one path of that length can lead; without a bound, links could make one command open any number. */
const maxDepth = maxPathBytes / 2;

const pinAnything = oPath | constants.O_NOFOLLOW;

/** Whether the walk works on this machine: Linux with /proc mounted. */
export function walkWorks(): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const root = Descriptor.open(Buffer.from('/'), pinFolder);
    try {
      const through = lstatSync(new WalkFolder(root).itself, { bigint: true });
      return through.ino === root.stat().ino && through.dev === root.stat().dev;
    } finally {
      root.closeNow();
    }
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return false;
  }
}

class WalkFolder extends TreeFolder {
  constructor(readonly descriptor: Descriptor) {
    super();
  }

  /** The trailing dot makes the kernel look at the folder, not at the link in /proc. */
  get itself(): Buffer {
    return this.descriptor.at('.');
  }

  at(name: ByteString): Buffer {
    return this.descriptor.at(name);
  }

  again(): WalkFolder {
    return new WalkFolder(Descriptor.open(this.itself, pinFolder));
  }

  closeNow(): void {
    this.descriptor.closeNow();
  }
}

/** The folders passed since the root, so that `..` means the folder the walk came through. */
class Trail {
  readonly #passed: WalkFolder[] = [];

  constructor(readonly root: WalkFolder) {}

  get top(): WalkFolder {
    return this.#passed.at(-1) ?? this.root;
  }

  get depth(): number {
    return this.#passed.length;
  }

  enter(folder: WalkFolder): void {
    this.#passed.push(folder);
  }

  up(): void {
    this.#passed.pop()?.closeNow();
  }

  restart(): void {
    while (this.#passed.length > 0) this.up();
  }

  /** Ends the walk at a name in the last folder, which then belongs to the spot. */
  arrive(name: ByteString, found: BigIntStats | undefined): Spot {
    const seen = name === '' ? lstatSync(this.top.itself, { bigint: true }) : found;
    const owned = this.#passed.pop();
    this.restart();
    const spot = spotIn(owned ?? this.root, name);
    if (owned === undefined) return { ...spot, found: seen };
    let kept = false;
    const release = () => (kept ? undefined : owned.closeNow());
    const keepFolder = () => {
      kept = true;
      return owned;
    };
    return { ...spot, found: seen, release, keepFolder };
  }
}

/** Says whether a link in this folder may be followed; throws where it may not. */
type LinkRule = (folder: WalkFolder) => void;

interface Walk {
  readonly trail: Trail;
  readonly final: FinalLink;
  readonly mayFollow: LinkRule | undefined;
  /** The names still to come, the next one last. */
  readonly ahead: ByteString[];
  hops: number;
}

function walk(root: WalkFolder, parts: readonly ByteString[], how: { final: FinalLink; mayFollow?: LinkRule }): Spot {
  if (parts.reduce((sum, part) => sum + part.length + 1, 0) >= maxPathBytes) throw failedCall('ENAMETOOLONG');
  const { final, mayFollow } = how;
  const state: Walk = { trail: new Trail(root), final, mayFollow, ahead: parts.toReversed(), hops: 0 };
  try {
    for (;;) {
      const name = state.ahead.pop();
      if (name === undefined) return state.trail.arrive('', undefined);
      const arrived = step(state, name);
      if (arrived !== undefined) return arrived;
    }
  } catch (error) {
    state.trail.restart();
    throw error;
  }
}

function step(state: Walk, name: ByteString): Spot | undefined {
  const { trail } = state;
  if (name === '' || name === '.') return undefined;
  if (name === '..') {
    trail.up();
    return undefined;
  }
  if (state.ahead.length > 0) {
    enter(state, name);
    return undefined;
  }
  if (state.final === 'itself') return trail.arrive(name, undefined);
  const found = lstatSync(trail.top.at(name), { bigint: true, throwIfNoEntry: false });
  if (found?.isSymbolicLink() !== true) return trail.arrive(name, found);
  follow(state, name);
  return undefined;
}

function enter(state: Walk, name: ByteString): void {
  const { top, depth } = state.trail;
  if (depth >= maxDepth) throw failedCall('ENAMETOOLONG');
  try {
    state.trail.enter(new WalkFolder(Descriptor.open(top.at(name), pinFolder)));
  } catch (error) {
    if (errnoOf(error) !== 'ENOTDIR') throw error;
    const found = lstatSync(top.at(name), { bigint: true, throwIfNoEntry: false });
    if (found?.isSymbolicLink() === true) follow(state, name);
    else if (found?.isDirectory() === true) lookAgain(state, name);
    else throw error;
  }
}

/** Puts the link's own path in front of what is still to come; an absolute one starts at the root again. */
function follow(state: Walk, name: ByteString): void {
  countHop(state);
  state.mayFollow?.(state.trail.top);
  const target = readLinkIn(state.trail.top, name);
  if (target === undefined) return lookAgain(state, name);
  if (target.startsWith('/')) state.trail.restart();
  state.ahead.push(...target.split('/').toReversed());
}

/** For a name that was exchanged between two looks: it counts as a hop, so that nobody keeps the walk here. */
function lookAgain(state: Walk, name: ByteString): void {
  countHop(state);
  state.ahead.push(name);
}

function countHop(state: Walk): void {
  state.hops += 1;
  if (state.hops > maxHops) throw failedCall('ELOOP');
}

/** Undefined where the name is no link any more. */
function readLinkIn(folder: WalkFolder, name: ByteString): ByteString | undefined {
  try {
    return readlinkSync(folder.at(name), 'latin1');
  } catch (error) {
    if (errnoOf(error) === 'EINVAL') return undefined;
    throw error;
  }
}

/**
 * A customer who can exchange a link on the way to the web root would choose the jail's root; so such a link counts only
 * where nobody but root can write.
 */
function onlyRootMayWrite(folder: WalkFolder): void {
  const { uid, mode } = folder.descriptor.stat();
  if (uid === 0n && (mode & 0o022n) === 0n) return;
  throw new JailError(
    'not-permitted',
    undefined,
    'A symbolic link on the way to the web root stands in a folder that others than root can write to.',
  );
}

/** The jail's tree by descriptors. */
export class WalkTree implements Tree {
  readonly backend = 'walk';

  private constructor(
    private readonly webRoot: WalkFolder,
    readonly root: WalkFolder,
  ) {}

  /** Opens the home and holds on to it: a home that is moved later stays the jail's root. */
  static open(home: Home): WalkTree {
    const webRoot = openWebRoot(home);
    try {
      const parts = partsOf(home.folder);
      const root = parts.length === 0 ? webRoot : pinnedFolder(walk(webRoot, parts, { final: 'follow' }));
      return new WalkTree(webRoot, enterable(root));
    } catch (error) {
      webRoot.closeNow();
      throw error;
    }
  }

  find(at: TreeFolder, path: ByteString, final: FinalLink): Spot {
    return at === this.root ? walk(this.root, path.split('/').filter(Boolean), { final }) : spotIn(at, path);
  }

  openRegular(spot: Spot, flags: number): Descriptor {
    const pin = Descriptor.open(spot.target, pinAnything);
    try {
      if (!pin.stat().isFile()) throw failedCall(pin.stat().isSymbolicLink() ? 'ELOOP' : 'EISDIR');
      return Descriptor.open(pin.magicLink, flags | constants.O_NONBLOCK);
    } finally {
      pin.closeNow();
    }
  }

  openFolder(spot: Spot): WalkFolder {
    return new WalkFolder(Descriptor.open(spot.target, pinFolder));
  }

  /** Through a descriptor of the thing itself: chmod by name would follow a link that was put there meanwhile. */
  chmod(spot: Spot, mode: number): void {
    const pin = Descriptor.open(spot.target, pinAnything);
    try {
      if (pin.stat().isSymbolicLink()) throw failedCall('ELOOP');
      chmodSync(pin.magicLink, mode);
    } finally {
      pin.closeNow();
    }
  }

  /** Asked of the kernel for both at once, so that a web root that was moved still holds its folders. */
  realPath(folder: TreeFolder): ByteString {
    if (!(folder instanceof WalkFolder)) throw new Error('The folder belongs to another tree.');
    const webRoot = readlinkSync(this.webRoot.descriptor.magicLink, 'latin1');
    const path = readlinkSync(folder.descriptor.magicLink, 'latin1');
    if (webRoot === '/') return path;
    // A folder that somebody has moved out of the web root meanwhile counts as lying in the web root itself.
    return path.startsWith(`${webRoot}/`) ? path.slice(webRoot.length) : '/';
  }

  close(): void {
    this.root.closeNow();
    this.webRoot.closeNow();
  }
}

function openWebRoot(home: Home): WalkFolder {
  if (!home.webRoot.startsWith('/')) throw failedCall('ENOENT');
  const parts = Buffer.from(home.webRoot, 'utf8').toString('latin1').split('/');
  const machine = new WalkFolder(Descriptor.open(Buffer.from('/'), pinFolder));
  try {
    const rule = identityMode() === 'customer' ? { mayFollow: onlyRootMayWrite } : {};
    return pinnedFolder(walk(machine, parts, { final: 'follow', ...rule }));
  } finally {
    machine.closeNow();
  }
}

function pinnedFolder(spot: Spot): WalkFolder {
  try {
    return new WalkFolder(Descriptor.open(spot.target, pinFolder));
  } finally {
    spot.release();
  }
}

/** Pinning a folder does not need the right to enter it; looking at a name inside does. */
function enterable(folder: WalkFolder): WalkFolder {
  try {
    lstatSync(folder.itself);
    return folder;
  } catch (error) {
    folder.closeNow();
    throw error;
  }
}
