// The jail's disk through the native part: the kernel resolves every path inside the home (openat2), each call runs under
// the customer's identity on a thread that the native part owns, and the event loop never waits for a disk.
import { constants } from 'node:fs';
import { constants as system } from 'node:os';
import type { Home, Identity } from '../account.js';
import type { ByteString } from '../virtual-path.js';
import { Descriptor } from './descriptor.js';
import type { Disk, FinalLink, Folder, OpenFile, OpenHow, Place, Renamed, Renaming } from './disk.js';
import type { Entry } from './entry.js';
import { checkIdentity, identityMode } from './identity.js';
import { failedCall, JailError } from './jail-error.js';
import { nativeAddon, type NativeAddon, type OperationName, type Reply, type Request } from './native-addon.js';
import { readRecord, readRecords } from './native-entry.js';

const openFlags: Readonly<Record<OpenHow['access'], number>> = {
  read: constants.O_RDONLY,
  write: constants.O_WRONLY,
  append: constants.O_WRONLY | constants.O_APPEND,
  'read-write': constants.O_RDWR,
};

/** Copied in slices, so that a large file does not keep a thread from everybody else. */
const copySliceBytes = 16 * 1024 * 1024;

const losses = ['kept', 'owner', 'attributes'] as const;

class NativeFolder implements Folder {
  constructor(readonly descriptor: Descriptor) {}

  close(): Promise<void> {
    return this.descriptor.close();
  }
}

/** Asks the native part under one identity. */
class Asker {
  constructor(
    private readonly addon: NativeAddon,
    private readonly identity: Identity,
  ) {}

  /** Rejects with JailError. */
  async ask(operation: OperationName, request: Request): Promise<Reply> {
    const { uid, gid, umask } = this.identity;
    const { at = -1, path = '', other = -1, target = '', number = 0, value = 0 } = request;
    const reply = await this.addon[operation](uid, gid, umask, at, path, other, target, number, value);
    if (reply.error === 0) return reply;
    throw failedCall(errnoNames.get(reply.error) ?? 'EIO');
  }
}

const errnoNames = new Map(Object.entries(system.errno).map(([name, number]) => [number, name]));

/** A tree on disk through the native part. */
export class NativeDisk implements Disk {
  readonly backend = 'native';
  readonly #asker: Asker;
  readonly #webRoot: Descriptor;
  readonly #root: NativeFolder;

  private constructor(asker: Asker, webRoot: Descriptor, root: Descriptor) {
    this.#asker = asker;
    this.#webRoot = webRoot;
    this.#root = new NativeFolder(root);
  }

  /** Opens the home under its identity. Rejects with JailError. */
  static async open(home: Home): Promise<NativeDisk> {
    checkIdentity(home.identity);
    const asker = new Asker(nativeAddon(), home.identity);
    const webRoot = await openWebRoot(asker, Buffer.from(home.webRoot, 'utf8').toString('latin1'));
    try {
      const { fd } = await webRoot.borrow((at) => asker.ask('openHome', { at, path: home.folder }));
      return new NativeDisk(asker, webRoot, Descriptor.own(fd));
    } catch (error) {
      await webRoot.close();
      throw error;
    }
  }

  get root(): Folder {
    return this.#root;
  }

  async stat(at: Folder, path: ByteString, final: FinalLink): Promise<Entry | undefined> {
    const { bytes } = await this.#ask('stat', at, { path, number: follows(final) });
    return bytes === undefined ? undefined : readRecord(bytes, 0, lastName(path)).entry;
  }

  async readLink(at: Folder, path: ByteString): Promise<ByteString> {
    const { bytes } = await this.#ask('readLink', at, { path });
    return bytes?.toString('latin1') ?? '';
  }

  async openFile(at: Folder, path: ByteString, how: OpenHow): Promise<OpenFile> {
    const asked = { path, number: follows(how.final), value: openFlags[how.access] };
    const reply = await this.#ask('openFile', at, asked);
    return { file: Descriptor.own(reply.fd), entry: readRecord(bytesOf(reply), 0, lastName(path)).entry };
  }

  async makeFile(at: Folder, path: ByteString, mode: number): Promise<Descriptor> {
    const { fd } = await this.#ask('makeFile', at, { path, number: mode });
    return Descriptor.own(fd);
  }

  async pin(path: ByteString, final: FinalLink): Promise<Place> {
    const asked = { path, number: follows(final) };
    const reply = await this.#webRoot.borrow((other) => this.#ask('pin', this.#root, { ...asked, other }));
    const bytes = bytesOf(reply);
    const { entry, isThere, end } = readRecord(bytes, 0);
    return {
      folder: new NativeFolder(Descriptor.own(reply.fd)),
      name: entry.name,
      found: isThere ? entry : undefined,
      realFolder: bytes.toString('latin1', end),
    };
  }

  async openFolder(at: Folder, path: ByteString): Promise<Folder> {
    const { fd } = await this.#ask('openFolder', at, { path, number: this.#followsIn(at) });
    return new NativeFolder(Descriptor.own(fd));
  }

  async *entries(folder: Folder): AsyncGenerator<readonly Entry[], void, void> {
    const { fd } = await this.#ask('openList', folder, {});
    const list = new NativeFolder(Descriptor.own(fd));
    try {
      for (;;) {
        const { value, bytes } = await this.#ask('readList', list, {});
        if (value === 0) return;
        if (bytes !== undefined) yield readRecords(bytes);
      }
    } finally {
      await list.close();
    }
  }

  async namesWith(folder: Folder, prefix: ByteString): Promise<ByteString[]> {
    const { bytes } = await this.#ask('namesWith', folder, { path: prefix });
    return bytes?.toString('latin1').split('\0').slice(0, -1) ?? [];
  }

  async makeFolder(at: Folder, path: ByteString, mode: number): Promise<void> {
    await this.#ask('makeFolder', at, { path, number: mode });
  }

  async removeFolder(at: Folder, path: ByteString): Promise<void> {
    await this.#ask('removeFolder', at, { path });
  }

  async unlink(at: Folder, path: ByteString): Promise<Entry> {
    return readRecord(bytesOf(await this.#ask('unlink', at, { path })), 0, lastName(path)).entry;
  }

  async rename(at: Folder, { from, to, how }: Renaming): Promise<Renamed> {
    const asked = { path: from, target: to, number: how === 'if-free' ? 1 : 0 };
    const bytes = bytesOf(await this.#ask('rename', at, asked));
    const moved = readRecord(bytes, 0, lastName(to));
    const replaced = moved.end < bytes.length ? readRecord(bytes, moved.end, lastName(to)).entry : undefined;
    return { moved: moved.entry, replaced };
  }

  async chmod(at: Folder, path: ByteString, mode: number): Promise<void> {
    await this.#ask('changeMode', at, { path, number: this.#followsIn(at), value: mode });
  }

  async setTimes(at: Folder, path: ByteString, modifiedAt: Date): Promise<void> {
    await this.#ask('setTimes', at, { path, number: this.#followsIn(at), value: modifiedAt.getTime() });
  }

  async freeBytes(at: Folder, path: ByteString): Promise<number> {
    const { value } = await this.#ask('freeBytes', at, { path, number: this.#followsIn(at) });
    return value;
  }

  async takeAfter(file: Descriptor, old: Descriptor): Promise<'kept' | 'owner' | 'attributes'> {
    const { value } = await this.#askBoth('takeAfter', { file, other: old }, {});
    return losses[value] ?? 'attributes';
  }

  async copyHead(from: Descriptor, to: Descriptor, bytes: number): Promise<void> {
    const files = { file: to, other: from };
    const { value: shared } = await this.#askBoth('shareBlocks', files, { number: bytes });
    if (shared === 1) return;
    for (let atByte = 0; atByte < bytes; atByte += copySliceBytes) {
      const value = Math.min(copySliceBytes, bytes - atByte);
      await this.#askBoth('copyRange', files, { number: atByte, value });
    }
  }

  async syncFolder(folder: Folder): Promise<void> {
    await this.#ask('syncFolder', folder, {});
  }

  async close(): Promise<void> {
    await Promise.all([this.#root.close(), this.#webRoot.close()]);
  }

  #ask(operation: OperationName, at: Folder, request: Request): Promise<Reply> {
    if (!(at instanceof NativeFolder)) throw new Error('The folder belongs to another disk.');
    if (at !== this.#root && !isOneName(request)) throw new RangeError('Inside a folder only names are found.');
    return at.descriptor.borrow((fd) => this.#asker.ask(operation, { ...request, at: fd }));
  }

  #askBoth(
    operation: OperationName,
    { file, other }: { readonly file: Descriptor; readonly other: Descriptor },
    request: Request,
  ): Promise<Reply> {
    return file.borrow((at) => other.borrow((second) => this.#asker.ask(operation, { ...request, at, other: second })));
  }

  /** A link in a pinned folder would be followed as if that folder were the jail's root. */
  #followsIn(at: Folder): 0 | 1 {
    return at === this.#root ? 1 : 0;
  }
}

async function openWebRoot(asker: Asker, path: ByteString): Promise<Descriptor> {
  const strict = identityMode() === 'customer';
  try {
    const { fd } = await asker.ask('openWebRoot', { path, number: strict ? 1 : 0 });
    return Descriptor.own(fd);
  } catch (error) {
    // Opening a folder never fails so by itself; native/root.c says it where a link may not count.
    if (!(error instanceof JailError && error.errno === 'EMLINK')) throw error;
    throw new JailError(
      'not-permitted',
      undefined,
      'A symbolic link on the way to the web root stands in a folder that others than root can write to.',
    );
  }
}

function follows(final: FinalLink): 0 | 1 {
  return final === 'follow' ? 1 : 0;
}

function lastName(path: ByteString): ByteString {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isOneName({ path = '', target = '' }: Request): boolean {
  return [path, target].every((name) => name !== '.' && name !== '..' && !name.includes('/'));
}

function bytesOf({ bytes }: Reply): Buffer {
  if (bytes === undefined) throw new Error('The native part has left out what it was asked for.');
  return bytes;
}
