// A process beside the test that exchanges two names on the disk without a pause: what an attacker with a shell, or a
// second FTP session, would do to a path while it is being checked.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needsPrograms, programPath } from './programs.js';

const compiler = programPath('cc');

/** What the flipper needs; without it a test is skipped by name. */
export const flipperNeeds = compiler === undefined ? needsPrograms('python3') : needsPrograms('cc');

const source = (name: string) => fileURLToPath(new URL(name, import.meta.url));

let built: string | undefined;

/** The program and its first words; compiled once for a process of tests. */
function flipper(): readonly [string, ...string[]] {
  if (compiler === undefined) return ['python3', source('flip.py')];
  if (built === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'portside-flip-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    execFileSync(compiler, ['-O2', '-o', join(folder, 'flip'), source('flip.c')]);
    built = join(folder, 'flip');
  }
  return [built];
}

/**
 * Starts exchanging `name`, a file or folder, with `other`, a link to `target`; resolves when the first exchange has
 * been made. What an attacked operation takes away is put back. Without `target` two folders, or two files, are exchanged.
 */
export async function startFlipping(name: string, other: string, target?: string): Promise<{ stop(): Promise<void> }> {
  const [program, ...first] = flipper();
  const child: ChildProcess = spawn(program, [...first, name, other, ...(target === undefined ? [] : [target])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const flips = await Promise.race([once(child.stdout!, 'data'), ended.then(() => undefined)]);
  if (flips === undefined) throw new Error('The flipper could not exchange the names.');
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
