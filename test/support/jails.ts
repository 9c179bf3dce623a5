// What tests of the jail share: jails over every backend, paths from text, and a count of this process's descriptors.
import { readdirSync, readlinkSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { workingBackends } from '../../src/ftp/jail/backend.js';
import { Jail, type Backend, type Entry, type JailErrorCode } from '../../src/ftp/jail/jail.js';
import type { ByteString, VirtualPath } from '../../src/ftp/virtual-path.js';

/** The backends this machine has: the native one needs to be built, and Linux 5.6; the walk needs /proc. */
export const backends: readonly Backend[] = workingBackends();

/** The backends that nobody fools who exchanges names meanwhile; they follow links inside the home. */
export const sturdyBackends = ['native', 'walk'] as const;

/** Describes the same of several backends; one that does not work on this machine is skipped by name. */
export function overEachBackend(
  title: string,
  describeIt: (backend: Backend) => void,
  which: readonly Backend[] = [...sturdyBackends, 'portable'],
): void {
  for (const backend of which) {
    const lacks = !backends.includes(backend);
    const name = `${title}, over the ${backend} backend${lacks ? ' [does not work here]' : ''}`;
    describe.skipIf(lacks)(name, () => describeIt(backend));
  }
}

/** A path as a client's UTF-8 bytes. */
export function pathOf(text: string): VirtualPath {
  return Buffer.from(text, 'utf8').toString('latin1') as VirtualPath;
}

/** A path of bytes that need not be UTF-8. */
export function bytePath(bytes: ByteString): VirtualPath {
  return bytes as VirtualPath;
}

/** Fails unless the jail refuses for this reason. */
export async function expectRefusal(work: Promise<unknown>, code: JailErrorCode): Promise<void> {
  await expect(work).rejects.toMatchObject({ name: 'JailError', code });
}

/** The names of a folder, sorted. */
export async function namesIn(jail: Jail, folder: string): Promise<ByteString[]> {
  return (await entriesIn(jail, folder)).map((entry) => entry.name).sort();
}

export async function entriesIn(jail: Jail, folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of jail.list(pathOf(folder))) entries.push(entry);
  return entries;
}

/** Reads a file through the jail to its end. */
export async function readAll(jail: Jail, path: VirtualPath, atByte = 0): Promise<string> {
  const file = await jail.openFile(path, { atByte });
  try {
    const pieces: Buffer[] = [];
    for (;;) {
      const buffer = Buffer.alloc(64 * 1024);
      const bytes = await file.read(buffer);
      if (bytes === 0) return Buffer.concat(pieces).toString('latin1');
      pieces.push(buffer.subarray(0, bytes));
    }
  } finally {
    await file.close();
  }
}

/** Uploads a whole file and keeps it. */
export async function store(jail: Jail, path: VirtualPath, content: string | Buffer) {
  const upload = await jail.create(path, { atByte: 0, append: false, overwrite: true });
  await upload.write(Buffer.from(content));
  return upload.keep();
}

/** How many descriptors of this process lead below a folder; Linux only. */
export function descriptorsBelow(folder: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(folder);
    } catch {
      // The descriptor that read the folder is gone by now.
      return false;
    }
  }).length;
}
