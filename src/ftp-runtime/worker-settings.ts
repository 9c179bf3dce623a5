// Which of the settings an FTP process obeys. Reading them is config.ts's business.
import type { Config } from '../config.js';
import type { LookUp } from './look-up.js';

type Obeyed =
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
  | 'uploadSync';

/** The settings that an FTP process obeys. */
export interface WorkerSettings extends Pick<Config, Obeyed> {
  /** How host names are looked up; left out: as the system is set up. */
  readonly lookUp?: LookUp;
}
