// Folders and small files the launcher keeps, with the mode and owner they need whatever the umask is. No decision about
// where they lie.
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { renameSync, writeSync } from 'node:fs';

/** A system user and group by number. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Makes the folder (its parents as 0755) and sets its mode and, where given, its owner. Throws the system's error. */
export function ensureFolder(path: string, mode: number, owner?: Owner): void {
  if (!existsSync(path)) {
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (parent !== '' && !existsSync(parent)) ensureFolder(parent, 0o755);
    mkdirSync(path, { mode });
  }
  chmodSync(path, mode);
  if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
}

/** Writes a file whole or not at all: mode and owner are set before it gets its name. */
export function writePrivateFile(path: string, content: string, owner?: Owner): void {
  const fresh = `${path}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(fresh, 0o600);
  if (owner !== undefined) chownSync(fresh, owner.uid, owner.gid);
  renameSync(fresh, path);
}

/** The secret kept in this file, made of 24 random bytes (32 characters, safe in a URL) when it is not there yet. */
export function keptSecret(path: string, owner?: Owner): string {
  if (existsSync(path)) {
    const kept = readFileSync(path, 'utf8').trim();
    if (kept !== '') return kept;
  }
  const secret = randomBytes(24).toString('base64url');
  writePrivateFile(path, `${secret}\n`, owner);
  return secret;
}
