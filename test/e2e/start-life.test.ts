// An installation through its life, one step after the other: first start, every part killed, later starts, the end.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { type Installation, type Launched, newInstallation } from '../support/launched.js';

async function ready(made: Installation): Promise<Launched> {
  const started = made.launch();
  const outcome = await started.outcome;
  if (outcome !== 'ready') throw new Error(`It ended with ${outcome}: ${started.stderr()}`);
  return started;
}

async function stop(started: Launched): Promise<void> {
  started.process.kill('SIGTERM');
  expect(await started.exitCode).toBe(0);
}

const postmaster = (made: Installation) =>
  Number.parseInt(readFileSync(join(made.dataDir, 'postgres/data/postmaster.pid'), 'utf8'), 10);

/** The pids of the role processes, as the launcher has noted them. */
const roles = (made: Installation) =>
  (JSON.parse(readFileSync(join(made.dataDir, 'state/roles.json'), 'utf8')) as { pid: number }[]).map(({ pid }) => pid);

/** The first bytes that the port says, or '' where it takes a connection in silence; undefined where nobody listens. */
function greeting(port: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = new Socket().connect(Number(port), '127.0.0.1');
    socket.once('error', () => resolve(undefined));
    socket.once('data', (text) => {
      socket.destroy();
      resolve(text.toString());
    });
  });
}

const panelAnswers = async (made: Installation) =>
  (await fetch(`http://127.0.0.1:${made.env.HTTP_PORT ?? ''}/`).catch(() => undefined))?.ok === true;

async function serves(made: Installation): Promise<void> {
  await eventually('the panel answers', () => panelAnswers(made), 60_000);
  const said = await eventually('the FTP server answers', () => greeting(made.env.FTP_PORT), 60_000);
  expect(said).toMatch(/^220/);
}

describe('an installation', () => {
  let made: Installation;
  let now: Launched;

  beforeAll(async () => {
    made = await newInstallation();
  });
  afterAll(() => made.dispose());

  it('tells its passwords at the first start', async () => {
    now = await ready(made);
    expect(now.stdout()).toMatch(/Admin +admin@portside\.example +password \S{16}\n/);
    expect(now.stdout()).toMatch(/Demo customer +demo@portside\.example +password \S{16}\n/);
    expect(now.stdout()).toMatch(/curl --ssl-reqd -k -u 'demo@demo\.example:\S{16}' ftp:\/\/127\.0\.0\.1:\d+\/\n/);
    await serves(made);
  });

  it('is refused to a second launcher while the first runs', async () => {
    const second = made.launch();
    expect(await second.outcome).toBe(1);
    await second.exitCode;
    expect(second.stderr()).toMatch(/^DATA_DIR: another Portside \(process \d+\) already uses .*another folder\.\n$/);
    await serves(made);
  });

  it('starts a killed role and a killed Postgres again by itself', async () => {
    for (const pid of roles(made)) {
      const before = roles(made);
      process.kill(pid, 'SIGKILL');
      await eventually('the role has a new process', () => roles(made).some((role) => !before.includes(role)), 30_000);
    }
    await serves(made);
    const before = postmaster(made);
    process.kill(before, 'SIGKILL');
    await eventually(
      'Postgres has a new process',
      () => existsSync(join(made.dataDir, 'postgres/data/postmaster.pid')) && postmaster(made) !== before,
      30_000,
    );
    await serves(made);
  });

  it('stops without a trace', async () => {
    await stop(now);
    expect(existsSync(join(made.dataDir, 'launcher.lock'))).toBe(false);
    expect(existsSync(join(made.dataDir, 'postgres/data/postmaster.pid'))).toBe(false);
    expect(await greeting(made.env.FTP_PORT)).toBeUndefined();
  });

  it('keeps its data, and tells no password, at a later start', async () => {
    now = await ready(made);
    expect(now.stdout()).not.toMatch(/password/);
    await serves(made);
  });

  it('recovers from a killed launcher at the next start', async () => {
    const left = [postmaster(made), ...roles(made)];
    now.process.kill('SIGKILL');
    await now.exitCode;

    now = await ready(made);
    await serves(made);
    expect([postmaster(made), ...roles(made)].filter((pid) => left.includes(pid))).toEqual([]);
  });

  it('recovers at the next start when every process was killed at once', async () => {
    for (const pid of [now.process.pid ?? 0, postmaster(made), ...roles(made)]) process.kill(pid, 'SIGKILL');
    await now.exitCode;

    now = await ready(made);
    await serves(made);
    await stop(now);
  });
});

describe('a new installation', () => {
  it('stops cleanly when it is told to before it is ready', async () => {
    const made = await newInstallation();
    const started = made.launch();
    await eventually('it has begun', () => existsSync(join(made.dataDir, 'launcher.lock')));
    started.process.kill('SIGTERM');

    expect(await started.exitCode).toBe(0);
    expect(existsSync(join(made.dataDir, 'launcher.lock'))).toBe(false);
    expect(started.stdout()).not.toMatch(/is ready/);
    await made.dispose();
  });
});
