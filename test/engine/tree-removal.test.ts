import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HostPath } from '../../src/ftp/index.js';
import { Jail, type Backend } from '../../src/ftp/jail/jail.js';
import { rootPath } from '../../src/ftp/virtual-path.js';
import { descriptorsBelow, expectRefusal, overEachBackend, pathOf } from '../support/jails.js';

const asRoot = process.getuid?.() === 0;
const owner = asRoot
  ? { uid: 23_001, gid: 23_002 }
  : { uid: process.getuid?.() ?? 1000, gid: process.getgid?.() ?? 1000 };

let root: string;
let outside: string;

beforeEach(async () => {
  const top = await mkdtemp(join(tmpdir(), 'portside-tree-'));
  await chmod(top, 0o755);
  root = join(top, 'site');
  outside = join(top, 'outside');
  await mkdir(join(root, 'old', 'deep', 'deeper'), { recursive: true });
  await mkdir(outside);
  await writeFile(join(outside, 'precious'), 'precious');
  await writeFile(join(root, 'index.html'), 'stays');
  await writeFile(join(root, 'old', 'one'), '12345');
  await writeFile(join(root, 'old', 'deep', 'deeper', 'two'), '678');
});

afterEach(() => rm(join(root, '..'), { recursive: true, force: true }));

async function withJail<T>(backend: Backend, work: (jail: Jail) => Promise<T>): Promise<T> {
  if (asRoot) execFileSync('chown', ['-hR', `${owner.uid}:${owner.gid}`, root]);
  const jail = await Jail.open(
    { webRoot: root as HostPath, folder: rootPath, identity: { ...owner, umask: 0o22 } },
    { backend },
  );
  try {
    return await work(jail);
  } finally {
    await jail.close();
  }
}

overEachBackend('removing a tree', (backend) => {
  const remove = (path: string, options = {}) => withJail(backend, (jail) => jail.removeTree(pathOf(path), options));

  it('removes the folder with all that lies in it, counts it and holds on to nothing', async () => {
    expect(await remove('/old')).toEqual({ bytes: 8, files: 2, folders: 3, left: [], leftCount: 0, complete: true });
    expect(readdirSync(root)).toEqual(['index.html']);
    expect(descriptorsBelow(root)).toBe(0);
  });

  it('does nothing the second time', async () => {
    await remove('/old');
    expect(await remove('/old')).toMatchObject({ bytes: 0, files: 0, folders: 0, complete: true });
  });

  it('removes links themselves and never what they point to', async () => {
    await symlink('../..', join(root, 'old', 'up'));
    await symlink(outside, join(root, 'old', 'out'));
    await symlink('nowhere', join(root, 'old', 'broken'));
    expect(await remove('/old')).toMatchObject({ files: 5, leftCount: 0 });
    expect(existsSync(join(outside, 'precious'))).toBe(true);
    expect(existsSync(join(root, 'index.html'))).toBe(true);
  });

  it('counts the bytes of a file with several names when the last one goes', async () => {
    await link(join(root, 'old', 'one'), join(root, 'old', 'again'));
    await link(join(root, 'old', 'deep', 'deeper', 'two'), join(root, 'kept'));
    expect(await remove('/old')).toMatchObject({ bytes: 5, files: 3 });
    expect(readdirSync(root).sort()).toEqual(['index.html', 'kept']);
  });

  it('empties the home and leaves the home itself', async () => {
    expect(await remove('/')).toMatchObject({ files: 3, folders: 3, complete: true });
    expect(readdirSync(root)).toEqual([]);
  });

  it('refuses a file', async () => {
    await expectRefusal(remove('/index.html'), 'not-a-folder');
    expect(existsSync(join(root, 'index.html'))).toBe(true);
  });

  it('gets into a folder whose owner has shut themselves out', async () => {
    await chmod(join(root, 'old', 'deep'), 0o000);
    expect(await remove('/old')).toMatchObject({ files: 2, leftCount: 0 });
  });

  it('stops when it is told to, and goes on the next time', async () => {
    const stopped = AbortSignal.abort();
    expect(await remove('/old', { signal: stopped })).toMatchObject({ files: 0, complete: false });
    expect(await remove('/old')).toMatchObject({ files: 2, complete: true });
  });

  it('removes what is made while it is at work', async () => {
    let made = 0;
    const onProgress = () => {
      if (made === 3) return;
      execFileSync('sh', ['-c', `mkdir -p ${root}/old && : > ${root}/old/late-${made}`]);
      made += 1;
    };
    await remove('/old', { onProgress });
    expect(made).toBe(3);
    expect((await remove('/old')).complete).toBe(true);
    expect(existsSync(join(root, 'old'))).toBe(false);
  });

  it('says so where somebody goes on writing', async () => {
    let made = 0;
    const onProgress = () => execFileSync('sh', ['-c', `: > ${root}/old/late-${(made += 1)}`]);
    const { left, leftCount } = await remove('/old', { onProgress });
    expect(left).toEqual([{ path: '/old', why: 'Something goes on writing into this folder.' }]);
    expect(leftCount).toBe(1);
  });

  it.skipIf(!asRoot)('tells what it may not remove, and removes the rest', async () => {
    await withJail(backend, async (jail) => {
      await mkdir(join(root, 'old', 'foreign'));
      await writeFile(join(root, 'old', 'foreign', 'theirs'), 'x');
      await writeFile(join(root, 'old', 'by-root'), 'y');
      const removal = await jail.removeTree(pathOf('/old'));
      expect(removal).toMatchObject({ files: 3, leftCount: 1, complete: true });
      expect(removal.left).toEqual([{ path: '/old/foreign/theirs', why: 'The file permissions do not allow that.' }]);
    });
    expect(readdirSync(join(root, 'old'))).toEqual(['foreign']);
  });
});

it('stops measuring when it is told to and says that it is not all', async () => {
  const told = await withJail('walk', (jail) => jail.usage(rootPath, { signal: AbortSignal.abort() }));
  expect(told).toEqual({ bytes: 0, files: 0, folders: 0, complete: false });
});

overEachBackend(
  'a link on the way to the tree',
  (backend) => {
    it.each([['/current'], ['/current/deeper'], ['/current/../deep']])('is not followed: %s', async (path) => {
      await symlink('old/deep', join(root, 'current'));
      await withJail(backend, (jail) => expectRefusal(jail.removeTree(pathOf(path)), 'not-a-folder'));
      expect(existsSync(join(root, 'old', 'deep', 'deeper', 'two'))).toBe(true);
    });
  },
  ['native', 'walk'],
);
