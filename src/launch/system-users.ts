// Who the processes run as: reads the machine's user list, chooses free numbers, and asks the system whether a user can
// reach a path. It starts no role.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { SettingError } from '../config.js';
import type { Owner } from './folders.js';

/** 4294967295 means "no change" to the system, and the number below it is kept clear of it. */
const largestId = 4_294_967_293;

/** One line of /etc/passwd. */
export interface PasswdEntry extends Owner {
  readonly name: string;
}

/** Whether this process may start others as another user. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The machine's local users. */
export function readPasswd(text: string = readFileSync('/etc/passwd', 'utf8')): PasswdEntry[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** The user Postgres runs as under root: initdb refuses one without an entry in /etc/passwd. */
export function postgresUser(users: readonly PasswdEntry[] = readPasswd()): Owner {
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
  if (user !== undefined) return { uid: user.uid, gid: user.gid };
  throw new SettingError('DATABASE_URL', 'the embedded Postgres needs a user "postgres" or "nobody" in /etc/passwd.');
}

/** The user a setting names, by name or number. Throws SettingError for an unknown name and for root. */
export function namedUser(setting: string, written: string, users: readonly PasswdEntry[] = readPasswd()): Owner {
  const entry = users.find(({ name, uid }) => name === written || String(uid) === written);
  const number = /^\d{1,10}$/.test(written) ? Number(written) : undefined;
  const owner = entry ?? (number === undefined || number > largestId ? undefined : { uid: number, gid: number });
  if (owner === undefined) throw new SettingError(setting, `there is no user "${written}" on this machine.`);
  if (owner.uid === 0 || owner.gid === 0) throw new SettingError(setting, 'name a user other than root.');
  return { uid: owner.uid, gid: owner.gid };
}

/** The first number from `from` upward that no local user or group has and that this user namespace knows. */
export function freeNumber(from: number, taken: readonly number[] = []): number {
  const used = new Set([...taken, ...readPasswd().map(({ uid }) => uid), ...readPasswd().map(({ gid }) => gid)]);
  for (const { uid } of readPasswd(readGroups())) used.add(uid);
  const last = lastMappedId();
  for (let number = from; number <= last; number += 1) if (!used.has(number)) return number;
  // A container may know few numbers only: then the highest free one of those.
  for (let number = last; number > 0; number -= 1) if (!used.has(number)) return number;
  throw new SettingError('PANEL_USER', 'this machine has no free user number; name a user.');
}

/** Whether this user can read each of the paths (and enter, where it is a folder). Without an owner: the caller. */
export function canReach(owner: Owner | undefined, paths: readonly string[]): boolean {
  const script = 'for path; do [ -r "$path" ] || exit 1; if [ -d "$path" ]; then [ -x "$path" ] || exit 1; fi; done';
  const { status } = spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], { ...owner, cwd: '/', stdio: 'ignore' });
  return status === 0;
}

/** Whether this user can walk through the folder to something inside it. */
export function canEnter(owner: Owner | undefined, folder: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', '[ -x "$1" ]', 'sh', folder], { ...owner, cwd: '/', stdio: 'ignore' });
  return status === 0;
}

/** Groups in the shape of users: name, nothing, number, number. */
function readGroups(): string {
  const lines = readFileSync('/etc/group', 'utf8').split('\n');
  return lines.map((line) => line.split(':').slice(0, 3).concat('0').join(':')).join('\n');
}

function lastMappedId(): number {
  if (!existsSync('/proc/self/uid_map')) return 65_533;
  const map = readFileSync('/proc/self/uid_map', 'utf8').trim().split('\n');
  const ends = map
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([first = 0, , count = 0]) => first + count - 1);
  return Math.min(Math.max(...ends), largestId);
}
