// Uploads: what stands at the name until they are complete, and what is left when they are not.
import { chmodSync, chownSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Jail, type Upload } from '../../src/ftp/jail/jail.js';
import { readStagedName, stagedName, stagedPrefix, targetOf, viewerOf } from '../../src/ftp/jail/staging.js';
import { nextWriter } from '../../src/ftp/jail/writer.js';
import { isRoot, makeHome, type TestHome } from '../support/home.js';
import { backends, descriptorsBelow, expectRefusal, namesIn, pathOf, readAll, store } from '../support/jails.js';

const whole = { atByte: 0, append: false, overwrite: true };
const nothing = { addedBytes: 0, addedFiles: 0 };
const uploader = { accountId: 'anna', clientAddress: '192.0.2.7' };

/** A name as a running upload of somebody else has it; `died`: as one whose process is dead. */
function otherStagedName(name: string, how: 'runs' | 'died' = 'runs'): string {
  const writer = how === 'runs' ? nextWriter() : nextWriter().split('.').with(1, '7fffffff').join('.');
  return stagedName({
    kind: 'replacement',
    target: targetOf(uploader, name),
    viewer: viewerOf(uploader),
    writer,
    name,
  });
}

describe.each(backends)('uploads over the %s backend', (backend) => {
  let place: TestHome;
  let jail: Jail;
  const onDisk = () => readdirSync(place.path).sort();
  const content = (name: string) => readFileSync(join(place.path, name), 'latin1');
  const begin = async (name: string, text: string, options = whole): Promise<Upload> => {
    const upload = await jail.create(pathOf(name), options);
    if (text !== '') await upload.write(Buffer.from(text));
    return upload;
  };

  beforeEach(async () => {
    place = makeHome();
    jail = await Jail.open(place.home, { backend, uploader });
  });

  afterEach(async () => {
    await jail.close();
    expect(onDisk().filter((name) => readStagedName(name)?.writer !== undefined)).toEqual([]);
    if (process.platform === 'linux') expect(descriptorsBelow(place.path)).toBe(0);
    place.remove();
  });

  it('leave the old file whole until the new one is complete', async () => {
    place.write('index.html', 'old page');
    const upload = await begin('/index.html', 'new');
    expect(upload.written).toBe('staged');
    expect(content('index.html')).toBe('old page');
    await upload.write(Buffer.from(' page, longer'));
    expect(content('index.html')).toBe('old page');
    expect(upload.bytes).toBe(16);
    expect(await upload.keep()).toEqual({ addedBytes: 8, addedFiles: 0 });
    expect(content('index.html')).toBe('new page, longer');
  });

  it('show nobody the bytes that wait', async () => {
    const upload = await begin('/index.html', 'half');
    const staged = onDisk()[0] ?? '';
    expect(staged.startsWith(stagedPrefix)).toBe(true);
    expect(await namesIn(jail, '/')).toEqual([]);
    expect(await jail.usage(pathOf('/'))).toMatchObject({ bytes: 0, files: 0 });
    for (const attempt of [
      jail.stat(pathOf(`/${staged}`)),
      jail.openFile(pathOf(`/${staged}`), { atByte: 0 }),
      jail.removeFile(pathOf(`/${staged}`)),
      jail.rename(pathOf(`/${staged}`), pathOf('/mine')),
      jail.chmod(pathOf(`/${staged}`), 0o777),
      jail.create(pathOf(`/${staged}`), { ...whole, append: true }),
      jail.makeFolder(pathOf(`/${otherStagedName('x')}`)),
    ]) {
      await expectRefusal(attempt, 'not-found');
    }
    await upload.discard();
  });

  it('take the name only when kept', async () => {
    const upload = await begin('/new.html', 'new');
    await expectRefusal(jail.stat(pathOf('/new.html')), 'not-found');
    expect(await upload.keep()).toEqual({ addedBytes: 3, addedFiles: 1 });
    expect(await readAll(jail, pathOf('/new.html'))).toBe('new');
  });

  it('keep the permission bits of the file they replace', async () => {
    place.write('script', 'old');
    chmodSync(join(place.path, 'script'), 0o750);
    await store(jail, pathOf('/script'), 'new');
    expect(statSync(join(place.path, 'script')).mode & 0o7777).toBe(0o750);
  });

  it('leave the old file byte for byte when they are given up', async () => {
    place.write('index.html', 'old page');
    const before = statSync(join(place.path, 'index.html'));
    const upload = await begin('/index.html', 'half of the ne');
    expect(await upload.discard()).toEqual({ addedBytes: 14, addedFiles: 1 });
    const after = statSync(join(place.path, 'index.html'));
    expect(content('index.html')).toBe('old page');
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  it('leave the part of a new file under its name, so that it can be resumed', async () => {
    const upload = await begin('/video', '01234');
    expect(await upload.discard()).toEqual({ addedBytes: 5, addedFiles: 1 });
    const rest = await begin('/video', '56789', { ...whole, atByte: 5 });
    expect(rest.written).toBe('direct');
    expect(await rest.keep()).toEqual({ addedBytes: 5, addedFiles: 0 });
    expect(content('video')).toBe('0123456789');
  });

  it('leave nothing of a new file when no byte came', async () => {
    const upload = await begin('/video', '');
    expect(await upload.discard()).toEqual(nothing);
    expect(onDisk()).toEqual([]);
  });

  it('do not put a part over a file that came meanwhile', async () => {
    const upload = await begin('/page', 'half');
    place.write('page', 'came meanwhile');
    expect(await upload.discard()).toEqual({ addedBytes: 4, addedFiles: 1 });
    expect(content('page')).toBe('came meanwhile');
  });

  it('make an empty file when the client sends one', async () => {
    expect(await (await begin('/empty', '')).keep()).toEqual({ addedBytes: 0, addedFiles: 1 });
    expect(content('empty')).toBe('');
  });

  it('of two to one name leave the whole of the one that ended last', async () => {
    const [one, two] = [await begin('/page', 'one one one'), await begin('/page', 'two')];
    await one.write(Buffer.from(' one'));
    await two.write(Buffer.from(' two'));
    expect(await two.keep()).toEqual({ addedBytes: 7, addedFiles: 1 });
    expect(content('page')).toBe('two two');
    expect(await one.keep()).toEqual({ addedBytes: 8, addedFiles: 0 });
    expect(content('page')).toBe('one one one one');
  });

  it('replace nothing where replacing is not allowed', async () => {
    const careful = { ...whole, overwrite: false };
    const upload = await begin('/page', 'first', careful);
    const late = await begin('/page', 'second', careful);
    await upload.keep();
    await expectRefusal(jail.create(pathOf('/page'), careful), 'exists');
    await expectRefusal(late.keep(), 'exists');
    expect(await late.discard()).toEqual(nothing);
    expect(content('page')).toBe('first');
  });

  it('append to the end, and what came of an append stays', async () => {
    place.write('log', 'one ');
    const appending = { ...whole, append: true };
    expect(await (await begin('/log', 'two ', appending)).keep()).toEqual({ addedBytes: 4, addedFiles: 0 });
    expect(await (await begin('/log', 'thr', appending)).discard()).toEqual({ addedBytes: 3, addedFiles: 0 });
    expect(content('log')).toBe('one two thr');
    expect(await (await begin('/new-log', 'one', appending)).keep()).toEqual({ addedBytes: 3, addedFiles: 1 });
  });

  it('append side by side without overwriting each other', async () => {
    place.write('log', '');
    const appending = { ...whole, append: true };
    const [one, two] = [await begin('/log', '', appending), await begin('/log', '', appending)];
    await one.write(Buffer.from('a'.repeat(1000)));
    await two.write(Buffer.from('b'.repeat(1000)));
    await one.write(Buffer.from('c'.repeat(1000)));
    await Promise.all([one.keep(), two.keep()]);
    expect(content('log')).toBe('a'.repeat(1000) + 'b'.repeat(1000) + 'c'.repeat(1000));
  });

  it('that begin inside a file cut off what stood behind their last byte', async () => {
    place.write('file', '0123456789');
    expect(await (await begin('/file', 'ab', { ...whole, atByte: 4 })).keep()).toEqual({
      addedBytes: -4,
      addedFiles: 0,
    });
    expect(content('file')).toBe('0123ab');
  });

  it('that begin inside a file change nothing when no byte came', async () => {
    place.write('file', '0123456789');
    expect(await (await begin('/file', '', { ...whole, atByte: 4 })).discard()).toEqual(nothing);
    expect(content('file')).toBe('0123456789');
  });

  it('never begin beyond the end', async () => {
    place.write('file', '0123456789');
    await expectRefusal(jail.create(pathOf('/file'), { ...whole, atByte: 11 }), 'beyond-end');
    await expectRefusal(jail.create(pathOf('/nothing'), { ...whole, atByte: 1 }), 'beyond-end');
  });

  it('write a file with several hard links in place, so that they stay one file', async () => {
    place.write('one', 'old and long');
    linkSync(join(place.path, 'one'), join(place.path, 'two'));
    const upload = await jail.create(pathOf('/one'), whole);
    expect(upload.written).toBe('direct');
    await upload.write(Buffer.from('new'));
    expect(await upload.keep()).toEqual({ addedBytes: -9, addedFiles: 0 });
    expect(content('two')).toBe('new');
  });

  it('write in place where the folder is closed and the file is not', async () => {
    place.write('closed/file', 'old and long');
    chmodSync(join(place.path, 'closed'), 0o555);
    const upload = await jail.create(pathOf('/closed/file'), whole);
    expect(upload.written).toBe('direct');
    expect(content('closed/file')).toBe('old and long');
    await upload.write(Buffer.from('new'));
    expect(await upload.keep()).toEqual({ addedBytes: -9, addedFiles: 0 });
    expect(content('closed/file')).toBe('new');
    await expectRefusal(jail.create(pathOf('/closed/new'), whole), 'not-permitted');
    chmodSync(join(place.path, 'closed'), 0o755);
  });

  it('do not replace a file that may not be written', async () => {
    place.write('fixed', 'old');
    chmodSync(join(place.path, 'fixed'), 0o444);
    await expectRefusal(jail.create(pathOf('/fixed'), whole), 'not-permitted');
  });

  it.skipIf(!isRoot)('write a file of someone else in place, so that it keeps its owner [needs root]', async () => {
    place.write('theirs', 'old');
    chownSync(join(place.path, 'theirs'), 0, 0);
    chmodSync(join(place.path, 'theirs'), 0o666);
    const upload = await begin('/theirs', 'new');
    expect(upload.written).toBe('direct');
    await upload.keep();
    expect(statSync(join(place.path, 'theirs'))).toMatchObject({ uid: 0, gid: 0 });
  });

  it('settle once', async () => {
    const upload = await begin('/file', 'x');
    const kept = upload.keep();
    await expect(upload.keep()).rejects.toThrow('settled before');
    expect(await upload.discard()).toEqual(await kept);
    expect(content('file')).toBe('x');
    await expect(upload.write(Buffer.from('more'))).rejects.toThrow('closed descriptor');
  });

  it('wait for a write that is under way before they settle', async () => {
    const upload = await jail.create(pathOf('/big'), whole);
    const writing = upload.write(Buffer.alloc(8 * 1024 * 1024, 'x'));
    const discarding = upload.discard();
    await writing;
    expect(await discarding).toEqual({ addedBytes: 8 * 1024 * 1024, addedFiles: 1 });
  });

  it('settle after the session has let go of the home', async () => {
    await jail.makeFolder(pathOf('/folder'));
    const uploads = [await begin('/one', '1'), await begin('/folder/two', '22'), await begin('/three', '333')];
    await jail.close();
    expect(await uploads[0]?.keep()).toEqual({ addedBytes: 1, addedFiles: 1 });
    expect(await uploads[1]?.keep()).toEqual({ addedBytes: 2, addedFiles: 1 });
    expect(await uploads[2]?.discard()).toEqual({ addedBytes: 3, addedFiles: 1 });
    expect([content('one'), content('folder/two'), content('three')]).toEqual(['1', '22', '333']);
  });

  it('fail when the folder is taken away under them, and leave nothing', async () => {
    mkdirSync(join(place.path, 'folder'));
    if (isRoot) chownSync(join(place.path, 'folder'), place.home.identity.uid, place.home.identity.gid);
    const upload = await begin('/folder/file', 'x');
    rmSync(join(place.path, 'folder'), { recursive: true });
    await expectRefusal(upload.keep(), 'not-found');
  });

  it('fail when a folder takes their name, and leave nothing', async () => {
    const upload = await begin('/name', 'x');
    mkdirSync(join(place.path, 'name'));
    await expectRefusal(upload.keep(), 'not-a-file');
    expect(onDisk()).toEqual(['name']);
  });

  it('end up in the folder they began in, when it is renamed meanwhile', async () => {
    await jail.makeFolder(pathOf('/before'));
    const upload = await begin('/before/file', 'x');
    await jail.rename(pathOf('/before'), pathOf('/after'));
    if (backend === 'portable') return expectRefusal(upload.keep(), 'not-found');
    await upload.keep();
    expect(content('after/file')).toBe('x');
  });

  it('that were left over by a crash do not keep a folder from being removed', async () => {
    await jail.makeFolder(pathOf('/folder'));
    writeFileSync(join(place.path, 'folder', otherStagedName('x', 'died')), 'left over');
    expect(await namesIn(jail, '/folder')).toEqual([]);
    await jail.removeFolder(pathOf('/folder'));
    expect(onDisk()).toEqual([]);
  });

  it('that were left over stay where something else is in the folder', async () => {
    await jail.makeFolder(pathOf('/folder'));
    await store(jail, pathOf('/folder/file'), 'x');
    const staged = join(place.path, 'folder', otherStagedName('x', 'died'));
    writeFileSync(staged, 'left over');
    await expectRefusal(jail.removeFolder(pathOf('/folder')), 'not-empty');
    expect(readFileSync(staged, 'latin1')).toBe('left over');
  });

  it('of an account that writes directly grow before all eyes, and break off with what came', async () => {
    place.write('page', 'old page');
    const direct = await Jail.open(place.home, { backend, uploader, uploads: 'direct' });
    for (const name of ['/page', '/new']) {
      const upload = await direct.create(pathOf(name), whole);
      expect(upload.written).toBe('direct');
      await upload.write(Buffer.from('half'));
      expect(content(name)).toBe(name === '/page' ? 'halfpage' : 'half');
      await upload.discard();
      expect(content(name)).toBe('half');
    }
    await direct.close();
  });

  it('are the same where they are flushed to the disk first', async () => {
    place.write('page', 'old page');
    const careful = await Jail.open(place.home, { backend, uploader, sync: 'file' });
    expect(await store(careful, pathOf('/page'), 'new')).toEqual({ addedBytes: -5, addedFiles: 0 });
    expect(await store(careful, pathOf('/new'), 'new')).toEqual({ addedBytes: 3, addedFiles: 1 });
    const { upload } = await careful.createUnique(pathOf('/'), 'page');
    await upload.write(Buffer.from('third'));
    expect(await upload.keep()).toEqual({ addedBytes: 5, addedFiles: 1 });
    expect([content('page'), content('new'), content('page.1')]).toEqual(['new', 'new', 'third']);
    await careful.close();
  });

  it('tell whoever meters them what they replace, and where', async () => {
    place.write('folder/page', 'old page');
    const upload = await begin('/folder/page', 'half of it');
    expect([upload.replaces, upload.realFolder, upload.startByte]).toEqual([{ bytes: 8 }, '/folder', 0]);
    await upload.discard('why');
    const again = await begin('/folder/page', ' and half', { ...whole, atByte: 10 });
    expect([again.replaces, again.startByte]).toEqual([{ bytes: 18 }, 10]);
    expect(await again.keep()).toEqual({ addedBytes: 19 - 18, addedFiles: -1 });
    const fresh = await begin('/folder/new', '');
    expect(fresh.replaces).toBeUndefined();
    await fresh.discard();
  });

  it('keep permissions that were given to the old file meanwhile', async () => {
    place.write('page', 'old page');
    const upload = await begin('/page', 'new');
    chmodSync(join(place.path, 'page'), 0o640);
    await upload.keep();
    expect(statSync(join(place.path, 'page')).mode & 0o777).toBe(0o640);
  });

  it('of a hundred at once each arrive whole', async () => {
    const names = Array.from({ length: 100 }, (_none, number) => `/file-${number}`);
    await Promise.all(names.map((name) => store(jail, pathOf(name), name.repeat(1000))));
    for (const name of names) expect(await readAll(jail, pathOf(name))).toBe(name.repeat(1000));
  });
});
