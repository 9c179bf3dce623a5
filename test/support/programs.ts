// Programs a test needs that `npm ci` does not bring. Where one is missing the test is skipped by name, and the name
// tells which Debian package would bring it; the closing lines of the run collect them.
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program, or undefined where this machine lacks it. */
export function programPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      const path = join(folder, name);
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** Debian packages that are not called like their program. */
const packageOf: Readonly<Record<string, string>> = {
  setpriv: 'util-linux',
  ip: 'iproute2',
  nft: 'nftables',
  ncftpput: 'ncftp',
  ncftpget: 'ncftp',
  php: 'php-cli',
  aria2c: 'aria2',
};

/** How to skip a test that needs these programs: `it.skipIf(needs.missing)(…)`, with `needs.note` in its name. */
export function needsPrograms(...programs: readonly string[]): { missing: boolean; note: string } {
  const absent = programs.filter((name) => programPath(name) === undefined).map((name) => packageOf[name] ?? name);
  return { missing: absent.length > 0, note: absent.length > 0 ? ` [missing: ${absent.join(' ')}]` : '' };
}

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, at most a minute, and says how it ended; it does not throw for an exit code. */
export function run(
  program: string,
  args: readonly string[],
  options: { input?: string; timeoutMs?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const { input, timeoutMs, ...where } = options;
  return new Promise((resolve) => {
    const child = execFile(
      program,
      [...args],
      { timeout: timeoutMs ?? 60_000, maxBuffer: 64 * 1024 * 1024, killSignal: 'SIGKILL', ...where },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ exitCode, stdout, stderr });
      },
    );
    // A program that ends before it has read its input says so by its exit code.
    child.stdin?.on('error', () => undefined).end(input ?? '');
  });
}
