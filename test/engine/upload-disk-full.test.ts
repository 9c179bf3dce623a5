// Uploads to a disk that fails them: a real file system of one MiB, whose room, quota and rights run out.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmodSync, chownSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootPath } from '../../src/ftp/virtual-path.js';
import type { HostPath } from '../../src/ftp/account.js';
import { said } from '../support/ftp-client.js';
import { customerId, isRoot, testIdentity } from '../support/home.js';
import { run } from '../support/programs.js';
import { startEngine, type Engine } from '../support/start-engine.js';

const tooMuch = Buffer.alloc(2 * 1024 * 1024, 'x');

/** Mounts a file system of its own; says whether this machine lets us. */
async function mounted(options: string): Promise<string | undefined> {
  if (!isRoot || process.platform !== 'linux') return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'portside-disk-'));
  const { exitCode } = await run('mount', ['-t', 'tmpfs', '-o', options, 'portside-test', folder]);
  if (exitCode !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  chmodSync(folder, 0o755);
  chownSync(folder, customerId, customerId);
  return folder;
}

async function unmount(folder: string): Promise<void> {
  await run('umount', ['-l', folder]);
  rmSync(folder, { recursive: true });
}

async function works(options: string): Promise<boolean> {
  const folder = await mounted(options);
  if (folder !== undefined) await unmount(folder);
  return folder !== undefined;
}

const small = 'size=1m';
const withQuota = 'size=8m,usrquota,usrquota_block_hardlimit=1m';
const canMount = await works(small);
const canLimit = await works(withQuota);

describe.skipIf(!canMount)(`an upload to a disk of one MiB${canMount ? '' : ' [needs root and mount]'}`, () => {
  let engine: Engine;
  let folder: string;

  const begin = async (options: string) => {
    folder = (await mounted(options)) ?? '';
    writeFileSync(join(folder, 'index.html'), 'old page');
    chownSync(join(folder, 'index.html'), customerId, customerId);
    const home = { webRoot: folder as HostPath, folder: rootPath, identity: testIdentity() };
    engine = await startEngine({ account: { home } });
    const client = await engine.logIn();
    await client.say('TYPE I');
    return client;
  };

  beforeEach(() => {
    folder = '';
  });
  afterEach(async () => {
    await engine.stop();
    await unmount(folder);
  });

  it.each(['STOR index.html', 'STOR new', 'STOU new', 'APPE index.html'])(
    'is 452 when it is full: %s',
    async (line) => {
      const client = await begin(small);
      expect(said(await client.store(line, tooMuch))).toBe('452 The disk is full.');
      expect(readFileSync(join(folder, 'index.html'), 'latin1').slice(0, 8)).toBe('old page');
      expect(statSync(join(folder, 'index.html')).size).toBe(line.startsWith('APPE') ? 1024 * 1024 : 8);
      expect(engine.observer.transfers).toMatchObject([{ outcome: 'failed', sha256: undefined }]);
    },
  );

  it('is 452 before anything is sent where the copy for REST finds no room', async () => {
    const client = await begin(small);
    writeFileSync(join(folder, 'large'), tooMuch.subarray(0, 700 * 1024));
    chownSync(join(folder, 'large'), customerId, customerId);
    await client.say('REST 600000');
    const answer = said(await client.store('STOR large', 'x'));
    expect(answer).toMatch(
      /^452 To go on inside this file a copy of 600000 bytes is needed, and the disk has \d+ left/,
    );
    expect(statSync(join(folder, 'large')).size).toBe(700 * 1024);
  });

  it.skipIf(!canLimit)(`is 552 when the user's quota is used up${canLimit ? '' : ' [needs quotas]'}`, async () => {
    const client = await begin(withQuota);
    expect(said(await client.store('STOR index.html', tooMuch))).toMatch(/^552 /);
    expect(readFileSync(join(folder, 'index.html'), 'latin1')).toBe('old page');
  });

  it('is 550 where the disk is read-only', async () => {
    const client = await begin(small);
    expect((await run('mount', ['-o', 'remount,ro', folder])).exitCode).toBe(0);
    for (const line of ['STOR index.html', 'STOR new', 'APPE index.html', 'STOU new']) {
      expect(said(await client.store(line, 'x'))).toBe('550 The file system is read-only.');
    }
  });
});
