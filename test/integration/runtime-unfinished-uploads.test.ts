// Uploads that break off, from the wire to the row that the panel lists, and back to the disk when one is discarded.
import { chown, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connectionOptions } from '../../src/database/connection.js';
import { UnfinishedSweep } from '../../src/ftp-runtime/unfinished-uploads.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { FtpHost, password } from '../support/ftp-host.js';
import type { FtpClient } from '../support/ftp-client.js';

let host: FtpHost;
let worker: FtpWorker;
let accountId: string;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
  accountId = await host.addAccount({ login: 'web@example.com' });
});
afterAll(() => host.dispose());

const page = () => join(host.folder, 'index.html');

beforeEach(async () => {
  await host.panel.query('delete from unfinished_uploads');
  for (const name of await readdir(host.folder)) await rm(join(host.folder, name));
  await writeFile(page(), 'the live page');
  if (process.getuid?.() === 0) await chown(page(), host.owner.uid, host.owner.gid);
});

async function logIn(): Promise<FtpClient> {
  const client = await host.connect(worker);
  await client.logIn('web@example.com', password);
  await client.say('TYPE I');
  return client;
}

/** Sends a part of a new page and resets the data connection. */
async function breakOff(part: string): Promise<void> {
  const client = await logIn();
  const data = await client.passive();
  expect(await client.code('STOR index.html')).toBe(150);
  data.write(part);
  await eventually('the part has arrived', async () =>
    (await client.say('STAT')).lines.join(' ').includes(`${part.length}`),
  );
  data.resetAndDestroy();
  expect((await client.reply())?.code).toBe(426);
  await client.code('QUIT');
}

interface Row {
  readonly id: string;
  readonly account_id: string;
  readonly path: string;
  readonly address: string;
  readonly bytes: number;
  readonly reason: string;
}

const rows = async (): Promise<Row[]> =>
  (
    await host.panel.query<Row>(
      `select id, account_id, path, host(client_address) as address, received_bytes::integer as bytes, reason
       from unfinished_uploads`,
    )
  ).rows;

const staged = async () => (await readdir(host.folder)).filter((name) => name.startsWith('.portside-'));

const failOnNote = (_level: string, event: string, fields: object) => {
  throw new Error(`${event}: ${JSON.stringify(fields)}`);
};

it('an upload over a file that breaks off is written down, with how far it came and from where', async () => {
  await breakOff('half of the new page');
  const [row] = await eventually('the row is there', async () => {
    const found = await rows();
    return found.length > 0 && found;
  });
  expect(row).toMatchObject({ account_id: accountId, path: '/index.html', address: '127.0.0.1', bytes: 20 });
  expect(row?.reason, 'a sentence for people, without a code').toMatch(/^[A-Z].*\.$/);
  expect(await readFile(page(), 'utf8')).toBe('the live page');
});

it('one that is continued to its end is forgotten', async () => {
  await breakOff('half of ');
  await eventually('the row is there', async () => (await rows()).length === 1);
  const client = await logIn();
  expect((await client.say('SIZE index.html')).lines).toEqual(['213 8']);
  expect(await client.code('REST 8')).toBe(350);
  expect((await client.store('STOR index.html', 'the new page')).code).toBe(226);
  await eventually('the row is gone', async () => (await rows()).length === 0);
  expect(await readFile(page(), 'utf8')).toBe('half of the new page');
});

it('one that is discarded goes from the disk and from the list, and the file stays', async () => {
  await breakOff('half');
  const [row] = await eventually('the row is there', async () => {
    const found = await rows();
    return found.length > 0 && found;
  });
  expect(await staged()).toHaveLength(1);
  const { id } = await host.one<{ id: string }>(
    `insert into server_tasks (server_id, kind, arguments, asked_by, deadline_at)
     values ($1, 'discard-upload', $2, 'test', now() + interval '5 seconds') returning id`,
    [host.serverId, JSON.stringify({ uploadId: row?.id })],
  );
  const answer = await eventually('the task is answered', async () => {
    const task = await host.one<{ state: string; result: object }>('select * from server_tasks where id = $1', [id]);
    return !['waiting', 'running'].includes(task.state) && task;
  });
  expect(answer).toMatchObject({ state: 'done', result: { discarded: true } });
  expect(await staged()).toEqual([]);
  expect(await rows()).toEqual([]);
  expect(await readFile(page(), 'utf8')).toBe('the live page');
});

it('one that nobody has continued for a day is removed by the server itself', async () => {
  await breakOff('half');
  await eventually('the row is there', async () => (await rows()).length === 1);
  const database = new pg.Pool(connectionOptions(host.database.ftpUrl, 'test'));
  const sweep = new UnfinishedSweep({ database, serverId: host.serverId, note: failOnNote });
  await sweep.sweep();
  expect(await staged()).toHaveLength(1);
  await host.panel.query(`update unfinished_uploads set ended_at = now() - interval '25 hours'`);
  await sweep.sweep();
  expect(await staged()).toEqual([]);
  expect(await rows()).toEqual([]);
  await database.end();
});
