// A file that the disk cannot read or write, in the middle of a transfer: the memory of a process, which answers EIO where
// nothing is mapped.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostPath } from '../../src/ftp/account.js';
import { rootPath } from '../../src/ftp/virtual-path.js';
import { said } from '../support/ftp-client.js';
import { isRoot, testIdentity } from '../support/home.js';
import { startEngine, type Engine } from '../support/start-engine.js';

const { platform } = process;

describe.skipIf(platform !== 'linux')(
  `a file that the disk fails${platform === 'linux' ? '' : ' [needs Linux]'}`,
  () => {
    let engine: Engine;
    let owner: ChildProcess;

    beforeEach(async () => {
      const identity = testIdentity();
      const ids = isRoot ? { uid: identity.uid, gid: identity.gid } : {};
      owner = spawn('sleep', ['60'], { ...ids, stdio: 'ignore' });
      await once(owner, 'spawn');
      const home = { webRoot: `/proc/${owner.pid}` as HostPath, folder: rootPath, identity };
      engine = await startEngine({ account: { home, uploads: 'direct' } });
    });

    afterEach(async () => {
      await engine.stop();
      owner.kill();
    });

    it.each(['RETR', 'STOR', 'APPE'])('is 451 to %s, which says that the disk failed', async (verb) => {
      const client = await engine.logIn();
      await client.say('TYPE I');
      const data = await client.passive();
      const opening = await client.say(`${verb} mem`);
      expect(said(opening)).toMatch(/^150/);
      if (verb !== 'RETR') data.end('bytes that cannot be written');
      expect(said(await client.reply())).toMatch(/^451 .*disk/);
      expect(engine.observer.transfers).toMatchObject([{ outcome: 'failed' }]);
    });
  },
);
