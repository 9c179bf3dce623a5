import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import selfsigned from 'selfsigned';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionOptions } from '../../src/database/connection.js';
import { interfaceAddresses } from '../../src/ftp-runtime/interface-addresses.js';
import type { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { eventually } from '../support/eventually.js';
import { said } from '../support/ftp-client.js';
import { FtpHost, password } from '../support/ftp-host.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

let host: FtpHost;
let folder: string;

beforeAll(async () => {
  host = await FtpHost.create();
  folder = await mkdtemp(join(tmpdir(), 'portside-runtime-'));
  await host.addAccount({ login: 'anna@example.com' });
});

afterAll(async () => {
  await host.dispose();
  await rm(folder, { recursive: true, force: true });
});

const processRow = (id: string) =>
  host.one<Record<string, unknown>>('select * from server_processes where id = $1', [id]);

async function logIn(worker: FtpWorker) {
  const client = await host.connect(worker);
  expect((await client.logIn('anna@example.com', password)).code).toBe(230);
  return client;
}

describe('an FTP process', () => {
  it('shows itself while it serves, with the policy in force, and marks its end', async () => {
    const worker = await host.startWorker();
    const row = await eventually('the policy is in force', async () => {
      const found = await processRow(worker.processId);
      return found.applied_version !== null && found;
    });
    expect(row).toMatchObject({ pid: process.pid, server_id: host.serverId, applied_version: 1, stopped_at: null });
    expect(row['interface_addresses']).toEqual(interfaceAddresses());
    expect(row.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(['native', 'walk', 'portable']).toContain(row.jail_backend);
    if (process.platform === 'linux') {
      const range = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number);
      expect([row.ephemeral_first_port, row.ephemeral_last_port]).toEqual(range);
    }
    const client = await logIn(worker);
    await worker.stop();
    expect(said(await client.reply())).toMatch(/^421 /);
    expect((await processRow(worker.processId)).stopped_at).toBeInstanceOf(Date);
    const open = await host.panel.query('select 1 from ftp_sessions where closed_at is null');
    expect(open.rowCount).toBe(0);
  });

  it('closes the sessions of a process that died without a word, and forgets old processes', async () => {
    const dead = '00000000-0000-4000-8000-00000000dead';
    const old = '00000000-0000-4000-8000-000000000bad';
    await host.panel.query(
      `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports, heartbeat_at)
       select p.id::uuid, $1, 1, '0', 'walk', 'process', false, now() - p.silent::interval
       from (values ($2, '20 seconds'), ($3, '2 days')) as p (id, silent)`,
      [host.serverId, dead, old],
    );
    await host.panel.query(
      `insert into ftp_sessions (id, server_id, process_id, client_address, client_port, server_address, server_port,
         opened_at, seen_at, data_connection)
       select gen_random_uuid(), $1, $2, '203.0.113.7', 1, '203.0.113.1', 21, now(), now(), jsonb_build_object('state', state)
       from unnest(array['moving', 'ended']) as state`,
      [host.serverId, dead],
    );
    const worker = await host.startWorker();
    await eventually('the sessions count as lost, and only a connection that had ended is still shown', async () => {
      const sql = `select from ftp_sessions where process_id = $1 and end_reason = 'lost'
        having count(*) = 2 and array_agg(data_connection ->> 'state') filter (where data_connection is not null) = '{ended}'`;
      return (await host.panel.query(sql, [dead])).rowCount === 1;
    });
    await eventually('the old process is forgotten', async () => {
      return (await host.panel.query('select 1 from server_processes where id = $1', [old])).rowCount === 0;
    });
    await worker.stop();
  });
});

describe('while the database is away', () => {
  let proxy: TcpProxy;
  let worker: FtpWorker;

  beforeAll(async () => {
    const ftp = new pg.Client(connectionOptions(host.database.ftpUrl, 'test')) as pg.Client & { password: string };
    proxy = await startTcpProxy({ host: ftp.host, port: ftp.port });
    const ftpDatabaseUrl = `postgres://${ftp.user}:${ftp.password}@127.0.0.1:${proxy.port}/${ftp.database}`;
    worker = await host.startWorker({ ftpDatabaseUrl });
  });

  afterAll(() => proxy.dispose());

  it('sessions and transfers go on, new logins get 421, and what happened is written once it is back', async () => {
    const client = await logIn(worker);
    proxy.breakOff();
    expect((await client.store('STOR meanwhile.txt', 'still here')).code).toBe(226);
    expect((await client.fetch('RETR meanwhile.txt')).data.toString()).toBe('still here');
    const late = await host.connect(worker);
    await late.say('USER anna@example.com');
    expect((await late.say(`PASS ${password}`)).code).toBe(421);
    await host.changePolicy({ verbs: { PORT: 'deny', EPRT: 'deny', PASV: 'allow', EPSV: 'allow' } });
    expect(await client.code('PORT 127,0,0,1,200,10')).toBe(200);
    proxy.mend();
    await eventually('the transfers are written', async () => {
      const { rowCount } = await host.panel.query(`select 1 from transfers where path = '/meanwhile.txt'`);
      return rowCount === 2;
    });
    await eventually('the policy is obeyed', async () => (await client.code('PORT 127,0,0,1,200,10')) === 502);
    await logIn(worker);
  });
});

describe('the certificate files', () => {
  const make = async (days = 30) => {
    const made = await selfsigned.generate([{ name: 'commonName', value: 'ftp.example.com' }], {
      keySize: 2048,
      notAfterDate: new Date(Date.now() + days * 86_400_000),
      notBeforeDate: new Date(Date.now() - 90 * 86_400_000),
    });
    return { cert: made.cert, key: made.private };
  };
  const files = () => ({ cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') });
  const put = async (pair: { cert: string; key: string }) => {
    for (const part of ['cert', 'key'] as const) {
      await writeFile(`${files()[part]}.new`, pair[part]);
      await rename(`${files()[part]}.new`, files()[part]);
    }
  };
  const shown = async () => {
    const sql = 'select certificate_fingerprint as shown from servers where id = $1';
    return (await host.one<{ shown: string | null }>(sql, [host.serverId])).shown;
  };
  const spoken = async (worker: FtpWorker) => {
    const client = await host.connect(worker);
    await client.authTls();
    return (client.socket as TLSSocket).getPeerCertificate().fingerprint256;
  };

  it('are taken again when they are renewed, and not while they do not fit or are expired', async () => {
    await put(await make());
    const worker = await host.startWorker({ tlsFiles: files() });
    const first = await spoken(worker);
    await eventually('the fingerprint is shown', async () => (await shown()) === first);
    const next = await make();
    await writeFile(files().key, next.key);
    await eventually('the misfit is noticed', () => host.events.some(({ event }) => event === 'certificate.not-taken'));
    expect(await spoken(worker)).toBe(first);
    await put(await make(-1));
    await eventually('the expiry is noticed', () =>
      host.events.some(({ fields }) => String(fields.reason).includes('expired on')),
    );
    expect(await spoken(worker)).toBe(first);
    await put(next);
    const second = await eventually('another one is shown', async () => {
      const now = await shown();
      return now !== first && now !== null && now;
    });
    expect(await spoken(worker)).toBe(second);
    await worker.stop();
  });

  it.each([
    ['no PEM file', { cert: 'hello', key: 'hello' }, 'TLS_CERT_FILE: holds no PEM certificate'],
    ['a key of another certificate', undefined, 'TLS_KEY_FILE: the key does not belong'],
  ])('are refused at the start when they hold %s', async (_case, pair, sentence) => {
    await put(pair ?? { cert: (await make()).cert, key: (await make()).key });
    await expect(host.startWorker({ tlsFiles: files() })).rejects.toThrow(sentence);
  });

  it('are refused at the start when they are not there', async () => {
    const tlsFiles = { cert: '/nowhere/cert.pem', key: '/nowhere/key.pem' };
    await expect(host.startWorker({ tlsFiles })).rejects.toThrow(
      'TLS_CERT_FILE: /nowhere/cert.pem cannot be read (ENOENT)',
    );
  });
});

describe('a start that cannot succeed', () => {
  it.each([
    [{ serverName: 'web-99' }, 'SERVER_NAME: the database knows no server web-99; write one it knows (web-01)'],
    [{ ftpDatabaseUrl: 'postgres://a:b@127.0.0.1:1/x' }, 'FTP_DATABASE_URL: nothing answers there'],
    [{ ftpDatabaseUrl: undefined }, 'FTP_DATABASE_URL: set it, or DATABASE_URL'],
    [{ ftp: { host: '203.0.113.99', port: 0, tlsPort: undefined } }, 'FTP_HOST: 203.0.113.99 is not an address'],
  ])('%j is one sentence', async (settings, sentence) => {
    await expect(host.startWorker(settings)).rejects.toMatchObject({
      name: 'SettingError',
      message: expect.stringContaining(sentence) as string,
    });
  });

  it.each(['port', 'tlsPort'] as const)('names the setting of the %s that is in use', async (which) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const ftp = { host: '127.0.0.1', port: 0, tlsPort: undefined, [which]: port };
    const setting = which === 'port' ? 'FTP_PORT' : 'FTPS_PORT';
    await expect(host.startWorker({ ftp })).rejects.toThrow(`${setting}: port ${port} is in use`);
    const sql = 'select stopped_at from server_processes order by started_at desc limit 1';
    expect((await host.one<{ stopped_at: Date | null }>(sql)).stopped_at).toBeInstanceOf(Date);
    await new Promise((resolve) => taken.close(resolve));
  });
});
