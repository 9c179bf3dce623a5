// What changes in a home are told to whoever keeps count, and which changes the jail refuses for the customer's own good.
import { chmodSync, linkSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Jail } from '../../src/ftp/jail/jail.js';
import { rootPath } from '../../src/ftp/virtual-path.js';
import { isRoot, makeHome, type TestHome } from '../support/home.js';
import { entriesIn, expectRefusal, overEachBackend, pathOf, readAll, store } from '../support/jails.js';

overEachBackend('changes', (backend) => {
  let place: TestHome;
  let jail: Jail;

  beforeEach(async () => {
    place = makeHome();
    jail = await Jail.open(place.home, { backend });
  });

  afterEach(async () => {
    await jail.close();
    place.remove();
  });

  it('tells where in the web root a change has happened, links resolved', async () => {
    place.write('shop/pages/one', '12345');
    place.write('shop/other/two', '12');
    if (backend !== 'portable') symlinkSync('/shop/pages', join(place.path, 'short'));
    const pages = backend === 'portable' ? '/shop/pages' : '/short';
    const zero = { addedBytes: 0, addedFiles: 0 };
    expect(await jail.makeFolder(pathOf(`${pages}/new`))).toEqual({
      ...zero,
      realFolder: '/shop/pages',
      addedFiles: 1,
    });
    expect(await jail.removeFolder(pathOf(`${pages}/new`))).toMatchObject({
      realFolder: '/shop/pages',
      addedFiles: -1,
    });
    expect(await jail.rename(pathOf(`${pages}/one`), pathOf('/shop/other/two'))).toMatchObject({
      fromFolder: '/shop/pages',
      realFolder: '/shop/other',
      moved: { kind: 'file', sizeBytes: 5 },
      addedBytes: -2,
      addedFiles: -1,
    });
    const shop = await Jail.open({ ...place.home, folder: pathOf('/shop') }, { backend });
    expect(await shop.makeFolder(pathOf('/mine'))).toMatchObject({ realFolder: '/shop' });
    expect(await shop.removeFile(pathOf('/other/two'))).toMatchObject({ realFolder: '/shop/other', addedBytes: -5 });
    await shop.close();
  });

  it('tells the time of a change to the nanosecond', async () => {
    place.write('file', 'x');
    const { mtimeNs } = statSync(join(place.path, 'file'), { bigint: true });
    expect((await jail.stat(pathOf('/file'))).modifiedNs).toBe(mtimeNs);
  });

  it('does not let an owner lock themselves out of a folder', async () => {
    place.write('folder/file', 'x');
    for (const mode of [0o000, 0o077, 0o400, 0o100, 0o600]) {
      await expect(jail.chmod(pathOf('/folder'), mode)).rejects.toThrow('would lock');
    }
    await jail.chmod(pathOf('/folder'), 0o500);
    expect(statSync(join(place.path, 'folder')).mode & 0o777).toBe(0o500);
    await jail.chmod(pathOf('/folder'), 0o755);
    await jail.chmod(pathOf('/folder/file'), 0o000);
    await jail.chmod(pathOf('/folder/file'), 0o644);
  });

  it.skipIf(!isRoot)('opens no file of someone else where only own ones count [needs root]', async () => {
    writeFileSync(join(place.path, 'theirs'), 'secret', { mode: 0o666 });
    chmodSync(join(place.path, 'theirs'), 0o666);
    place.write('mine', 'mine');
    expect(await readAll(jail, pathOf('/theirs'))).toBe('secret');
    const careful = await Jail.open(place.home, { backend, onlyOwnFiles: true });
    const words = /belongs to another system user/;
    await expect(careful.openFile(pathOf('/theirs'), { atByte: 0 })).rejects.toThrow(words);
    await expect(store(careful, pathOf('/theirs'), 'x')).rejects.toThrow(words);
    const appending = { atByte: 0, append: true, overwrite: true };
    await expect(careful.create(pathOf('/theirs'), appending)).rejects.toThrow(words);
    expect(await readAll(careful, pathOf('/mine'))).toBe('mine');
    await store(careful, pathOf('/mine'), 'new');
    await careful.close();
    expect(readFileSync(join(place.path, 'theirs'), 'latin1')).toBe('secret');
  });

  it('finishes what is under way before it lets go, and begins nothing after', async () => {
    const work = Array.from({ length: 20 }, (_none, number) => jail.makeFolder(pathOf(`/folder-${number}`)));
    const storing = store(jail, pathOf('/file'), 'x').catch((error: unknown) => error);
    await Promise.all([jail.close(), ...work]);
    expect(readdirSync(place.path).filter((name) => name.startsWith('folder-'))).toHaveLength(20);
    expect(await storing).toMatchObject({ addedBytes: 1 });
    await expectRefusal(jail.stat(pathOf('/file')), 'home-missing');
    await expectRefusal(entriesIn(jail, '/'), 'home-missing');
  });

  it('counts what a rename replaces', async () => {
    place.write('old', '0123456789');
    place.write('new', 'abc');
    expect(await jail.rename(pathOf('/new'), pathOf('/old'))).toMatchObject({ addedBytes: -10, addedFiles: -1 });
    expect(await readAll(jail, pathOf('/old'))).toBe('abc');
  });

  it('frees nothing while another hard link holds the bytes', async () => {
    place.write('one', 'abc');
    linkSync(join(place.path, 'one'), join(place.path, 'two'));
    expect(await jail.removeFile(pathOf('/one'))).toEqual({ realFolder: '/', addedBytes: 0, addedFiles: 0 });
    expect(await jail.removeFile(pathOf('/two'))).toEqual({ realFolder: '/', addedBytes: -3, addedFiles: -1 });
  });

  it('leaves the home folder itself alone', async () => {
    await expectRefusal(jail.removeFolder(rootPath), 'not-permitted');
    await expectRefusal(jail.removeFile(rootPath), 'not-permitted');
    await expectRefusal(jail.rename(rootPath, pathOf('/elsewhere')), 'not-permitted');
    await jail.makeFolder(pathOf('/folder'));
    await expectRefusal(jail.rename(pathOf('/folder'), rootPath), 'not-permitted');
    await expectRefusal(jail.chmod(rootPath, 0o000), 'not-permitted');
    await expectRefusal(jail.makeFolder(rootPath), 'exists');
    expect(statSync(place.path).mode & 0o7777).toBe(0o755);
  });
});
