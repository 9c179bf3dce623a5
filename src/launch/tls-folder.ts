// The folder with more certificates, as the FTP role reads it: the given one where its user can, a copy where not.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SettingError } from '../config.js';
import { ensureFolder, type Owner, writePrivateFile } from './folders.js';
import { canReach } from './system-users.js';

/** The given folder, or `copy` (0700, for the FTP user) filled from it. Throws SettingError when it cannot be read. */
export function tlsFolder(given: string, copy: string, owner: Owner | undefined): string {
  const files = pemFiles(given);
  if (owner === undefined || canReach(owner, [given, ...files.map((name) => join(given, name))])) return given;
  refreshFolder(given, copy, owner);
  return copy;
}

/** Copies what is new in the given folder and removes what has gone there. Throws SettingError when it cannot be read. */
export function refreshFolder(given: string, copy: string, owner: Owner | undefined): void {
  const files = pemFiles(given);
  ensureFolder(copy, 0o700, owner);
  for (const name of readdirSync(copy)) if (!files.includes(name)) rmSync(join(copy, name));
  // Keys first: a certificate without its key is a mistake, a key without its certificate is not used yet.
  for (const name of files.sort((one) => (one.endsWith('.key') ? -1 : 1))) {
    const content = readFileSync(join(given, name), 'latin1');
    if (contentOf(join(copy, name)) !== content) writePrivateFile(join(copy, name), content, owner);
  }
}

/** Names of files that can be part of a pair. */
function pemFiles(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /\.(crt|pem|key)$/.test(name));
    return names.filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new SettingError('TLS_CERT_DIR', `${folder} cannot be read (${code}); correct the path or its permissions.`);
  }
}

function contentOf(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(path, 'latin1');
}
