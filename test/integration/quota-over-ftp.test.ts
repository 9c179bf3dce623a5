// Quotas on the wire: real workers, a real database and a real disk.
import { chown, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { said, type FtpClient } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let worker: FtpWorker;

beforeEach(async () => {
  host = await FtpHost.create();
});

afterEach(() => host.dispose());

async function logIn(login: string, at = worker): Promise<FtpClient> {
  const client = await host.connect(at);
  expect((await client.logIn(login, password)).code).toBe(230);
  await client.say('TYPE I');
  return client;
}

/** As PHP or SSH would: nobody is told. */
async function write(name: string, content: Buffer | string): Promise<void> {
  const path = join(host.folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  for (let at = path; at !== host.folder; at = dirname(at)) await chown(at, host.owner.uid, host.owner.gid);
}

async function usage(accountId: string) {
  const sql = `select used_bytes::float8 as bytes, used_files::float8 as files, outside_bytes::float8 as "outsideBytes",
    outside_files::float8 as "outsideFiles" from account_usage where account_id = $1`;
  return (await host.panel.query<Record<string, number>>(sql, [accountId])).rows[0];
}

/** Until nothing is due and nothing is being counted. */
async function recounted(): Promise<void> {
  const sql = `select counted_at is not null and recount_due_at is null and recount_begun_at is null as done from web_root_usage`;
  await eventually('the web root is counted', async () => (await host.one<{ done: boolean }>(sql)).done, 25_000);
}

async function askForRecount(): Promise<void> {
  await host.panel.query('update web_root_usage set recount_due_at = now(), counted_at = null');
  await host.panel.query(
    `insert into server_tasks (server_id, kind, arguments, asked_by, deadline_at)
     values ($1, 'recount-usage', $2, 'test', now() + interval '10 seconds')`,
    [host.serverId, JSON.stringify({ webRootId: host.webRootId })],
  );
}

describe('a full account', () => {
  let client: FtpClient;
  let anna: string;

  beforeEach(async () => {
    anna = await host.addAccount({ login: 'anna@example.com', quota_bytes: 10_000, quota_files: 3 });
    worker = await host.startWorker();
    client = await logIn('anna@example.com');
    expect((await client.store('STOR full', Buffer.alloc(10_000, 'a'))).code).toBe(226);
  });

  it('is refused one more byte, with the numbers, by every way of writing', async () => {
    expect(said(await client.store('STOR more', 'x'))).toBe('552 Quota: 10 of 10 kB used.');
    expect(said(await client.store('APPE full', 'x'))).toBe('552 Quota: 10 of 10 kB used.');
    await client.say('REST 10000');
    expect(said(await client.store('STOR full', 'x'))).toBe('552 Quota: 10 of 10 kB used.');
    expect(said(await client.store('STOU more', 'x'))).toMatch(/^552 /);
    expect(await readFile(join(host.folder, 'full'), 'latin1')).toBe('a'.repeat(10_000));
  });

  it('can replace a file by one of the same size, and not by a larger one, which leaves the old as it was', async () => {
    expect((await client.store('STOR full', Buffer.alloc(10_000, 'b'))).code).toBe(226);
    expect(said(await client.store('STOR full', Buffer.alloc(10_001, 'c')))).toBe('552 Quota: 10 of 10 kB used.');
    expect(await readFile(join(host.folder, 'full'), 'latin1')).toBe('b'.repeat(10_000));
  });

  it('has room again for what it deletes', async () => {
    expect((await client.say('DELE full')).code).toBe(250);
    expect((await client.store('STOR other', Buffer.alloc(10_000))).code).toBe(226);
    expect((await client.say('AVBL')).lines.join('')).toBe('213 0');
  });

  it('may make folders up to its number of files', async () => {
    expect((await client.say('MKD one')).code).toBe(257);
    expect((await client.say('MKD two')).code).toBe(257);
    expect(said(await client.say('MKD three'))).toBe('552 Quota: 3 of 3 files and folders used.');
    expect((await client.say('RMD two')).code).toBe(250);
    expect((await client.say('MKD three')).code).toBe(257);
    expect(said(await client.say('SITE QUOTA'))).toContain('In use: 10000 bytes in 3 files and folders');
  });

  it('keeps no part of a broken replacement that does not fit beside the file', async () => {
    const data = await client.passive();
    await client.say('STOR full');
    data.write(Buffer.alloc(5_000, 'z'));
    await eventually('the bytes have come', async () => {
      const sql = `select 1 as one from ftp_sessions where (transfer ->> 'bytes')::integer = 5000`;
      return (await host.panel.query(sql)).rowCount === 1;
    });
    data.resetAndDestroy();
    expect((await client.reply())?.code).toBe(426);
    expect((await client.say('SIZE full')).lines.join('')).toBe('213 10000');
    await askForRecount();
    await recounted();
    expect(await usage(anna)).toMatchObject({ bytes: 10_000, files: 1 });
  });
});

describe('nested accounts', () => {
  it('are both charged, and a renaming between them needs room at its end', async () => {
    await write('blog/keep', '');
    await host.panel.query('update web_root_usage set recount_due_at = null');
    const whole = await host.addAccount({ login: 'anna@example.com' });
    const blog = await host.addAccount({ login: 'blog@example.com', folder: '/blog', quota_bytes: 500 });
    worker = await host.startWorker();
    await recounted();
    const client = await logIn('anna@example.com');
    await client.say('MKD old');
    await client.store('STOR old/a', Buffer.alloc(400));
    await client.store('STOR old/b', Buffer.alloc(200));
    await client.say('RNFR old');
    expect(said(await client.say('RNTO blog/old'))).toBe('552 Quota: 0 of 500 bytes used.');
    await client.say('DELE old/b');
    await client.say('RNFR old');
    expect((await client.say('RNTO blog/old')).code).toBe(250);
    await eventually('both are settled', async () => (await usage(blog))?.bytes === 400);
    expect(await usage(blog)).toMatchObject({ bytes: 400, files: 3 });
    expect(await usage(whole)).toMatchObject({ bytes: 400, files: 4 });
    await client.say('RNFR blog/old/a');
    expect((await client.say('RNTO a')).code).toBe(250);
    await eventually('the file has gone from one', async () => (await usage(blog))?.bytes === 0);
    expect(await usage(whole)).toMatchObject({ bytes: 400, files: 4 });
  });
});

describe('two workers', () => {
  it('fill an account to the last byte together and not beyond', async () => {
    const anna = await host.addAccount({ login: 'anna@example.com', quota_bytes: 300_001 });
    worker = await host.startWorker();
    await recounted();
    const other = await host.startWorker();
    const clients = [await logIn('anna@example.com'), await logIn('anna@example.com', other)];
    const sizes = [50_000, 40_000, 30_000, 20_000, 10_001];
    const replies = await Promise.all(
      clients.map(async (client, at) => {
        const codes: number[] = [];
        for (const size of sizes) codes.push((await client.store(`STOR ${at}-${size}`, Buffer.alloc(size))).code);
        return codes;
      }),
    );
    expect(replies.flat().filter((code) => code === 226).length).toBeGreaterThanOrEqual(9);
    await Promise.all(clients.map((client) => client.store('STOR rest', Buffer.alloc(100_000))));
    await askForRecount();
    await recounted();
    const { bytes } = (await usage(anna)) ?? {};
    expect(bytes).toBeLessThanOrEqual(300_001);
    expect(bytes).toBeGreaterThan(250_000);
  });
});

describe('a recount', () => {
  it('finds what was written outside FTP and keeps it apart', async () => {
    const anna = await host.addAccount({ login: 'anna@example.com' });
    worker = await host.startWorker();
    await recounted();
    const client = await logIn('anna@example.com');
    await client.store('STOR over-ftp', Buffer.alloc(700));
    await write('php/cache/page', Buffer.alloc(300));
    await link(join(host.folder, 'php/cache/page'), join(host.folder, 'php/again'));
    await askForRecount();
    await recounted();
    expect(await usage(anna)).toEqual({ bytes: 1000, files: 4, outsideBytes: 300, outsideFiles: 3 });
    await rm(join(host.folder, 'over-ftp'));
    await askForRecount();
    await recounted();
    expect(await usage(anna)).toEqual({ bytes: 300, files: 3, outsideBytes: -400, outsideFiles: 2 });
  });

  it('loses nothing and counts nothing twice while uploads, deletions and renamings go on', async () => {
    for (let at = 0; at < 40; at += 1) await write(`site/${at}/index.html`, Buffer.alloc(10 + at));
    const anna = await host.addAccount({ login: 'anna@example.com' });
    const inner = await host.addAccount({ login: 'inner@example.com', folder: '/site/7' });
    worker = await host.startWorker();
    const other = await host.startWorker();
    const clients = [await logIn('anna@example.com'), await logIn('anna@example.com', other)];
    await Promise.all(
      clients.map(async (client, who) => {
        for (let turn = 0; turn < 25; turn += 1) {
          const folder = `site/${(turn * 7) % 40}`;
          await client.store(`STOR ${folder}/new-${who}-${turn}`, Buffer.alloc(100 + turn));
          await client.say(`MKD ${folder}/made-${who}-${turn}`);
          await client.store(`STOR ${folder}/made-${who}-${turn}/file`, Buffer.alloc(5));
          await client.say(`RNFR ${folder}/made-${who}-${turn}`);
          await client.say(`RNTO site/${(turn * 11) % 40}/moved-${who}-${turn}`);
          if (turn % 3 === 0) await client.say(`DELE ${folder}/new-${who}-${turn}`);
        }
      }),
    );
    await recounted();
    const during = [await usage(anna), await usage(inner)];
    await host.panel.query('update account_usage set outside_bytes = 0, outside_files = 0');
    await askForRecount();
    await recounted();
    const fresh = [await usage(anna), await usage(inner)];
    expect(fresh.map((each) => [each?.outsideBytes, each?.outsideFiles])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(fresh.map((each) => each?.bytes)).toEqual(during.map((each) => each?.bytes));
  });

  it('goes on where a process has left it', async () => {
    for (let at = 0; at < 60; at += 1) await write(`site/${at}/index.html`, Buffer.alloc(100));
    const anna = await host.addAccount({ login: 'anna@example.com' });
    const first = await host.startWorker();
    await eventually(
      'a part is counted',
      async () => {
        const sql = 'select count(*)::integer as listed from recount_folders where listed_until is not null';
        return (await host.one<{ listed: number }>(sql)).listed > 0;
      },
      25_000,
    );
    await first.stop();
    const { left } = await host.one<{ left: number }>(
      'select count(*)::integer as left from recount_folders where listed_until is null',
    );
    expect(left).toBeGreaterThan(0);
    worker = await host.startWorker();
    await recounted();
    expect(await usage(anna)).toMatchObject({ bytes: 6000, files: 121 });
  });
});
