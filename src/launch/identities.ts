// As whom each role runs, and with which capabilities. They are given by setpriv before Node starts: a running Node
// cannot change them for all of its threads.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, Role } from '../config.js';
import { type Owner, writePrivateFile } from './folders.js';
import { freeNumber, isRoot, namedUser } from './system-users.js';

/** Whom a role runs as; undefined: the caller. */
export interface Identity {
  readonly owner: Owner;
  readonly capabilities: readonly string[];
}

/** The identities of both roles, and the line that says what is lost when they have none of their own. */
export interface Identities {
  readonly panel: Identity | undefined;
  readonly ftp: Identity | undefined;
  readonly notice: string | undefined;
}

const firstNumber = 64_100;
const ftpCapabilities = ['setuid', 'setgid', 'net_bind_service'];

/** Chooses the users of the roles. `remembered` maps a role to the number it had at the last start. */
export function chooseIdentities(config: Config, remembered: Readonly<Partial<Record<Role, number>>>): Identities {
  if (!isRoot()) {
    return ownUser(
      'Not started as root: everything runs as the user who started it, so uploaded files belong to that user instead ' +
        'of the customer, and ports below 1024 (and so source port 20) are not available.',
    );
  }
  if (spawnSync('setpriv', ['--version'], { stdio: 'ignore' }).status !== 0) return ownUser(withoutSetpriv);
  const ftp = remembered.ftp ?? freeNumber(firstNumber);
  const panel = remembered.panel ?? freeNumber(firstNumber, [ftp]);
  const identities = {
    panel: { owner: owner('PANEL_USER', config.users.panel, panel), capabilities: [] },
    ftp: { owner: owner('FTP_USER', config.users.ftp, ftp), capabilities: ftpCapabilities },
  };
  const works = [identities.panel, identities.ftp].every((identity) => tryOut(identity));
  return works ? { ...identities, notice: undefined } : ownUser(withoutSetpriv);
}

const withoutSetpriv =
  'setpriv (package util-linux) is missing or may not give capabilities here: the panel and the FTP server run as root, ' +
  'so a fault in either of them endangers the whole machine.';

function ownUser(notice: string): Identities {
  return { panel: undefined, ftp: undefined, notice };
}

function owner(setting: string, written: string | undefined, number: number): Owner {
  return written === undefined ? { uid: number, gid: number } : namedUser(setting, written);
}

/** The program and its first arguments that start something under this identity. */
export function commandOf(identity: Identity | undefined, command: readonly string[]): readonly string[] {
  if (identity === undefined) return command;
  const { owner: user, capabilities } = identity;
  const set = ['-all', ...capabilities.map((name) => `+${name}`)].join(',');
  const who = ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups', '--no-new-privs'];
  return ['setpriv', ...who, `--bounding-set=${set}`, `--inh-caps=${set}`, `--ambient-caps=${set}`, '--', ...command];
}

function tryOut(identity: Identity): boolean {
  const [program = '', ...args] = commandOf(identity, ['/bin/sh', '-c', 'exit 0']);
  return spawnSync(program, args, { cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Whether a process of this identity may listen on the port. */
export function mayBind(identity: Identity | undefined, port: number): boolean {
  const file = '/proc/sys/net/ipv4/ip_unprivileged_port_start';
  const firstFree = existsSync(file) ? Number(readFileSync(file, 'utf8')) : process.platform === 'win32' ? 0 : 1024;
  if (port >= firstFree) return true;
  return identity === undefined ? isRoot() : identity.capabilities.includes('net_bind_service');
}

/** The numbers of earlier starts, so that files keep their owner. */
export function rememberedNumbers(stateFolder: string): Partial<Record<Role, number>> {
  const path = join(stateFolder, 'users.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<Role, number>>) : {};
}

/** Keeps the numbers for the next start. */
export function rememberNumbers(stateFolder: string, { panel, ftp }: Identities): void {
  if (panel === undefined || ftp === undefined) return;
  const numbers = { panel: panel.owner.uid, ftp: ftp.owner.uid };
  writePrivateFile(join(stateFolder, 'users.json'), JSON.stringify(numbers));
}
