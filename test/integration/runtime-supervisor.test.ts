import cluster from 'node:cluster';
import { fork, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { Supervisor } from '../../src/ftp-runtime/supervisor.js';
import { eventually } from '../support/eventually.js';

const program = fileURLToPath(new URL('../support/supervised.mjs', import.meta.url));
const events: string[] = [];
let supervisor: Supervisor | undefined;

afterEach(async () => {
  await supervisor?.stop();
  supervisor = undefined;
  events.length = 0;
  delete process.env.FAIL;
  delete process.env.CLAIMS;
});

async function start(options: { workers?: number; stopWithinMs?: number } = {}) {
  process.env.PORT = String(await freePort());
  supervisor = await Supervisor.start({
    workers: options.workers ?? 2,
    program,
    stopWithinMs: options.stopWithinMs ?? 5_000,
    note: (_level, event) => events.push(event),
  });
  return supervisor;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A worker of those on the shared port, and which shares it has been given. */
async function answer(): Promise<{ pid: number; shares: Record<string, number> }> {
  return JSON.parse(await text(connect(Number(process.env.PORT), '127.0.0.1'))) as Awaited<ReturnType<typeof answer>>;
}

/** Which worker answers on the shared port. */
const whoAnswers = async () => (await answer()).pid;

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the supervisor', () => {
  it('is ready when all its workers listen, and they share the port', async () => {
    const { pids } = await start({ workers: 2 });
    expect(pids).toHaveLength(2);
    const answers = new Set<number>();
    await eventually('both have answered', async () => answers.add(await whoAnswers()).size === 2);
    expect([...answers].sort()).toEqual([...pids].sort());
  });

  it('replaces a worker that was killed while the other one goes on serving', async () => {
    const running = await start({ workers: 2 });
    const [victim = 0, survivor = 0] = running.pids;
    process.kill(victim, 'SIGKILL');
    await eventually('there are two again', () => running.pids.length === 2 && !running.pids.includes(victim));
    expect(running.pids).toContain(survivor);
    await eventually('the new one answers', async () => ![victim, survivor].includes(await whoAnswers()));
    expect(events).toContain('worker.died');
    expect(events).toContain('worker.replaced');
  });

  it('keeps trying when the replacement cannot start either', async () => {
    const running = await start({ workers: 1 });
    process.env.FAIL = 'crash';
    process.kill(running.pids[0] ?? 0, 'SIGKILL');
    await eventually(
      'it has failed twice',
      () => events.filter((event) => event === 'worker.not-replaced').length >= 2,
    );
    delete process.env.FAIL;
    await eventually('a worker serves again', () => events.includes('worker.replaced'));
    expect(await whoAnswers()).toBe(running.pids[0]);
  });

  it('refuses to start with the one sentence of the worker that cannot, and leaves none behind', async () => {
    process.env.FAIL = 'refuse';
    await expect(start()).rejects.toMatchObject({
      name: 'SettingError',
      message: 'FTP_PORT: port 21 is in use; stop the program that has it or write another port.',
    });
    expect(Object.keys(cluster.workers ?? {})).toHaveLength(0);
  });

  it('refuses to start when a worker ends without a word', async () => {
    process.env.FAIL = 'crash';
    await expect(start()).rejects.toThrow('An FTP worker ended while it started (exit code 3)');
  });

  it('divides among its workers what they claim, and gives the others what a dead one had', async () => {
    process.env.CLAIMS = '{"x":1}';
    const running = await start({ workers: 2 });
    const told = new Map<number, number | undefined>();
    const allHave = (share: number) => async () => {
      const { pid, shares } = await answer();
      told.set(pid, shares.x);
      return running.pids.length === 2 && running.pids.every((one) => told.get(one) === share);
    };
    await eventually('each has half', allHave(0.5));
    delete process.env.CLAIMS;
    const [victim = 0, survivor = 0] = running.pids;
    process.kill(victim, 'SIGKILL');
    await eventually('there are two again', () => running.pids.length === 2 && !running.pids.includes(victim));
    await eventually('the other has the whole', async () => {
      const { pid, shares } = await answer();
      return pid === survivor && shares.x === 1;
    });
  });

  it('stops every worker, and kills the one that does not obey', async () => {
    process.env.FAIL = 'ignore-stop';
    const running = await start({ workers: 2, stopWithinMs: 200 });
    const pids = [...running.pids];
    await running.stop();
    expect(pids.some(alive)).toBe(false);
    expect(running.pids).toEqual([]);
  });

  it('leaves no worker behind when it is killed itself', async () => {
    const primary = forkPrimary(await freePort());
    const pid = await new Promise<number>((resolve) => primary.once('message', (message) => resolve(Number(message))));
    expect(alive(pid)).toBe(true);
    primary.kill('SIGKILL');
    await eventually('the worker has gone too', () => !alive(pid));
  });
});

/** A primary of its own, which reports its worker's pid. */
function forkPrimary(port: number): ChildProcess {
  const script = fileURLToPath(new URL('../support/primary.mjs', import.meta.url));
  return fork(script, [program], { env: { ...process.env, PORT: String(port) } });
}
