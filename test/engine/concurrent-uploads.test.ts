// What others do while an upload runs: to its file, to its folder, to its account.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readStagedName } from '../../src/ftp/jail/staging.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

const oldPage = 'the old page, which the site shows';
const half = 'the first half of it';

let engine: Engine;
const inFolder = (name: string) => join(engine.home.path, name);
const onSite = (name = 'index.html') => readFileSync(inFolder(name), 'utf8');
const staged = () => readdirSync(engine.home.path).filter((name) => readStagedName(name) !== undefined);
const kinds = () => staged().map((name) => readStagedName(name)?.kind);

async function logIn(): Promise<FtpClient> {
  const client = await engine.logIn();
  await client.say('TYPE I');
  return client;
}

beforeEach(async () => {
  engine = await startEngine();
  engine.home.write('index.html', oldPage);
});

describe('an upload that is still running', () => {
  it('is not extended by a second session of the same account and address', async () => {
    const [first, second] = [await logIn(), await logIn()];
    const data = await first.passive();
    await first.say('STOR index.html');
    data.write(half);
    for (const line of ['APPE index.html', 'STOR index.html']) {
      if (line.startsWith('STOR')) await second.say('REST 5');
      expect(said(await second.store(line, 'x'))).toMatch(/^450 An upload of this file from your address/);
    }
    data.end();
    expect((await first.reply())?.code).toBe(226);
    expect(onSite()).toBe(half);
  });

  it('keeps its folder from being removed', async () => {
    const client = await logIn();
    await client.say('MKD folder');
    const data = await client.passive();
    await client.say('STOR folder/page');
    data.write('x');
    const other = await logIn();
    expect(said(await other.say('RMD folder'))).toMatch(/^450 An upload into this folder is still running/);
    data.end();
    expect((await client.reply())?.code).toBe(226);
    expect(onSite('folder/page')).toBe('x');
  });

  it('makes the file although it was deleted or renamed meanwhile', async () => {
    for (const change of [['DELE index.html'], ['RNFR index.html', 'RNTO away.html']]) {
      engine.home.write('index.html', oldPage);
      const [client, other] = [await logIn(), await logIn()];
      const data = await client.passive();
      await client.say('STOR index.html');
      data.write(half);
      for (const line of change) expect(await other.code(line)).toBeLessThan(400);
      data.end();
      expect((await client.reply())?.code).toBe(226);
      expect(onSite()).toBe(half);
    }
    expect(onSite('away.html')).toBe(oldPage);
  });

  it('replaces what was renamed to its name meanwhile, but not a folder that was made there', async () => {
    for (const [line, answer] of [
      ['RNFR other.html\r\nRNTO index.html', /^226/],
      [
        'DELE index.html\r\nMKD index.html',
        /^550 While this file was being uploaded, a folder was made under its name/,
      ],
    ] as const) {
      engine.home.write('other.html', 'other');
      const [client, other] = [await logIn(), await logIn()];
      const data = await client.passive();
      await client.say('STOR index.html');
      data.write(half);
      for (const part of line.split('\r\n')) expect(await other.code(part)).toBeLessThan(400);
      data.end();
      expect(said(await client.reply())).toMatch(answer);
      if (line.endsWith('RNTO index.html')) expect(onSite()).toBe(half);
    }
    expect(statSync(inFolder('index.html')).isDirectory()).toBe(true);
    expect(staged()).toEqual([]);
  });

  it('keeps nothing when the account is ended by whoever manages it', async () => {
    const client = await logIn();
    const data = await client.passive();
    await client.say('STOR index.html');
    data.write(half);
    await eventually('the bytes have come', () => engine.server.sessions()[0]?.transfer?.bytes === 20);
    engine.server.endSessions({ accountId: engine.account.id }, { reason: 'account-changed', sentence: 'Disabled.' });
    data.end('the rest');
    await eventually('the transfer is over', () => engine.observer.transfers.length === 1);
    expect(onSite()).toBe(oldPage);
    expect(kinds()).toEqual(['kept']);
    expect([...engine.observer.unfinished.values()]).toMatchObject([{ reason: 'Disabled.' }]);
  });
});

describe('an upload that extends a file in place', () => {
  it.each([{ begin: ['APPE index.html'] }, { begin: [`REST ${oldPage.length}`, 'STOR index.html'] }])(
    'is not complete when another took its name meanwhile: $begin',
    async ({ begin }) => {
      const { client, data } = await sendHalf(begin);
      const other = await logIn();
      expect(said(await other.store('STOR index.html', 'a whole new page'))).toMatch(/^226/);
      data.end();
      expect(said(await client.reply())).toMatch(/^451 The file was replaced by another while this upload wrote to it/);
      expect(onSite()).toBe('a whole new page');
    },
  );

  it('is not complete when its file was deleted meanwhile', async () => {
    const { client, data } = await sendHalf(['APPE index.html']);
    expect(await (await logIn()).code('DELE index.html')).toBe(250);
    data.end();
    expect(said(await client.reply())).toMatch(/^451 The file was deleted or renamed while this upload wrote to it/);
    expect(readdirSync(engine.home.path)).toEqual([]);
  });

  async function sendHalf(lines: readonly string[]) {
    const client = await logIn();
    const data = await client.passive();
    for (const line of lines) await client.say(line);
    data.write(half);
    await eventually('the bytes have come', () => onSite() === oldPage + half);
    return { client, data };
  }
});
