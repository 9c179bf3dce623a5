// An FTP process as far as quotas are concerned: its row, its leases and its log, without the server around them.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connectionOptions } from '../../src/database/connection.js';
import type { Account, QuotaMeter, Settlement, Stored, StoredChange } from '../../src/ftp/index.js';
import { noNameRules, rootPath, type HostPath } from '../../src/ftp/index.js';
import type { UnwrittenChanges } from '../../src/ftp-runtime/database-quotas.js';
import { QuotaKeeper } from '../../src/ftp-runtime/quota-keeper.js';
import { chargeColumns } from '../../src/ftp-runtime/record-rows.js';
import { RecordTables } from '../../src/ftp-runtime/record-tables.js';
import { TransferLog } from '../../src/ftp-runtime/transfer-log.js';
import type { TransferRow } from '../../src/ftp-runtime/transfer-table.js';
import type { FtpHost } from './ftp-host.js';

/** Meters of one process, and the records of what they settled. */
export class QuotaProcess {
  readonly id = randomUUID();
  readonly keeper: QuotaKeeper;
  readonly log: TransferLog;
  readonly pool: pg.Pool;
  /** Every row that was logged, so that a test can write it again. */
  readonly rows: TransferRow[] = [];
  readonly #host: FtpHost;

  private constructor(host: FtpHost, url: string) {
    this.#host = host;
    this.pool = new pg.Pool({ ...connectionOptions(url, 'test'), max: 4, query_timeout: 5_000 });
    this.pool.on('error', () => undefined); // a connection that a test has cut
    const note = (level: string, event: string, fields: Readonly<Record<string, unknown>>) =>
      host.events.push({ level, event, fields });
    const flush = () => this.log.flush('now');
    this.keeper = new QuotaKeeper({ database: this.pool, processId: this.id, note, flush, quietMs: -1 });
    const tables = new RecordTables(this.pool, host.serverId);
    this.log = new TransferLog({ database: this.pool, tables, unwritten: this.unwritten, note });
  }

  get unwritten(): UnwrittenChanges {
    return this.keeper.unwritten;
  }

  /** `url`: another way to the database than the host's own. */
  static async start(host: FtpHost, url = host.database.ftpUrl): Promise<QuotaProcess> {
    const process = new QuotaProcess(host, url);
    await host.panel.query(
      `insert into server_processes (id, server_id, pid, version, jail_backend, identity, binds_low_ports)
       values ($1, $2, 1, '0', 'walk', 'process', false)`,
      [process.id, host.serverId],
    );
    return process;
  }

  async stop(): Promise<void> {
    await this.log.flush('now');
    await this.keeper.stop();
    await this.pool.end();
  }

  /** Goes without a word, as a killed process: what was not written is lost. */
  async die(): Promise<void> {
    await this.pool.end();
    await this.#host.panel.query(
      `update server_processes set heartbeat_at = now() - interval '16 seconds' where id = $1`,
      [this.id],
    );
  }

  async meter(accountId: string): Promise<QuotaMeter> {
    const { folder } = await this.#host.one<{ folder: string }>('select folder from ftp_accounts where id = $1', [
      accountId,
    ]);
    return this.keeper.quotas.open(accountOf(accountId, this.#host), folder);
  }

  /** Reserves, changes and logs; rejects where there is no room. */
  async store(accountId: string, changes: readonly StoredChange[], stored: Stored = { changes }): Promise<void> {
    const meter = await this.meter(accountId);
    const reservation = await meter.reserve(changes);
    try {
      this.record(accountId, await reservation.settle(() => Promise.resolve(stored)));
    } finally {
      reservation.release();
    }
  }

  /** Puts the record of a settled change into the queue. */
  record(accountId: string, settlement: Settlement): void {
    const added = settlement.changes.reduce((sum, { bytes }) => sum + bytes, 0);
    const row: TransferRow = {
      at: new Date().toISOString(),
      id: randomUUID(),
      session_id: randomUUID(),
      account_id: accountId,
      customer_id: this.#host.customerId,
      login: 'someone@example.com',
      client_address: '203.0.113.7',
      kind: 'upload',
      path: '/file',
      to_path: null,
      bytes: Math.max(added, 0),
      added_bytes: added,
      added_files: settlement.changes.reduce((sum, { files }) => sum + files, 0),
      duration_ms: 1,
      mode: 'passive',
      tls: true,
      outcome: 'complete',
      reply: '226 Done.',
      written: 'staged',
      sha256: null,
      charge: chargeColumns(settlement, this.unwritten),
    };
    this.rows.push(row);
    this.log.push(row);
  }
}

function accountOf(id: string, host: FtpHost): Account {
  return {
    id,
    customerId: host.customerId,
    login: 'someone@example.com',
    home: { webRoot: host.folder as HostPath, folder: rootPath, identity: { ...host.owner, umask: 0o022 } },
    permissions: new Set(),
    names: noNameRules,
    uploads: 'staged',
    onlyOwnFiles: false,
    maxSessions: undefined,
  };
}
