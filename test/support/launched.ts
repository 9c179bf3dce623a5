// The built launcher as a process of its own, for tests of how it starts, refuses, recovers and stops. `product.ts` is the
// shorter way for tests that only need a running product.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './product.js';

/** The checkout whose build is tested. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** One start of the launcher. */
export interface Launched {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with 'ready', or with the exit code when it ended before that. */
  readonly outcome: Promise<'ready' | number | null>;
  readonly exitCode: Promise<number | null>;
}

/** A data folder and ports that several starts share. */
export interface Installation {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Starts the launcher on it; `over` replaces settings, `root` is the checkout to start from. */
  launch(over?: NodeJS.ProcessEnv, root?: string): Launched;
  /** Kills what still runs and removes the folder. */
  dispose(): Promise<void>;
}

/** A new installation in the machine's folder for temporary files. Nothing is started or made in `dataDir`. */
export async function newInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'portside-start-'));
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  const [httpPort, ftpPort] = [await freePort(), await freePort()];
  const env = { DATA_DIR: dataDir, HTTP_PORT: String(httpPort), FTP_PORT: String(ftpPort), FTP_WORKERS: '1' };
  const starts: Launched[] = [];
  return {
    dataDir,
    env,
    launch: (over = {}, root = checkout) => {
      const started = launch({ ...env, DRAIN_SECONDS: '1', LOG_LEVEL: 'warn', ...over }, root);
      starts.push(started);
      return started;
    },
    dispose: async () => {
      for (const started of starts) {
        started.process.kill('SIGTERM');
        await started.exitCode;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function launch(env: NodeJS.ProcessEnv, root: string): Launched {
  const launcher = spawn(process.execPath, [join(root, 'dist/src/launch/main.js')], {
    cwd: '/',
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const exitCode = new Promise<number | null>((resolve) => launcher.once('close', resolve));
  const ready = new Promise<'ready'>((resolve) => {
    launcher.stdout.on('data', (text: Buffer) => {
      stdout += text.toString();
      if (stdout.includes('Ctrl-C stops')) resolve('ready');
    });
  });
  launcher.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  return {
    process: launcher,
    stdout: () => stdout,
    stderr: () => stderr,
    exitCode,
    outcome: Promise.race([ready, exitCode]),
  };
}
