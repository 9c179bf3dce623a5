// What the native disk does that no test of the jail sees: both Linux disks give the same answers to the same questions.
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../../src/ftp/jail/disk.js';
import { FsDisk } from '../../src/ftp/jail/fs-disk.js';
import { JailError } from '../../src/ftp/jail/jail-error.js';
import { findNative } from '../../src/ftp/jail/native-addon.js';
import { NativeDisk } from '../../src/ftp/jail/native-disk.js';
import { customerId, isRoot, makeHome, type TestHome } from '../support/home.js';
import { descriptorsBelow } from '../support/jails.js';

const native = findNative();
const lacking = 'missing' in native ? ` [${native.missing}]` : '';

/** What a call came to, in words that two disks can be compared by. */
async function outcome(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof JailError)) throw error;
    return `${error.code} (${error.errno ?? 'no errno'})`;
  }
}

async function collect(disk: Disk, path: string) {
  const folder = await disk.openFolder(disk.root, path);
  const entries = [];
  for await (const chunk of disk.entries(folder)) entries.push(...chunk);
  await folder.close();
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** A home with every kind of thing in it. */
function makeTree(): TestHome {
  const place = makeHome();
  place.write('folder/file', 'content');
  place.write('folder/inner/deep', 'deeper');
  place.write('top', 'top');
  const links: readonly (readonly [string, string])[] = [
    ['folder/file', 'to-file'],
    ['/folder', 'to-folder'],
    ['../../../folder/file', 'over-the-top'],
    ['folder/', 'slashed'],
    ['top/', 'slashed-file'],
    ['.', 'here'],
    ['folder/..', 'back'],
    ['folder/new', 'dangling'],
    ['missing/new', 'dangling-far'],
    ['/etc/passwd', 'passwd'],
    ['loop-b', 'loop-a'],
    ['loop-a', 'loop-b'],
    ['../inner/deep', 'folder/to-deep'],
  ];
  for (const [target, name] of links) symlinkSync(target, join(place.path, name));
  execFileSync('mkfifo', [join(place.path, 'fifo')]);
  if (isRoot) execFileSync('chown', ['--no-dereference', '--recursive', String(customerId), place.path]);
  return place;
}

/** Names, kinds, modes, owners, sizes and old times of everything below a folder. */
function treeBelow(folder: string): string[] {
  const found = execFileSync('find', [folder, '-printf', '%P %y %m %U %G %s %n %TY %l\n'], { encoding: 'utf8' });
  return found.split('\n').sort();
}

/** Leaves out of an answer what differs between two trees that are alike. */
function comparable(answer: unknown): unknown {
  if (answer === null || typeof answer !== 'object') return answer;
  const own = new Set(['unique', 'modifiedAt', 'modifiedNs', 'createdAt']);
  const kept = Object.entries(answer).filter(([name]) => !own.has(name));
  return Object.fromEntries(kept.map(([name, value]: [string, unknown]) => [name, comparable(value)]));
}

describe.skipIf(lacking !== '')(`the native disk${lacking}`, () => {
  let place: TestHome;
  let disk: Disk;
  let walk: Disk;

  beforeEach(async () => {
    place = makeTree();
    disk = await NativeDisk.open(place.home);
    walk = await FsDisk.open(place.home, 'walk');
  });

  afterEach(async () => {
    await disk.close();
    await walk.close();
    expect(descriptorsBelow(place.path)).toBe(0);
    place.remove();
  });

  const paths = [
    ...['/', '', '/folder', 'folder/file', '/to-file', '/to-folder', '/to-folder/file', '/over-the-top', '/slashed'],
    ...[
      '/slashed/file',
      '/slashed-file',
      '/here',
      '/here/here/top',
      '/back',
      '/back/top',
      '/dangling',
      '/dangling-far',
    ],
    ...['/passwd', '/loop-a', '/loop-a/below', '/missing', '/missing/below', '/top/below', '/fifo', '/folder/to-deep'],
    ...['/to-folder/to-deep', `/${'n'.repeat(255)}`, `/${'n'.repeat(256)}`, `${'/here'.repeat(40)}/top`],
    ...[`${'/here'.repeat(41)}/top`, '/x'.repeat(2047), '/x'.repeat(2048)],
  ];

  const shown = paths.map((path) => ({
    path,
    words: path.length < 80 ? path : `${path.slice(0, 20)}… (${path.length})`,
  }));

  it.each(shown)('finds at "$words" what the walk finds', async ({ path }) => {
    for (const final of ['follow', 'itself'] as const) {
      const look = async (on: Disk) => {
        const found = await outcome(on.stat(on.root, path, final));
        // After a link the walk names what it led to; jail.ts names what was asked for.
        return typeof found === 'object' && final === 'follow' ? { ...found, name: '' } : found;
      };
      expect(await look(disk)).toEqual(await look(walk));
      const pin = async (on: Disk) => {
        const pinned = await on.pin(path, final);
        await pinned.folder.close();
        return { ...pinned, folder: 'closed' };
      };
      const followed = await outcome(pin(disk));
      expect(followed).toEqual(await outcome(pin(walk)));
    }
  });

  it.each(shown)('opens, reads and lists at "$words" what the walk does', async ({ path }) => {
    const open = async (on: Disk) => {
      const { file, entry } = await on.openFile(on.root, path, { final: 'follow', access: 'read' });
      await file.close();
      return entry.unique;
    };
    for (const ask of [open, (on: Disk) => on.readLink(on.root, path), (on: Disk) => collect(on, path)]) {
      expect(await outcome(ask(disk))).toEqual(await outcome(ask(walk)));
    }
  });

  // What may be done to the root itself is for jail.ts to say.
  it.each(shown.slice(2))('changes at "$words" what the walk changes', async ({ path }) => {
    const twin = makeTree();
    const other = await FsDisk.open(twin.home, 'walk');
    const changes: ((on: Disk) => Promise<unknown>)[] = [
      (on) => on.chmod(on.root, path, 0o1750),
      (on) => on.setTimes(on.root, path, new Date(-1_500)),
      (on) => on.makeFolder(on.root, path, 0o6777),
      (on) => on.makeFile(on.root, path, 0o7777).then((file) => file.close()),
      (on) => on.removeFolder(on.root, path),
      (on) => on.rename(on.root, { from: path, to: 'renamed', how: 'if-free' }),
      (on) => on.rename(on.root, { from: 'renamed', to: 'top', how: 'if-free' }),
      (on) => on.rename(on.root, { from: 'renamed', to: 'renamed', how: 'replace' }),
      (on) => on.rename(on.root, { from: 'renamed', to: path, how: 'replace' }),
      (on) => on.rename(on.root, { from: 'folder', to: 'folder/inner/below', how: 'replace' }),
      (on) => on.unlink(on.root, path),
    ];
    for (const change of changes) {
      expect(comparable(await outcome(change(disk)))).toEqual(comparable(await outcome(change(other))));
      expect(treeBelow(place.path)).toEqual(treeBelow(twin.path));
    }
    await other.close();
    twin.remove();
  });
});
