// The portable backend under the rules of Windows, which it has on Windows and is given here.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../../src/ftp/jail/disk.js';
import { FsDisk } from '../../src/ftp/jail/fs-disk.js';
import { makeHome, type TestHome } from '../support/home.js';
import { expectRefusal } from '../support/jails.js';

/** Names that would be another file, a device, a stream or a path on Windows, and are plain files here. */
const traps = ['nul', 'con.txt', 'page.html.', 'page.html ', 'page.html::$DATA', 'C:', 'a\\b', 'PAGE~1.HTM', '\xff'];

describe.skipIf(process.platform === 'win32')('under the rules of Windows the portable backend [needs POSIX]', () => {
  let place: TestHome;
  let disk: Disk;

  beforeEach(async () => {
    place = makeHome();
    place.write('page.html', 'page');
    place.write('folder/page.html', 'page');
    disk = await FsDisk.open(place.home, 'portable', 'windows');
  });

  afterEach(async () => {
    await disk.close();
    place.remove();
  });

  it.each(traps)('touches nothing by the name %j, though it is there', async (name) => {
    const bytes = Buffer.from(join(place.path, name), 'latin1');
    writeFileSync(bytes, 'trap');
    const before = readdirSync(place.path).sort();
    const { root } = disk;
    const refused = [
      disk.stat(root, name, 'itself'),
      disk.stat(root, `${name}/page.html`, 'follow'),
      disk.openFile(root, name, { final: 'follow', access: 'read' }),
      disk.makeFile(root, name, 0o644),
      disk.pin(name, 'follow'),
      disk.makeFolder(root, name, 0o755),
      disk.removeFolder(root, name),
      disk.unlink(root, name),
      disk.rename(root, { from: name, to: 'taken', how: 'replace' }),
      disk.rename(root, { from: 'page.html', to: name, how: 'replace' }),
      disk.chmod(root, name, 0o600),
      disk.setTimes(root, name, new Date(0)),
      disk.openFolder(root, name),
    ];
    await Promise.all(refused.map((work) => expectRefusal(work, 'not-permitted')));
    expect(readdirSync(place.path).sort()).toEqual(before);
  });

  it('keeps names inside a folder that is held to the same rules', async () => {
    const folder = await disk.openFolder(disk.root, 'folder');
    mkdirSync(join(place.path, 'folder/aux'));
    await expectRefusal(disk.stat(folder, 'aux', 'itself'), 'not-permitted');
    await expectRefusal(disk.makeFile(folder, 'lpt1.log', 0o644), 'not-permitted');
    await folder.close();
  });

  it('opens no home in a folder that Windows would take for another', async () => {
    mkdirSync(join(place.path, 'com1'));
    await expectRefusal(
      FsDisk.open({ ...place.home, folder: '/com1' as never }, 'portable', 'windows'),
      'not-permitted',
    );
  });

  it('does the same as ever with every other name', async () => {
    expect(await disk.stat(disk.root, 'folder/page.html', 'follow')).toMatchObject({ kind: 'file', sizeBytes: 4 });
    await disk.makeFolder(disk.root, 'auxiliary', 0o755);
    await disk.rename(disk.root, { from: 'page.html', to: 'PAGE.html', how: 'if-free' });
    expect(readdirSync(place.path).sort()).toEqual(['PAGE.html', 'auxiliary', 'folder']);
  });
});
