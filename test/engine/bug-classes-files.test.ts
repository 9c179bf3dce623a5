// Bugs that FTP servers have had, one test a class: the jail, names, ownership, and transfers that do not end well.
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HostPath } from '../../src/ftp/account.js';
import type { VirtualPath } from '../../src/ftp/virtual-path.js';
import { eventually } from '../support/eventually.js';
import type { FtpClient } from '../support/ftp-client.js';
import { login, password, startEngine, type Engine } from '../support/start-engine.js';
import { isRoot, testIdentity } from '../support/home.js';
import { resetNow } from '../support/data-connection.js';

describe('bug class 10: a connection that dies at any step leaves a session that works, or none', () => {
  const steps = ['EPSV', 'dialled', 'STOR said', 'half sent', 'all sent'] as const;

  async function goAsFarAs(until: (typeof steps)[number], client: FtpClient): Promise<Socket | undefined> {
    const reached = (step: (typeof steps)[number]) => steps.indexOf(until) >= steps.indexOf(step);
    const port = await client.passivePort();
    const data = reached('dialled') ? await client.dial(port) : undefined;
    if (reached('STOR said')) expect(await client.code('STOR file')).toBe(150);
    if (reached('half sent')) data?.write('half');
    if (reached('all sent')) data?.write(Buffer.alloc(100_000));
    return data;
  }

  it.each(steps.flatMap((step) => (['data', 'control'] as const).map((victim) => [victim, step] as const)))(
    'the %s connection, after: %s',
    async (victim, until) => {
      const engine = await startEngine({ policy: { dataWaitMs: 300 } });
      const client = await engine.logIn();
      const data = await goAsFarAs(until, client);
      if (victim === 'control') {
        client.reset();
        await eventually('the session is over', () => engine.server.sessions().length === 0);
        data?.destroy();
        expect(await (await engine.logIn()).code('NOOP')).toBe(200);
        return;
      }
      if (data) resetNow(data);
      if (steps.indexOf(until) >= steps.indexOf('STOR said')) expect((await client.reply())?.code).toBe(426);
      expect((await client.store('STOR again', 'whole')).code).toBe(226);
      expect((await client.fetch('RETR again')).data.toString()).toBe('whole');
    },
  );
});

describe('bug class 12: no path leads out', () => {
  const out = (engine: Engine) => {
    const outside = mkdtempSync(`${engine.home.path}-outside-`);
    writeFileSync(join(outside, 'secret'), 'not yours');
    return outside;
  };

  it.each([
    '../',
    '..\\',
    './../',
    '%2e%2e/',
    '..%2f',
    '..\xc0\xaf',
    '\xc0\xae\xc0\xae/',
    '.../',
    '..;/',
    '/../',
    '//..//',
  ])('not by %j', async (up) => {
    const engine = await startEngine();
    const client = await engine.logIn();
    for (const path of [`${up.repeat(12)}etc/passwd`, `/${up.repeat(12)}etc/passwd`]) {
      for (const verb of ['CWD', 'SIZE', 'MDTM', 'MLST', 'DELE', 'RNFR']) {
        expect([verb, await client.code(`${verb} ${path}`)]).toEqual([verb, 550]);
      }
      expect((await client.fetch(`RETR ${path}`)).data.length).toBe(0);
      expect(await client.code(`MKD ${up.repeat(12)}tmp/portside-escaped-${process.pid}`)).not.toBe(0);
    }
    expect(existsSync(`/tmp/portside-escaped-${process.pid}`)).toBe(false);
  });

  it('not by a link at the end, nor by one on the way', async () => {
    const engine = await startEngine();
    const outside = out(engine);
    try {
      symlinkSync(outside, join(engine.home.path, 'way'));
      symlinkSync(join(outside, 'secret'), join(engine.home.path, 'end'));
      symlinkSync(join(outside, 'new'), join(engine.home.path, 'dangling'));
      const client = await engine.logIn();
      await client.say('TYPE I');
      for (const path of ['way/secret', 'end', 'way/../way/secret']) {
        expect((await client.fetch(`RETR ${path}`)).final.code).toBe(550);
        expect(await client.code(`SIZE ${path}`)).toBe(550);
        expect((await client.store(`APPE ${path}`, 'x')).code).toBeGreaterThanOrEqual(500);
      }
      await client.store('STOR way/new', 'x');
      await client.store('STOR dangling', 'x');
      expect(await client.code('CWD way')).toBe(550);
      expect(existsSync(join(outside, 'new'))).toBe(false);
      expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('not yours');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });
});

it('bug class 13: a neighbour whose folder begins with the same letters stays out of reach', async () => {
  const engine = await startEngine();
  const neighbour = `${engine.home.path}b`;
  mkdirSync(neighbour);
  writeFileSync(join(neighbour, 'secret'), 'not yours');
  try {
    const name = neighbour.split('/').at(-1) ?? '';
    const client = await engine.logIn();
    for (const path of [`../${name}/secret`, `/../${name}/secret`, `${neighbour}/secret`]) {
      expect((await client.fetch(`RETR ${path}`)).final.code).toBe(550);
    }
    symlinkSync(neighbour, join(engine.home.path, 'b'));
    expect((await client.fetch('RETR b/secret')).final.code).toBe(550);
  } finally {
    rmSync(neighbour, { recursive: true });
  }
});

it('bug class 14: a link in the home itself leads nowhere outside the web root', async () => {
  const engine = await startEngine();
  const outside = mkdtempSync(`${engine.home.path}-outside-`);
  writeFileSync(join(outside, 'secret'), 'not yours');
  symlinkSync(outside, join(engine.home.path, 'home'));
  const home = { ...engine.home.home, webRoot: engine.home.path as HostPath, folder: '/home' as VirtualPath };
  const lured = await startEngine({ account: { home } });
  try {
    const client = await lured.connect();
    expect((await client.logIn(login, password)).code).toBe(530);
    expect(await client.code('PWD')).toBe(530);
    expect(statSync(join(outside, 'secret')).uid).toBe(process.geteuid?.() ?? 0);
  } finally {
    rmSync(outside, { recursive: true });
  }
});

it('bug class 17: what is made belongs to the identity, its group too, wherever it is made', async () => {
  const engine = await startEngine();
  const foreign = join(engine.home.path, 'shared');
  mkdirSync(foreign);
  if (isRoot) chownSync(foreign, testIdentity().uid, 0);
  const client = await engine.logIn();
  expect((await client.store('STOR shared/file', 'x')).code).toBe(226);
  expect(await client.code('MKD shared/folder')).toBe(257);
  for (const name of ['shared/file', 'shared/folder']) {
    const { uid, gid } = statSync(join(engine.home.path, name));
    expect({ uid, gid }).toEqual({ uid: testIdentity().uid, gid: testIdentity().gid });
  }
});

it('bug class 19: every way of writing counts exactly what it adds', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  await client.say('TYPE I');
  await client.store('STOR a', Buffer.alloc(1000));
  await client.store('STOR a', Buffer.alloc(400));
  await client.store('APPE a', Buffer.alloc(50));
  await client.say('REST 100');
  await client.store('STOR a', Buffer.alloc(1000));
  await client.store('STOU a', Buffer.alloc(7));
  await client.store('STOR b', Buffer.alloc(5));
  await client.say('RNFR b');
  await client.say('RNTO a');
  const { transfers, changes } = engine.observer;
  expect(transfers.map(({ addedBytes }) => addedBytes)).toEqual([1000, -600, 50, 650, 7, 5]);
  expect(changes.map(({ addedBytes, addedFiles }) => [addedBytes, addedFiles])).toEqual([[-1100, -1]]);
  const added = [...transfers, ...changes].reduce((sum, { addedBytes }) => sum + addedBytes, 0);
  expect(added).toBe(statSync(join(engine.home.path, 'a')).size + 7);
});

it('bug class 20: patterns and recursion stay within bounds and follow no link in circles', async () => {
  const engine = await startEngine();
  for (let at = 0; at < 40; at += 1) engine.home.write(`${'a'.repeat(30)}${at}`, '');
  engine.home.write('deep/er/and/deeper/file', '');
  symlinkSync('.', join(engine.home.path, 'loop'));
  symlinkSync('..', join(engine.home.path, 'deep/loop'));
  const client = await engine.logIn();
  for (const line of [
    `NLST ${'*a'.repeat(40)}b`,
    'LIST */../*/../*/../*/../*',
    `LIST ${'['.repeat(500)}`,
    'LIST -R',
    'NLST -R /',
  ]) {
    const { data, final } = await client.fetch(line);
    expect([line, final.code === 226 || final.code >= 450]).toEqual([line, true]);
    expect(data.toString().split('\n').length).toBeLessThan(200);
  }
  const listed = (await client.fetch('LIST -R')).data.toString();
  expect(listed).toContain('deeper');
  expect(listed).not.toContain('loop/deep');
});

it('bug class 24: a name of every byte value survives LIST, NLST, MLSD, RETR and DELE', async () => {
  const engine = await startEngine();
  const client = await engine.logIn();
  const onWire = (name: string) => name.replaceAll('\xff', '\xff\xff');
  const names: string[] = [];
  for (let byte = 1; byte < 256; byte += 1) {
    const character = String.fromCharCode(byte);
    // A slash parts names, LF ends a line, and a CR in front of LF is part of that end.
    if (character !== '/' && character !== '\n') names.push(`n${character}x`);
  }
  for (const name of names) {
    expect([name, (await client.store(`STOR ${onWire(name)}`, name)).code]).toEqual([name, 226]);
  }
  const perLine = (data: Buffer) => data.toString('latin1').split('\r\n').filter(Boolean);
  const visible = names.filter((name) => !name.includes('\r'));
  expect(perLine((await client.fetch('NLST')).data)).toEqual(expect.arrayContaining(visible));
  const facts = perLine((await client.fetch('MLSD')).data).map((line) => line.slice(line.indexOf(' ') + 1));
  expect(facts).toEqual(expect.arrayContaining(visible));
  const long = perLine((await client.fetch('LIST')).data);
  for (const name of visible) expect(long.some((line) => line.endsWith(` ${name}`))).toBe(true);
  for (const name of names) {
    expect((await client.fetch(`RETR ${onWire(name)}`)).data.toString('latin1')).toBe(
      Buffer.from(name, 'utf8').toString('latin1'),
    );
    expect([name, await client.code(`DELE ${onWire(name)}`)]).toEqual([name, 250]);
  }
  expect((await client.fetch('NLST')).data.length).toBe(0);
}, 60_000);

it('bug class 25: every package is pinned to a content, and CI installs nothing else', () => {
  const root = new URL('../../', import.meta.url);
  const lock = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')) as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean; inBundle?: boolean }>;
  };
  const fetched = Object.entries(lock.packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
  expect(fetched.length).toBeGreaterThan(100);
  for (const [path, { integrity, inBundle }] of fetched) {
    if (!inBundle) expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-/)]);
  }
  const ci = readFileSync(new URL('.ci/run', root), 'utf8');
  expect(ci).toMatch(/^npm ci$/m);
  expect(ci).not.toMatch(/npm (install|i|update) /);
});

describe('bug class 29: never 226 for an upload that is not whole', () => {
  const begin = async (secure: boolean) => {
    const engine = await startEngine();
    const client = await engine.connect();
    if (secure) await client.authTls();
    await client.logIn(login, password);
    const tcp = await client.passive();
    expect(await client.code('STOR file')).toBe(150);
    const data = client.secureData(tcp);
    if (secure) await once(data, 'secureConnect');
    data.write(Buffer.alloc(200_000));
    await eventually('some bytes have come', () => (engine.server.sessions()[0]?.transfer?.bytes ?? 0) > 0);
    return { engine, client, tcp };
  };

  it('after a reset', async () => {
    const { client, tcp } = await begin(false);
    resetNow(tcp);
    expect((await client.reply())?.code).toBe(426);
  });

  it('after TCP ends without close_notify', async () => {
    const { client, tcp } = await begin(true);
    tcp.end();
    expect((await client.reply())?.code).toBe(426);
  });

  it('after a reset under TLS', async () => {
    const { client, tcp } = await begin(true);
    resetNow(tcp);
    expect((await client.reply())?.code).toBe(426);
  });

  it('when the place it was to go to vanishes', async () => {
    const engine = await startEngine();
    engine.home.write('folder/old', 'x');
    const client = await engine.logIn();
    const data = await client.passive();
    expect(await client.code('STOR folder/new')).toBe(150);
    data.write('part');
    await eventually('some bytes have come', () => (engine.server.sessions()[0]?.transfer?.bytes ?? 0) > 0);
    rmSync(join(engine.home.path, 'folder'), { recursive: true });
    data.end();
    expect((await client.reply())?.code).toBeGreaterThanOrEqual(400);
  });
});
