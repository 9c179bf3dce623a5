// What is left when an upload over a file breaks off: the file for everyone, and for an hour the part for whoever sent
// it, from the same account at the same address.
import { readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readStagedName } from '../../src/ftp/jail/staging.js';
import { breakOff as breakingOff } from '../support/break-off.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { otherLogin, password, startEngine, type Engine } from '../support/start-engine.js';

const oldPage = 'the old page, which the site shows';
const newPage = 'a new page that is a good deal longer than the old one was';
const half = newPage.slice(0, 20);

/** Two addresses that a client can have on any machine. */
const here = { address: '127.0.0.1' };
const elsewhere = { address: '::1' };

let engine: Engine;
const inFolder = (name: string) => join(engine.home.path, name);
const onSite = (name = 'index.html') => readFileSync(inFolder(name), 'utf8');
const staged = () => readdirSync(engine.home.path).filter((name) => readStagedName(name) !== undefined);
const kinds = () => staged().map((name) => readStagedName(name)?.kind);

const breakOff = (client: FtpClient, line: string, bytes: string) => breakingOff(engine, client, [line, bytes]);

async function logIn(where: { address: string } = here): Promise<FtpClient> {
  const client = await engine.logIn(where);
  await client.say('TYPE I');
  return client;
}

const sizeOf = async (client: FtpClient, name = 'index.html') => said(await client.say(`SIZE ${name}`));
const fetched = async (client: FtpClient, name = 'index.html') => {
  const { final, data } = await client.fetch(`RETR ${name}`);
  return [final.code, data.toString()];
};

beforeEach(async () => {
  engine = await startEngine({ host: '::' });
  engine.home.write('index.html', oldPage);
});

describe('after an upload over a file broke off', () => {
  let anna: FtpClient;

  beforeEach(async () => {
    anna = await logIn();
    await breakOff(anna, 'STOR index.html', half);
  });

  it('the site has the old file, byte for byte', () => {
    expect(onSite()).toBe(oldPage);
  });

  it('it is reported as unfinished, with how far it came and why', () => {
    expect([...engine.observer.unfinished.values()]).toMatchObject([
      { path: '/index.html', receivedBytes: 20, fromHere: true, reason: 'The transfer was aborted.' },
    ]);
    expect(engine.observer.transfers).toMatchObject([{ written: 'staged', outcome: 'aborted', addedBytes: 20 }]);
  });

  it('SIZE, MDTM, MLST, MLSD and LIST show the part under the name', async () => {
    const part = statSync(inFolder(staged()[0] ?? ''));
    const time = part.mtime.toISOString().slice(0, 19).replace(/\D/g, '');
    expect(await sizeOf(anna)).toBe('213 20');
    expect(said(await anna.say('MDTM index.html'))).toBe(`213 ${time}`);
    expect(said(await anna.say('MLST index.html'))).toContain(`size=20;modify=${time};`);
    for (const line of ['MLSD', 'LIST', 'LIST index.html', 'LIST -d index.html', 'LIST index.*']) {
      const listed = (await anna.fetch(line)).data.toString();
      expect(listed).toMatch(line === 'MLSD' ? /type=file;size=20;.* index\.html\r\n/ : / 20 .* index\.html\r\n$/);
      expect(listed.trim().split('\r\n')).toHaveLength(1);
    }
  });

  it('REST and STOR at its size complete it, and nothing is left', async () => {
    await anna.say('REST 20');
    expect((await anna.store('STOR index.html', newPage.slice(20))).code).toBe(226);
    expect(onSite()).toBe(newPage);
    expect(staged()).toEqual([]);
    expect(await sizeOf(anna)).toBe(`213 ${newPage.length}`);
    expect(engine.observer.unfinished.size).toBe(0);
    const added = engine.observer.transfers.reduce((bytes, transfer) => bytes + transfer.addedBytes, 0);
    expect(added).toBe(newPage.length - oldPage.length);
    expect(engine.observer.transfers.reduce((files, transfer) => files + transfer.addedFiles, 0)).toBe(0);
  });

  it('REST and STOR before its end write over what came, and what stood behind is cut off', async () => {
    await anna.say('REST 10');
    expect((await anna.store('STOR index.html', 'xyz')).code).toBe(226);
    expect(onSite()).toBe(`${newPage.slice(0, 10)}xyz`);
  });

  it('REST behind its end is refused, though the old file is longer', async () => {
    await anna.say('REST 21');
    expect((await anna.store('STOR index.html', 'x')).code).toBe(554);
    expect(onSite()).toBe(oldPage);
  });

  it('APPE completes it', async () => {
    expect((await anna.store('APPE index.html', newPage.slice(20))).code).toBe(226);
    expect(onSite()).toBe(newPage);
    expect(staged()).toEqual([]);
  });

  it('another session of the same account at the same address can do that too', async () => {
    const later = await logIn();
    expect(await sizeOf(later)).toBe('213 20');
    expect((await later.store('APPE index.html', newPage.slice(20))).code).toBe(226);
    expect(onSite()).toBe(newPage);
  });

  it('what is cut again is kept again, with all that has come', async () => {
    await breakOff(anna, 'APPE index.html', newPage.slice(20, 30));
    expect(onSite()).toBe(oldPage);
    expect(await sizeOf(anna)).toBe('213 30');
    expect([...engine.observer.unfinished.values()]).toMatchObject([{ receivedBytes: 30 }]);
    await anna.say('REST 30');
    await breakOff(anna, 'STOR index.html', newPage.slice(30, 32));
    expect(await sizeOf(anna)).toBe('213 32');
    await anna.say('REST 32');
    expect((await anna.store('STOR index.html', newPage.slice(32))).code).toBe(226);
    expect(onSite()).toBe(newPage);
  });

  it('a resume that brings no byte leaves the part as it was', async () => {
    await anna.passivePort();
    anna.write('APPE index.html\r\nABOR\r\n');
    expect((await anna.reply())?.code).toBe(426);
    expect((await anna.reply())?.code).toBe(226);
    expect(await sizeOf(anna)).toBe('213 20');
    expect(engine.observer.unfinished.size).toBe(1);
  });

  it('RETR answers 450 once, with words, and ends the view; then SIZE and RETR give the file whole', async () => {
    const { final } = await anna.fetch('RETR index.html');
    expect(said(final)).toMatch(/^450 Your last upload of this file broke off/);
    expect(await sizeOf(anna)).toBe(`213 ${oldPage.length}`);
    expect(await fetched(anna)).toEqual([226, oldPage]);
  });

  it('REST and STOR at the size of a part that is not shown any more is 554 with words', async () => {
    await anna.fetch('RETR index.html');
    await anna.say('REST 20');
    expect(said(await anna.store('STOR index.html', newPage.slice(20)))).toMatch(/^554 The part of your upload/);
    expect(onSite()).toBe(oldPage);
    expect((await anna.store('STOR index.html', newPage)).code).toBe(226);
    expect(onSite()).toBe(newPage);
    expect(staged()).toEqual([]);
  });

  it('an hour later the file is shown, and REST and STOR at the size of the part is 554', async () => {
    const hourAgo = new Date(Date.now() - 61 * 60_000);
    utimesSync(inFolder(staged()[0] ?? ''), hourAgo, hourAgo);
    expect(await sizeOf(anna)).toBe(`213 ${oldPage.length}`);
    await anna.say('REST 20');
    expect((await anna.store('STOR index.html', 'x')).code).toBe(554);
    expect(await fetched(anna)).toEqual([226, oldPage]);
  });

  it('APPE is refused when the part that SIZE told of is not shown any more', async () => {
    expect(await sizeOf(anna)).toBe('213 20');
    const other = await logIn();
    await other.fetch('RETR index.html');
    expect((await anna.store('APPE index.html', newPage.slice(20))).code).toBe(554);
    expect(onSite()).toBe(oldPage);
  });

  it('a day later nothing is left of it', async () => {
    const dayAgo = new Date(Date.now() - 25 * 60 * 60_000);
    utimesSync(inFolder(staged()[0] ?? ''), dayAgo, dayAgo);
    await anna.fetch('LIST');
    expect(staged()).toEqual([]);
    expect(engine.observer.unfinished.size).toBe(0);
  });

  it('STOR without REST begins anew and, complete, removes the part', async () => {
    expect((await anna.store('STOR index.html', 'all new')).code).toBe(226);
    expect(onSite()).toBe('all new');
    expect(staged()).toEqual([]);
    expect(await sizeOf(anna)).toBe('213 7');
  });

  it('STOR without REST that breaks off again leaves its own part in place of the first', async () => {
    await breakOff(anna, 'STOR index.html', 'abc');
    expect(kinds()).toEqual(['kept']);
    expect(await sizeOf(anna)).toBe('213 3');
  });

  it('DELE removes the file and the part', async () => {
    expect(await anna.code('DELE index.html')).toBe(250);
    expect(readdirSync(engine.home.path)).toEqual([]);
    expect(engine.observer.unfinished.size).toBe(0);
    expect(engine.observer.changes).toMatchObject([{ addedBytes: -oldPage.length - 20, addedFiles: -2 }]);
  });

  it('another file that is renamed to the name ends the view, and the part goes', async () => {
    engine.home.write('other.html', 'other');
    await anna.say('RNFR other.html');
    expect(await anna.code('RNTO index.html')).toBe(250);
    expect(await sizeOf(anna)).toBe('213 5');
    expect(staged()).toEqual([]);
  });

  it('the view holds only while the file is there', async () => {
    renameSync(inFolder('index.html'), inFolder('moved.html'));
    expect(await anna.code('SIZE index.html')).toBe(550);
    expect((await anna.fetch('LIST')).data.toString()).not.toContain('index.html');
    expect(await sizeOf(anna, 'moved.html')).toBe(`213 ${oldPage.length}`);
  });

  it('HASH tells of the file on the site', async () => {
    expect(said(await anna.say('HASH index.html'))).toContain(` 0-${oldPage.length - 1} `);
  });

  it('three people on one login: none ever receives a part', async () => {
    const [colleague, atHome] = [await logIn(), await logIn(elsewhere)];
    expect(await sizeOf(atHome)).toBe(`213 ${oldPage.length}`);
    expect(await fetched(atHome)).toEqual([226, oldPage]);
    expect(await sizeOf(colleague)).toBe('213 20');
    expect(await fetched(colleague)).toEqual([450, '']);
    expect(await fetched(colleague)).toEqual([226, oldPage]);
    expect(await fetched(anna)).toEqual([226, oldPage]);
  });

  it('another account sees and extends the file', async () => {
    const berta = await engine.connect(here);
    await berta.logIn(otherLogin, password);
    await berta.say('TYPE I');
    expect(await sizeOf(berta)).toBe(`213 ${oldPage.length}`);
    expect((await berta.store('APPE index.html', '!')).code).toBe(226);
    expect(onSite()).toBe(`${oldPage}!`);
    expect(await sizeOf(anna)).toBe('213 20');
  });

  it('the same account with a new address sees the file, puts nothing behind it, and replaces it', async () => {
    const again = await logIn(elsewhere);
    expect(await sizeOf(again)).toBe(`213 ${oldPage.length}`);
    await again.say(`REST ${oldPage.length}`);
    expect(said(await again.store('STOR index.html', newPage.slice(oldPage.length)))).toMatch(/^554 Less than an hour/);
    expect((await again.store('APPE index.html', newPage.slice(oldPage.length))).code).toBe(554);
    expect(onSite()).toBe(oldPage);
    expect((await again.store('STOR index.html', newPage)).code).toBe(226);
    expect(onSite()).toBe(newPage);
  });

  it('RMD removes a folder that holds nothing but parts', async () => {
    await anna.say('MKD folder');
    engine.home.write('folder/page', 'old');
    await breakOff(anna, 'STOR folder/page', 'new');
    writeFileSync(inFolder('elsewhere'), '');
    renameSync(inFolder('folder/page'), inFolder('page'));
    expect(await anna.code('RMD folder')).toBe(250);
    expect([...engine.observer.unfinished.values()].map(({ path }) => path)).toEqual(['/index.html']);
  });
});

describe('REST inside a complete file', () => {
  it('works on a copy: the file stands until the upload is complete', async () => {
    const client = await logIn();
    await client.say('REST 8');
    const data = await client.passive();
    await client.say('STOR index.html');
    data.write('NEW');
    await eventually('the bytes have come', () => engine.server.sessions()[0]?.transfer?.bytes === 3);
    expect(onSite()).toBe(oldPage);
    data.end(' END');
    expect((await client.reply())?.code).toBe(226);
    expect(onSite()).toBe(`${oldPage.slice(0, 8)}NEW END`);
    expect(staged()).toEqual([]);
  });

  it('that breaks off leaves the file, and a part to go on with', async () => {
    const client = await logIn();
    await client.say('REST 8');
    await breakOff(client, 'STOR index.html', 'NEW');
    expect(onSite()).toBe(oldPage);
    expect(await sizeOf(client)).toBe('213 11');
    expect((await client.store('APPE index.html', ' END')).code).toBe(226);
    expect(onSite()).toBe(`${oldPage.slice(0, 8)}NEW END`);
  });

  it('at its very end, and APPE, extend it in place, and the part that arrived stays', async () => {
    const client = await logIn();
    const { ino } = statSync(inFolder('index.html'));
    await client.say(`REST ${oldPage.length}`);
    await breakOff(client, 'STOR index.html', ' and');
    expect(onSite()).toBe(`${oldPage} and`);
    await breakOff(client, 'APPE index.html', ' more');
    expect(onSite()).toBe(`${oldPage} and more`);
    expect(statSync(inFolder('index.html')).ino).toBe(ino);
    expect(staged()).toEqual([]);
  });
});
