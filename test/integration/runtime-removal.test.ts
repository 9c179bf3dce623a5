import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';

const asRoot = process.getuid?.() === 0;
let host: FtpHost;
let worker: FtpWorker;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
});

afterAll(() => host.dispose());

beforeEach(async () => {
  for (const name of readdirSync(host.folder)) execFileSync('rm', ['-rf', join(host.folder, name)]);
  await mkdir(join(host.folder, 'shop', 'images'), { recursive: true });
  await writeFile(join(host.folder, 'index.html'), 'stays');
  await writeFile(join(host.folder, 'shop', 'cart'), '12345');
  await writeFile(join(host.folder, 'shop', 'images', 'logo'), '678');
  ownAll();
});

/** What the customer's own programs have made is the customer's. */
function ownAll(): void {
  if (asRoot) execFileSync('chown', ['-hR', `${host.owner.uid}:${host.owner.gid}`, host.folder]);
}

interface Answer {
  readonly state: string;
  readonly progress: Record<string, unknown> | null;
  readonly result: Record<string, unknown> | null;
  readonly failure: { readonly code: string; readonly sentence: string } | null;
}

const put = async (kind: string, args: object, withinMs = 10_000): Promise<string> => {
  const { id } = await host.one<{ id: string }>(
    `insert into server_tasks (server_id, kind, arguments, asked_by, deadline_at)
     values ($1, $2, $3, 'test', now() + make_interval(secs => $4)) returning id`,
    [host.serverId, kind, JSON.stringify({ webRootId: host.webRootId, ...args }), withinMs / 1000],
  );
  return id;
};

const answerOf = (id: string): Promise<Answer> =>
  eventually('the task is answered', async () => {
    const row = await host.one<Answer>('select state, progress, result, failure from server_tasks where id = $1', [id]);
    return row.state !== 'waiting' && row.state !== 'running' && row;
  });

const ask = async (kind: string, args: object): Promise<Answer> => answerOf(await put(kind, args));

const usedBytes = () =>
  host.one<{ used: string; due: Date | null }>(
    'select used_bytes as used, recount_due_at as due from web_root_usage where web_root_id = $1',
    [host.webRootId],
  );

it('measures a folder and says where it really is', async () => {
  await symlink('shop', join(host.folder, 'current'));
  const told = (await ask('measure-folder', { folder: '/shop' })).result;
  expect(told).toEqual({ bytes: 8, files: 2, folders: 1, complete: true, realFolder: '/shop' });
  expect((await ask('measure-folder', { folder: '/current/images' })).result).toMatchObject({
    bytes: 3,
    realFolder: '/shop/images',
  });
});

it('removes a folder as the site’s system user, and the ledgers are right afterwards', async () => {
  await ask('recount-usage', {});
  await eventually('what is there is counted', async () => (await usedBytes()).used === '13');
  const answer = await ask('remove-folder', { folder: '/shop' });
  expect(answer).toMatchObject({
    state: 'done',
    result: { bytes: 8, files: 2, folders: 2, left: [], leftCount: 0, complete: true },
  });
  expect(readdirSync(host.folder)).toEqual(['index.html']);
  await eventually('what is gone is counted', async () => (await usedBytes()).used === '5');
});

it('can be repeated', async () => {
  await ask('remove-folder', { folder: '/shop' });
  expect((await ask('remove-folder', { folder: '/shop' })).result).toMatchObject({ files: 0, complete: true });
});

it('never removes the web root itself, and empties it only where that is asked for', async () => {
  for (const folder of ['/', '/shop/..']) {
    const refused = await ask('remove-folder', { folder });
    expect(refused.failure).toEqual({
      code: 'web-root-itself',
      sentence: 'This folder is the web root itself, and that is never removed.',
    });
  }
  expect(existsSync(join(host.folder, 'index.html'))).toBe(true);
  expect((await ask('remove-folder', { folder: '/', contents: true })).result).toMatchObject({ files: 3, folders: 2 });
  expect(readdirSync(host.folder)).toEqual([]);
  expect(existsSync(host.folder)).toBe(true);
});

it('follows no link, and takes bytes for gone when the last name of a file is', async () => {
  await symlink('/etc', join(host.folder, 'shop', 'etc'));
  await symlink('..', join(host.folder, 'shop', 'up'));
  await link(join(host.folder, 'index.html'), join(host.folder, 'shop', 'same'));
  await symlink('shop', join(host.folder, 'current'));
  ownAll();
  const linked = await ask('remove-folder', { folder: '/current' });
  expect(linked.failure?.sentence).toBe('A symbolic link leads to this folder; name the folder itself.');
  expect((await ask('remove-folder', { folder: '/shop' })).result).toMatchObject({ bytes: 8, files: 5 });
  expect(existsSync('/etc/passwd')).toBe(true);
  expect(readdirSync(host.folder).sort()).toEqual(['current', 'index.html']);
});

it.skipIf(!asRoot)('says what it may not remove, and removes the rest', async () => {
  await mkdir(join(host.folder, 'shop', 'cache'));
  await writeFile(join(host.folder, 'shop', 'cache', 'of-php'), 'x');
  await writeFile(join(host.folder, 'shop', 'by-root'), 'x');
  await chown(join(host.folder, 'shop', 'by-root'), 0, 0);
  const answer = await ask('remove-folder', { folder: '/shop' });
  expect(answer.result).toMatchObject({
    files: 3,
    leftCount: 1,
    left: [{ path: '/shop/cache/of-php', why: 'The file permissions do not allow that.' }],
  });
  expect(readdirSync(join(host.folder, 'shop'))).toEqual(['cache']);
});

it('also removes what a client uploads meanwhile', async () => {
  await host.addAccount({ login: 'late@example.com', folder: '/shop' });
  const client = await host.connect(worker);
  await client.say('USER late@example.com');
  expect(said(await client.say(`PASS ${password}`))).toMatch(/^230/);
  const removing = ask('remove-folder', { folder: '/shop' });
  for (let at = 0; at < 20; at += 1) await client.say(`MKD late-${at}`);
  await removing;
  const again = await ask('remove-folder', { folder: '/shop' });
  expect(again.result).toMatchObject({ complete: true, leftCount: 0 });
  expect(existsSync(join(host.folder, 'shop'))).toBe(false);
});

it('tells how far it is, answers with what it has done where the process stops, and goes on the next time', async () => {
  const many = join(host.folder, 'many');
  await mkdir(many);
  execFileSync('sh', [
    '-c',
    `cd ${many} && seq 20 | while read d; do mkdir $d && (cd $d && seq 1000 | xargs touch); done`,
  ]);
  ownAll();
  const id = await put('remove-folder', { folder: '/many' }, 60_000);
  await eventually('it is under way', async () => {
    const row = await host.one<Answer>('select state, progress from server_tasks where id = $1', [id]);
    return row.progress !== null;
  });
  await worker.stop();
  expect(await answerOf(id)).toMatchObject({ state: 'done', result: { complete: false } });
  worker = await host.startWorker();
  expect((await ask('remove-folder', { folder: '/many' })).result).toMatchObject({ complete: true });
});
