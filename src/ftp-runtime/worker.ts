// One FTP process put together: the engine, and around it what asks, follows, answers and records through the database.
// Which processes there are is the supervisor's business.
import type pg from 'pg';
import { connectionOptions } from '../database/connection.js';
import { PgListener } from '../database/pg-listener.js';
import { configureIdentity, configureStaging, FtpServer } from '../ftp/index.js';
import type { Endpoint, ServerPolicy } from '../ftp/index.js';
import { AccountFollower } from './account-follower.js';
import { AccountWatch } from './account-watch.js';
import { BanFollower } from './ban-follower.js';
import { BandwidthShares, type BandwidthSharesOptions } from './bandwidth-shares.js';
import { CertificateRow } from './certificate-row.js';
import { DatabaseAuthenticator, type DatabaseAuthenticatorOptions } from './database-authenticator.js';
import { listenRefusal } from './listen-refusal.js';
import { lookUpAt } from './look-up.js';
import { errorFields, type Note } from './note.js';
import { PolicyFollower } from './policy-follower.js';
import { besideProbes, ProbeAuthenticator, withoutProbes } from './probe-logins.js';
import { ProcessRow } from './process-row.js';
import { describeProcess } from './process-description.js';
import type { WrittenPolicy } from './public-addresses.js';
import { QuotaKeeper } from './quota-keeper.js';
import { Recounter } from './recounter.js';
import { databaseOf, findServer, openPool } from './runtime-database.js';
import { reportTo } from './reporting.js';
import { ServerCertificates } from './server-certificates.js';
import { SessionClaims } from './session-claims.js';
import { SessionRecorder } from './session-recorder.js';
import type { Shares } from './share-book.js';
import type { Sisters } from './sisters.js';
import { readStagingKey } from './staging-key.js';
import { TaskRunner } from './task-runner.js';
import type { WorkerSettings } from './worker-settings.js';
import { UnfinishedSweep } from './unfinished-uploads.js';

export type { WorkerSettings } from './worker-settings.js';

/** What everything in the process shares. */
interface Surroundings {
  readonly settings: WorkerSettings;
  readonly note: Note;
  readonly database: pg.Pool;
  readonly url: string;
  readonly serverId: string;
  readonly processRow: ProcessRow;
  readonly certificates: ServerCertificates;
  readonly certificateRow: CertificateRow;
  readonly sisters: Sisters | undefined;
}

/** A serving FTP process. */
export class FtpWorker {
  readonly #around: Surroundings;
  readonly #watch = new AccountWatch();
  readonly #claims: SessionClaims;
  readonly #recorder: SessionRecorder;
  readonly #quotas: QuotaKeeper;
  readonly #recounter: Recounter;
  readonly #bandwidth: BandwidthShares | undefined;
  readonly #accounts: AccountFollower;
  readonly #bans: BanFollower;
  readonly #policies: PolicyFollower;
  readonly #tasks: TaskRunner;
  readonly #unfinished: UnfinishedSweep;
  readonly #authenticator: ProbeAuthenticator;
  readonly #listener: PgListener;
  #server: FtpServer | undefined;
  #stopped: Promise<void> | undefined;

  private constructor(around: Surroundings, written: WrittenPolicy) {
    const { database, note, processRow, serverId, settings, sisters } = around;
    const shared = { database, note, serverId, processId: processRow.id };
    const endSessions: FtpServer['endSessions'] = (where, end) => this.#server?.endSessions(where, end) ?? 0;
    this.#around = around;
    const sessionsHere = () => this.#server?.sessions() ?? [];
    this.#claims = new SessionClaims({ ...shared, sessionsHere });
    this.#quotas = new QuotaKeeper({ ...shared, flush: () => this.#recorder.flushTransfers() });
    this.#recounter = new Recounter(shared);
    this.#recorder = new SessionRecorder({
      ...shared,
      unwritten: this.#quotas.unwritten,
      snapshots: sessionsHere,
      policyVersion: () => processRow.appliedVersion,
    });
    this.#accounts = new AccountFollower({
      ...shared,
      watch: this.#watch,
      endSession: (sessionId, end) => this.#server?.endSessions({ sessionId }, end) ?? 0,
      updateAccount: (account) => this.#server?.updateAccount(account),
    });
    this.#bans = new BanFollower({ ...shared, endSessions });
    const give: BandwidthSharesOptions['give'] = (use, share) =>
      this.#server?.shareBandwidth(use.holderId, use.direction, share);
    this.#bandwidth = sisters && new BandwidthShares({ workers: settings.ftpWorkers, claim: sisters.claim, give });
    this.#policies = this.#policiesFrom(written);
    this.#unfinished = new UnfinishedSweep(shared);
    this.#authenticator = this.#makeAuthenticator(shared);
    this.#tasks = new TaskRunner({
      ...shared,
      minSystemUid: settings.minSystemUid,
      endSessions,
      recount: () => this.#recounter.look(),
    });
    this.#listener = this.#listenerAt(around.url);
  }

  /**
   * Serves as soon as it resolves; `sisters` is left out where it has none. Throws SettingError for what the operator must
   * change.
   */
  static async start(settings: WorkerSettings, note: Note, sisters?: Sisters): Promise<FtpWorker> {
    const { url, setting } = databaseOf(settings);
    configureIdentity({ minSystemUid: settings.minSystemUid });
    configureStaging({ key: await readStagingKey(settings.stagingKeyFile, note) });
    const database = openPool(url, note);
    try {
      const server = await findServer(database, { serverName: settings.serverName, setting });
      const certificateRow = new CertificateRow(database, server.id, note);
      const processRow = new ProcessRow(database, describeProcess(server.id), note);
      const { id: serverId, written } = server;
      const places = { files: settings.tlsFiles, folder: settings.tlsFolder };
      const certificates = await ServerCertificates.open(places, { database, serverId, note });
      const worker = new FtpWorker(
        { settings, note, database, url, serverId, processRow, certificates, certificateRow, sisters },
        written,
      );
      await worker.#open();
      return worker;
    } catch (error) {
      await database.end();
      throw error;
    }
  }

  /** Where clients connect. */
  get addresses(): { readonly ftp: Endpoint; readonly ftps: Endpoint | undefined } {
    if (this.#server === undefined) throw new Error('The worker does not listen.');
    return this.#server.addresses;
  }

  /** Its id in server_processes. */
  get processId(): string {
    return this.#around.processRow.id;
  }

  /** The supervisor has answered. */
  takeShares(shares: Shares): void {
    this.#bandwidth?.take(shares);
  }

  /** Lets transfers finish for the drain time, writes what is left and goes. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #open(): Promise<void> {
    const { certificateRow, certificates, processRow } = this.#around;
    await processRow.register();
    try {
      const policy = await this.#policies.begin();
      await this.#bans.begin();
      this.#server = await this.#serve(policy);
      processRow.applied(policy.version);
    } catch (error) {
      await processRow.markStopped();
      throw listenRefusal(error, this.#around.settings.ftp);
    }
    certificateRow.show(certificates);
    certificates.start(() => this.#certificateChanged());
    const parts = [this.#recorder, this.#quotas, this.#recounter, this.#accounts, this.#policies, this.#tasks];
    for (const part of [...parts, this.#bans, this.#unfinished]) part.start();
    this.#listener.start();
  }

  #policiesFrom(written: WrittenPolicy): PolicyFollower {
    const { database, note, processRow, serverId, settings } = this.#around;
    return new PolicyFollower({
      database,
      note,
      serverId,
      written,
      lookUp: settings.lookUp ?? lookUpAt(),
      apply: (next) => this.#server?.apply(next),
      applied: (version) => processRow.applied(version),
      found: (addresses) => processRow.found(addresses),
    });
  }

  #makeAuthenticator(shared: Omit<DatabaseAuthenticatorOptions, 'watch' | 'bans' | 'claims'>): ProbeAuthenticator {
    const [bans, claims, watch] = [this.#bans, this.#claims, this.#watch];
    const accounts = new DatabaseAuthenticator({ ...shared, bans, claims, watch });
    return new ProbeAuthenticator({ ...shared, minSystemUid: this.#around.settings.minSystemUid, accounts });
  }

  #serve(policy: ServerPolicy): Promise<FtpServer> {
    const { certificates, settings, sisters } = this.#around;
    return FtpServer.start({
      listen: settings.ftp,
      policy,
      authenticator: this.#authenticator,
      certificates,
      quotas: besideProbes(this.#quotas.quotas),
      uploadSync: settings.uploadSync,
      observer: withoutProbes(
        reportTo({
          recorder: this.#recorder,
          accounts: this.#accounts,
          bans: this.#bans,
          claims: this.#claims,
          bandwidthUseChanged: (use) => this.#bandwidth?.useChanged(use),
          processRow: this.#around.processRow,
          note: this.#around.note,
        }),
      ),
      ...(sisters && { passivePorts: sisters.passivePorts }),
      ...(sisters?.places && { places: sisters.places }),
    });
  }

  #certificateChanged(): void {
    const { certificateRow, certificates, note } = this.#around;
    certificateRow.show(certificates);
    this.#server?.reloadCertificate().catch((error: unknown) => {
      note('error', 'certificate.reload-failed', errorFields(error));
    });
  }

  #listenerAt(url: string): PgListener {
    return new PgListener({
      connection: connectionOptions(url, 'portside ftp listener'),
      channels: ['ftp_runtime'],
      onResync: () => this.#resync(),
      onNudge: (_channel, payload) => this.#nudged(payload),
      onLost: (error) => this.#around.note('warn', 'database.listener-lost', errorFields(error)),
    });
  }

  #resync(): void {
    for (const part of [this.#policies, this.#bans, this.#quotas, this.#around.certificates]) part.reread();
    this.#accounts.recheckAll();
    this.#tasks.look();
  }

  #nudged(payload: string): void {
    const [about = '', id = ''] = payload.split(':');
    if (about === 'account') this.#accounts.accountChanged(id);
    if (about === 'customer') this.#accounts.customerChanged(id);
    if (about === 'plan') this.#accounts.planChanged(id);
    if (about === 'bans') this.#bans.reread();
    this.#quotas.nudged(about, id);
    if (id === this.#around.serverId) this.#nudgedHere(about);
  }

  #nudgedHere(about: string): void {
    if (about === 'policy') this.#policies.reread();
    if (about === 'certificate') this.#around.certificates.reread();
    if (about === 'task') this.#tasks.look();
    if (about === 'written') void this.#quotas.writeAll();
  }

  async #stop(): Promise<void> {
    const { certificateRow, certificates, database, note, processRow, settings } = this.#around;
    await this.#tasks.stop();
    await this.#recounter.stop();
    await this.#unfinished.stop();
    await this.#server?.stop({ drainMs: settings.drainMs });
    this.#bandwidth?.stop();
    await this.#authenticator.stop();
    const readers = [this.#listener, this.#policies, this.#accounts, this.#bans];
    for (const part of [...readers, certificates, certificateRow, this.#recorder]) {
      await part.stop();
    }
    await this.#quotas.stop();
    // The others find a process that went without a word after 15 s.
    await processRow
      .markStopped()
      .catch((error: unknown) => note('warn', 'process.stop-unwritten', errorFields(error)));
    await database.end();
  }
}
