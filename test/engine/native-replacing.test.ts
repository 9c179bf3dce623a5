// What a new file takes over from the one that it replaces, and how its beginning is copied: the native disk only, as
// node:fs knows no ACLs and attributes.
import { chmodSync, chownSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Descriptor } from '../../src/ftp/jail/descriptor.js';
import type { Disk } from '../../src/ftp/jail/disk.js';
import { findNative } from '../../src/ftp/jail/native-addon.js';
import { NativeDisk } from '../../src/ftp/jail/native-disk.js';
import { customerId, isRoot, makeHome, type TestHome } from '../support/home.js';
import { descriptorsBelow } from '../support/jails.js';
import { needsPrograms, run } from '../support/programs.js';

const native = findNative();
const lacking = 'missing' in native ? ` [${native.missing}]` : '';
const python = needsPrograms('python3');

/** An ACL as Linux keeps it: owner rw, one more user rw, group r, mask rw, others nothing. */
const acl = `struct.pack('<I' + 'HHI' * 5, 2, 1, 6, 2**32 - 1, 2, 6, 12345, 4, 4, 2**32 - 1, 16, 6, 2**32 - 1, 32, 0, 2**32 - 1)`;

describe.skipIf(lacking !== '')(`a file that is to replace another${lacking}`, () => {
  let place: TestHome;
  let disk: Disk;
  const open: Descriptor[] = [];

  beforeEach(async () => {
    place = makeHome();
    place.write('old', 'old content');
    disk = await NativeDisk.open(place.home);
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((file) => file.close()));
    await disk.close();
    expect(descriptorsBelow(place.path)).toBe(0);
    place.remove();
  });

  async function openOld(): Promise<Descriptor> {
    const { file } = await disk.openFile(disk.root, 'old', { final: 'itself', access: 'read' });
    open.push(file);
    return file;
  }

  async function makeNew(): Promise<Descriptor> {
    const file = await disk.makeFile(disk.root, 'new', 0o666);
    open.push(file);
    return file;
  }

  /** Runs Python with the home as its working folder; what it prints is JSON. */
  async function inHome(script: string): Promise<unknown> {
    const text = `import os, struct, json\nos.chdir(${JSON.stringify(place.path)})\n${script}`;
    const { exitCode, stdout, stderr } = await run('python3', ['-c', text]);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

  const attributesOf = (name: string) =>
    inHome(`print(json.dumps({n: os.getxattr('${name}', n).hex() for n in os.listxattr('${name}')}))`);

  it('gets its permissions, and no setuid or setgid bit', async () => {
    const [old, fresh] = [await openOld(), await makeNew()];
    chmodSync(join(place.path, 'old'), 0o6741);
    expect(await disk.takeAfter(fresh, old)).toBe('kept');
    expect(lstatSync(join(place.path, 'new')).mode & 0o7777).toBe(0o741);
  });

  it.skipIf(!isRoot)('is of no use where the owner or the group would be another [needs root]', async () => {
    const [old, fresh] = [await openOld(), await makeNew()];
    for (const [uid, gid] of [
      [customerId, customerId + 1],
      [customerId + 1, customerId],
    ] as const) {
      chownSync(join(place.path, 'old'), uid, gid);
      expect(await disk.takeAfter(fresh, old)).toBe('owner');
    }
  });

  it.skipIf(python.missing)(`gets its attributes and its ACL${python.note}`, async () => {
    await inHome(`os.setxattr('old', 'user.note', b'a note')
os.setxattr('old', 'user.empty', b'')
os.setxattr('old', 'user.long', b'x' * 2000)
os.setxattr('old', 'system.posix_acl_access', ${acl})`);
    const [old, fresh] = [await openOld(), await makeNew()];
    expect(await disk.takeAfter(fresh, old)).toBe('kept');
    const attributes = await attributesOf('new');
    expect(attributes).toEqual(await attributesOf('old'));
    expect(Object.keys(attributes as object).sort()).toEqual([
      'system.posix_acl_access',
      'user.empty',
      'user.long',
      'user.note',
    ]);
    expect(lstatSync(join(place.path, 'new')).mode).toBe(lstatSync(join(place.path, 'old')).mode);
  });

  it.skipIf(python.missing)(`loses the ACL that the folder gave it${python.note}`, async () => {
    await inHome(`os.setxattr('.', 'system.posix_acl_default', ${acl})`);
    const [old, fresh] = [await openOld(), await makeNew()];
    expect(Object.keys((await attributesOf('new')) as object)).toEqual(['system.posix_acl_access']);
    expect(await disk.takeAfter(fresh, old)).toBe('kept');
    expect(await attributesOf('new')).toEqual({});
    expect(lstatSync(join(place.path, 'new')).mode).toBe(lstatSync(join(place.path, 'old')).mode);
  });

  it.skipIf(python.missing || !isRoot)(
    `is of no use where an attribute may not be read${python.note} [needs root]`,
    async () => {
      await inHome(`os.setxattr('old', 'user.note', b'a note'); os.chmod('old', 0o200)`);
      const { file: old } = await disk.openFile(disk.root, 'old', { final: 'itself', access: 'write' });
      open.push(old);
      expect(await disk.takeAfter(await makeNew(), old)).toBe('attributes');
    },
  );

  it('begins with what the other begins with', async () => {
    const content = Buffer.alloc(40_000_000, 'somewhat over two slices of copying ');
    place.write('old', content);
    const [old, fresh] = [await openOld(), await makeNew()];
    await disk.copyHead(old, fresh, content.length - 1);
    expect(readFileSync(join(place.path, 'new')).equals(content.subarray(0, -1))).toBe(true);
  });

  it('is not made longer than what there is to copy', async () => {
    const [old, fresh] = [await openOld(), await makeNew()];
    await expect(disk.copyHead(old, fresh, 1_000_000)).rejects.toMatchObject({ code: 'io' });
  });
});
