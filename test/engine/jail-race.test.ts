// The swap race: a folder, or a file, is exchanged for a link to outside while the jail works on it. The usual way, to
// check the real path and then open it, must escape in the same run; the walk never does.
import {
  chownSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Jail, JailError } from '../../src/ftp/jail/jail.js';
import { flipperNeeds, startFlipping } from '../support/flipper.js';
import { isRoot, makeHome, testIdentity, type TestHome } from '../support/home.js';
import { entriesIn, pathOf, readAll, store } from '../support/jails.js';

const tries = 3000;

/** How often the control may fail to escape before the flipper is taken for dead. */
const controlBound = 500_000;

const canSkip = process.platform !== 'linux' || flipperNeeds.missing;

describe.skipIf(canSkip)(
  `while a name is exchanged for a link to outside${flipperNeeds.note} [needs Linux]`,
  { timeout: 180_000 },
  () => {
    let place: TestHome;
    let outside: string;
    let jail: Jail;
    let flipper: { stop(): Promise<void> } | undefined;
    const inHome = (name: string) => join(place.path, name);

    beforeEach(async () => {
      place = makeHome();
      outside = mkdtempSync(join(tmpdir(), 'portside-outside-'));
      fillOutside(outside);
      jail = await Jail.open(place.home, { backend: 'walk' });
    });

    afterEach(async () => {
      await flipper?.stop();
      flipper = undefined;
      await jail.close();
      place.remove();
      rmSync(outside, { recursive: true });
    });

    /** `/flip` is a folder one moment and a link to the outside folder the next. */
    async function flipFolder(): Promise<void> {
      for (const name of ['file', 'victim', 'folder/inside']) place.write(`flip/${name}`, 'inside');
      symlinkSync(outside, inHome('evil'));
      flipper = await startFlipping(inHome('flip'), inHome('evil'));
      expectControlToEscape('flip/file');
    }

    /** `/flip` is a file one moment and a link to the outside file the next. */
    async function flipFile(): Promise<void> {
      place.write('flip', 'inside');
      symlinkSync(join(outside, 'file'), inHome('evil'));
      flipper = await startFlipping(inHome('flip'), inHome('evil'));
      expectControlToEscape('flip');
    }

    function expectControlToEscape(name: string): void {
      for (let tried = 0; tried < controlBound; tried += 1) {
        if (readNaively(place.path, inHome(name)) === 'outside') return;
      }
      throw new Error('The usual check never escaped: the names are not being exchanged, and this test shows nothing.');
    }

    /** Tries the steps in turn, each whether the one before got through or not; each must get through now and then. */
    async function attack(...steps: ((attempt: number) => Promise<unknown>)[]): Promise<void> {
      const succeeded = steps.map(() => 0);
      for (let attempt = 0; attempt < tries; attempt += 1) {
        for (const [index, step] of steps.entries()) {
          try {
            await step(attempt);
            succeeded[index] = (succeeded[index] ?? 0) + 1;
          } catch (error) {
            if (!(error instanceof JailError)) throw error;
          }
        }
      }
      // How often is the scheduler's business: a busy machine let 23 of 3,000 through.
      expect(Math.min(...succeeded)).toBeGreaterThan(0);
    }

    it('reading reads nothing outside', async () => {
      await flipFolder();
      await attack(async () => expect(await readAll(jail, pathOf('/flip/file'))).toBe('inside'));
      expectControlToEscape('flip/file');
    });

    it('reading the exchanged file itself reads nothing outside', async () => {
      await flipFile();
      await attack(async () => expect(await readAll(jail, pathOf('/flip'))).toBe('inside'));
      expectControlToEscape('flip');
    });

    it('looking describes nothing outside', async () => {
      await flipFolder();
      const canaries = [lstatSync(outside).ino, lstatSync(join(outside, 'file')).ino].map((ino) => ino.toString(16));
      await attack(async () => {
        for (const name of ['/flip/file', '/flip']) {
          expect(canaries).not.toContain((await jail.stat(pathOf(name))).unique.split('g')[1]);
        }
      });
      expectControlToEscape('flip/file');
    });

    it('listing names nothing outside', async () => {
      await flipFolder();
      await attack(async () => {
        expect((await entriesIn(jail, '/flip')).map((entry) => entry.name)).not.toContain('only-outside');
      });
      expectControlToEscape('flip/file');
    });

    it.each<[string, ...((attempt: number) => Promise<unknown>)[]]>([
      ['storing new files', (attempt) => store(jail, pathOf(`/flip/new-${attempt % 50}`), 'x')],
      ['replacing a file', () => store(jail, pathOf('/flip/file'), 'inside')],
      ['giving uploads up', (attempt) => giveUp(jail, `/flip/part-${attempt % 50}`)],
      ['storing under a unique name', () => storeUnique(jail, '/flip')],
      ['appending', () => append(jail, '/flip/victim')],
      ['making folders', (attempt) => jail.makeFolder(pathOf(`/flip/folder-${attempt}`))],
      [
        'removing a file',
        () => jail.removeFile(pathOf('/flip/victim')),
        () => store(jail, pathOf('/flip/victim'), 'inside'),
      ],
      [
        'removing a folder',
        () => jail.makeFolder(pathOf('/flip/empty')),
        () => jail.removeFolder(pathOf('/flip/empty')),
      ],
      [
        'renaming into',
        () => store(jail, pathOf('/mine'), 'x'),
        (attempt) => jail.rename(pathOf('/mine'), pathOf(`/flip/moved-${attempt % 50}`)),
      ],
      [
        'renaming out',
        () => jail.rename(pathOf('/flip/victim'), pathOf('/taken')),
        async () => expect(await readAll(jail, pathOf('/taken'))).toBe('inside'),
        () => jail.rename(pathOf('/taken'), pathOf('/flip/victim')),
      ],
      ['changing permissions', () => jail.chmod(pathOf('/flip/file'), 0o640)],
      ['setting times', () => jail.setTimes(pathOf('/flip/file'), new Date(0))],
    ])('%s changes nothing outside', async (_name, ...steps) => {
      await flipFolder();
      await attack(...steps);
      expectControlToEscape('flip/file');
      expectOutsideUntouched(outside);
    });

    it.each<[string, () => Promise<unknown>]>([
      ['replacing it', () => store(jail, pathOf('/flip'), 'inside').finally(putLinkBack)],
      ['appending to it', () => append(jail, '/flip')],
      ['changing its permissions', () => jail.chmod(pathOf('/flip'), 0o644)],
      ['setting its time', () => jail.setTimes(pathOf('/flip'), new Date(0))],
    ])('a file: %s changes nothing outside', async (_name, operation) => {
      await flipFile();
      await attack(operation);
      expectControlToEscape('flip');
      expectOutsideUntouched(outside);
    });

    /** An upload may rightly take the place of the link itself; then there would be nothing left to exchange. */
    function putLinkBack(): void {
      const isLink = (name: string) => lstatSync(inHome(name)).isSymbolicLink();
      // The two looks are not one: between them the names may be exchanged, so one unequal pair of many is enough.
      for (let look = 0; look < 100; look += 1) if (isLink('flip') !== isLink('evil')) return;
      if (isLink('evil')) place.write('spare', 'inside');
      else symlinkSync(join(outside, 'file'), inHome('spare'));
      renameSync(inHome('spare'), inHome('evil'));
    }
  },
);

function fillOutside(folder: string): void {
  const { uid, gid } = testIdentity();
  mkdirSync(join(folder, 'folder'));
  mkdirSync(join(folder, 'empty'));
  for (const name of ['file', 'victim', 'only-outside']) writeFileSync(join(folder, name), 'outside');
  for (const name of ['', 'folder', 'empty', 'file', 'victim', 'only-outside']) {
    if (isRoot) chownSync(join(folder, name), uid, gid);
    chmodSync(join(folder, name), 0o777);
  }
}

function expectOutsideUntouched(folder: string): void {
  expect(readdirSync(folder).sort()).toEqual(['empty', 'file', 'folder', 'only-outside', 'victim']);
  for (const name of ['file', 'victim', 'only-outside']) {
    const stats = statSync(join(folder, name));
    expect(readFileSync(join(folder, name), 'latin1')).toBe('outside');
    expect(stats.mode & 0o7777).toBe(0o777);
    expect(stats.mtimeMs).toBeGreaterThan(1_000_000_000_000);
  }
}

/** What most servers do: resolve the path, compare its beginning, use it. */
function readNaively(home: string, path: string): string | undefined {
  try {
    return realpathSync(path).startsWith(home) ? readFileSync(path, 'latin1') : undefined;
  } catch {
    // The name was a link a moment ago, or is one now.
    return existsSync(home) ? undefined : 'the home is gone';
  }
}

async function giveUp(jail: Jail, path: string): Promise<void> {
  const upload = await jail.create(pathOf(path), { atByte: 0, append: false, overwrite: true });
  await upload.write(Buffer.from('part'));
  await upload.discard();
}

async function storeUnique(jail: Jail, folder: string): Promise<void> {
  const { path, upload } = await jail.createUnique(pathOf(folder), 'unique');
  await upload.write(Buffer.from('x'));
  await upload.keep();
  await jail.removeFile(path);
}

async function append(jail: Jail, path: string): Promise<void> {
  const upload = await jail.create(pathOf(path), { atByte: 0, append: true, overwrite: true });
  await upload.write(Buffer.from('x'));
  await upload.keep();
}
