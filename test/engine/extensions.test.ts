// The commands beside RFC 959's own that ask and set: HOST, HASH, AVBL and the words of SITE.
import { createHash, randomBytes } from 'node:crypto';
import { statfsSync, statSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { MemoryQuotas } from '../support/memory-quotas.js';
import { login, password, startEngine } from '../support/start-engine.js';

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

describe('HOST', () => {
  it.each(['ftp.example.org', 'FTP.Example.ORG.', 'localhost', '192.0.2.1', '[2001:db8::1]'])(
    'takes %s before USER',
    async (name) => {
      const client = await (await startEngine()).connect();
      expect(await client.code(`HOST ${name}`)).toBe(220);
      expect((await client.logIn(login, password)).code).toBe(230);
    },
  );

  it.each(['', 'two words', '-a.org', 'a..org', '2001:db8::1', '[nonsense]', 'caf\xe9.org', 'x'.repeat(64)])(
    'cannot read %j',
    async (name) => {
      const client = await (await startEngine()).connect();
      expect(await client.code(`HOST ${name}`)).toBe(501);
    },
  );

  it('is 503 behind USER, also once logged in, until REIN', async () => {
    const client = await (await startEngine()).connect();
    await client.say(`USER ${login}`);
    expect(await client.code('HOST ftp.example.org')).toBe(503);
    await client.say(`PASS ${password}`);
    expect(await client.code('HOST ftp.example.org')).toBe(503);
    await client.say('REIN');
    expect(await client.code('HOST ftp.example.org')).toBe(220);
  });

  it('is 504 for a name that is not served, and the session goes on', async () => {
    const client = await (await startEngine({ knowsHost: (name) => name === 'ftp.example.org' })).connect();
    expect(await client.code('HOST ftp.example.net')).toBe(504);
    expect(await client.code('HOST FTP.example.org')).toBe(220);
  });
});

describe('HASH', () => {
  it('tells the SHA-256 of the whole file, whatever REST and TYPE say', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const bytes = randomBytes(700_001);
    engine.home.write('photo one.jpg', bytes);
    engine.home.write('empty', '');
    await client.say('TYPE I');
    await client.say('REST 5');
    expect(said(await client.say('HASH photo one.jpg'))).toBe(`213 SHA-256 0-700000 ${sha256(bytes)} /photo one.jpg`);
    await client.say('TYPE A');
    expect(said(await client.say('HASH empty'))).toBe(`213 SHA-256 0-0 ${sha256('')} /empty`);
  });

  it('is 550 for what is not there and 553 for a folder', async () => {
    const client = await (await startEngine()).logIn();
    expect(await client.code('HASH none')).toBe(550);
    expect(await client.code('HASH /')).toBe(553);
  });

  it('follows a link inside the home and none out of it', async () => {
    const engine = await startEngine();
    engine.home.write('real', 'x');
    symlinkSync('real', join(engine.home.path, 'inside'));
    symlinkSync('/etc/passwd', join(engine.home.path, 'outside'));
    const client = await engine.logIn();
    expect(said(await client.say('HASH inside'))).toContain(sha256('x'));
    expect(await client.code('HASH outside')).toBe(550);
  });

  it('is no silence of the client, however long it takes', async () => {
    const engine = await startEngine({ policy: { idleTimeoutMs: 500 } });
    engine.home.write('large', '');
    truncateSync(join(engine.home.path, 'large'), 2 * 1024 * 1024 * 1024);
    const client = await engine.logIn();
    expect(await client.code('HASH large')).toBe(213);
  });

  it('ends with the session, and more than a few at once are 450', async () => {
    const engine = await startEngine();
    engine.home.write('endless', '');
    truncateSync(join(engine.home.path, 'endless'), 2 ** 40);
    const clients = await Promise.all(Array.from({ length: 9 }, () => engine.logIn()));
    for (const client of clients) client.write('HASH endless\r\n');
    const refused = await Promise.race(clients.map((client) => client.reply()));
    expect(refused?.code).toBe(450);
    engine.server.endSessions({}, { reason: 'ended-by-panel', sentence: 'Your provider has ended this session.' });
    await eventually('all have gone', () => engine.observer.ends.length === 9);
  });

  it('knows one algorithm', async () => {
    const client = await (await startEngine()).logIn();
    expect(said(await client.say('OPTS HASH'))).toBe('200 SHA-256');
    expect(said(await client.say('opts hash sha-256'))).toBe('200 SHA-256');
    expect(await client.code('OPTS HASH MD5')).toBe(501);
    expect(said(await client.say('FEAT'))).toContain('\n HASH SHA-256*\n');
  });
});

describe('AVBL', () => {
  it('tells what the file system has left', async () => {
    const engine = await startEngine();
    const client = await engine.logIn();
    const told = Number(said(await client.say('AVBL')).slice(4));
    const { bavail, bsize } = statfsSync(engine.home.path);
    expect(Math.abs(told - bavail * bsize)).toBeLessThan(1024 ** 3);
    expect(await client.code('AVBL none')).toBe(550);
  });

  it('tells no more than the quota leaves', async () => {
    const client = await (await startEngine({ quotas: new MemoryQuotas(1000) })).logIn();
    await client.say('TYPE I');
    await client.store('STOR a', 'x'.repeat(400));
    expect(said(await client.say('AVBL'))).toBe('213 600');
    await client.store('STOR b', 'x'.repeat(600));
    expect(said(await client.say('AVBL'))).toBe('213 0');
  });
});

describe('SITE', () => {
  it('QUOTA tells the limit and the use', async () => {
    const client = await (await startEngine({ quotas: new MemoryQuotas(1000) })).logIn();
    await client.say('TYPE I');
    await client.store('STOR a', 'x'.repeat(400));
    expect(said(await client.say('SITE QUOTA'))).toMatch(
      /^200-.*\n Limit: 1000 bytes, no limit of files and folders\n In use: 400 bytes in 0 files and folders\n Left: 600 bytes\n Free on the disk: \d+ bytes\n200 End\.$/,
    );
    const free = await (await startEngine()).logIn();
    expect(said(await free.say('SITE QUOTA'))).toContain('\n In use: not counted on this server\n');
  });

  it.each([
    'SITE UTIME 20200203040506 my file',
    'SITE UTIME my file 20190101000000 20200203040506 20180101000000 UTC',
    'site utime my file 20190101000000 20200203040506 20180101000000 utc',
  ])('%s sets the time of the last change', async (line) => {
    const engine = await startEngine();
    engine.home.write('my file', 'x');
    const client = await engine.logIn();
    expect(await client.code(line)).toBe(200);
    expect(said(await client.say('MDTM my file'))).toBe('213 20200203040506');
    expect(engine.observer.changes).toMatchObject([{ kind: 'set-time', path: '/my file' }]);
  });

  it('UTIME takes a time without seconds and refuses one that is none', async () => {
    const engine = await startEngine();
    engine.home.write('a', 'x');
    const client = await engine.logIn();
    expect(await client.code('SITE UTIME 202002030405 a')).toBe(200);
    expect(statSync(join(engine.home.path, 'a')).mtime).toEqual(new Date('2020-02-03T04:05:00Z'));
    expect(await client.code('SITE UTIME 202002310405 a')).toBe(501);
    expect(await client.code('SITE UTIME 2020 a')).toBe(501);
    expect(await client.code('SITE UTIME 202002030405 none')).toBe(550);
  });

  it('IDLE tells and sets how long the session may be silent, within the policy', async () => {
    const engine = await startEngine({ policy: { idleTimeoutMs: 60_000 } });
    const client = await engine.logIn();
    expect(said(await client.say('SITE IDLE'))).toMatch(/^200 The session ends after 60 seconds/);
    expect(await client.code('SITE IDLE 61')).toBe(501);
    expect(await client.code('SITE IDLE 0')).toBe(501);
    expect(await client.code('SITE IDLE soon')).toBe(501);
    expect(said(await client.say('SITE IDLE 1'))).toMatch(/^200 The session ends after 1 seconds .* at most 60 /);
    await eventually('the session is over', () => engine.observer.ends[0] === 'idle');
    expect(said(await client.reply())).toBe('421 No command came for 1 seconds.');
  });

  it('IDLE never outlasts a policy that has become shorter', async () => {
    const engine = await startEngine({ policy: { idleTimeoutMs: 60_000 } });
    const client = await engine.logIn();
    await client.say('SITE IDLE 30');
    engine.server.apply({ ...engine.policy, version: 2, idleTimeoutMs: 5_000 });
    expect(said(await client.say('SITE IDLE'))).toMatch(/^200 The session ends after 5 seconds/);
  });

  it("WHO lists this account's sessions and marks the one that asks", async () => {
    const engine = await startEngine();
    const one = await engine.logIn();
    const other = await engine.logIn();
    await engine.connect();
    await one.say('MKD sub');
    await one.say('CLNT \xc3\xa4 client');
    const data = await other.passive();
    await other.say('STOR sub/half');
    data.write('half');
    await eventually('it has begun', () => engine.server.sessions().some(({ transfer }) => transfer !== undefined));
    const lines = said(await one.say('SITE WHO')).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^ \* 127\.0\.0\.1 since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC with \xc3\xa4 client: in \/$/);
    expect(lines[2]).toMatch(/^ {3}127\.0\.0\.1 since .* UTC: upload of \/sub\/half$/);
    data.destroy();
  });
});
