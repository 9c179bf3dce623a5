// The database of this installation, ready to be used: the given one or an embedded one, migrated, with the FTP
// processes' login granted. What rows it holds is seed.ts's business.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../backoff.js';
import { type Config, SettingError } from '../config.js';
import { grantFtpLogin, loginOf, migrate, tryLogin } from '../database/migrate.js';
import { databaseUrl, ftpLogin, panelLogin, prepareEmbeddedDatabase } from './embedded-database.js';
import { EmbeddedPostgres, type PostgresPlace } from './embedded-postgres.js';
import { keptSecret } from './folders.js';

/** By which URLs the roles reach the database; the panel's is missing on a machine that only serves FTP. */
export interface DatabaseUrls {
  readonly panel: string | undefined;
  readonly ftp: string;
  /** A line that says what the chosen URLs lose. */
  readonly notice?: string;
}

/** Whether the settings name no database, so that one is embedded. */
export function embedsDatabase({ databaseUrl: panel, ftpDatabaseUrl: ftp }: Config): boolean {
  return panel === undefined && ftp === undefined;
}

/** Migrates the given database; undefined where the settings give none. Throws SettingError. */
export async function openGivenDatabase(config: Config): Promise<DatabaseUrls | undefined> {
  const { databaseUrl: panel, ftpDatabaseUrl: ftp } = config;
  if (panel === undefined) return ftpOnly(config, ftp);
  await migrate(panel);
  if (ftp === undefined) {
    const notice =
      'FTP_DATABASE_URL is not set: the FTP processes log in to the database as the panel does, ' +
      'so a fault in them could change accounts and policies.';
    return { panel, ftp: panel, ...(config.roles.includes('ftp') ? { notice } : {}) };
  }
  const login = loginOf(ftp, 'FTP_DATABASE_URL');
  if (login !== loginOf(panel, 'DATABASE_URL') && login !== '') await grantFtpLogin(panel, login);
  await tryLogin(ftp, 'FTP_DATABASE_URL');
  return { panel, ftp };
}

/** A machine that only serves FTP needs no more than the FTP processes' own login. */
async function ftpOnly({ roles }: Config, ftp: string | undefined): Promise<DatabaseUrls | undefined> {
  if (ftp === undefined) return undefined;
  if (roles.includes('panel')) {
    throw new SettingError('DATABASE_URL', 'the panel needs it; set it beside FTP_DATABASE_URL, or set ROLES=ftp.');
  }
  await tryLogin(ftp, 'FTP_DATABASE_URL');
  return { panel: undefined, ftp };
}

/** An embedded Postgres that is started again when it dies. */
export class KeptPostgres {
  #stopping = false;
  #server: EmbeddedPostgres;
  #startingAgain: Promise<boolean> | undefined;

  private constructor(
    private readonly place: PostgresPlace,
    server: EmbeddedPostgres,
    private readonly say: (line: string) => void,
  ) {
    this.#server = server;
  }

  /** Starts it and keeps it running. Throws with the server's log when the first start fails. */
  static async start(place: PostgresPlace, say: (line: string) => void): Promise<KeptPostgres> {
    const kept = new KeptPostgres(place, await EmbeddedPostgres.start(place), say);
    void kept.#keep();
    return kept;
  }

  /** Makes logins and database, migrates, grants. Returns the URLs. */
  async open(stateFolder: string): Promise<DatabaseUrls> {
    const { access } = this.#server;
    const passwords = {
      panel: keptSecret(join(stateFolder, 'database-panel.pw')),
      ftp: keptSecret(join(stateFolder, 'database-ftp.pw')),
    };
    await prepareEmbeddedDatabase(access, passwords);
    const panel = databaseUrl(access, { login: panelLogin, password: passwords.panel });
    await migrate(panel);
    await grantFtpLogin(panel, ftpLogin);
    return { panel, ftp: databaseUrl(access, { login: ftpLogin, password: passwords.ftp }) };
  }

  /** Stops it for good, within 20 s, also while it starts again. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#server.stop();
    await this.#startingAgain;
  }

  /** Ends it at once; the next start recovers. */
  abort(): void {
    this.#stopping = true;
    this.#server.abort();
  }

  async #keep(): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      await this.#server.ended();
      if (this.#stopping) return;
      this.say(`Postgres has ended; it starts again. Its last words: ${this.#server.log.at(-1) ?? 'none'}`);
      await sleep(backoffMs(failures));
      if (this.#stopping) return;
      this.#startingAgain = this.#startAgain();
      if (await this.#startingAgain) failures = 0;
    }
  }

  /** Whether it came up; where a stop was asked for meanwhile it is down again. */
  async #startAgain(): Promise<boolean> {
    try {
      this.#server = await EmbeddedPostgres.start(this.place);
      if (this.#stopping) await this.#server.stop();
      return true;
    } catch (error) {
      this.say(error instanceof Error ? error.message : String(error));
      return false;
    }
  }
}
