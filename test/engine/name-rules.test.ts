// Name rules over a real session and a real disk: what is hidden is not there for any verb, what is refused cannot be made.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NameRules, type NamePatterns } from '../../src/ftp/name-rules.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { startEngine, type Engine } from '../support/start-engine.js';

interface Scene {
  readonly engine: Engine;
  readonly client: FtpClient;
  readonly there: (name: string) => boolean;
}

async function scene(patterns: Partial<NamePatterns>): Promise<Scene> {
  const engine = await startEngine({ account: { names: new NameRules({ hidden: [], refused: [], ...patterns }) } });
  for (const name of ['.htaccess', 'index.html', 'site/.git/config', 'site/page.html', 'private/secret', 'a/b/c']) {
    engine.home.write(name, name);
  }
  const client = await engine.logIn();
  await client.code('TYPE I');
  return { engine, client, there: (name) => existsSync(join(engine.home.path, name)) };
}

const notFound = '550 There is no such file or folder.';
const listed = async (client: FtpClient, line: string) => (await client.fetch(line)).data.toString('latin1');

describe('a hidden name', () => {
  const hidden = { hidden: ['.ht*', '.GIT', '/private/**'] };

  it.each(['LIST -a', 'NLST -a', 'MLSD', 'LIST -aR', 'NLST -a .h*'])('is in no listing: %s', async (line) => {
    const { client } = await scene(hidden);
    expect(await listed(client, line)).not.toMatch(/htaccess|config|secret/);
  });

  it('leaves what is beside it in the listing', async () => {
    const { client } = await scene(hidden);
    expect((await listed(client, 'NLST -a')).split('\r\n').sort()).toEqual(['', 'a', 'index.html', 'private', 'site']);
    expect(await listed(client, 'NLST private')).toBe('');
    expect(said(await client.say('STAT site'))).not.toContain('.git');
  });

  it.each([
    'SIZE .htaccess',
    'MDTM .htaccess',
    'MLST .htaccess',
    'STAT .htaccess',
    'HASH .htaccess',
    'DELE .htaccess',
    'RNFR .htaccess',
    'SITE CHMOD 600 .htaccess',
    'MFMT 20260101000000 .htaccess',
    'CWD site/.git',
    'RMD site/.git',
    'SIZE site/.git/config',
    'SIZE /private/secret',
  ])('is not there for %s', async (line) => {
    const { client } = await scene(hidden);
    expect(said(await client.say(line))).toBe(notFound);
  });

  it('is not sent, and nothing is stored, made or renamed over it', async () => {
    const { client, engine } = await scene(hidden);
    expect((await client.fetch('RETR .htaccess')).final.code).toBe(550);
    const why = '553 This account may not use that name; choose another.';
    for (const line of ['STOR .htaccess', 'APPE .htaccess', 'STOU .htaccess', 'STOR private/new']) {
      expect(said(await client.store(line, 'x'))).toBe(why);
    }
    expect(said(await client.say('MKD .htmine'))).toBe(why);
    await client.say('RNFR index.html');
    expect(said(await client.say('RNTO .htaccess'))).toBe(why);
    expect(readFileSync(join(engine.home.path, '.htaccess'), 'latin1')).toBe('.htaccess');
  });

  it('keeps the folder that holds it from being removed', async () => {
    const { client, there } = await scene(hidden);
    expect(await client.code('DELE site/page.html')).toBe(250);
    expect(said(await client.say('RMD site'))).toBe('550 The folder is not empty.');
    expect(there('site/.git/config')).toBe(true);
  });

  it('is not brought into sight by renaming a folder above it', async () => {
    const { client, there } = await scene({ hidden: ['/a/b/c'] });
    for (const folder of ['a', 'a/b']) {
      await client.say(`RNFR ${folder}`);
      expect(said(await client.say('RNTO elsewhere'))).toMatch(/^553 A rule for names in this folder/);
    }
    await client.say('RNFR site');
    expect(await client.code('RNTO elsewhere')).toBe(250);
    expect(there('a/b/c')).toBe(true);
  });
});

describe('a refused name', () => {
  const refused = { refused: ['*.php', '/uploads/*'] };
  const why = '553 This account may not make names like *.php; choose another.';

  it.each(['STOR x.php', 'STOR a/X.PHP', 'APPE x.php', 'STOU x.php'])('cannot be stored: %s', async (line) => {
    const { client, there } = await scene(refused);
    expect(said(await client.store(line, '<?php'))).toBe(why);
    for (const name of ['x.php', 'a/X.PHP', 'x.php.1']) expect(there(name)).toBe(false);
  });

  it('cannot be made or renamed to, by a file or a folder', async () => {
    const { client, there } = await scene(refused);
    expect(said(await client.say('MKD x.php'))).toBe(why);
    for (const from of ['index.html', 'site']) {
      await client.say(`RNFR ${from}`);
      expect(said(await client.say('RNTO x.php'))).toBe(why);
    }
    expect([there('index.html'), there('site'), there('x.php')]).toEqual([true, true, false]);
  });

  it('can be seen, read, deleted and renamed away from where it is there already', async () => {
    const { client, engine, there } = await scene(refused);
    engine.home.write('old.php', 'old');
    engine.home.write('older.php', 'older');
    expect(await listed(client, 'NLST')).toContain('old.php');
    expect((await client.fetch('RETR old.php')).data.toString()).toBe('old');
    expect((await client.store('STOR old.php', 'new')).code).toBe(553);
    await client.say('RNFR old.php');
    expect(await client.code('RNTO old.txt')).toBe(250);
    expect(await client.code('DELE older.php')).toBe(250);
    expect([there('old.txt'), there('old.php'), there('older.php')]).toEqual([true, false, false]);
  });

  it('is not reached by renaming a folder that holds such names', async () => {
    const { client, there } = await scene(refused);
    await client.say('RNFR site');
    expect(said(await client.say('RNTO uploads'))).toMatch(/^553 A rule for names in this folder/);
    expect(there('uploads')).toBe(false);
    await client.say('RNFR index.html');
    expect(await client.code('RNTO uploads')).toBe(250);
  });
});

describe('the names of a server', () => {
  const apply = (engine: Engine, names: Partial<NamePatterns>, version = 2) =>
    engine.server.apply({ ...engine.policy, version, names: { hidden: [], refused: [], ...names } });

  it('are hidden from a session that is open, from its next command on, beside those of its account', async () => {
    const { engine, client } = await scene({ hidden: ['.ht*'] });
    expect(await listed(client, 'NLST -a site')).toContain('.git');
    apply(engine, { hidden: ['.git'] });
    expect(await listed(client, 'NLST -a site')).not.toContain('.git');
    expect(said(await client.say('SIZE site/.git/config'))).toBe(notFound);
    expect(said(await client.say('SIZE .htaccess'))).toBe(notFound);
    apply(engine, {}, 3);
    expect(await client.code('SIZE site/.git/config')).toBe(213);
    expect(said(await client.say('SIZE .htaccess'))).toBe(notFound);
  });

  it('hold for an account that says nothing, and begin a path at its folder', async () => {
    const { engine, there } = await scene({});
    apply(engine, { refused: ['*.php', '/a/**'] });
    const client = await engine.logIn();
    expect(said(await client.say('MKD shell.php'))).toMatch(/^553 .*\*\.php/);
    expect(await client.code('MKD a/new')).toBe(553);
    expect(await client.code('MKD site/new')).toBe(257);
    expect((await client.store('STOU shell.php', 'x')).code).toBe(553);
    expect(there('shell.php')).toBe(false);
  });

  it('go on as they are under a policy that says the same of names', async () => {
    const { engine, client } = await scene({});
    apply(engine, { refused: ['*.php'] });
    engine.server.apply({ ...engine.policy, version: 3, greeting: 'Hello', names: { hidden: [], refused: ['*.php'] } });
    expect(await client.code('MKD x.php')).toBe(553);
  });
});
