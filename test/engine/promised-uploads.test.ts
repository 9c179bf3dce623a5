// What is known of an upload's bytes: how many there shall be (ALLO), and their digest.
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { breakOff } from '../support/break-off.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

const oldPage = 'the old page, which the site shows';
const newPage = 'a new page that is a good deal longer than the old one was';
const half = newPage.slice(0, 20);

let engine: Engine;
const inFolder = (name: string) => join(engine.home.path, name);
const onSite = (name = 'index.html') => readFileSync(inFolder(name), 'utf8');

async function logIn(): Promise<FtpClient> {
  const client = await engine.logIn();
  await client.say('TYPE I');
  return client;
}

beforeEach(async () => {
  engine = await startEngine();
  engine.home.write('index.html', oldPage);
});

describe('ALLO', () => {
  it('makes an upload complete only with so many bytes', async () => {
    const client = await logIn();
    await client.say('ALLO 100');
    expect(said(await client.store('STOR index.html', half))).toMatch(/^451 ALLO announced 100 bytes and 20 came/);
    expect(onSite()).toBe(oldPage);
    expect(said(await client.say('SIZE index.html'))).toBe('213 20');
    await client.say('ALLO 3');
    expect((await client.store('STOR index.html', half)).code).toBe(451);
    await client.say('ALLO 20');
    expect((await client.store('STOR index.html', half)).code).toBe(226);
    expect(onSite()).toBe(half);
  });

  it('counts for the next transfer only, and not in TYPE A', async () => {
    const client = await logIn();
    await client.say('ALLO 100');
    expect((await client.fetch('LIST')).final.code).toBe(226);
    expect((await client.store('STOR index.html', 'a')).code).toBe(226);
    await client.say('TYPE A');
    await client.say('ALLO 100');
    expect((await client.store('STOR index.html', 'a\r\nb\r\n')).code).toBe(226);
  });

  it.each([newPage.length, newPage.length - 20])(
    'behind REST may announce the whole file or the rest: %i',
    async (n) => {
      const client = await logIn();
      await breakOff(engine, client, ['STOR index.html', half]);
      await client.say(`ALLO ${n}`);
      await client.say('REST 20');
      expect((await client.store('STOR index.html', newPage.slice(20))).code).toBe(226);
      expect(onSite()).toBe(newPage);
    },
  );
});

it('digests an upload on the way, and HASH answers from that while the file is the same', async () => {
  const client = await logIn();
  await client.store('STOR index.html', newPage);
  const [{ sha256 = '' } = { sha256: '' }] = engine.observer.transfers;
  const { mtime } = statSync(inFolder('index.html'));
  expect(said(await client.say('HASH index.html'))).toBe(`213 SHA-256 0-${newPage.length - 1} ${sha256} /index.html`);
  writeFileSync(inFolder('index.html'), newPage.toUpperCase());
  utimesSync(inFolder('index.html'), mtime, new Date(mtime.getTime() + 1000));
  expect(said(await client.say('HASH index.html'))).not.toContain(sha256);
});
