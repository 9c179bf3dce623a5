// What kill -9 leaves of uploads, in a process of its own, and what any other process makes of it: what an upload that
// broke off would have left. Needs no database: the names tell all.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { Jail, configureStaging, type UnfinishedUpload, type Upload } from '../../src/ftp/jail/jail.js';
import { readStagedName } from '../../src/ftp/jail/staging.js';
import { compileEngine, type CompiledEngine } from '../support/compiled-engine.js';
import { makeHome, type TestHome } from '../support/home.js';
import { expectRefusal, namesIn, overEachBackend, pathOf, readAll } from '../support/jails.js';

const key = Buffer.alloc(32, 7);
const uploader = { accountId: 'anna', clientAddress: '192.0.2.7' };
const longName = 'x'.repeat(200);

let engine: CompiledEngine;
beforeAll(() => {
  engine = compileEngine();
  configureStaging({ key });
}, 60_000);
afterAll(() => engine.remove());

overEachBackend('after a worker was killed in the middle of uploads', (backend) => {
  let place: TestHome;
  let unfinished: Map<string, UnfinishedUpload>;
  let jails: Jail[];
  let workers: ChildProcess[];
  const kinds = (folder = '') =>
    readdirSync(join(place.path, folder))
      .map((name) => readStagedName(name)?.kind)
      .filter((kind) => kind !== undefined);
  const content = (name: string) => readFileSync(join(place.path, name), 'latin1');

  beforeEach(() => {
    place = makeHome();
    unfinished = new Map();
    jails = [];
    workers = [];
  });

  afterEach(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await Promise.all(jails.map((jail) => jail.close()));
    place.remove();
  });

  /** Begins uploads in another process and writes some bytes of each; they run until the process is killed. */
  async function uploading(...paths: readonly string[]): Promise<ChildProcess> {
    const text = `import { Jail, configureStaging } from ${JSON.stringify(join(engine.folder, 'jail/jail.js'))};
      configureStaging({ key: Buffer.alloc(32, 7) });
      const options = ${JSON.stringify({ backend, uploader })};
      const jail = await Jail.open(${JSON.stringify(place.home)}, options);
      for (const path of ${JSON.stringify(paths)}) {
        const upload = await jail.create(path, { atByte: 0, append: false, overwrite: true });
        if (!path.includes('empty')) await upload.write(Buffer.from('half'));
      }
      console.log('ready');
      setInterval(() => undefined, 1000);`;
    const worker = spawn(process.execPath, ['--input-type=module', '--eval', text], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    workers.push(worker);
    await once(worker.stdout, 'data');
    return worker;
  }

  async function killed(...paths: readonly string[]): Promise<void> {
    const worker = await uploading(...paths);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }

  async function openJail(who = uploader): Promise<Jail> {
    const observer = {
      uploadLeft: (upload: UnfinishedUpload) => void unfinished.set(upload.id, upload),
      uploadGone: (id: string) => void unfinished.delete(id),
    };
    const jail = await Jail.open(place.home, { backend, uploader: who, observer });
    jails.push(jail);
    return jail;
  }

  async function resume(jail: Jail, name: string): Promise<Upload> {
    const upload = await jail.create(pathOf(name), { atByte: 4, append: false, overwrite: true });
    await upload.write(Buffer.from(' and half'));
    return upload;
  }

  it('the part of a new name stands under it as soon as somebody lists the folder', async () => {
    await killed('/new.html', '/empty.html');
    expect(kinds()).toEqual(['new', 'new']);
    expect(await namesIn(await openJail(), '/')).toEqual(['new.html']);
    expect(content('new.html')).toBe('half');
    expect(kinds()).toEqual([]);
  });

  it.each(['stat', 'create', 'endView'] as const)('or names it: %s', async (act) => {
    await killed('/new.html');
    const jail = await openJail({ accountId: 'berta', clientAddress: '::1' });
    if (act === 'stat') expect((await jail.stat(pathOf('/new.html'))).sizeBytes).toBe(4);
    if (act === 'create') await (await resume(jail, '/new.html')).keep();
    if (act === 'endView') expect(await jail.endView(pathOf('/new.html'))).toBe(false);
    expect(content('new.html')).toBe(act === 'create' ? 'half and half' : 'half');
  });

  it('a replacement is an unfinished upload: the file is whole, its uploader resumes', async () => {
    place.write('index.html', 'old page');
    await killed('/index.html');
    expect(content('index.html')).toBe('old page');
    const other = await openJail({ ...uploader, clientAddress: '192.0.2.8' });
    expect((await other.stat(pathOf('/index.html'))).sizeBytes).toBe(8);
    expect([...unfinished.values()]).toMatchObject([{ path: '/index.html', receivedBytes: 4, fromHere: false }]);
    const jail = await openJail();
    expect((await jail.stat(pathOf('/index.html'))).sizeBytes).toBe(4);
    await (await resume(jail, '/index.html')).keep();
    expect(content('index.html')).toBe('half and half');
    expect(kinds()).toEqual([]);
    expect(unfinished.size).toBe(0);
  });

  it('a part does not take the place of a file that came meanwhile', async () => {
    await killed('/page');
    place.write('page', 'came meanwhile');
    const jail = await openJail();
    expect((await jail.stat(pathOf('/page'))).sizeBytes).toBe(14);
    expect(await readAll(jail, pathOf('/page'))).toBe('came meanwhile');
    expect(kinds()).toEqual([]);
  });

  it('nor is it shown in place of a file that was sent anew by a session that knew the folder before', async () => {
    place.write('index.html', 'old page');
    const before = await openJail();
    expect((await before.stat(pathOf('/index.html'))).sizeBytes).toBe(8);
    await killed('/index.html');
    const upload = await before.create(pathOf('/index.html'), { atByte: 0, append: false, overwrite: true });
    await upload.write(Buffer.from('sent anew'));
    await upload.keep();
    const jail = await openJail();
    expect((await jail.stat(pathOf('/index.html'))).sizeBytes).toBe(9);
    expect(kinds()).toEqual([]);
  });

  it('a name too long to be told in another keeps its part, for whoever sent it', async () => {
    place.write(longName, 'old page');
    await killed(`/${longName}`);
    const jail = await openJail();
    expect((await jail.stat(pathOf(`/${longName}`))).sizeBytes).toBe(4);
    expect(content(longName)).toBe('old page');
  });

  it('nothing of it counts as used before it is settled, and parts do', async () => {
    place.write('index.html', 'old page');
    await killed('/index.html');
    const jail = await openJail();
    expect(await jail.usage(pathOf('/'))).toMatchObject({ bytes: 8, files: 1 });
    await namesIn(jail, '/');
    expect(await jail.usage(pathOf('/'))).toMatchObject({ bytes: 12, files: 2 });
    const [part] = await jail.parts(pathOf('/'));
    expect(part).toMatchObject({ name: 'index.html', receivedBytes: 4 });
    const elsewhere = await openJail({ accountId: 'anna', clientAddress: '' });
    expect(await elsewhere.discardPart(pathOf('/index.html'), part?.id ?? '')).toEqual({
      addedBytes: -4,
      addedFiles: -1,
    });
    expect(kinds()).toEqual([]);
    expect(unfinished.size).toBe(0);
  });

  it('a folder that holds nothing else can be removed', async () => {
    place.write('folder/index.html', 'old page');
    await killed('/folder/index.html', '/folder/new.html');
    const jail = await openJail();
    await jail.rename(pathOf('/folder/index.html'), pathOf('/index.html'));
    // Naming something in the folder has settled it: what was new stands there now.
    await expectRefusal(jail.removeFolder(pathOf('/folder')), 'not-empty');
    await jail.removeFile(pathOf('/folder/new.html'));
    await jail.removeFolder(pathOf('/folder'));
    expect(existsSync(join(place.path, 'folder'))).toBe(false);
  });

  it('what somebody has made under staged names by other ways hinders nothing', async () => {
    place.write('index.html', 'old page');
    await killed('/index.html', '/new.html', '/other.html');
    const [first = '', second = ''] = readdirSync(place.path).filter((name) => readStagedName(name) !== undefined);
    for (const [name, command] of [
      [first, 'mkdir'],
      [second, 'mkfifo'],
    ] as const) {
      rmSync(join(place.path, name));
      execFileSync(command, [join(place.path, name)]);
    }
    await namesIn(await openJail(), '/');
    expect(kinds().filter((kind) => kind === 'new' || kind === 'replacement')).toHaveLength(2);
    expect(statSync(join(place.path, first)).isDirectory()).toBe(true);
  });

  it('an upload whose process lives is left alone', async () => {
    place.write('index.html', 'old page');
    await uploading('/index.html', '/new.html');
    const jail = await openJail();
    expect(await namesIn(jail, '/')).toEqual(['index.html']);
    expect(kinds().sort()).toEqual(['new', 'replacement']);
    expect((await jail.stat(pathOf('/index.html'))).sizeBytes).toBe(8);
  });

  it("a part that nobody asked for in a day is removed, and a customer's own file of such a name never", async () => {
    place.write('index.html', 'old page');
    await killed('/index.html');
    const jail = await openJail();
    await namesIn(jail, '/');
    const [part = ''] = readdirSync(place.path).filter((name) => readStagedName(name) !== undefined);
    const own = [part.replace(/.(?=\.part$)/, (digit) => (digit === '0' ? '1' : '0')), '.portside-notes.part'];
    const dayAgo = new Date(Date.now() - 25 * 60 * 60_000);
    for (const name of own) writeFileSync(join(place.path, name), 'mine');
    for (const name of [part, ...own]) utimesSync(join(place.path, name), dayAgo, dayAgo);
    expect(await namesIn(jail, '/')).toEqual([...own, 'index.html'].sort());
    expect(existsSync(join(place.path, part))).toBe(false);
  });

  it('a folder that may not be changed is listed all the same', async () => {
    place.write('folder/index.html', 'old page');
    await killed('/folder/index.html');
    chmodSync(join(place.path, 'folder'), 0o555);
    const jail = await openJail();
    expect(await namesIn(jail, '/folder')).toEqual(['index.html']);
    expect((await jail.stat(pathOf('/folder/index.html'))).sizeBytes).toBe(8);
    chmodSync(join(place.path, 'folder'), 0o755);
    expect(statSync(join(place.path, 'folder/index.html')).size).toBe(8);
  });
});
