// A process beside the test that exchanges two names on the disk without a pause: what an attacker with a shell, or a
// second FTP session, would do to a path while it is being checked.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { needsPrograms } from './programs.js';

/** What the flipper needs; without it a test is skipped by name. */
export const flipperNeeds = needsPrograms('python3');

const script = fileURLToPath(new URL('flip.py', import.meta.url));

/** Starts exchanging; resolves when the first exchange has been made. */
export async function startFlipping(one: string, other: string): Promise<{ stop(): Promise<void> }> {
  const child: ChildProcess = spawn('python3', [script, one, other], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const first = await Promise.race([once(child.stdout!, 'data'), ended.then(() => undefined)]);
  if (first === undefined) throw new Error('The flipper could not exchange the names.');
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
