// Which of the settings an FTP process obeys. Reading them is config.ts's business.
import type { Config } from '../config.js';

/** The settings that an FTP process obeys. */
export type WorkerSettings = Pick<
  Config,
  | 'databaseUrl'
  | 'ftpDatabaseUrl'
  | 'drainMs'
  | 'ftp'
  | 'ftpWorkers'
  | 'minSystemUid'
  | 'serverName'
  | 'stagingKeyFile'
  | 'tlsFiles'
  | 'tlsFolder'
  | 'uploadSync'
>;
