// Files over data connections: both modes, both families, every verb that moves bytes.
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { said } from '../support/ftp-client.js';
import { startEngine } from '../support/start-engine.js';

const ways = [
  ['127.0.0.1', 'PASV'],
  ['127.0.0.1', 'EPSV'],
  ['127.0.0.1', 'PORT'],
  ['127.0.0.1', 'EPRT'],
  ['::1', 'EPSV'],
  ['::1', 'EPRT'],
] as const;

describe.each(ways)('over %s with %s', (host, verb) => {
  it('stores, lists, fetches and records', async () => {
    const engine = await startEngine({ host });
    const client = await engine.logIn();
    await client.say('TYPE I');
    const bytes = randomBytes(3_000_001);
    expect(said(await client.store('STOR photo.jpg', bytes, verb))).toBe('226 The transfer is complete.');
    expect(readFileSync(join(engine.home.path, 'photo.jpg')).equals(bytes)).toBe(true);
    const listed = await client.fetch('LIST', verb);
    expect(listed.data.toString()).toMatch(/^-rw-r--r-- +1 \d+ +\d+ +3000001 \w{3} .\d \d\d:\d\d photo\.jpg\r\n$/);
    const fetched = await client.fetch('RETR photo.jpg', verb);
    expect(fetched.final.code).toBe(226);
    expect(fetched.data.equals(bytes)).toBe(true);
    const mode = verb === 'PASV' || verb === 'EPSV' ? 'passive' : 'active';
    expect(engine.observer.transfers).toMatchObject([
      { kind: 'upload', path: '/photo.jpg', bytes: bytes.length, addedBytes: bytes.length, addedFiles: 1, mode },
      { kind: 'listing', path: '/', outcome: 'complete', mode },
      { kind: 'download', path: '/photo.jpg', bytes: bytes.length, addedBytes: 0, outcome: 'complete', mode },
    ]);
    expect(engine.observer.connections).toMatchObject(Array(3).fill({ verb, outcome: 'used' }));
    await client.say('QUIT');
  });
});

it('takes a client that comes over IPv4 to an IPv6 listener for an IPv4 client', async () => {
  const engine = await startEngine({ host: '::' });
  const client = await engine.logIn({ address: '127.0.0.1' });
  for (const verb of ['PASV', 'EPSV', 'PORT', 'EPRT'] as const) {
    expect((await client.fetch('NLST', verb)).final.code).toBe(226);
  }
  expect(engine.observer.openedSessions[0]?.peer.address).toBe('127.0.0.1');
});

describe('what is on disk', () => {
  it('takes an empty file', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    expect((await client.store('STOR empty', '')).code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'empty')).length).toBe(0);
    expect((await client.fetch('RETR empty')).data.length).toBe(0);
  });

  it('keeps names byte for byte, also where they are no UTF-8', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const name = 'caf\xe9 \xff\xff"quoted"';
    expect((await client.store(`STOR ${name.replaceAll('\xff', '\xff\xff')}`, 'x')).code).toBe(226);
    expect((await client.fetch('NLST')).data.toString('latin1')).toBe(`${name}\r\n`);
    expect(await client.code(`DELE ${name.replaceAll('\xff', '\xff\xff')}`)).toBe(250);
  });

  it('appends with APPE and makes the file where there is none', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    expect((await client.store('APPE log', 'one ')).code).toBe(226);
    expect((await client.store('APPE log', 'two')).code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'log'), 'utf8')).toBe('one two');
    expect(engine.observer.transfers).toMatchObject([{ kind: 'append', addedBytes: 4 }, { addedBytes: 3 }]);
  });

  it('stores under a new name with STOU and says which in the 150', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('page.html', 'old');
    const data = await client.passive();
    expect(said(await client.say('STOU page.html'))).toBe('150 FILE: page.html.1');
    data.end('new');
    expect((await client.reply())?.code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'page.html'), 'utf8')).toBe('old');
    expect(readFileSync(join(engine.home.path, 'page.html.1'), 'utf8')).toBe('new');
  });

  it('names a path in the 150 of STOU where the file does not go to the working folder, and a name of its own', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    await client.say('MKD sub');
    for (const [line, opening] of [
      ['STOU sub/page.html', '150 FILE: /sub/page.html'],
      ['STOU', '150 FILE: upload'],
      ['STOU', '150 FILE: upload.1'],
    ] as const) {
      const data = await client.passive();
      expect(said(await client.say(line))).toBe(opening);
      data.end('x');
      expect((await client.reply())?.code).toBe(226);
    }
  });
});

describe('REST', () => {
  it('resumes a download and an upload', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('part', '0123456789');
    await client.say('TYPE I');
    expect(await client.code('REST 4')).toBe(350);
    expect((await client.fetch('RETR part')).data.toString()).toBe('456789');
    expect(await client.code('REST 8')).toBe(350);
    expect((await client.store('STOR part', 'abcd')).code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'part'), 'utf8')).toBe('01234567abcd');
    expect((await client.fetch('RETR part')).data.length).toBe(12);
  });

  it('is 554 beyond the end, and counts for one transfer only', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('part', '0123');
    await client.say('TYPE I');
    await client.say('REST 5');
    expect((await client.fetch('RETR part')).final.code).toBe(554);
    expect((await client.fetch('RETR part')).data.toString()).toBe('0123');
    await client.say('REST 5');
    expect((await client.store('STOR part', 'x')).code).toBe(554);
    await client.say('REST 1');
    expect((await client.store('STOR other', 'x')).code).toBe(554);
    expect(existsSync(join(engine.home.path, 'other'))).toBe(false);
  });

  it('belongs to the command right behind it, also where that one fails', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('part', '0123');
    await client.say('TYPE I');
    await client.say('REST 2');
    expect(await client.code('RETR part')).toBe(425);
    expect((await client.fetch('RETR part')).data.toString()).toBe('0123');
  });

  it('changes nothing about APPE, and is forgotten by it and by a listing', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('part', '0123');
    await client.say('TYPE I');
    await client.say('REST 1');
    expect((await client.store('APPE part', '45')).code).toBe(226);
    expect((await client.fetch('RETR part')).data.toString()).toBe('012345');
    await client.say('REST 3');
    await client.fetch('NLST');
    expect((await client.fetch('RETR part')).data.toString()).toBe('012345');
  });

  it('at the very end sends nothing and stores behind it', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('part', '0123');
    await client.say('TYPE I');
    await client.say('REST 4');
    const fetched = await client.fetch('RETR part');
    expect([fetched.final.code, fetched.data.length]).toEqual([226, 0]);
    await client.say('REST 4');
    expect((await client.store('STOR part', '45')).code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'part'), 'utf8')).toBe('012345');
  });

  it('is refused in TYPE A, also when TYPE A comes after it', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('part', '0123');
    await client.say('TYPE A');
    expect(await client.code('REST 2')).toBe(504);
    await client.say('TYPE I');
    await client.say('REST 2');
    await client.say('TYPE A');
    expect((await client.fetch('RETR part')).final.code).toBe(504);
  });
});

describe('TYPE A', () => {
  it('turns line ends into CRLF on the wire and into LF on disk', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    await client.say('TYPE A');
    expect((await client.store('STOR text', 'one\r\ntwo\r\n\r')).code).toBe(226);
    expect(readFileSync(join(engine.home.path, 'text'), 'utf8')).toBe('one\ntwo\n\r');
    expect((await client.fetch('RETR text')).data.toString()).toBe('one\r\ntwo\r\n\r');
  });

  it('refuses SIZE, because only sending tells', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('text', 'a\nb\n');
    await client.say('TYPE A');
    expect(await client.code('SIZE text')).toBe(550);
    await client.say('TYPE I');
    expect(said(await client.say('SIZE text'))).toBe('213 4');
  });
});

describe('refusals', () => {
  it('answers 425 where no data connection was agreed on, and uses one for one transfer only', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    engine.home.write('a', 'a');
    expect(await client.code('RETR a')).toBe(425);
    expect((await client.fetch('RETR a')).final.code).toBe(226);
    expect(await client.code('RETR a')).toBe(425);
    expect(engine.observer.transfers.map(({ outcome }) => outcome)).toEqual(['failed', 'complete', 'failed']);
  });

  it('answers 550 without a 150 for a file that is not there, and leaves the old one alone', async () => {
    const engine = await startEngine({ permissions: ['upload', 'download', 'list'] });
    const client = await engine.logIn();
    engine.home.write('old', 'old');
    expect((await client.fetch('RETR none')).final.code).toBe(550);
    expect((await client.store('STOR old', 'new')).code).toBe(550);
    expect(readFileSync(join(engine.home.path, 'old'), 'utf8')).toBe('old');
    expect(engine.observer.transfers).toMatchObject([{ outcome: 'refused' }, { outcome: 'refused', addedBytes: 0 }]);
    expect(engine.observer.connections).toMatchObject([{ outcome: 'unused' }, { outcome: 'unused' }]);
  });

  it('answers 425 when nobody comes to the passive port in time', async () => {
    const engine = await startEngine({ policy: { dataWaitMs: 60 } });
    const client = await engine.logIn();
    const port = await client.passivePort();
    expect(said(await client.say('LIST'))).toMatch(new RegExp(`^425 No connection reached port ${port}`));
    expect(await client.code('NOOP')).toBe(200);
  });
});
