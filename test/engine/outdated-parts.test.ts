// Parts that must not be shown: of an upload that the server gave up only after its client had lost the connection, come
// back and sent the file anew. Continued, such a part would put a page together from two versions.
import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { readStagedName } from '../../src/ftp/jail/staging.js';
import { breakOff } from '../support/break-off.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

let engine: Engine;
let stalled: FtpClient;
let data: Socket;
let client: FtpClient;
const onSite = (name: string) => readFileSync(join(engine.home.path, name), 'utf8');
const staged = () => readdirSync(engine.home.path).filter((name) => readStagedName(name) !== undefined);

async function logIn(): Promise<FtpClient> {
  const client = await engine.logIn();
  await client.say('TYPE I');
  return client;
}

/** Begins an upload; its bytes have come. */
async function begin(from: FtpClient, name: string, bytes: string): Promise<Socket> {
  const socket = await from.passive();
  expect(await from.code(`STOR ${name}`)).toBe(150);
  socket.write(bytes);
  const hasCome = () => engine.server.sessions().some(({ transfer }) => transfer?.bytes === bytes.length);
  await eventually('the bytes have come', hasCome);
  return socket;
}

/** Begins an upload whose client is gone without the server having heard of it. */
async function stall(name: string): Promise<void> {
  stalled = await logIn();
  data = await begin(stalled, name, 'version 1, ha');
  client = await logIn();
}

/** The server hears of it. */
async function giveUp(): Promise<void> {
  data.resetAndDestroy();
  expect((await stalled.reply())?.code).toBe(426);
}

beforeEach(async () => {
  engine = await startEngine();
  engine.home.write('index.html', 'the old page, which the site shows');
});

describe.each(['index.html', 'new.html'])('an upload of %s that is given up', (name) => {
  beforeEach(() => stall(name));

  it('after the same file was sent anew is not shown in its place', async () => {
    expect((await client.store(`STOR ${name}`, 'version 2, whole')).code).toBe(226);
    await giveUp();
    expect(said(await client.say(`SIZE ${name}`))).toBe('213 16');
    expect(onSite(name)).toBe('version 2, whole');
    expect(staged()).toEqual([]);
    expect(engine.observer.unfinished.size).toBe(0);
  });

  it('after the file was sent anew twice is not shown either, though the first file may have had its number', async () => {
    for (const content of ['version 2', 'version 3, whole'])
      expect((await client.store(`STOR ${name}`, content)).code).toBe(226);
    await giveUp();
    expect(said(await client.say(`SIZE ${name}`))).toBe('213 16');
  });
});

it('a part whose bytes came later is not exchanged for one that was given up later', async () => {
  await stall('index.html');
  const cut = await begin(client, 'index.html', 'version 2, half of it');
  cut.resetAndDestroy();
  expect((await client.reply())?.code).toBe(426);
  await giveUp();
  expect(said(await client.say('SIZE index.html'))).toBe('213 21');
  expect((await client.store('APPE index.html', ', and the rest')).code).toBe(226);
  expect(onSite('index.html')).toBe('version 2, half of it, and the rest');
});

it('an upload that is given up after its file was deleted leaves nothing that could be taken for the next file', async () => {
  await stall('index.html');
  expect(await client.code('DELE index.html')).toBe(250);
  await giveUp();
  expect(staged()).toEqual([]);
});

it('a part from the future, as a clock leaves it that was wrong, is not shown', async () => {
  client = await logIn();
  await breakOff(engine, client, ['STOR index.html', 'half']);
  const nextWeek = new Date(Date.now() + 7 * 24 * 60 * 60_000);
  utimesSync(join(engine.home.path, staged()[0] ?? ''), nextWeek, nextWeek);
  expect(said(await client.say('SIZE index.html'))).toBe('213 34');
});
