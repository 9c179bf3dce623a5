// The whole built product, started the way a newcomer starts it, in a data folder and on ports of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownPorts } from './own-ports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Somebody who can sign in or log in. */
export interface Login {
  readonly name: string;
  readonly password: string;
}

/** A running Portside. */
export interface Product {
  readonly panelUrl: string;
  readonly ftpPort: number;
  readonly dataDir: string;
  readonly admin: Login;
  readonly demoCustomer: Login;
  readonly demoAccount: Login;
  /** Everything the start printed so far. */
  readonly output: () => string;
  readonly launcher: ChildProcess;
  /** Ends it as Ctrl-C does and gives the exit code. */
  stop(): Promise<number | null>;
  /** Stops it where it still runs and removes its data. */
  dispose(): Promise<void>;
}

/** A TCP port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

/** Starts an empty installation with the demo customer. Rejects with everything that was printed when it ends early. */
export async function startProduct(env: NodeJS.ProcessEnv = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portside-data-'));
  await chmod(dataDir, 0o755);
  const [httpPort, ftpPort] = [await freePort(), await freePort()];
  const passive = await ownPorts();
  const launcher = spawn(process.execPath, ['start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      HTTP_PORT: String(httpPort),
      FTP_PORT: String(ftpPort),
      SERVER_NAME: 'web-01',
      FTP_WORKERS: '2',
      DRAIN_SECONDS: '1',
      PASSIVE_PORTS: `${passive.firstPort}-${passive.lastPort}`,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
  const output = await readyOutput(launcher, ended);
  const loginAfter = (label: string): Login => {
    const found = new RegExp(`${label}\\s+(\\S+)\\s+password (\\S+)`).exec(output());
    return { name: found?.[1] ?? '', password: found?.[2] ?? '' };
  };
  const stop = async (): Promise<number | null> => {
    if (launcher.exitCode === null && launcher.signalCode === null) launcher.kill('SIGINT');
    return ended;
  };
  return {
    panelUrl: `http://127.0.0.1:${httpPort}`,
    ftpPort,
    dataDir,
    admin: loginAfter('Admin'),
    demoCustomer: loginAfter('Demo customer'),
    demoAccount: loginAfter('FTP account'),
    output,
    launcher,
    stop,
    dispose: async () => {
      await stop();
      passive.giveBack();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function readyOutput(launcher: ChildProcess, ended: Promise<number | null>): Promise<() => string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Ctrl-C stops')) resolve(() => printed);
    };
    launcher.stdout?.on('data', take);
    launcher.stderr?.on('data', take);
    void ended.then((code) => reject(new Error(`The start ended with ${code}:\n${printed}`)));
  });
}
