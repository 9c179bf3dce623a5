// A hosting server as the database describes it, with its web root on disk and an FtpWorker serving it. Tests change the
// rows with plain SQL, as the panel would.
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { hashPassword } from '../../src/auth/password.js';
import { connectionOptions } from '../../src/database/connection.js';
import { PassivePool } from '../../src/ftp/data/passive-pool.js';
import { permissions, type PassivePorts } from '../../src/ftp/index.js';
import type { Note } from '../../src/ftp-runtime/note.js';
import { FtpWorker, type WorkerSettings } from '../../src/ftp-runtime/worker.js';
import { testPolicy } from './data-connection.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { FtpClient } from './ftp-client.js';

/** What a row of ftp_accounts is made of; anything left out is ordinary. */
export interface AccountColumns {
  readonly login: string;
  readonly [column: string]: unknown;
}

export const password = 'correct horse battery';

/** One server, one customer, one web root; accounts and workers as a test wants them. */
export class FtpHost {
  readonly database: TestDatabase;
  /** Speaks SQL as the panel does. */
  readonly panel: pg.Pool;
  readonly folder: string;
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly events: { level: string; event: string; fields: Readonly<Record<string, unknown>> }[] = [];
  serverId = '';
  customerId = '';
  planId = '';
  webRootId = '';
  readonly #workers: FtpWorker[] = [];
  readonly #passive = new PassivePool({ host: '127.0.0.1' });
  /** As under a supervisor: workers come and go, the ports stay. */
  readonly #sharedPorts: PassivePorts = {
    hold: (range) => this.#passive.hold(range),
    claim: (request, events) => this.#passive.claim(request, events),
    close: () => Promise.resolve(),
  };
  readonly #clients: FtpClient[] = [];
  #hash = '';

  private constructor(database: TestDatabase, folder: string) {
    this.database = database;
    this.folder = folder;
    this.panel = new pg.Pool({ ...connectionOptions(database.url, 'test'), max: 3 });
    // The tests that cut the servers' connections cut these as well.
    this.panel.on('error', () => undefined);
    const asRoot = process.getuid?.() === 0;
    this.owner = asRoot
      ? { uid: 23_001, gid: 23_002 }
      : { uid: process.getuid?.() ?? 1000, gid: process.getgid?.() ?? 1000 };
  }

  static async create(): Promise<FtpHost> {
    const folder = await mkdtemp(join(tmpdir(), 'portside-host-'));
    const host = new FtpHost(await createTestDatabase(), folder);
    await chmod(folder, 0o755);
    if (process.getuid?.() === 0) await chown(folder, host.owner.uid, host.owner.gid);
    await host.#seed();
    return host;
  }

  async dispose(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy();
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    await this.#passive.close();
    await this.panel.end();
    await this.database.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The first row's columns. Throws when there is none. */
  async one<T extends object = Record<string, never>>(sql: string, values: readonly unknown[] = []): Promise<T> {
    const { rows } = await this.panel.query<T>(sql, [...values]);
    if (rows[0] === undefined) throw new Error(`No row: ${sql}`);
    return rows[0];
  }

  /** Runs one statement as the FTP processes' own login. */
  async asFtpProcess(sql: string): Promise<pg.QueryResult> {
    const client = new pg.Client(connectionOptions(this.database.ftpUrl, 'test'));
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** Serves with the FTP processes' own database login unless the settings say otherwise. */
  async startWorker(settings: Partial<WorkerSettings> = {}): Promise<FtpWorker> {
    const note: Note = (level, event, fields) => this.events.push({ level, event, fields });
    const worker = await FtpWorker.start(
      {
        databaseUrl: undefined,
        ftpDatabaseUrl: this.database.ftpUrl,
        drainMs: 0,
        ftp: { host: '127.0.0.1', port: 0, tlsPort: undefined },
        ftpWorkers: 1,
        minSystemUid: Math.min(1000, this.owner.uid, this.owner.gid),
        serverName: 'web-01',
        stagingKeyFile: undefined,
        tlsFiles: undefined,
        tlsFolder: undefined,
        uploadSync: 'none',
        ...settings,
      },
      note,
      { claim: () => undefined, passivePorts: this.#sharedPorts },
    );
    this.#workers.push(worker);
    return worker;
  }

  /** A control connection, past the greeting. */
  async connect(worker: FtpWorker): Promise<FtpClient> {
    const client = await FtpClient.connect({ port: worker.addresses.ftp.port });
    this.#clients.push(client);
    return client;
  }

  /** Writes an account whose password is `password` and gives its id. */
  async addAccount(columns: AccountColumns): Promise<string> {
    this.#hash ||= await hashPassword(password);
    const all = {
      customer_id: this.customerId,
      web_root_id: this.webRootId,
      password_hash: this.#hash,
      permissions: [...permissions],
      ...columns,
    };
    const names = Object.keys(all);
    const marks = names.map((_name, at) => `$${at + 1}`);
    const sql = `insert into ftp_accounts (${names.join(', ')}) values (${marks.join(', ')}) returning id`;
    return (await this.one<{ id: string }>(sql, Object.values(all))).id;
  }

  /** Writes the next policy: the newest one with these columns changed. Gives its version. */
  async changePolicy(columns: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const newest = await this.one<{ version: number }>(
      'select * from server_policies where server_id = $1 order by version desc limit 1',
      [this.serverId],
    );
    const next: Record<string, unknown> = {
      ...newest,
      ...columns,
      version: newest.version + 1,
      created_at: new Date(),
    };
    for (const [name, value] of Object.entries(next)) {
      if (['verbs', 'address_overrides', 'network_rules'].includes(name)) next[name] = JSON.stringify(value);
    }
    const names = Object.keys(next);
    const marks = names.map((_name, at) => `$${at + 1}`);
    await this.panel.query(
      `insert into server_policies (${names.join(', ')}) values (${marks.join(', ')})`,
      Object.values(next),
    );
    return newest.version + 1;
  }

  async #seed(): Promise<void> {
    const id = async (sql: string, values: unknown[]) => (await this.one<{ id: string }>(sql, values)).id;
    this.planId = await id(`insert into plans (name) values ('Basic') returning id`, []);
    this.customerId = await id(`insert into customers (name, plan_id) values ('Anna', $1) returning id`, [this.planId]);
    this.serverId = await id(
      `insert into servers (name, host, ftp_port) values ('web-01', 'ftp.example.com', 2121) returning id`,
      [],
    );
    this.webRootId = await id(
      `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
       values ($1, $2, 'example.com', $3, $4, $5) returning id`,
      [this.customerId, this.serverId, this.folder, this.owner.uid, this.owner.gid],
    );
    const { firstPort, lastPort } = testPolicy().passive;
    await this.panel.query(
      `insert into server_policies (server_id, version, verbs, tls, passive_first_port, passive_last_port,
         active_connect_timeout_ms, data_wait_ms, stall_timeout_ms, idle_timeout_ms, created_by)
       values ($1, 1, '{"PORT":"allow","EPRT":"allow","PASV":"allow","EPSV":"allow"}', 'allowed', $2, $3,
         5000, 5000, 60000, 300000, 'test')`,
      [this.serverId, firstPort, lastPort],
    );
  }
}
