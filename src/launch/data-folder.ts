// DATA_DIR, and where the data really lie: there, or under /var/lib/portside when the users that need them cannot reach
// it. Makes the folders; puts nothing into them.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { SettingError } from '../config.js';
import { ensureFolder, type Owner } from './folders.js';
import { canEnter, isRoot } from './system-users.js';

const shelter = '/var/lib/portside';

/** The folders that were made for a start, so that a start that is refused can take them back. */
export interface MadeFolder {
  /** Removes what was made, as far as it is still empty. */
  undo(): void;
}

/** Makes DATA_DIR and proves that it can be written. Throws SettingError. */
export function openDataDir(dataDir: string): MadeFolder {
  try {
    const first = makeFolders(dataDir);
    if (isRoot()) openToOthers(dataDir, first);
    const probe = join(dataDir, `.probe.${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    return { undo: () => removeEmpty(dataDir, first) };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new SettingError('DATA_DIR', `${dataDir} ${reasons[code] ?? `cannot be used (${code})`}; ${cure}`);
  }
}

const cure = 'choose a folder that this user may write.';
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'cannot be written by this user',
  EPERM: 'cannot be written by this user',
  EROFS: 'lies on a file system that is mounted read-only',
  ENOTDIR: 'lies below something that is a file, not a folder',
  EEXIST: 'is a file, not a folder',
  ENOSPC: 'lies on a file system that is full',
  ENOENT: 'cannot be made there',
};

/** Makes the folder with its parents, one by one: mkdir's own recursion never ends below /proc. Returns the outermost. */
function makeFolders(path: string): string | undefined {
  const missing: string[] = [];
  const isFolder = (folder: string) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  for (let folder = path; dirname(folder) !== folder && !isFolder(folder); folder = dirname(folder)) {
    missing.unshift(folder);
  }
  for (const folder of missing) mkdirSync(folder, { mode: 0o755 });
  return missing[0];
}

/** What was just made must not be closed to the other users by root's umask alone. */
function openToOthers(from: string, upTo: string | undefined): void {
  for (const folder of madeFolders(from, upTo)) chmodSync(folder, 0o755);
}

function removeEmpty(from: string, upTo: string | undefined): void {
  for (const folder of madeFolders(from, upTo)) {
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}

/** From the innermost to the outermost of the folders that one mkdir has made. */
function madeFolders(from: string, upTo: string | undefined): string[] {
  const folders: string[] = [];
  if (upTo === undefined) return folders;
  for (let folder = from; folder.length >= upTo.length; folder = dirname(folder)) folders.push(folder);
  return folders;
}

/**
 * Where the data of this DATA_DIR lie: once decided, later starts go where the data already are. `users` are those that
 * must reach it; none when everything runs as the caller. Makes nothing. Throws SettingError when the data lie where
 * they cannot be reached any more.
 */
export function chooseBase(dataDir: string, users: readonly Owner[]): string {
  const remembered = readPointer(dataDir);
  if (remembered !== undefined) return remembered;
  if (users.every((user) => canEnter(user, dataDir))) return dataDir;
  if (!['postgres', 'sites'].some((name) => existsSync(join(dataDir, name)))) return shelterFor(dataDir);
  throw new SettingError(
    'DATA_DIR',
    `the data in ${dataDir} cannot be reached by the users that Postgres and the roles run as; ` +
      'give the folders above it mode 0755, or move it and set DATA_DIR.',
  );
}

/** Makes the base folder and, when it is elsewhere, leaves a note in DATA_DIR that says where. */
export function keepBase(dataDir: string, base: string): void {
  if (base === dataDir) return;
  ensureFolder(base, 0o755);
  writeFileSync(pointer(dataDir), `The data of this DATA_DIR lie in:\n${base}\n`);
}

const pointer = (dataDir: string) => join(dataDir, 'WHERE-THE-DATA-ARE.txt');

function readPointer(dataDir: string): string | undefined {
  if (!existsSync(pointer(dataDir))) return undefined;
  const written = readFileSync(pointer(dataDir), 'utf8').split('\n')[1]?.trim() ?? '';
  return written.startsWith(`${shelter}/`) ? written : undefined;
}

function shelterFor(dataDir: string): string {
  const readable = dataDir
    .split(sep)
    .filter(Boolean)
    .join('-')
    .replaceAll(/[^A-Za-z0-9._-]/g, '_')
    .slice(-40);
  return join(shelter, `${readable}-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}`);
}
