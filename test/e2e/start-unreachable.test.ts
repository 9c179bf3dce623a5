// A checkout and a DATA_DIR in a folder that only root can enter, as in root's home: what the other users need is put
// where they can reach it, and the start says so.
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { mirrorProgram } from '../../src/launch/mirror.js';
import { checkout, newInstallation } from '../support/launched.js';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)(`started as root in a folder that only root can enter${isRoot ? '' : ' [needs root]'}`, () => {
  it('serves from /var/lib/portside and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portside-closed-'));
    clean.push(() => rm(folder, { recursive: true, force: true }));
    const clone = join(folder, 'clone');
    mirrorProgram({ root: checkout, node: process.execPath }, clone);
    copyFileSync(join(checkout, 'package-lock.json'), join(clone, 'package-lock.json'));
    await chmod(folder, 0o700);

    const made = await newInstallation();
    clean.push(() => made.dispose());
    const started = made.launch({ DATA_DIR: join(clone, 'var') }, clone);
    expect(await started.outcome, started.stderr()).toBe('ready');
    const base = /the data lie in (\/var\/lib\/portside\/\S+)\.\n/.exec(started.stdout())?.[1] ?? '';
    clean.push(() => rm(base, { recursive: true, force: true }));

    expect(started.stdout()).toMatch(/Other users cannot read .*clone, so the roles run from \/var\/lib\/portside\//);
    expect((await fetch(`http://127.0.0.1:${made.env.HTTP_PORT ?? ''}/`)).status).toBe(200);
    expect(statSync(join(base, 'sites/demo.example')).uid).toBeGreaterThanOrEqual(1000);
    expect(readFileSync(join(clone, 'var/WHERE-THE-DATA-ARE.txt'), 'utf8')).toContain(base);
    started.process.kill('SIGTERM');
    expect(await started.exitCode).toBe(0);

    const again = made.launch({ DATA_DIR: join(clone, 'var') }, clone);
    expect(await again.outcome).toBe('ready');
    expect(again.stdout()).not.toMatch(/password/);
    expect(existsSync(join(clone, 'var/postgres'))).toBe(false);
    again.process.kill('SIGTERM');
    await again.exitCode;
  });
});
