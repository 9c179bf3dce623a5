// The key by which a server's FTP workers know the staged files of uploads, also those that another worker, or one before
// a restart, has left behind.
import { chownSync } from 'node:fs';
import { keptSecret, type Owner } from './folders.js';

/**
 * The file with the key, made where it is not there yet and kept over restarts; only the FTP workers' user reads it. Its
 * folder must belong to the caller. Throws the system's error.
 */
export function stagingKeyFile(path: string, owner: Owner | undefined): string {
  keptSecret(path, owner);
  // FTP_USER may have changed since.
  if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
  return path;
}
