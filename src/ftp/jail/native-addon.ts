// The native part of the jail (native/*.c): where it is, whether it works on this machine, and what it can be asked for.
// What its operations mean for a jail stands in native-disk.ts.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ByteString } from '../virtual-path.js';
import { identityMode, smallestSystemUid } from './identity.js';

/** What an operation is asked; which of these it reads stands above it in native/*.c. */
export interface Request {
  /** A descriptor, kept open by the caller until the reply. */
  readonly at?: number;
  readonly path?: ByteString;
  readonly other?: number;
  readonly target?: ByteString;
  readonly number?: number;
  readonly value?: number;
}

/** What came of it; where `error`, an errno, is not 0, nothing else counts. */
export interface Reply {
  readonly error: number;
  /** A descriptor that is the caller's from now on; -1 where there is none. */
  readonly fd: number;
  readonly value: number;
  readonly bytes?: Buffer;
}

/** Every operation's arguments: uid, gid and umask, then a whole Request in its order. */
type Operation = (
  ...asked: [number, number, number, number, ByteString, number, ByteString, number, number]
) => Promise<Reply>;

export type OperationName =
  | 'openWebRoot'
  | 'openHome'
  | 'pin'
  | 'stat'
  | 'readLink'
  | 'makeFolder'
  | 'removeFolder'
  | 'unlink'
  | 'makeFile'
  | 'rename'
  | 'openFile'
  | 'openFolder'
  | 'changeMode'
  | 'setTimes'
  | 'freeBytes'
  | 'syncFolder'
  | 'takeAfter'
  | 'shareBlocks'
  | 'copyRange'
  | 'openList'
  | 'readList'
  | 'namesWith';

/** The addon as it is loaded. Its threads start with the first operation; each runs under the ids that it is given. */
export type NativeAddon = Readonly<Record<OperationName, Operation>> & {
  /** Sets the smallest id that work may run under, and whether threads switch at all. Throws after the first operation. */
  configure(smallestId: number, switches: boolean): void;
  /** undefined where everything works, else what does not. */
  probe(): Obstacle | undefined;
};

type Obstacle = 'root' | 'openat2' | 'proc' | 'thread';

const sentences: Readonly<Record<Obstacle, string>> = {
  root: 'The process may not look at the root of the file system.',
  openat2: 'The kernel is older than 5.6, or a filter keeps the process from openat2.',
  proc: '/proc is not mounted.',
  thread: 'A filter keeps threads from an umask or from capabilities of their own.',
};

type Found = { readonly addon: NativeAddon } | { readonly missing: string };

let found: Found | undefined;

/** The native part, tried out at first use, or a sentence that says why it cannot be used here. */
export function findNative(): Found {
  found ??= process.platform === 'linux' ? load() : { missing: 'The native part of the jail is for Linux.' };
  return found;
}

/** The native part, ready to work under this process's rules. Throws Error where it cannot be used. */
export function nativeAddon(): NativeAddon {
  const native = findNative();
  if ('missing' in native) throw new Error(native.missing);
  configure(native.addon);
  return native.addon;
}

function configure(addon: NativeAddon): void {
  addon.configure(smallestSystemUid(), identityMode() === 'customer');
}

function load(): Found {
  const files = candidates().filter((file) => existsSync(file));
  let missing = 'The native part of the jail is not built.';
  for (const file of files) {
    try {
      const addon = createRequire(import.meta.url)(file) as NativeAddon;
      configure(addon);
      const obstacle = addon.probe();
      return obstacle === undefined ? { addon } : { missing: sentences[obstacle] };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      missing = `The native part of the jail does not load: ${error.message}`;
    }
  }
  return { missing };
}

/** Prebuilt for this kind of machine, or built here. */
function candidates(): string[] {
  const native = join(productFolder(), 'native');
  const prebuilt = join(native, 'prebuilt');
  const built = join(native, 'build/portside.node');
  return existsSync(prebuilt) ? [join(prebuilt, kindOfMachine(), 'portside.node'), built] : [built];
}

/** An exact place and no search upwards: what lies above the product's folder may be anybody's. */
function productFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const up = here.endsWith('/dist/src/ftp/jail') ? '../../../..' : here.endsWith('/src/ftp/jail') ? '../../..' : '..';
  return join(here, up);
}

function kindOfMachine(): string {
  const report = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  const musl = report.header?.glibcVersionRuntime === undefined;
  return `${process.platform}-${process.arch}${musl ? '-musl' : ''}`;
}
