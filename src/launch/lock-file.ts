// One launcher per DATA_DIR. The lock names its holder, so one that was killed is told from one that runs.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingError } from '../config.js';
import { identify, type ProcessIdentity, stillRuns } from './process-identity.js';

/** A lock that is held until release(); the system does not release it, but a later launcher sees its holder dead. */
export interface Lock {
  release(): void;
}

/** Takes the folder for this process. Throws SettingError when another launcher has it. */
export function lockFolder(folder: string): Lock {
  const path = join(folder, 'launcher.lock');
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    // A link appears with its content or not at all, so nobody ever reads half a lock.
    while (!appears(mine, path)) setAsideIfDead(path, folder);
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

function appears(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Throws when the holder runs. Moves a dead holder's lock away, looking again at what was moved: two may try at once. */
function setAsideIfDead(path: string, folder: string): void {
  refuseWhileHeld(path, folder);
  const aside = `${path}.dead.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    refuseWhileHeld(aside, folder);
  } catch (error) {
    appears(aside, path);
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseWhileHeld(path: string, folder: string): void {
  const holder = readHolder(path);
  if (holder === undefined || !stillRuns(holder)) return;
  throw new SettingError(
    'DATA_DIR',
    `another Portside (process ${holder.pid}) already uses ${folder}; stop it or choose another folder.`,
  );
}

function readHolder(path: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
