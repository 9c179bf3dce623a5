// A panel and an FTP process of its server over one database, with Anna's web root on this machine's disk: what is asked in
// the panel happens on the disk and on the wire.
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FtpWorker } from '../../src/ftp-runtime/worker.js';
import { FtpClient, said } from './ftp-client.js';
import { password, startTestPanel, type TestPanel } from './panel.js';

const asRoot = process.getuid?.() === 0;

/** A panel that is served by one FTP process, which may be stopped and started. */
export class ServedPanel {
  readonly owner = asRoot
    ? { uid: 23_001, gid: 23_002 }
    : { uid: process.getuid?.() ?? 1000, gid: process.getgid?.() ?? 1000 };
  #worker: FtpWorker | undefined;
  readonly #clients: FtpClient[] = [];

  private constructor(
    readonly panel: TestPanel,
    readonly folder: string,
  ) {}

  static async start(): Promise<ServedPanel> {
    const folder = await mkdtemp(join(tmpdir(), 'portside-served-'));
    await chmod(folder, 0o755);
    const served = new ServedPanel(await startTestPanel(), folder);
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
    if (asRoot) execFileSync('chown', ['-hR', `${this.owner.uid}:${this.owner.gid}`, this.folder]);
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
    await rm(this.folder, { recursive: true, force: true });
  }
}
