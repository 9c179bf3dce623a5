// What may happen while a transfer runs, and how transfers end that do not end well: never with a 226.
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

/** A client with an upload that waits for more. */
async function uploading(engine: Engine, line = 'STOR half') {
  const client = await engine.logIn();
  const data = await client.passive();
  expect(await client.code(line)).toBe(150);
  data.write('half of it');
  await eventually('some bytes have come', () => (engine.server.sessions()[0]?.transfer?.bytes ?? 0) > 0);
  return { client, data };
}

/** A client with a download too large for the kernel's buffers, which it does not read. */
async function downloading(engine: Engine, type = 'I') {
  engine.home.write('large', Buffer.alloc(64 * 1024 * 1024));
  const client = await engine.logIn();
  await client.say(`TYPE ${type}`);
  const data = await client.passive();
  data.pause();
  expect(await client.code('RETR large')).toBe(150);
  return { client, data };
}

const transfers = [
  ['an upload', uploading],
  ['a download', (engine: Engine) => downloading(engine)],
] as const;

async function ended(engine: Engine): Promise<string | undefined> {
  return eventually('the transfer is recorded', () => engine.observer.transfers[0]?.outcome);
}

describe.each(transfers)('during %s', (_kind, begin) => {
  it('ABOR cuts at once: 426, then 226', async () => {
    const engine = await startEngine();
    const { client } = await begin(engine);
    expect(await client.code('ABOR')).toBe(426);
    expect((await client.reply())?.code).toBe(226);
    expect(await client.code('ABOR')).toBe(225);
    expect(await ended(engine)).toBe('aborted');
    expect(engine.observer.connections).toMatchObject([{ outcome: 'aborted' }]);
    expect((await client.store('STOR next', 'x')).code).toBe(226);
  });

  it('ABOR behind Telnet Interrupt Process and Synch is ABOR', async () => {
    const engine = await startEngine();
    const { client } = await begin(engine);
    client.write(Buffer.from([0xff, 0xf4, 0xff, 0x41, 0x42, 0x4f, 0x52, 0x0d, 0x0a]));
    expect((await client.reply())?.code).toBe(426);
    expect((await client.reply())?.code).toBe(226);
  });

  it('NOOP and STAT are answered at once, everything else in its turn', async () => {
    const engine = await startEngine();
    const { client, data } = await begin(engine);
    expect(await client.code('NOOP')).toBe(200);
    expect(said(await client.say('STAT'))).toMatch(
      /\n A (upload is running: \d+|download is running: \d+ of 67108864) bytes, \d+ a second\n/,
    );
    client.write('PWD\r\nNOOP\r\nABOR\r\n');
    expect(await silence(client)).toBe(true);
    data.resetAndDestroy();
    const codes = [];
    for (let turn = 0; turn < 4; turn += 1) codes.push((await client.reply())?.code);
    expect(codes).toEqual([426, 257, 200, 225]);
  });

  it('a lost control connection cuts it', async () => {
    const engine = await startEngine();
    const { client } = await begin(engine);
    client.reset();
    expect(await ended(engine)).toBe('aborted');
    await eventually('the session is over', () => engine.observer.ends[0] === 'lost');
  });

  it('a reset data connection is 426', async () => {
    const engine = await startEngine();
    const { client, data } = await begin(engine);
    data.resetAndDestroy();
    expect((await client.reply())?.code).toBe(426);
    expect(await ended(engine)).toBe('aborted');
    expect(await client.code('NOOP')).toBe(200);
  });

  it('standing still is 426 in the end', async () => {
    const engine = await startEngine({ policy: { stallTimeoutMs: 150 } });
    const { client } = await begin(engine);
    const words = said(await client.reply());
    const [facts] = engine.observer.connections;
    expect(words).toMatch(/^426 The data connection stood still for too long and was closed\. /);
    expect(words).toMatch(new RegExp(`\\(stalled, ref ${facts?.reference}\\)$`));
  });
});

/** Whether nothing comes although the server has had every chance to speak. */
async function silence(client: FtpClient): Promise<boolean> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return client.unread === '';
}

it('keeps the old file when an upload over it is cut, and a part where the name was free', async () => {
  const engine = await startEngine();
  engine.home.write('page', 'the old page');
  const { client } = await uploading(engine, 'STOR page');
  await client.say('ABOR');
  await client.reply();
  expect(readFileSync(join(engine.home.path, 'page'), 'utf8')).toBe('the old page');
  const second = await client.passive();
  await client.say('STOR fresh');
  second.write('part');
  await eventually('some bytes have come', () => (engine.server.sessions()[0]?.transfer?.bytes ?? 0) > 0);
  await client.say('ABOR');
  await client.reply();
  expect(readFileSync(join(engine.home.path, 'fresh'), 'utf8')).toBe('part');
  expect(engine.observer.transfers).toMatchObject([
    { addedBytes: 10, addedFiles: 1 },
    { addedBytes: 4, addedFiles: 1 },
  ]);
});

it('answers QUIT after the transfer', async () => {
  const engine = await startEngine();
  const { client, data } = await uploading(engine);
  client.write('QUIT\r\n');
  data.end(', and the rest');
  expect((await client.reply())?.code).toBe(226);
  expect((await client.reply())?.code).toBe(221);
  await client.closed();
  expect(readFileSync(join(engine.home.path, 'half'), 'utf8')).toBe('half of it, and the rest');
  await eventually('the session is over', () => engine.observer.ends[0] === 'quit');
});

it('loses nothing of a client that says QUIT and closes before its upload has ended', async () => {
  const engine = await startEngine();
  const { client, data } = await uploading(engine);
  client.socket.end('QUIT\r\n');
  await silence(client);
  data.end(', and the rest');
  expect(await ended(engine)).toBe('complete');
  expect(readFileSync(join(engine.home.path, 'half'), 'utf8')).toBe('half of it, and the rest');
});

it.each(['I', 'A'])('a download in TYPE %s whose file becomes shorter under it is 451', async (type) => {
  const engine = await startEngine();
  const { client, data } = await downloading(engine, type);
  truncateSync(join(engine.home.path, 'large'), 1024);
  data.resume();
  expect((await client.reply())?.code).toBe(451);
  expect(await ended(engine)).toBe('failed');
});

describe.each(['control', 'data'])('a client that is killed during an upload, its %s connection first', (first) => {
  async function killed(name: string): Promise<Engine> {
    const engine = await startEngine();
    engine.home.write('page', 'the old page');
    const { client, data } = await uploading(engine, `STOR ${name}`);
    // Both are closed before the server can look: what it reads of each is an orderly end.
    const [one, other] = first === 'control' ? [client.socket, data] : [data, client.socket];
    one.destroy();
    other.destroy();
    expect(await ended(engine)).toBe('aborted');
    return engine;
  }

  it('leaves the file as it was', async () => {
    const engine = await killed('page');
    expect(readFileSync(join(engine.home.path, 'page'), 'utf8')).toBe('the old page');
  });

  it('leaves the part of a new file', async () => {
    const engine = await killed('fresh');
    expect(readFileSync(join(engine.home.path, 'fresh'), 'utf8')).toBe('half of it');
  });
});

it('cuts a transfer whose client has closed although a line of it still waits', async () => {
  const engine = await startEngine();
  const { client } = await uploading(engine);
  client.socket.end('PWD\r\n');
  expect(said(await client.reply())).toBe('426 The transfer was aborted.');
  expect((await client.reply())?.code).toBe(257);
});

it('ABOR before anyone has come to the port ends the waiting', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  await client.passivePort();
  client.write('STOR none\r\nABOR\r\n');
  expect((await client.reply())?.code).toBe(426);
  expect((await client.reply())?.code).toBe(226);
  expect(existsSync(join(engine.home.path, 'none'))).toBe(false);
});

it('ABOR gives up a data connection that was only agreed on', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  await client.passivePort();
  expect(await client.code('ABOR')).toBe(226);
  expect(await client.code('ABOR')).toBe(225);
  expect(engine.observer.connections).toMatchObject([{ outcome: 'aborted' }]);
});

it('answers 10,000 pipelined commands once each and in order', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  const asked = Array.from({ length: 10_000 }, (_, turn) => ['NOOP', 'PWD', 'SYST', 'WHAT', 'RNTO x'][turn % 5] ?? '');
  client.write(asked.map((line) => `${line}\r\n`).join(''));
  const codes = [];
  for (let turn = 0; turn < asked.length; turn += 1) codes.push((await client.reply())?.code);
  expect(codes).toEqual(asked.map((_, turn) => [200, 257, 215, 500, 503][turn % 5]));
  expect(client.unread).toBe('');
});

it('answers 426 to a client that half-closes its control connection during an upload', async () => {
  const engine = await startEngine();
  const { client } = await uploading(engine);
  client.socket.end();
  expect((await client.reply())?.code).toBe(426);
  await client.closed();
});

it('runs pipelined transfers one after the other', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  const data = await client.passive();
  client.write('STOR first\r\nLIST\r\nRETR first\r\nPWD\r\n');
  expect((await client.reply())?.code).toBe(150);
  data.end('x');
  const codes = [];
  for (let turn = 0; turn < 4; turn += 1) codes.push((await client.reply())?.code);
  expect(codes).toEqual([226, 425, 425, 257]);
});

it('answers everything that was sent before the client half-closed', async () => {
  const client = await (await startEngine()).logIn();
  client.socket.end('NOOP\r\nPWD\r\nQUIT\r\n');
  expect((await client.reply())?.code).toBe(200);
  expect((await client.reply())?.code).toBe(257);
  expect((await client.reply())?.code).toBe(221);
});
