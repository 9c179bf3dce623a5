// Uploads that write the file itself, while others take its name: what they answer, and what they count.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Jail, type Upload, type UploadResult } from '../../src/ftp/jail/jail.js';
import { makeHome, type TestHome } from '../support/home.js';
import { descriptorsBelow, expectRefusal, overEachBackend, pathOf, store } from '../support/jails.js';

const before = 'what was there before';

/** The ways to write a file itself that is there, and the account's setting that leads to them. */
const ways = [
  ['adds with APPE', { atByte: 0, append: true, overwrite: true }, 'staged'],
  ['goes on at its end', { atByte: before.length, append: false, overwrite: true }, 'staged'],
  ['begins anew in place', { atByte: 0, append: false, overwrite: true }, 'direct'],
] as const;

overEachBackend('an upload that writes the file itself', (backend) => {
  let place: TestHome;
  const jails: Jail[] = [];
  const onDisk = (name: string) => join(place.path, name);
  const open = async (uploads: 'staged' | 'direct') => {
    const jail = await Jail.open(place.home, { backend, uploads });
    jails.push(jail);
    return jail;
  };

  beforeEach(() => {
    place = makeHome();
    place.write('page', before);
  });

  afterEach(async () => {
    await Promise.all(jails.splice(0).map((jail) => jail.close()));
    if (process.platform === 'linux') expect(descriptorsBelow(place.path)).toBe(0);
    place.remove();
  });

  /** What is counted in the end is what lies there, whatever the upload was told. */
  async function expectCounted(...changes: readonly UploadResult[]): Promise<void> {
    const bytes = changes.reduce((sum, change) => sum + change.addedBytes, before.length);
    const files = changes.reduce((sum, change) => sum + change.addedFiles, 1);
    expect(await (await open('staged')).usage(pathOf('/'))).toMatchObject({ bytes, files });
  }

  it.each(ways)('and %s is refused when another took its name', async (_title, options, uploads) => {
    const upload: Upload = await (await open(uploads)).create(pathOf('/page'), options);
    expect(upload.written).toBe('direct');
    await upload.write(Buffer.from('more'));
    const other = await store(await open('staged'), pathOf('/page'), 'another page');
    await expectRefusal(upload.keep(), 'replaced');
    expect(readFileSync(onDisk('page'), 'latin1')).toBe('another page');
    await expectCounted(other, await upload.discard());
  });

  it.each(ways)('and %s is refused when its file was renamed, and counts there', async (_title, options, uploads) => {
    const upload = await (await open(uploads)).create(pathOf('/page'), options);
    await upload.write(Buffer.from('more'));
    renameSync(onDisk('page'), onDisk('away'));
    await expectRefusal(upload.keep(), 'replaced');
    await expectCounted(await upload.discard());
  });

  it.each(ways)('and %s is complete when its file has another name too', async (_title, options, uploads) => {
    const upload = await (await open(uploads)).create(pathOf('/page'), options);
    await upload.write(Buffer.from('more'));
    linkSync(onDisk('page'), onDisk('second'));
    rmSync(onDisk('page'));
    linkSync(onDisk('second'), onDisk('page'));
    await upload.keep();
    expect(readFileSync(onDisk('page'), 'latin1')).toContain('more');
  });

  it('under a new unique name is refused when another took the name', async () => {
    const { path, upload } = await (await open('staged')).createUnique(pathOf('/'), 'page');
    await upload.write(Buffer.from('more'));
    rmSync(onDisk(path));
    writeFileSync(onDisk(path), 'another');
    await expectRefusal(upload.keep(), 'replaced');
    expect(readFileSync(onDisk(path), 'latin1')).toBe('another');
  });

  it('keeps what came when it breaks off, whoever has the name by then', async () => {
    const upload = await (await open('staged')).create(pathOf('/page'), ways[0][1]);
    await upload.write(Buffer.from('more'));
    renameSync(onDisk('page'), onDisk('away'));
    expect(await upload.discard()).toEqual({ addedBytes: 4, addedFiles: 0 });
    expect(readFileSync(onDisk('away'), 'latin1')).toBe(`${before}more`);
  });
});
