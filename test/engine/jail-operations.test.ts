// Every operation of the jail on real folders, over every backend: they must mean the same.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HostPath } from '../../src/ftp/account.js';
import { Jail } from '../../src/ftp/jail/jail.js';
import { rootPath, type VirtualPath } from '../../src/ftp/virtual-path.js';
import { customerId, isRoot, makeHome, type TestHome } from '../support/home.js';
import {
  bytePath,
  descriptorsBelow,
  entriesIn,
  expectRefusal,
  namesIn,
  overEachBackend,
  pathOf,
  readAll,
  store,
} from '../support/jails.js';

overEachBackend('a jail', (backend) => {
  let place: TestHome;
  let jail: Jail;

  beforeEach(async () => {
    place = makeHome();
    jail = await Jail.open(place.home, { backend });
  });

  afterEach(async () => {
    await jail.close();
    if (process.platform === 'linux') expect(descriptorsBelow(place.path)).toBe(0);
    place.remove();
  });

  it('says which backend it has', () => {
    expect(jail.backend).toBe(backend);
  });

  it('tells how much the file system of a folder has left, and nothing of one outside', async () => {
    mkdirSync(join(place.path, 'sub'));
    symlinkSync('/proc', join(place.path, 'outside'));
    const { bavail, bsize } = statfsSync(place.path);
    for (const path of ['/', '/sub']) {
      expect(Math.abs((await jail.freeBytes(pathOf(path))) - bavail * bsize)).toBeLessThan(1024 ** 3);
    }
    place.write('file', 'x');
    await expectRefusal(jail.freeBytes(pathOf('/file')), 'not-a-folder');
    await expectRefusal(jail.freeBytes(pathOf('/outside')), backend === 'portable' ? 'not-permitted' : 'not-found');
  });

  it('counts no further than it is told', async () => {
    for (let number = 0; number < 5; number += 1) place.write(`file-${number}`, 'x');
    expect(await jail.usage(rootPath, { maxEntries: 5 })).toMatchObject({ files: 5, complete: true });
    expect(await jail.usage(rootPath, { maxEntries: 3 })).toMatchObject({ files: 3, bytes: 3, complete: false });
  });

  it('says when a file was made, where the file system knows', async () => {
    place.write('file', 'x');
    const { birthtimeMs } = statSync(join(place.path, 'file'), { bigint: true });
    const { createdAt } = await jail.stat(pathOf('/file'));
    expect(createdAt).toEqual(birthtimeMs > 0n ? new Date(Number(birthtimeMs)) : undefined);
  });

  it('stores a file and reads it back', async () => {
    const content = 'x'.repeat(200_000);
    expect(await store(jail, pathOf('/a.txt'), content)).toEqual({ addedBytes: 200_000, addedFiles: 1 });
    expect(await readAll(jail, pathOf('/a.txt'))).toBe(content);
    expect(readFileSync(join(place.path, 'a.txt'), 'latin1')).toBe(content);
  });

  it('describes files and folders', async () => {
    place.write('folder/page.html', 'hello');
    utimesSync(join(place.path, 'folder/page.html'), 1_600_000_000, 1_600_000_000);
    const stats = lstatSync(join(place.path, 'folder/page.html'));
    expect(await jail.stat(pathOf('/folder/page.html'))).toMatchObject({
      name: 'page.html',
      kind: 'file',
      sizeBytes: 5,
      modifiedAt: new Date(1_600_000_000_000),
      mode: 0o644,
      uid: stats.uid,
      gid: stats.gid,
      linkCount: 1,
    });
    expect(await jail.stat(pathOf('/folder'))).toMatchObject({ name: 'folder', kind: 'folder' });
    expect(await jail.stat(rootPath)).toMatchObject({ name: '', kind: 'folder' });
  });

  it('tells files apart by what they are and not by their names', async () => {
    place.write('one', '');
    place.write('two', '');
    linkSync(join(place.path, 'one'), join(place.path, 'same'));
    const [one, two, same] = await Promise.all(['/one', '/two', '/same'].map((name) => jail.stat(pathOf(name))));
    expect(one?.unique).toBe(same?.unique);
    expect(one?.unique).not.toBe(two?.unique);
    expect(same?.linkCount).toBe(2);
  });

  it('reads from a byte on, up to the end and not beyond it', async () => {
    place.write('numbers', '0123456789');
    expect(await readAll(jail, pathOf('/numbers'), 7)).toBe('789');
    expect(await readAll(jail, pathOf('/numbers'), 10)).toBe('');
    await expectRefusal(jail.openFile(pathOf('/numbers'), { atByte: 11 }), 'beyond-end');
  });

  it('reads past two gigabytes', async () => {
    const atByte = 5 * 1024 ** 3;
    const upload = await jail.create(pathOf('/sparse'), { atByte: 0, append: false, overwrite: true });
    await upload.keep();
    truncateSync(join(place.path, 'sparse'), atByte);
    const appended = await jail.create(pathOf('/sparse'), { atByte, append: false, overwrite: true });
    await appended.write(Buffer.from('end'));
    await appended.keep();
    expect((await jail.stat(pathOf('/sparse'))).sizeBytes).toBe(atByte + 3);
    expect(await readAll(jail, pathOf('/sparse'), atByte)).toBe('end');
  });

  it('lists a folder of a thousand entries once each', async () => {
    for (let number = 0; number < 1000; number += 1) place.write(`many/${number}`, '');
    const names = await namesIn(jail, '/many');
    expect(names).toHaveLength(1000);
    expect(new Set(names).size).toBe(1000);
  });

  it('stops reading a folder when the reader stops', async () => {
    for (let number = 0; number < 300; number += 1) place.write(`many/${number}`, '');
    for await (const entry of jail.list(pathOf('/many'))) {
      expect(entry.kind).toBe('file');
      break;
    }
  });

  it('makes, renames and removes folders and files', async () => {
    await jail.makeFolder(pathOf('/one'));
    await store(jail, pathOf('/one/file'), 'content');
    expect(await jail.rename(pathOf('/one'), pathOf('/two'))).toMatchObject({ addedBytes: 0, addedFiles: 0 });
    expect(await readAll(jail, pathOf('/two/file'))).toBe('content');
    expect(await jail.removeFile(pathOf('/two/file'))).toEqual({ realFolder: '/two', addedBytes: -7, addedFiles: -1 });
    await jail.removeFolder(pathOf('/two'));
    expect(readdirSync(place.path)).toEqual([]);
  });

  it('refuses with the reason', async () => {
    place.write('file', 'x');
    place.write('full/file', 'x');
    await expectRefusal(jail.stat(pathOf('/nothing')), 'not-found');
    await expectRefusal(jail.stat(pathOf('/file/below')), 'not-a-folder');
    await expectRefusal(jail.openFile(pathOf('/full'), { atByte: 0 }), 'not-a-file');
    await expectRefusal(store(jail, pathOf('/full'), 'x'), 'not-a-file');
    await expectRefusal(store(jail, pathOf('/nowhere/file'), 'x'), 'not-found');
    await expectRefusal(entriesIn(jail, '/file'), 'not-a-folder');
    await expectRefusal(jail.makeFolder(pathOf('/file')), 'exists');
    await expectRefusal(jail.removeFolder(pathOf('/file')), 'not-a-folder');
    await expectRefusal(jail.removeFolder(pathOf('/full')), 'not-empty');
    await expectRefusal(jail.removeFile(pathOf('/full')), 'not-a-file');
    await expectRefusal(jail.rename(pathOf('/nothing'), pathOf('/other')), 'not-found');
    await expectRefusal(jail.rename(pathOf('/full'), pathOf('/full/inside')), 'into-itself');
    await expectRefusal(jail.readLink(pathOf('/file')), 'not-a-file');
    await expectRefusal(jail.makeFolder(pathOf(`/${'n'.repeat(256)}`)), 'name-too-long');
    await expectRefusal(
      jail.stat(pathOf(`/${'d/'.repeat(3000)}d`)),
      backend === 'portable' ? 'not-found' : 'name-too-long',
    );
  });

  it('sets permission bits, and never setuid or setgid', async () => {
    place.write('script', '');
    await jail.chmod(pathOf('/script'), 0o6750);
    expect(statSync(join(place.path, 'script')).mode & 0o7777).toBe(0o750);
  });

  it('sets the time of a file and of a folder', async () => {
    place.write('file', '');
    await jail.makeFolder(pathOf('/folder'));
    const modifiedAt = new Date('2001-02-03T04:05:06Z');
    await jail.setTimes(pathOf('/file'), modifiedAt);
    await jail.setTimes(pathOf('/folder'), modifiedAt);
    expect(statSync(join(place.path, 'file')).mtime).toEqual(modifiedAt);
    expect(statSync(join(place.path, 'folder')).mtime).toEqual(modifiedAt);
  });

  it.skipIf(!isRoot)('creates with the umask and the owner of the web root [needs root]', async () => {
    const strict = await Jail.open({ ...place.home, identity: { ...place.home.identity, umask: 0o027 } }, { backend });
    await strict.makeFolder(pathOf('/folder'));
    await store(strict, pathOf('/file'), 'x');
    await strict.close();
    expect(lstatSync(join(place.path, 'folder'))).toMatchObject({ uid: customerId, gid: customerId });
    expect(statSync(join(place.path, 'folder')).mode & 0o777).toBe(0o750);
    expect(lstatSync(join(place.path, 'file'))).toMatchObject({ uid: customerId, gid: customerId });
    expect(statSync(join(place.path, 'file')).mode & 0o777).toBe(0o640);
  });

  it.skipIf(process.platform !== 'linux')('keeps names that are not UTF-8 byte for byte [needs Linux]', async () => {
    const everyByte = String.fromCharCode(...Array.from({ length: 255 }, (_none, index) => index + 1)).replace('/', '');
    const names = ['caf\xe9', '\xff\xfe', everyByte.slice(0, 200), everyByte.slice(200), ' ', '-', '*', '\n'];
    for (const name of names) {
      const folder = bytePath(`/${name}`);
      await jail.makeFolder(folder);
      await store(jail, bytePath(`${folder}/${name}`), name);
      expect(await readAll(jail, bytePath(`${folder}/${name}`))).toBe(Buffer.from(name).toString('latin1'));
      expect(await jail.stat(folder)).toMatchObject({ name, kind: 'folder' });
      await jail.chmod(bytePath(`${folder}/${name}`), 0o600);
      await jail.setTimes(bytePath(`${folder}/${name}`), new Date(0));
      await jail.rename(bytePath(`${folder}/${name}`), bytePath(`${folder}/${name}\xfd`));
    }
    expect(await namesIn(jail, '/')).toEqual([...names].sort());
    for (const name of names) {
      await jail.removeFile(bytePath(`/${name}/${name}\xfd`));
      await jail.removeFolder(bytePath(`/${name}`));
    }
    expect(readdirSync(place.path)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('never opens a FIFO [needs POSIX]', async () => {
    execFileSync('mkfifo', [join(place.path, 'pipe')]);
    expect(await jail.stat(pathOf('/pipe'))).toMatchObject({ kind: 'other' });
    await expectRefusal(jail.openFile(pathOf('/pipe'), { atByte: 0 }), 'not-a-file');
    await expectRefusal(store(jail, pathOf('/pipe'), 'x'), 'not-a-file');
    await expectRefusal(jail.create(pathOf('/pipe'), { atByte: 0, append: true, overwrite: true }), 'not-a-file');
    await jail.removeFile(pathOf('/pipe'));
  });

  it.skipIf(process.platform === 'win32')('never opens a socket [needs POSIX]', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(place.path, 'socket'), resolve));
    await expectRefusal(jail.openFile(pathOf('/socket'), { atByte: 0 }), 'not-a-file');
    await expectRefusal(store(jail, pathOf('/socket'), 'x'), 'not-a-file');
    await new Promise((resolve) => server.close(resolve));
  });

  it('measures what lies under a folder, each hard link once and links not followed', async () => {
    place.write('a/one', '12345');
    place.write('a/b/two', '123');
    linkSync(join(place.path, 'a/one'), join(place.path, 'a/b/again'));
    symlinkSync('/', join(place.path, 'a/b/everything'));
    expect(await jail.usage(pathOf('/a'))).toEqual({ bytes: 8, files: 3, folders: 1, complete: true });
    await expectRefusal(jail.usage(pathOf('/nothing')), 'not-found');
  });

  it('finds a free name for an upload without one', async () => {
    const upload = async () => {
      const unique = await jail.createUnique(rootPath, 'photo');
      await unique.upload.write(Buffer.from('x'));
      expect(await unique.upload.keep()).toEqual({ addedBytes: 1, addedFiles: 1 });
      return unique.path;
    };
    expect([await upload(), await upload(), await upload()]).toEqual(['/photo', '/photo.1', '/photo.2']);
    await expectRefusal(jail.createUnique(rootPath, '../photo'), 'not-permitted');
    await expectRefusal(jail.createUnique(rootPath, ''), 'not-permitted');
  });

  it('leaves no file behind when an upload with a unique name brings nothing', async () => {
    const { upload } = await jail.createUnique(rootPath, 'photo');
    expect(await upload.discard()).toEqual({ addedBytes: 0, addedFiles: 0 });
    expect(readdirSync(place.path)).toEqual([]);
  });

  it('is confined to the folder of the account', async () => {
    place.write('shop/inside', 'in');
    place.write('outside', 'out');
    const shop = await Jail.open({ ...place.home, folder: pathOf('/shop') }, { backend });
    expect(await namesIn(shop, '/')).toEqual(['inside']);
    await expectRefusal(shop.stat(pathOf('/outside')), 'not-found');
    await shop.close();
  });

  it('does not take a sibling with the same beginning for its own', async () => {
    const sibling = `${place.path}b`;
    mkdirSync(sibling);
    writeFileSync(join(sibling, 'secret'), 'secret');
    symlinkSync(sibling, join(place.path, 'way-out'));
    await expect(jail.openFile(pathOf('/way-out/secret'), { atByte: 0 })).rejects.toThrow();
    await expectRefusal(jail.stat(`/../${sibling.split('/').at(-1)}/secret` as VirtualPath), 'not-found');
    rmSync(sibling, { recursive: true });
  });

  it('opens no home that is missing, a file or closed to the customer', async () => {
    place.write('file', '');
    const at = (path: string) => Jail.open({ ...place.home, webRoot: path as HostPath }, { backend });
    await expectRefusal(at(join(place.path, 'gone')), 'home-missing');
    await expectRefusal(at(join(place.path, 'file')), 'home-not-a-folder');
    await expectRefusal(Jail.open({ ...place.home, folder: pathOf('/gone') }, { backend }), 'home-missing');
    await expectRefusal(Jail.open({ ...place.home, folder: pathOf('/file') }, { backend }), 'home-not-a-folder');
  });

  it.skipIf(!isRoot)('opens no home that the customer may not enter [needs root]', async () => {
    await jail.makeFolder(pathOf('/locked'));
    chmodSync(join(place.path, 'locked'), 0o000);
    await expectRefusal(Jail.open({ ...place.home, folder: pathOf('/locked') }, { backend }), 'not-permitted');
  });

  it('never names a path of the machine in an error', async () => {
    const refusals = await Promise.allSettled([
      jail.stat(pathOf('/nothing')),
      jail.makeFolder(pathOf('/no/where')),
      Jail.open({ ...place.home, webRoot: `${place.path}/gone` as HostPath }, { backend }),
    ]);
    for (const refusal of refusals) {
      expect(refusal.status).toBe('rejected');
      if (refusal.status === 'rejected') expect(String(refusal.reason)).not.toMatch(/\/(tmp|proc|portside-home)/);
    }
  });

  it('works on in the same folder after the home has moved, or says that it is gone', async () => {
    place.write('file', 'mine');
    const moved = `${place.path}-moved`;
    renameSync(place.path, moved);
    mkdirSync(place.path);
    writeFileSync(join(place.path, 'file'), 'of someone else');
    try {
      if (backend === 'portable') await expectRefusal(readAll(jail, pathOf('/file')), 'home-missing');
      else {
        expect(await readAll(jail, pathOf('/file'))).toBe('mine');
        await store(jail, pathOf('/new'), 'x');
        expect(existsSync(join(moved, 'new'))).toBe(true);
      }
    } finally {
      rmSync(moved, { recursive: true });
    }
  });

  it('waits for a read that is under way before it closes', async () => {
    place.write('big', Buffer.alloc(4 * 1024 * 1024, 'x'));
    const file = await jail.openFile(pathOf('/big'), { atByte: 0 });
    const reading = file.read(Buffer.alloc(4 * 1024 * 1024));
    const closing = file.close();
    expect(await reading).toBeGreaterThan(0);
    await closing;
    await expect(file.read(Buffer.alloc(1))).rejects.toThrow('closed descriptor');
  });
});
