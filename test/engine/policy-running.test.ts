// A running transfer finishes under the policy that it began with, whatever the next one says; the next transfer obeys.
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataVerbs, presets, type DataVerb, type Preset, type ServerPolicy } from '../../src/ftp/policy.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { login, password, startEngine, type Engine } from '../support/start-engine.js';

/** More than the kernel holds between the two ends: who has not read it is still being sent it. */
const big = Buffer.alloc(20_000_000, 'page');

/** For each verb a preset that forbids it, and how it is said. */
const forbidden: Readonly<Record<DataVerb, readonly [Preset, string]>> = {
  PORT: ['passive-only', 'PORT 127,0,0,1,200,10'],
  EPRT: ['passive-only', 'EPRT |1|127.0.0.1|51210|'],
  PASV: ['active-only', 'PASV'],
  EPSV: ['active-only', 'EPSV'],
};

/** A transfer whose 150 has come and whose bytes still have to. */
interface Running {
  readonly client: FtpClient;
  readonly socket: Socket;
}

/** Connects the way that the verb names; the client says AUTH TLS first where it is to protect its login. */
async function begin(engine: Engine, line: string, how: { verb?: DataVerb; tls?: 'C' | 'P' } = {}): Promise<Running> {
  const { verb = 'EPSV', tls } = how;
  const client = await engine.connect();
  if (tls !== undefined) await client.authTls(tls);
  await client.logIn(login, password);
  if (verb === 'PASV' || verb === 'EPSV') {
    const socket = await client.passive(verb);
    expect(await client.code(line)).toBe(150);
    return { client, socket: client.secureData(socket) };
  }
  const { arrived } = await client.active(verb);
  client.write(`${line}\r\n`);
  const socket = await arrived;
  expect((await client.reply())?.code).toBe(150);
  return { client, socket };
}

async function storedWhole(engine: Engine, { client, socket }: Running): Promise<void> {
  socket.resume().end(big);
  expect((await client.reply())?.code).toBe(226);
  expect(engine.observer.transfers.at(-1)).toMatchObject({ outcome: 'complete', bytes: big.length });
}

async function fetchedWhole({ client, socket }: Running): Promise<void> {
  let got = 0;
  socket.on('data', (chunk: Buffer) => (got += chunk.length));
  expect((await client.reply())?.code).toBe(226);
  await eventually('every byte has come', () => got === big.length);
}

const apply = (engine: Engine, changes: Partial<ServerPolicy>) =>
  engine.server.apply({ ...engine.policy, version: 2, ...changes });

describe('a running transfer finishes', () => {
  it.each(dataVerbs)('in the mode that is forbidden now, by %s, in either direction', async (verb) => {
    const engine = await startEngine();
    engine.home.write('big', big);
    const up = await begin(engine, 'STOR new', { verb });
    const down = await begin(engine, 'RETR big', { verb });
    const [preset, line] = forbidden[verb];
    apply(engine, { verbs: presets[preset] });
    await storedWhole(engine, up);
    await fetchedWhole(down);
    expect(await up.client.code(line)).toBe(502);
  });

  it('on a port that is no longer of the range', async () => {
    const engine = await startEngine();
    const running = await begin(engine, 'STOR new');
    const { passive } = engine.policy;
    apply(engine, { passive: { ...passive, firstPort: passive.lastPort, lastPort: passive.lastPort } });
    await storedWhole(engine, running);
    expect(await running.client.passivePort()).toBe(passive.lastPort);
  });

  it('in the clear, where data has to be protected from now on', async () => {
    const engine = await startEngine();
    const running = await begin(engine, 'STOR new', { tls: 'C' });
    apply(engine, { tls: 'required-data' });
    await storedWhole(engine, running);
    expect(await running.client.code('STOR next')).toBe(521);
  });

  it('without a resumed TLS session, where that is required from now on', async () => {
    const engine = await startEngine();
    const client = await engine.connect();
    await client.authTls();
    await client.logIn(login, password);
    client.resumes = undefined;
    const socket = client.secureData(await client.passive());
    expect(await client.code('STOR new')).toBe(150);
    apply(engine, { tlsSessionReuse: 'require' });
    await storedWhole(engine, { client, socket });
    const next = client.secureData(await client.passive());
    client.write('STOR next\r\n');
    next.end('x');
    expect((await client.reply())?.code).toBe(150);
    expect((await client.reply())?.code).toBe(522);
  });

  it('with the patience that it began with', async () => {
    const engine = await startEngine({ policy: { stallTimeoutMs: 20_000 } });
    const slow = await begin(engine, 'STOR slow');
    apply(engine, { stallTimeoutMs: 100 });
    // One that begins now shows that the new patience is long over when the old one goes on.
    const other = await begin(engine, 'STOR other');
    expect((await other.client.reply())?.code).toBe(426);
    await storedWhole(engine, slow);
  });
});

describe('where TLS becomes required, a session in the clear ends with 421', () => {
  it.each(['STOR new', 'RETR big'])('after its running %s', async (line) => {
    const engine = await startEngine();
    engine.home.write('big', big);
    const running = await begin(engine, line);
    apply(engine, { tls: 'required-login' });
    if (line.startsWith('STOR')) await storedWhole(engine, running);
    else await fetchedWhole(running);
    expect(said(await running.client.reply())).toMatch(/^421 This server takes encrypted sessions only/);
    await running.client.closed();
    await eventually('the session is over', () => engine.observer.ends.length === 1);
    expect(engine.observer.ends).toEqual(['policy']);
  });

  it('after a transfer whose data connection had not come yet', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const port = await client.passivePort();
    client.write('STOR new\r\n');
    await eventually('the transfer is waiting', () => engine.server.sessions()[0]?.transfer !== undefined);
    apply(engine, { tls: 'required-login' });
    const socket = await client.dial(port);
    expect((await client.reply())?.code).toBe(150);
    await storedWhole(engine, { client, socket });
    expect((await client.reply())?.code).toBe(421);
  });

  it('and what was pipelined behind the transfer is not done', async () => {
    const engine = await startEngine();
    const running = await begin(engine, 'STOR new');
    running.client.write('MKD folder\r\n');
    apply(engine, { tls: 'required-login' });
    await storedWhole(engine, running);
    expect((await running.client.reply())?.code).toBe(421);
    await running.client.closed();
    expect(existsSync(join(engine.home.path, 'folder'))).toBe(false);
  });
});
