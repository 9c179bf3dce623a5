// Locks, kept secrets, certificates and the mirror, on the real disk.
import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { chooseBase, keepBase, openDataDir } from '../../src/launch/data-folder.js';
import { keptSecret, writePrivateFile } from '../../src/launch/folders.js';
import { lockFolder } from '../../src/launch/lock-file.js';
import { reachableProgram } from '../../src/launch/mirror.js';
import { identify } from '../../src/launch/process-identity.js';
import { roleEnvironment } from '../../src/launch/role-environment.js';
import { stagingKeyFile } from '../../src/launch/staging-key.js';
import { refreshFolder, tlsFolder } from '../../src/launch/tls-folder.js';
import { tlsPair } from '../../src/launch/tls-pair.js';

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? '' : ' [needs root]';
const stranger = { uid: 64_199, gid: 64_199 };

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'portside-folders-'));
  fs.chmodSync(folder, 0o755);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const mode = (path: string) => fs.statSync(path).mode & 0o777;

describe('the lock of a data folder', () => {
  it('is refused while its holder runs, and free after release', () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(new RegExp(`^DATA_DIR: another Portside \\(process ${process.pid}\\)`));
    lock.release();
    lockFolder(folder).release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a holder that was killed, even when its pid has a new owner', async () => {
    const child = spawn('sleep', ['60']);
    const held = identify(child.pid ?? 0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    fs.writeFileSync(join(folder, 'launcher.lock'), JSON.stringify(held));
    lockFolder(folder).release();

    fs.writeFileSync(join(folder, 'launcher.lock'), JSON.stringify({ ...held, pid: process.pid }));
    lockFolder(folder).release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('is taken over when a crash left it empty', () => {
    fs.writeFileSync(join(folder, 'launcher.lock'), '');
    lockFolder(folder).release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

describe('a kept secret', () => {
  it('is made once, long enough for a session secret, and readable by its owner only', () => {
    const path = join(folder, 'secret');
    const secret = keptSecret(path);

    expect(secret).toMatch(/^[\w-]{32}$/);
    expect(keptSecret(path)).toBe(secret);
    expect(mode(path)).toBe(0o600);
  });

  it('stays private under a careless umask', () => {
    const before = process.umask(0);
    try {
      writePrivateFile(join(folder, 'secret'), 'text');
    } finally {
      process.umask(before);
    }
    expect(mode(join(folder, 'secret'))).toBe(0o600);
  });
});

describe('the key of staged uploads', () => {
  it('is made once and kept, readable by its owner only', () => {
    const path = stagingKeyFile(join(folder, 'staging-key'), undefined);
    const key = fs.readFileSync(path, 'utf8');
    expect(key.trim()).toMatch(/^[\w-]{32}$/);
    expect(mode(path)).toBe(0o600);
    expect(fs.readFileSync(stagingKeyFile(path, undefined), 'utf8')).toBe(key);
  });

  it.skipIf(!isRoot)(`belongs to the FTP workers' user, also after that was changed${asRoot}`, () => {
    const path = stagingKeyFile(join(folder, 'staging-key'), stranger);
    const key = fs.readFileSync(path, 'utf8');
    expect(fs.statSync(path)).toMatchObject({ uid: stranger.uid, gid: stranger.gid });
    stagingKeyFile(path, { uid: 64_198, gid: 64_198 });
    expect(fs.statSync(path)).toMatchObject({ uid: 64_198, gid: 64_198 });
    expect(mode(path)).toBe(0o600);
    expect(fs.readFileSync(path, 'utf8')).toBe(key);
  });

  it('is named to the FTP role only', () => {
    const secrets = {
      databaseUrl: undefined,
      ftpDatabaseUrl: 'postgres://ftp@db/portside',
      sessionSecret: 'x'.repeat(32),
      tls: { cert: '/c', key: '/k', folder: undefined },
      stagingKeyFile: '/srv/key',
    };
    const config = readConfig({ DATA_DIR: folder });
    expect(roleEnvironment('ftp', config, secrets)).toMatchObject({ STAGING_KEY_FILE: '/srv/key' });
    expect(roleEnvironment('panel', config, secrets)).not.toHaveProperty('STAGING_KEY_FILE');
  });
});

describe('DATA_DIR', () => {
  it('is made, and taken back by a start that is refused', () => {
    const dataDir = join(folder, 'a', 'b');
    const made = openDataDir(dataDir);
    expect(fs.existsSync(dataDir)).toBe(true);
    made.undo();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('is never taken back when it was there before, or holds something', () => {
    openDataDir(folder).undo();
    const made = openDataDir(join(folder, 'made'));
    fs.writeFileSync(join(folder, 'made', 'kept'), '');
    made.undo();
    expect(fs.readdirSync(join(folder, 'made'))).toEqual(['kept']);
  });

  it.skipIf(!isRoot)(`is open to the users it is for, whatever root's umask is${asRoot}`, () => {
    const before = process.umask(0o077);
    try {
      openDataDir(join(folder, 'a', 'b'));
    } finally {
      process.umask(before);
    }
    expect(chooseBase(join(folder, 'a', 'b'), [stranger])).toBe(join(folder, 'a', 'b'));
  });

  it.skipIf(!isRoot)(`stays where it is once it was decided, and is refused when it hides data${asRoot}`, () => {
    expect(chooseBase(folder, [stranger])).toBe(folder);
    fs.chmodSync(folder, 0o700);
    const base = chooseBase(folder, [stranger]);
    expect(base).toMatch(/^\/var\/lib\/portside\/tmp-portside-folders-\w+-[0-9a-f]{8}$/);
    keepBase(folder, base);
    fs.rmSync(base, { recursive: true });
    fs.chmodSync(folder, 0o755);
    expect(chooseBase(folder, [stranger])).toBe(base);

    fs.rmSync(join(folder, 'WHERE-THE-DATA-ARE.txt'));
    fs.mkdirSync(join(folder, 'postgres'));
    fs.chmodSync(folder, 0o700);
    expect(() => chooseBase(folder, [stranger])).toThrow(/^DATA_DIR: the data in .* cannot be reached .*0755/);
  });
});

describe('the certificate', () => {
  it('is made for every name of this server, kept, and private', async () => {
    const config = readConfig({ PUBLIC_HOST: 'ftp.host.example' });
    const pair = await tlsPair(config, join(folder, 'tls'), undefined);
    const [cert, key] = [fs.readFileSync(pair.cert, 'utf8'), fs.readFileSync(pair.key, 'utf8')];

    createSecureContext({ cert, key });
    const read = new X509Certificate(cert);
    expect(read.checkHost('ftp.host.example')).toBe('ftp.host.example');
    expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect([mode(join(folder, 'tls')), mode(pair.key)]).toEqual([0o700, 0o600]);
    await tlsPair(config, join(folder, 'tls'), undefined);
    expect(fs.readFileSync(pair.key, 'utf8')).toBe(key);
  });

  it('is made anew when the server gets another name', async () => {
    const before = await tlsPair(readConfig({ PUBLIC_HOST: 'old.example' }), join(folder, 'tls'), undefined);
    const old = fs.readFileSync(before.cert, 'utf8');
    const after = await tlsPair(readConfig({ PUBLIC_HOST: 'new.example' }), join(folder, 'tls'), undefined);

    expect(fs.readFileSync(after.cert, 'utf8')).not.toBe(old);
  });

  it.skipIf(!isRoot)(`is copied where only root could read the given files${asRoot}`, async () => {
    const own = await tlsPair(readConfig({}), join(folder, 'own'), undefined);
    const config = readConfig({ TLS_CERT_FILE: own.cert, TLS_KEY_FILE: own.key });
    const copy = await tlsPair(config, join(folder, 'tls'), stranger);

    expect(copy.key).not.toBe(own.key);
    expect(fs.readFileSync(copy.key, 'utf8')).toBe(fs.readFileSync(own.key, 'utf8'));
    expect(fs.statSync(copy.key)).toMatchObject(stranger);
  });
});

describe('the folder of more certificates', () => {
  const put = (name: string, text = name) => fs.writeFileSync(join(folder, 'given', name), text);
  beforeEach(() => fs.mkdirSync(join(folder, 'given'), { mode: 0o700 }));

  it('is used as it is where its reader can read it', () => {
    expect(tlsFolder(join(folder, 'given'), join(folder, 'copy'), undefined)).toBe(join(folder, 'given'));
    expect(fs.existsSync(join(folder, 'copy'))).toBe(false);
  });

  it('is refused with a sentence where it is not there', () => {
    expect(() => tlsFolder('/nowhere', join(folder, 'copy'), undefined)).toThrow(
      'TLS_CERT_DIR: /nowhere cannot be read (ENOENT)',
    );
  });

  it.skipIf(!isRoot)(`is copied where only root could read it, and the copy follows${asRoot}`, () => {
    for (const name of ['a.crt', 'a.key', 'b.pem', 'b.key', 'README']) put(name);
    const copy = tlsFolder(join(folder, 'given'), join(folder, 'copy'), stranger);
    expect(fs.readdirSync(copy).sort()).toEqual(['a.crt', 'a.key', 'b.key', 'b.pem']);
    expect(fs.statSync(join(copy, 'a.key'))).toMatchObject(stranger);
    expect([mode(copy), mode(join(copy, 'a.key'))]).toEqual([0o700, 0o600]);
    put('a.key', 'renewed');
    fs.rmSync(join(folder, 'given', 'b.pem'));
    fs.rmSync(join(folder, 'given', 'b.key'));
    refreshFolder(join(folder, 'given'), copy, stranger);
    expect(fs.readdirSync(copy).sort()).toEqual(['a.crt', 'a.key']);
    expect(fs.readFileSync(join(copy, 'a.key'), 'utf8')).toBe('renewed');
  });
});

describe.skipIf(!isRoot)(`the mirror${asRoot}`, () => {
  const write = (root: string, name: string, text = name) => {
    fs.mkdirSync(join(root, name, '..'), { recursive: true });
    fs.writeFileSync(join(root, name), text);
  };

  function checkout(): string {
    const root = join(folder, 'clone');
    for (const name of ['dist/src/main.js', 'web/dist/index.html', 'package.json', 'src/secret.ts']) write(root, name);
    for (const name of ['a', 'a/node_modules/b', 'dev']) write(root, `node_modules/${name}/package.json`, '{}');
    const packages = {
      '': {},
      'node_modules/a': {},
      'node_modules/a/node_modules/b': { dev: true },
      'node_modules/dev': { dev: true },
    };
    write(root, 'package-lock.json', JSON.stringify({ packages }));
    return root;
  }

  it('is not made where everybody can read the checkout', () => {
    const program = { root: checkout(), node: process.execPath };
    expect(reachableProgram(program, join(folder, 'app'), [stranger])).toEqual(program);
    expect(fs.existsSync(join(folder, 'app'))).toBe(false);
  });

  it('holds what runs, with modes that others can read, and no development package', () => {
    const root = checkout();
    fs.chmodSync(join(root, 'dist/src/main.js'), 0o600);
    const program = reachableProgram({ root, node: process.execPath }, join(folder, 'app'), [stranger]);

    expect(program).toEqual({ root: join(folder, 'app'), node: join(folder, 'app/bin/node') });
    expect(fs.readdirSync(program.root).sort()).toEqual([
      '.mirror-of',
      'bin',
      'dist',
      'node_modules',
      'package.json',
      'web',
    ]);
    expect(fs.readdirSync(join(program.root, 'node_modules'))).toEqual(['a']);
    expect(fs.readdirSync(join(program.root, 'node_modules/a'))).toEqual(['package.json']);
    expect(mode(join(program.root, 'dist/src/main.js'))).toBe(0o644);
    expect(mode(join(root, 'dist/src/main.js'))).toBe(0o600);
    expect(mode(program.node) & 0o005).toBe(0o005);
  });

  it('is refreshed after a new build', () => {
    const root = checkout();
    fs.chmodSync(root, 0o700);
    const from = { root, node: process.execPath };
    reachableProgram(from, join(folder, 'app'), [stranger]);
    fs.rmSync(join(root, 'dist'), { recursive: true });
    write(root, 'dist/src/main.js', 'a newer build');
    reachableProgram(from, join(folder, 'app'), [stranger]);

    expect(fs.readFileSync(join(folder, 'app/dist/src/main.js'), 'utf8')).toBe('a newer build');
    expect(fs.readdirSync(folder).sort()).toEqual(['app', 'clone']);
  });
});
