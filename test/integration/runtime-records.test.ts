import { randomUUID } from 'node:crypto';
import { chown, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionOptions } from '../../src/database/connection.js';
import { RecordQueue } from '../../src/ftp-runtime/record-queue.js';
import { type DataConnectionRow, RecordTables } from '../../src/ftp-runtime/record-tables.js';
import type { TransferRow } from '../../src/ftp-runtime/transfer-table.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { FtpHost, password } from '../support/ftp-host.js';

let host: FtpHost;
let worker: FtpWorker;
let accountId: string;

beforeAll(async () => {
  host = await FtpHost.create();
  worker = await host.startWorker();
  accountId = await host.addAccount({ login: 'anna@example.com' });
});

afterAll(() => host.dispose());

async function session(login = 'anna@example.com') {
  const client = await host.connect(worker);
  await client.logIn(login, password);
  await client.say('TYPE I');
  return client;
}

const transfersNamed = async (path: string) => {
  const sql =
    'select *, bytes::float8 as bytes, added_bytes::float8 as added_bytes from transfers where path = $1 order by at';
  return (await host.panel.query<Record<string, unknown>>(sql, [path])).rows;
};
const recorded = (path: string, count = 1) =>
  eventually(`${count} records of ${path} are written`, async () => {
    const rows = await transfersNamed(path);
    return rows.length >= count && rows;
  });
const usage = async (account: string) => {
  const sql =
    'select used_bytes::float8 as bytes, used_files::float8 as files from account_usage where account_id = $1';
  return (await host.panel.query<{ bytes: number; files: number }>(sql, [account])).rows[0];
};

describe('what the recorder writes', () => {
  it('tells of an upload and a download with their bytes, mode and reply', async () => {
    const client = await session();
    expect((await client.store('STOR hello.txt', 'hello world', 'EPSV')).code).toBe(226);
    expect((await client.fetch('RETR hello.txt', 'PORT')).data.toString()).toBe('hello world');
    expect(await readFile(join(host.folder, 'hello.txt'), 'utf8')).toBe('hello world');
    const [upload, download] = await recorded('/hello.txt', 2);
    expect(upload).toMatchObject({
      kind: 'upload',
      bytes: 11,
      added_bytes: 11,
      mode: 'passive',
      outcome: 'complete',
      tls: false,
      login: 'anna@example.com',
      account_id: accountId,
      customer_id: host.customerId,
      client_address: '127.0.0.1',
    });
    expect(upload?.reply).toMatch(/^226 /);
    expect(download).toMatchObject({
      kind: 'download',
      bytes: 11,
      added_bytes: 0,
      mode: 'active',
      outcome: 'complete',
    });
  });

  it('settles the usage by what uploads and deletions add and take', async () => {
    await mkdir(join(host.folder, 'sized'));
    await chown(join(host.folder, 'sized'), host.owner.uid, host.owner.gid);
    const sized = await host.addAccount({ login: 'sized@example.com', folder: '/sized' });
    const client = await session('sized@example.com');
    await client.store('STOR sized.bin', Buffer.alloc(3000));
    await recorded('/sized.bin');
    expect(await usage(sized)).toEqual({ bytes: 3000, files: 1 });
    await client.say('DELE sized.bin');
    await recorded('/sized.bin', 2);
    expect(await usage(sized)).toEqual({ bytes: 0, files: 0 });
  });

  it.each([
    ['invalid UTF-8', 'a\xff.txt', '/a\\xff.txt'],
    ['a backslash', 'back\\slash', '/back\\\\slash'],
    ['UTF-8', 'gr\xc3\xbc\xc3\x9fe', '/grüße'],
    ['a control character', 'tab\tname', '/tab\\x09name'],
  ])('holds a name with %s, escaped', async (_case, name, path) => {
    const client = await session();
    expect((await client.store(`STOR ${name}`, 'x')).code).toBe(226);
    expect(await recorded(path)).toHaveLength(1);
  });

  it('tells of renames with both names', async () => {
    const client = await session();
    await client.store('STOR before', 'x');
    await client.say('RNFR before');
    await client.say('RNTO after');
    const rows = await recorded('/before', 2);
    expect(rows[1]).toMatchObject({ kind: 'rename', to_path: '/after', outcome: 'complete' });
  });

  it('tells of data connections and what became of them', async () => {
    const client = await session();
    await client.store('STOR listed.txt', 'a file', 'EPSV');
    await client.fetch('LIST', 'PASV');
    await client.say('QUIT');
    const row = await eventually('the data connection is written', async () => {
      const sql = `select outcome, local_port, policy_version, verdict, decision, closed_first, last_byte_ms
        from data_connections where account_id = $1 and verb = 'PASV'`;
      return (await host.panel.query<Record<string, unknown>>(sql, [accountId])).rows[0];
    });
    expect(row).toMatchObject({ outcome: 'used', policy_version: 1, verdict: 'worked' });
    expect(row).toMatchObject({ decision: 'PASV (passive mode) is allowed by the server.', closed_first: 'server' });
    expect(row.last_byte_ms).toBeTypeOf('number');
    expect(row.local_port).toBeGreaterThanOrEqual(testPolicy().passive.firstPort);
  });

  it('shows a session from its login to its end, with where it is', async () => {
    await mkdir(join(host.folder, 'blog'));
    const client = await session();
    await client.say('CLNT FileZilla 3.67');
    await client.say('CWD blog');
    const open = await eventually('the folder is shown', async () => {
      const sql = `select * from ftp_sessions where working_folder = '/blog' and closed_at is null`;
      return (await host.panel.query<Record<string, unknown>>(sql)).rows[0];
    });
    expect(open).toMatchObject({
      login: 'anna@example.com',
      account_id: accountId,
      process_id: worker.processId,
      client_program: 'FileZilla 3.67',
      transfer: null,
    });
    await client.say('QUIT');
    const closed = await eventually('its end is shown', async () => {
      const sql = 'select end_reason from ftp_sessions where id = $1 and closed_at is not null';
      return (await host.panel.query<Record<string, unknown>>(sql, [open.id])).rows[0];
    });
    expect(closed).toEqual({ end_reason: 'quit' });
  });

  it('shows a transfer while it runs', async () => {
    const client = await session();
    const data = await client.passive();
    await client.say('STOR slowly.bin');
    data.write(Buffer.alloc(1000));
    const { transfer } = await eventually('the transfer is shown with its bytes', async () => {
      const sql = `select transfer from ftp_sessions where (transfer ->> 'bytes')::integer = 1000`;
      return (await host.panel.query<{ transfer: object }>(sql)).rows[0];
    });
    expect(transfer).toMatchObject({ kind: 'upload', path: '/slowly.bin', mode: 'passive', secure: false });
    data.end();
    expect((await client.reply())?.code).toBe(226);
  });

  it('shows the data connection that a client is awaited on, and how it ended', async () => {
    const client = await session();
    const port = await client.passivePort();
    const shown = (state: string) =>
      eventually(`it is shown as ${state}`, async () => {
        const sql = `select data_connection as now from ftp_sessions
          where (data_connection ->> 'localPort')::integer = $1 and data_connection ->> 'state' = $2`;
        return (await host.panel.query<{ now: object }>(sql, [port, state])).rows[0]?.now;
      });
    expect(await shown('waiting')).toMatchObject({ verb: 'EPSV', offered: { port }, peer: null, verdict: null });
    const data = await client.dial(port);
    expect(await shown('connected')).toMatchObject({ peer: { port: data.localPort } });
    await client.say('STOR seen.bin');
    data.end('seen');
    await client.reply();
    expect(await shown('ended')).toMatchObject({ bytes: 4, verdict: 'worked' });
  });

  it('tells the panel which customer and which server have news', async () => {
    const nudges: string[] = [];
    const listener = new pg.Client(connectionOptions(host.database.url, 'test'));
    await listener.connect();
    listener.on('notification', ({ payload }) => nudges.push(payload ?? ''));
    await listener.query('listen panel');
    const client = await session();
    await client.store('STOR news.txt', 'x');
    await eventually('both nudges came', () =>
      [`transfer:${host.customerId}`, `session:${host.serverId}`].every((nudge) => nudges.includes(nudge)),
    );
    await listener.end();
  });
});

describe('a batch', () => {
  let batchAccount: string;
  const row = (changes: Partial<TransferRow> = {}): TransferRow => ({
    at: new Date().toISOString(),
    id: randomUUID(),
    session_id: randomUUID(),
    account_id: batchAccount,
    customer_id: host.customerId,
    login: 'anna@example.com',
    client_address: '203.0.113.7',
    kind: 'upload',
    path: '/batch',
    written: 'staged',
    sha256: null,
    to_path: null,
    bytes: 10,
    added_bytes: 10,
    added_files: 1,
    duration_ms: 5,
    mode: 'passive',
    tls: true,
    outcome: 'complete',
    reply: '226 Done.',
    charge: {
      mark: randomUUID(),
      web_root_id: host.webRootId,
      begun_at: new Date().toISOString(),
      ended_at: new Date().toISOString(),
      changes: [{ folder: '/batch', bytes: 10, files: 1 }],
      moved: null,
      spent: [],
    },
    ...changes,
  });
  let pool: pg.Pool;
  let tables: RecordTables;

  beforeAll(async () => {
    batchAccount = await host.addAccount({ login: 'batch@example.com', folder: '/batch' });
    pool = new pg.Pool(connectionOptions(host.database.ftpUrl, 'test'));
    tables = new RecordTables(pool, host.serverId);
  });

  afterAll(() => pool.end());

  it('changes nothing when it is written twice', async () => {
    const rows = [row({ path: '/twice' }), row({ path: '/twice' })];
    await tables.transfers(rows);
    const settled = await usage(batchAccount);
    await tables.transfers(rows);
    expect(await transfersNamed('/twice')).toHaveLength(2);
    expect(await usage(batchAccount)).toEqual(settled);
  });

  it('of data connections is news for the panel once', async () => {
    const nudges: string[] = [];
    const listener = new pg.Client(connectionOptions(host.database.url, 'test'));
    await listener.connect();
    listener.on('notification', ({ payload }) => nudges.push(payload ?? ''));
    await listener.query('listen panel');
    const connection: DataConnectionRow = {
      at: new Date().toISOString(),
      id: randomUUID(),
      session_id: randomUUID(),
      account_id: batchAccount,
      customer_id: host.customerId,
      client_address: '203.0.113.7',
      client_program: null,
      verb: 'EPSV',
      offered_address: null,
      offered_port: null,
      local_port: null,
      peer_address: null,
      peer_port: null,
      connect_ms: null,
      first_byte_ms: null,
      last_byte_ms: null,
      closed_first: null,
      decision: null,
      duration_ms: 5,
      bytes: 0,
      tls_version: null,
      tls_resumed: null,
      strangers: 0,
      outcome: 'unused',
      verdict: 'not-used',
      errno: null,
      reference: '7KQ2M',
      policy_version: 1,
    };
    // Another server's nudges do not come in between.
    const serverId = randomUUID();
    await host.panel.query(`insert into servers (id, name, host, ftp_port) values ($1, 'two', 'two.example', 21)`, [
      serverId,
    ]);
    const elsewhere = new RecordTables(pool, serverId);
    await elsewhere.dataConnections([connection]);
    await elsewhere.dataConnections([connection]);
    await pool.query(`select pg_notify('panel', 'end:of the test')`);
    await eventually('the last nudge is heard', () => nudges.includes('end:of the test'));
    expect(nudges.filter((nudge) => nudge === `session:${serverId}`)).toHaveLength(1);
    await listener.end();
  });

  it('keeps the record of an account that is gone, without it', async () => {
    await tables.transfers([row({ path: '/gone', account_id: randomUUID(), customer_id: randomUUID() })]);
    expect(await transfersNamed('/gone')).toMatchObject([{ account_id: null, customer_id: null }]);
  });

  it('loses only its bad rows: one without a partition, one that SQL cannot hold', async () => {
    const events: string[] = [];
    const queue = new RecordQueue<TransferRow>({
      name: 'transfers',
      write: async (rows) => void (await tables.transfers(rows)),
      note: (_level, event) => events.push(event),
    });
    const good = Array.from({ length: 20 }, () => row({ path: '/split' }));
    const bad = [row({ at: '1999-01-01T00:00:00Z' }), row({ client_address: 'nowhere' }), row({ path: 'NUL \0' })];
    for (const each of [...good.slice(0, 7), ...bad, ...good.slice(7)]) queue.push(each);
    const before = await usage(batchAccount);
    await queue.flush();
    expect(await transfersNamed('/split')).toHaveLength(20);
    expect(await usage(batchAccount)).toEqual({ bytes: (before?.bytes ?? 0) + 200, files: (before?.files ?? 0) + 20 });
    expect(queue.losses.setAside).toBe(3);
    expect(events).toEqual(['records.set-aside', 'records.set-aside', 'records.set-aside']);
  });
});
