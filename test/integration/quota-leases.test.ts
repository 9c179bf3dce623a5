// Quotas against the real database: ledgers, leases, and processes that race, die and lose their way to Postgres.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectionOptions } from '../../src/database/connection.js';
import type { FtpError, Room, StoredChange } from '../../src/ftp/index.js';
import { QuotaLeases } from '../../src/ftp-runtime/quota-leases.js';
import { RecordTables } from '../../src/ftp-runtime/record-tables.js';
import { FtpHost } from '../support/ftp-host.js';
import { QuotaProcess } from '../support/quota-process.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

let host: FtpHost;
let processes: QuotaProcess[];
let proxies: TcpProxy[];

beforeEach(async () => {
  host = await FtpHost.create();
  processes = [];
  proxies = [];
});

afterEach(async () => {
  await Promise.all(processes.map((each) => each.stop().catch(() => undefined)));
  await Promise.all(proxies.map((each) => each.dispose()));
  await host.dispose();
});

async function startProcess(url?: string): Promise<QuotaProcess> {
  const process = await QuotaProcess.start(host, url);
  processes.push(process);
  return process;
}

const file = (folder: string, bytes: number, files = 1): StoredChange => ({ folder, bytes, files });
const bytes = (amount: number): Room => ({ bytes: amount, files: 0 });
const account = (columns: Record<string, unknown> = {}) => host.addAccount({ login: 'anna@example.com', ...columns });

async function usage(table: 'account' | 'customer' | 'web_root', id: string) {
  const sql = `select used_bytes::float8 as bytes, used_files::float8 as files from ${table}_usage where ${table}_id = $1`;
  return (await host.panel.query<{ bytes: number; files: number }>(sql, [id])).rows[0];
}
async function leased(ledger: string) {
  const sql = `select coalesce(sum(leased_bytes), 0)::float8 as bytes from quota_leases where account_id = $1 or customer_id = $1`;
  return (await host.one<{ bytes: number }>(sql, [ledger])).bytes;
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'stored',
    (error: FtpError) => `${error.reply.code} ${error.reply.lines.join(' ')}`,
  );

describe('the ledgers', () => {
  it('charge a change to every account whose folder holds it, and to the customer and the web root once', async () => {
    const whole = await account({ folder: '/' });
    const blog = await account({ login: 'blog@example.com', folder: '/blog' });
    const shop = await account({ login: 'shop@example.com', folder: '/shop' });
    const likely = await account({ login: 'blog2@example.com', folder: '/blo' });
    const process = await startProcess();
    await process.store(blog, [file('/blog/2026', 700)]);
    await process.store(whole, [file('/', 50)]);
    await process.log.flush();
    expect(await usage('account', whole)).toEqual({ bytes: 750, files: 2 });
    expect(await usage('account', blog)).toEqual({ bytes: 700, files: 1 });
    expect(await usage('account', shop)).toBeUndefined();
    expect(await usage('account', likely)).toBeUndefined();
    expect(await usage('customer', host.customerId)).toEqual({ bytes: 750, files: 2 });
    expect(await usage('web_root', host.webRootId)).toEqual({ bytes: 750, files: 2 });
  });

  it('are settled once, however often a batch is written', async () => {
    const anna = await account({ quota_bytes: 1000 });
    const process = await startProcess();
    await process.store(anna, [file('/', 400)]);
    await process.log.flush();
    const tables = new RecordTables(process.pool, host.serverId);
    await tables.transfers(process.rows);
    await tables.transfers(process.rows);
    expect(await usage('account', anna)).toEqual({ bytes: 400, files: 1 });
    expect(await leased(anna)).toBe(600);
  });

  it('move what lies in a folder between the accounts that hold it before and after', async () => {
    const whole = await account({ folder: '/' });
    const blog = await account({ login: 'blog@example.com', folder: '/blog' });
    const shop = await account({ login: 'shop@example.com', folder: '/shop' });
    const process = await startProcess();
    await process.store(whole, [file('/blog/old', 900, 3), file('/blog', 0, 1)]);
    await process.log.flush();
    expect(await usage('account', blog)).toEqual({ bytes: 900, files: 4 });
    await process.store(whole, [], {
      changes: [file('/blog', 0, -1), file('/shop', 0, 1)],
      moved: { from: '/blog/old', to: '/shop/old', bytes: 900, files: 3 },
    });
    await process.log.flush();
    expect(await usage('account', whole)).toEqual({ bytes: 900, files: 4 });
    expect(await usage('account', blog)).toEqual({ bytes: 0, files: 0 });
    expect(await usage('account', shop)).toEqual({ bytes: 900, files: 4 });
    expect(await usage('customer', host.customerId)).toEqual({ bytes: 900, files: 4 });
  });

  it('say when less than nothing is used, and ask for a recount', async () => {
    const anna = await account();
    await host.panel.query('update web_root_usage set recount_due_at = null');
    const process = await startProcess();
    await process.store(anna, [file('/', -10, -1)]);
    await process.log.flush();
    expect(await usage('account', anna)).toEqual({ bytes: -10, files: -1 });
    const negative = host.events.filter(({ event }) => event === 'quota.negative-usage');
    expect(negative.map(({ fields }) => fields.ledger).sort()).toEqual(['account', 'customer', 'web-root']);
    const { due } = await host.one<{ due: boolean }>('select recount_due_at <= now() as due from web_root_usage');
    expect(due).toBe(true);
  });
});

describe('a limit', () => {
  it('refuses what does not fit and names the numbers', async () => {
    const anna = await account({ quota_bytes: 1_000_000_000 });
    const process = await startProcess();
    await process.store(anna, [file('/', 950_000_000)]);
    expect(await refusal(process.store(anna, [file('/', 60_000_000)]))).toBe('552 Quota: 950 of 1000 MB used.');
    await process.store(anna, [file('/', 50_000_000)]);
    expect(await refusal(process.store(anna, [file('/', 1)]))).toBe('552 Quota: 1000 of 1000 MB used.');
  });

  it('counts files, links and folders', async () => {
    const anna = await account({ quota_files: 2 });
    const process = await startProcess();
    await process.store(anna, [file('/', 0)]);
    await process.store(anna, [file('/', 0)]);
    expect(await refusal(process.store(anna, [file('/', 0)]))).toBe('552 Quota: 2 of 2 files and folders used.');
    await process.store(anna, [file('/', 1_000, 0)]);
  });

  it('of the customer counts what all accounts store', async () => {
    await host.panel.query('update plans set quota_bytes = 1000');
    const anna = await account({ folder: '/a' });
    const bert = await account({ login: 'bert@example.com', folder: '/b' });
    const process = await startProcess();
    await process.store(anna, [file('/a', 600)]);
    expect(await refusal(process.store(bert, [file('/b', 600)]))).toBe(
      '552 Quota of the hosting package: 600 of 1000 bytes used.',
    );
  });

  it('of another account whose folder holds the file refuses too', async () => {
    const whole = await account({ quota_bytes: 100 });
    const blog = await account({ login: 'blog@example.com', folder: '/blog', quota_bytes: 5000 });
    const process = await startProcess();
    expect(await refusal(process.store(blog, [file('/blog', 101)]))).toBe('552 Quota: 0 of 100 bytes used.');
    expect(await leased(whole)).toBe(0);
  });

  it('lets a full account have what was deleted a moment ago', async () => {
    const anna = await account({ quota_bytes: 1000 });
    const process = await startProcess();
    await process.store(anna, [file('/', 1000)]);
    await process.store(anna, [file('/', -1000, -1)]);
    await process.store(anna, [file('/', 1000)]);
    expect(await refusal(process.store(anna, [file('/', 1)]))).toMatch(/^552 /);
  });

  it('is the newest: one that was raised lets more in, one that was taken away lets all in', async () => {
    const anna = await account({ quota_bytes: 10 });
    const process = await startProcess();
    expect(await refusal(process.store(anna, [file('/', 11)]))).toMatch(/^552 /);
    await host.panel.query('update ftp_accounts set quota_bytes = 20 where id = $1', [anna]);
    await process.store(anna, [file('/', 11)]);
    await host.panel.query('update ftp_accounts set quota_bytes = null where id = $1', [anna]);
    await process.store(anna, [file('/', 1_000_000)]);
  });

  it('is asked for what arrives beyond a replaced file only', async () => {
    const anna = await account({ quota_bytes: 1000 });
    const process = await startProcess();
    await process.store(anna, [file('/', 1000)]);
    const meter = await process.meter(anna);
    const replacing = await meter.reserve([file('/', 0, 0)]);
    process.record(anna, await replacing.settle(() => Promise.resolve({ changes: [file('/', 0, 0)] })));
    replacing.release();
    const larger = await meter.reserve([file('/', 0, 0)]);
    expect(await refusal(larger.grow(bytes(1)))).toBe('552 Quota: 1000 of 1000 bytes used.');
    larger.release();
  });

  it('has back what was reserved and not used', async () => {
    const anna = await account({ quota_bytes: 1000 });
    const process = await startProcess();
    const meter = await process.meter(anna);
    const cut = await meter.reserve([file('/', 0)]);
    await cut.grow(bytes(900));
    await expect(cut.settle(() => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
    process.record(anna, await cut.settle(() => Promise.resolve({ changes: [] })));
    cut.release();
    await process.store(anna, [file('/', 1000)]);
    await process.log.flush();
    expect(await usage('account', anna)).toEqual({ bytes: 1000, files: 1 });
    expect(process.unwritten.empty).toBe(true);
  });
});

describe('two processes at one quota', () => {
  it('never pass it by a byte, and use it to the last one', async () => {
    const limit = 1_000_003;
    const anna = await account({ quota_bytes: limit, quota_files: 5_000 });
    const racing = [await startProcess(), await startProcess()];
    let stored = 0;
    const upload = async (process: QuotaProcess) => {
      const reservation = await (await process.meter(anna)).reserve([file('/', 0)]);
      let arrived = 0;
      for (const size of [7_001, 5_003, 1_009, 103, 1]) {
        for (;;) {
          const refused = await reservation.grow(bytes(size)).then(
            () => undefined,
            (error: FtpError) => error.reply.code,
          );
          if (refused !== undefined) break;
          arrived += size;
        }
      }
      process.record(anna, await reservation.settle(() => Promise.resolve({ changes: [file('/', arrived)] })));
      reservation.release();
      stored += arrived;
    };
    await Promise.all(racing.flatMap((process) => [upload(process), upload(process)]));
    for (const process of racing) await process.log.flush();
    expect(stored).toBe(limit);
    expect(await usage('account', anna)).toEqual({ bytes: limit, files: 4 });
    expect(await leased(anna)).toBe(0);
  });

  it('hand over what the other lacks, and give back what they do not use', async () => {
    const anna = await account({ quota_bytes: 1000 });
    const [one, other] = [await startProcess(), await startProcess()];
    await one.store(anna, [file('/', 100)]);
    await one.log.flush();
    expect(await leased(anna)).toBe(900);
    const storing = other.store(anna, [file('/', 900)]);
    await one.keeper.othersLack(anna);
    await storing;
    expect(await refusal(one.store(anna, [file('/', 1)]))).toBe('552 Quota: 100 of 1000 bytes used.');
    await other.log.flush();
    await one.keeper.tick();
    await other.keeper.tick();
    expect(await leased(anna)).toBe(0);
  });

  it('lease small blocks when little is left', async () => {
    const anna = await account({ quota_bytes: 80_000_000 });
    const process = await startProcess();
    await process.store(anna, [file('/', 1)]);
    await process.log.flush();
    expect(await leased(anna)).toBe(9_999_999);
    await process.store(anna, [file('/', 79_000_000)]);
    await process.log.flush();
    expect(await leased(anna)).toBeLessThan(2_000_000);
  });

  it('get the lease of one that died, whose web roots are counted anew', async () => {
    const anna = await account({ quota_bytes: 1000 });
    const [dead, alive] = [await startProcess(), await startProcess()];
    await dead.store(anna, [file('/', 400)]);
    await host.panel.query('update web_root_usage set recount_due_at = null');
    expect(await refusal(alive.store(anna, [file('/', 1)]))).toMatch(/^552 /);
    await dead.die();
    const leases = new QuotaLeases({
      database: alive.pool,
      processId: alive.id,
      note: () => undefined,
      flush: () => Promise.resolve(),
    });
    expect(await leases.fallBack()).toEqual([anna]);
    expect(await leases.fallBack()).toEqual([]);
    await alive.store(anna, [file('/', 1000)]);
    const { due } = await host.one<{ due: boolean }>('select recount_due_at <= now() as due from web_root_usage');
    expect(due).toBe(true);
  });

  it('notice that they were taken for dead, and lease anew what is under way', async () => {
    const anna = await account({ quota_bytes: 1000 });
    const process = await startProcess();
    const reservation = await (await process.meter(anna)).reserve([file('/', 0)]);
    await reservation.grow(bytes(300));
    await host.panel.query('delete from quota_leases');
    await process.keeper.tick();
    await reservation.grow(bytes(100));
    expect(await leased(anna)).toBe(1000);
    process.record(anna, await reservation.settle(() => Promise.resolve({ changes: [file('/', 400)] })));
    reservation.release();
    await process.log.flush();
    expect(await usage('account', anna)).toEqual({ bytes: 400, files: 1 });
    expect(await leased(anna)).toBe(600);
  });
});

describe('without the database', () => {
  async function cutOff(): Promise<{ process: QuotaProcess; proxy: TcpProxy }> {
    const ftp = new pg.Client(connectionOptions(host.database.ftpUrl, 'test'));
    const proxy = await startTcpProxy({ host: ftp.host, port: ftp.port });
    proxies.push(proxy);
    const url = `postgres://${ftp.user}:${ftp.password}@127.0.0.1:${proxy.port}/${ftp.database}`;
    return { process: await startProcess(url), proxy };
  }

  it('a process spends what it holds and not a byte more, then says why', async () => {
    const anna = await account({ quota_bytes: 1_000_000 });
    const { process, proxy } = await cutOff();
    const meter = await process.meter(anna);
    const reservation = await meter.reserve([file('/', 0)]);
    await reservation.grow(bytes(1000));
    const held = await leased(anna);
    proxy.breakOff();
    await reservation.grow(bytes(held - 1000));
    expect(await refusal(reservation.grow(bytes(1)))).toMatch(/^452 Quota: .*the database is away/);
    process.record(anna, await reservation.settle(() => Promise.resolve({ changes: [file('/', held)] })));
    reservation.release();
    proxy.mend();
    await process.log.flush('now');
    expect(await usage('account', anna)).toEqual({ bytes: held, files: 1 });
    expect(await leased(anna)).toBe(0);
  });

  it('an account without limits goes on', async () => {
    const anna = await account();
    const { process, proxy } = await cutOff();
    const meter = await process.meter(anna);
    proxy.breakOff();
    const reservation = await meter.reserve([file('/', 5_000_000)]);
    reservation.release();
  });
});
