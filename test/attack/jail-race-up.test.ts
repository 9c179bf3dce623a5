// The race for `..`: a folder that a path leads through is moved out of the home and back without a pause, so that the
// folder above it is outside. And somebody who only renames keeps nobody from following a link with `..` in it.
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Jail, JailError } from '../../src/ftp/jail/jail.js';
import { flipperNeeds, startFlipping } from '../support/flipper.js';
import { isRoot, makeHome, testIdentity, type TestHome } from '../support/home.js';
import { overEachBackend, pathOf, readAll, sturdyBackends } from '../support/jails.js';

const tries = Number(process.env.ATTACK_TRIES ?? '6000');

/** How often the kernel's own way up may stay inside before the flipper is taken for dead. */
const controlBound = 1_000_000;

overEachBackend(
  `a folder that is moved out of the home and back${flipperNeeds.note}`,
  (backend) => {
    let place: TestHome;
    let outside: string;
    let jail: Jail;
    let flipper: { stop(): Promise<void> } | undefined;

    beforeEach(async () => {
      place = makeHome();
      outside = mkdtempSync(join(tmpdir(), 'portside-outside-'));
      jail = await Jail.open(place.home, { backend });
      for (const name of ['file', 'in/deep/file']) place.write(name, 'inside');
      mkdirSync(join(outside, 'in/deep'), { recursive: true });
      for (const name of ['file', 'in/deep/file']) writeFileSync(join(outside, name), 'outside');
      for (const name of ['', 'in', 'in/deep', 'file', 'in/deep/file']) openToCustomer(join(outside, name));
      symlinkSync(`in/deep/${'../deep/'.repeat(6)}../../file`, join(place.path, 'up'));
    });

    afterEach(async () => {
      await flipper?.stop();
      flipper = undefined;
      await jail.close();
      place.remove();
      rmSync(outside, { recursive: true });
    });

    it.skipIf(flipperNeeds.missing)(
      'leads nobody up to where it stands meanwhile',
      { timeout: 120_000 + tries * 10 },
      async () => {
        flipper = await startFlipping(join(place.path, 'in'), join(outside, 'in'));
        expectPlainWayToLeadOut(join(place.path, 'up'));
        let read = 0;
        for (let tried = 0; tried < tries || (read === 0 && tried < tries * 50); tried += 1) {
          const content = await contentOrRefusal(jail);
          expect(content).not.toBe('outside');
          if (content === 'inside') read += 1;
        }
        expect(read).toBeGreaterThan(0);
      },
    );

    it.skipIf(flipperNeeds.missing)('keeps nobody from a link with `..` elsewhere', { timeout: 60_000 }, async () => {
      place.write('one/file', 'inside');
      place.write('two/file', 'inside');
      flipper = await startFlipping(join(place.path, 'one'), join(place.path, 'two'));
      let refused = 0;
      for (let tried = 0; tried < 2000; tried += 1) if ((await contentOrRefusal(jail)) !== 'inside') refused += 1;
      expect(refused).toBe(0);
    });
  },
  sturdyBackends,
);

function openToCustomer(path: string): void {
  const { uid, gid } = testIdentity();
  if (isRoot) chownSync(path, uid, gid);
  chmodSync(path, 0o777);
}

function expectPlainWayToLeadOut(path: string): void {
  for (let tried = 0; tried < controlBound; tried += 1) if (readPlainly(path) === 'outside') return;
  throw new Error('The plain way never led out: the folder is not being moved, and this test shows nothing.');
}

function readPlainly(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // The folder is being moved at this moment.
    return undefined;
  }
}

async function contentOrRefusal(jail: Jail): Promise<string> {
  try {
    return await readAll(jail, pathOf('/up'));
  } catch (error) {
    if (error instanceof JailError && error.code !== 'io') return error.code;
    throw error;
  }
}
