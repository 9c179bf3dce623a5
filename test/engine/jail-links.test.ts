// Symbolic links inside a home. Native and walk give them the meaning they have under chroot; the portable backend refuses them.
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { chownSync, chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostPath } from '../../src/ftp/account.js';
import { Jail, type Backend } from '../../src/ftp/jail/jail.js';
import { customerId, isRoot, makeHome, type TestHome } from '../support/home.js';
import {
  descriptorsBelow,
  expectRefusal,
  namesIn,
  overEachBackend,
  pathOf,
  readAll,
  store,
  sturdyBackends,
} from '../support/jails.js';

/** A folder beside the home that nothing may reach. */
interface Outside {
  readonly path: string;
  readonly canary: string;
}

function makeOutside(): Outside {
  const path = mkdtempSync(join(tmpdir(), 'portside-outside-'));
  chmodSync(path, 0o777);
  const canary = join(path, 'canary');
  writeFileSync(canary, 'canary');
  chmodSync(canary, 0o666);
  return { path, canary };
}

function expectUntouched({ path, canary }: Outside): void {
  expect(readFileSync(canary, 'latin1')).toBe('canary');
  expect(statSync(canary).mode & 0o777).toBe(0o666);
  expect(statSync(canary).mtimeMs).toBeGreaterThan(Date.now() - 3_600_000);
  expect(lstatSync(path).isDirectory()).toBe(true);
}

overEachBackend('links that leave the home', (backend) => {
  let place: TestHome;
  let outside: Outside;
  let jail: Jail;

  beforeEach(async () => {
    place = makeHome();
    outside = makeOutside();
    jail = await Jail.open(place.home, { backend });
  });

  afterEach(async () => {
    await jail.close();
    expectUntouched(outside);
    place.remove();
    rmSync(outside.path, { recursive: true });
  });

  it.each([
    ['absolute', (target: string) => target],
    ['relative', (target: string) => `../${target.split('/').at(-1)}`],
    ['relative with many steps up', (target: string) => `../../../../../../..${target}`],
  ])('reach nothing when they are %s', async (_kind, write) => {
    symlinkSync(write(outside.path), join(place.path, 'folder'));
    symlinkSync(`${write(outside.path)}/canary`, join(place.path, 'file'));
    const attempts = [
      jail.stat(pathOf('/folder/canary')),
      jail.stat(pathOf('/file')),
      jail.openFile(pathOf('/file'), { atByte: 0 }),
      jail.openFile(pathOf('/folder/canary'), { atByte: 0 }),
      store(jail, pathOf('/folder/canary'), 'x'),
      jail.create(pathOf('/file'), { atByte: 0, append: true, overwrite: true }).then(async (upload) => {
        await upload.write(Buffer.from('x'));
        await upload.keep();
        throw new Error('appended');
      }),
      namesIn(jail, '/folder'),
      jail.makeFolder(pathOf('/folder/new')),
      jail.removeFile(pathOf('/folder/canary')),
      jail.removeFolder(pathOf('/folder')),
      jail.rename(pathOf('/folder/canary'), pathOf('/mine')),
      jail.chmod(pathOf('/file'), 0o600),
      jail.chmod(pathOf('/folder/canary'), 0o600),
      jail.setTimes(pathOf('/file'), new Date(0)),
      jail.setTimes(pathOf('/folder/canary'), new Date(0)),
      jail.usage(pathOf('/folder')),
    ];
    const ends = await Promise.allSettled(attempts);
    expect(ends.map((end) => end.status)).toEqual(attempts.map(() => 'rejected'));
    expect(existsSync(join(outside.path, 'new'))).toBe(false);
  });

  it('do not become the target of an upload', async () => {
    symlinkSync(outside.canary, join(place.path, 'page.html'));
    await expect(store(jail, pathOf('/page.html'), 'mine')).rejects.toMatchObject({ name: 'JailError' });
    expect(readlinkSync(join(place.path, 'page.html'))).toBe(outside.canary);
  });

  it('are themselves listed, read, renamed and removed', async () => {
    symlinkSync(outside.path, join(place.path, 'folder'));
    symlinkSync(outside.canary, join(place.path, 'file'));
    expect(await jail.statLink(pathOf('/file'))).toMatchObject({ name: 'file', kind: 'link' });
    expect(await jail.readLink(pathOf('/file'))).toBe(outside.canary);
    expect(await namesIn(jail, '/')).toEqual(['file', 'folder']);
    expect(await jail.rename(pathOf('/file'), pathOf('/renamed'))).toMatchObject({ addedBytes: 0, addedFiles: 0 });
    expect(await jail.removeFile(pathOf('/renamed'))).toMatchObject({ addedBytes: 0, addedFiles: -1 });
    expect(await jail.removeFile(pathOf('/folder'))).toMatchObject({ addedBytes: 0, addedFiles: -1 });
    expect(await namesIn(jail, '/')).toEqual([]);
  });

  it('are replaced, not followed, by a rename onto them', async () => {
    place.write('new', 'new');
    symlinkSync(outside.canary, join(place.path, 'file'));
    expect(await jail.rename(pathOf('/new'), pathOf('/file'))).toMatchObject({ addedBytes: 0, addedFiles: -1 });
    expect(await readAll(jail, pathOf('/file'))).toBe('new');
  });
});

const asUnderChroot = (backend: Backend) => {
  let place: TestHome;
  let jail: Jail;
  const link = (target: string, name: string) => symlinkSync(target, join(place.path, name));

  beforeEach(async () => {
    place = makeHome();
    place.write('releases/42/index.html', 'release 42');
    place.write('top', 'top of the home');
    jail = await Jail.open(place.home, { backend });
  });

  afterEach(async () => {
    await jail.close();
    expect(descriptorsBelow(place.path)).toBe(0);
    place.remove();
  });

  it.each([
    ['relative', 'releases/42'],
    ['absolute', '/releases/42'],
    ['through the root and beyond', '../../releases/42'],
    ['with a slash at its end', 'releases/42/'],
    ['by a detour', './/releases/./42/../42/.'],
  ])('leads on when it is %s', async (_kind, target) => {
    link(target, 'current');
    expect(await readAll(jail, pathOf('/current/index.html'))).toBe('release 42');
    expect(await namesIn(jail, '/current')).toEqual(['index.html']);
    expect(await jail.stat(pathOf('/current'))).toMatchObject({ name: 'current', kind: 'folder' });
    expect(await jail.statLink(pathOf('/current'))).toMatchObject({ kind: 'link' });
    await jail.makeFolder(pathOf('/current/new'));
    await jail.rename(pathOf('/current/index.html'), pathOf('/current/new/page.html'));
    expect(readFileSync(join(place.path, 'releases/42/new/page.html'), 'latin1')).toBe('release 42');
  });

  it('means the folder it came through by `..`', async () => {
    link('releases/42/../../top', 'up');
    link('/../../../top', 'above');
    place.write('a/b/file', 'x');
    mkdirSync(join(place.path, 'c'));
    link('/a/b', 'c/b');
    link('c/b/../b/file', 'physical');
    expect(await readAll(jail, pathOf('/up'))).toBe('top of the home');
    expect(await readAll(jail, pathOf('/above'))).toBe('top of the home');
    expect(await readAll(jail, pathOf('/physical'))).toBe('x');
  });

  it('is followed at the end by reading, storing, chmod and setting times, and stays', async () => {
    link('releases/42/index.html', 'page');
    expect(await readAll(jail, pathOf('/page'))).toBe('release 42');
    expect(await store(jail, pathOf('/page'), 'release 43')).toEqual({ addedBytes: 0, addedFiles: 0 });
    await jail.chmod(pathOf('/page'), 0o600);
    await jail.setTimes(pathOf('/page'), new Date(0));
    const stats = statSync(join(place.path, 'releases/42/index.html'));
    expect([stats.mode & 0o777, stats.mtimeMs, stats.size]).toEqual([0o600, 0, 10]);
    expect(readlinkSync(join(place.path, 'page'))).toBe('releases/42/index.html');
  });

  it('lets an upload make the file that it names', async () => {
    link('releases/42/new.html', 'dangling');
    await expectRefusal(jail.stat(pathOf('/dangling')), 'not-found');
    await store(jail, pathOf('/dangling'), 'new');
    expect(readFileSync(join(place.path, 'releases/42/new.html'), 'latin1')).toBe('new');
  });

  it('finds nothing of the machine under an absolute target', async () => {
    link('/etc/passwd', 'passwd');
    link('/proc/self/root', 'root');
    await expectRefusal(jail.stat(pathOf('/passwd')), 'not-found');
    await expectRefusal(namesIn(jail, '/root'), 'not-found');
    place.write('etc/passwd', 'of the home');
    expect(await readAll(jail, pathOf('/passwd'))).toBe('of the home');
  });

  it('may be followed forty times and not once more', async () => {
    link('top', 'l0');
    for (let number = 1; number <= 40; number += 1) link(`l${number - 1}`, `l${number}`);
    expect(await readAll(jail, pathOf('/l39'))).toBe('top of the home');
    await expectRefusal(jail.stat(pathOf('/l40')), 'too-many-links');
  });

  it('may not lead in circles', async () => {
    link('b', 'a');
    link('a', 'b');
    link('self', 'self');
    link('.', 'here');
    await expectRefusal(jail.stat(pathOf('/a')), 'too-many-links');
    await expectRefusal(namesIn(jail, '/self/below'), 'too-many-links');
    expect(await readAll(jail, pathOf('/here/here/here/top'))).toBe('top of the home');
    await expectRefusal(jail.stat(pathOf(`${'/here'.repeat(41)}/top`)), 'too-many-links');
  });

  it('to the home folder itself does not open it to change', async () => {
    link('/', 'home');
    link('releases/..', 'detour');
    await expectRefusal(jail.chmod(pathOf('/home'), 0o000), 'not-permitted');
    await expectRefusal(jail.chmod(pathOf('/detour'), 0o000), 'not-permitted');
    await expectRefusal(jail.removeFolder(pathOf('/home')), 'not-a-folder');
    expect(await jail.stat(pathOf('/detour'))).toMatchObject({ kind: 'folder' });
  });

  it('cannot make one path deeper than a path can be long', async () => {
    const deep = pathOf('/d'.repeat(1500));
    const before = process.cwd();
    process.chdir(place.path);
    for (let depth = 0; depth < 2100; depth += 1) {
      mkdirSync('d');
      process.chdir('d');
    }
    process.chdir(before);
    if (isRoot) execFileSync('chown', ['-R', String(customerId), place.path]);
    symlinkSync('d/'.repeat(500), join(place.path, deep, 'deeper'));
    symlinkSync('d/'.repeat(600), join(place.path, deep, 'too-deep'));
    expect(await jail.stat(pathOf(`${deep}/deeper`))).toMatchObject({ kind: 'folder' });
    await expectRefusal(jail.stat(pathOf(`${deep}/too-deep`)), 'name-too-long');
    execFileSync('rm', ['-rf', join(place.path, 'd')]);
  });

  it('that ends in a slash must lead to a folder', async () => {
    link('top/', 'slashed');
    await expectRefusal(jail.stat(pathOf('/slashed')), 'not-a-folder');
  });

  it.skipIf(!isRoot)(
    'on the way to the web root counts only where nobody but root can exchange it [needs root]',
    async () => {
      const machine = mkdtempSync(join(tmpdir(), 'portside-machine-'));
      chmodSync(machine, 0o755);
      symlinkSync(place.path, join(machine, 'www'));
      const open = () => Jail.open({ ...place.home, webRoot: join(machine, 'www') as HostPath }, { backend });
      try {
        await (await open()).close();
        chownSync(machine, customerId, customerId);
        await expectRefusal(open(), 'not-permitted');
      } finally {
        rmSync(machine, { recursive: true });
      }
    },
  );
};
overEachBackend('links inside the home, as under chroot', asUnderChroot, sturdyBackends);

describe('the portable backend', () => {
  it('refuses every link on the way, inside the home too', async () => {
    const place = makeHome();
    place.write('folder/file', 'x');
    symlinkSync('folder', join(place.path, 'link'));
    symlinkSync('folder/file', join(place.path, 'file'));
    const jail = await Jail.open(place.home, { backend: 'portable' });
    await expectRefusal(jail.stat(pathOf('/link/file')), 'not-permitted');
    await expectRefusal(jail.stat(pathOf('/file')), 'not-permitted');
    await expectRefusal(store(jail, pathOf('/file'), 'y'), 'not-permitted');
    expect(await jail.readLink(pathOf('/link'))).toBe('folder');
    await jail.close();
    place.remove();
  });
});
