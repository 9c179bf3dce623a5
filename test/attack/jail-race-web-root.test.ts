// The race for the web root itself: a link on the way to it counts only where nobody but root can write, so a customer
// exchanges the folder that the link stands in for one of root's between the look at the link and the look at its folder.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HostPath } from '../../src/ftp/account.js';
import { Jail, JailError } from '../../src/ftp/jail/jail.js';
import { rootPath } from '../../src/ftp/virtual-path.js';
import { flipperNeeds, startFlipping } from '../support/flipper.js';
import { customerId, isRoot, testIdentity } from '../support/home.js';
import { namesIn, overEachBackend, sturdyBackends } from '../support/jails.js';

const tries = Number(process.env.ATTACK_TRIES ?? '6000');

overEachBackend(
  `a web root behind a folder that the customer exchanges${flipperNeeds.note}`,
  (backend) => {
    let base: string;

    beforeEach(() => {
      base = mkdtempSync(join(tmpdir(), 'portside-base-'));
      chmodSync(base, 0o755);
      for (const name of ['outside', 'customer', 'customer/site', 'customer/logs']) mkdirSync(join(base, name));
      for (const name of ['customer', 'customer/site']) chownSync(join(base, name), customerId, customerId);
      writeFileSync(join(base, 'outside/only-outside'), '');
      symlinkSync('../../outside', join(base, 'customer/site/public'));
    });

    afterEach(() => rmSync(base, { recursive: true }));

    it.skipIf(!isRoot || flipperNeeds.missing)(
      'is never the one that a link of the customer names [needs root]',
      { timeout: 60_000 + tries * 5 },
      async () => {
        const webRoot = join(base, 'customer/site/public') as HostPath;
        const flipper = await startFlipping(join(base, 'customer/site'), join(base, 'customer/logs'));
        const refusals = new Set<string>();
        try {
          for (let tried = 0; tried < tries; tried += 1) {
            const seen = await namesBelow(webRoot);
            if (seen instanceof JailError) refusals.add(seen.code);
            else expect(seen).not.toContain('only-outside');
          }
        } finally {
          await flipper.stop();
        }
        // The link was found, and so was the folder without one.
        expect([...refusals].sort()).toEqual(['home-missing', 'not-permitted']);
      },
    );

    async function namesBelow(webRoot: HostPath): Promise<string[] | JailError> {
      let jail: Jail | undefined;
      try {
        jail = await Jail.open({ webRoot, folder: rootPath, identity: testIdentity() }, { backend });
        return await namesIn(jail, '/');
      } catch (error) {
        if (error instanceof JailError) return error;
        throw error;
      } finally {
        await jail?.close();
      }
    }
  },
  sturdyBackends,
);
