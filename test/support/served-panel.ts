// A panel and an FTP process of its server over one database, with Anna's web root on this machine's disk: what is asked in
// the panel happens on the disk and on the wire.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { FtpClient, said } from './ftp-client.js';
import { password, startTestPanel, type TestPanel } from './panel.js';

const asRoot = process.getuid?.() === 0;

/** A customer whose web root is on this machine's disk. */
export interface ServedCustomer {
  readonly name: string;
  readonly customerId: string;
  readonly webRootId: string;
  readonly email: string;
  readonly login: string;
  readonly folder: string;
}

/** A panel that is served by one FTP process, which may be stopped and started. */
export class ServedPanel {
  readonly owner = asRoot
    ? { uid: 23_001, gid: 23_002 }
    : { uid: process.getuid?.() ?? 1000, gid: process.getgid?.() ?? 1000 };
  #worker: FtpWorker | undefined;
  readonly #clients: FtpClient[] = [];
  #customers = 0;

  private constructor(
    readonly panel: TestPanel,
    readonly top: string,
    /** Anna's web root. */
    readonly folder: string,
  ) {}

  static async start(): Promise<ServedPanel> {
    const top = await mkdtemp(join(tmpdir(), 'portside-served-'));
    await chmod(top, 0o755);
    const folder = join(top, 'anna');
    await mkdir(folder);
    const served = new ServedPanel(await startTestPanel(), top, folder);
    const { gid, uid } = served.owner;
    served.own();
    await served.panel.db.query('update web_roots set path = $2, system_uid = $3, system_gid = $4 where id = $1', [
      served.panel.scene.anna.webRootId,
      folder,
      uid,
      gid,
    ]);
    await served.startWorker();
    return served;
  }

  /** What was written on disk is the customer's. */
  own(): void {
    if (asRoot) execFileSync('chown', ['-hR', `${this.owner.uid}:${this.owner.gid}`, this.top]);
  }

  /** One more customer, with a panel login, a web root in a folder of its own and one FTP account. */
  async addCustomer(): Promise<ServedCustomer> {
    const { db, scene } = this.panel;
    const name = `customer-${(this.#customers += 1)}`;
    const folder = join(this.top, name);
    const [email, login] = [`${name}@portside.example`, `web@${name}.example`];
    await mkdir(folder);
    this.own();
    const id = async (sql: string, values: unknown[]) =>
      (await db.query<{ id: string }>(sql, values)).rows[0]?.id ?? '';
    const { anna, planId, serverId } = scene;
    const customerId = await id(`insert into customers (name, plan_id) values ($1, $2) returning id`, [name, planId]);
    await db.query(
      `insert into panel_users (email, password_hash, role, customer_id)
       select $1, password_hash, role, $2 from panel_users where email = $3`,
      [email, customerId, anna.email],
    );
    const webRootId = await id(
      `insert into web_roots (customer_id, server_id, domain, path, system_uid, system_gid)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [customerId, serverId, `${name}.example`, folder, this.owner.uid, this.owner.gid],
    );
    await db.query(
      `insert into ftp_accounts (customer_id, web_root_id, login, password_hash, permissions)
       select $1, $2, $3, password_hash, permissions from ftp_accounts where id = $4`,
      [customerId, webRootId, login, anna.accountId],
    );
    return { name, customerId, webRootId, email, login, folder };
  }

  async startWorker(): Promise<void> {
    const { ftpUrl } = this.panel.database;
    this.#worker = await FtpWorker.start(
      {
        databaseUrl: undefined,
        ftpDatabaseUrl: ftpUrl,
        drainMs: 0,
        ftp: { host: '127.0.0.1', port: 0, tlsPort: undefined },
        ftpWorkers: 1,
        minSystemUid: Math.min(1000, this.owner.uid, this.owner.gid),
        serverName: 'web-01',
        stagingKeyFile: undefined,
        tlsFiles: undefined,
        tlsFolder: undefined,
        uploadSync: 'none',
      },
      () => undefined,
    );
  }

  async stopWorker(): Promise<void> {
    await this.#worker?.stop();
    this.#worker = undefined;
  }

  /** Tries to log in over FTP; the client and what the server said to the password. */
  async logIn(login: string): Promise<{ client: FtpClient; answer: string }> {
    const client = await FtpClient.connect({ port: this.#worker?.addresses.ftp.port ?? 0 });
    this.#clients.push(client);
    await client.say(`USER ${login}`);
    return { client, answer: said(await client.say(`PASS ${password}`)) };
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.socket.destroy();
    await this.stopWorker();
    await this.panel.stop();
    await rm(this.top, { recursive: true, force: true });
  }
}
