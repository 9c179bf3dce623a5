// Whether a folder of this server may become a customer's web root, and the sentence that says why not. It changes
// nothing on disk.
import { posix } from 'node:path';
import type pg from 'pg';
import { Jail, JailError, rootPath } from '../ftp/index.js';
import type { HostPath } from '../ftp/index.js';

/** What an admin wants a web root to be. */
export interface WebRootPlan {
  readonly path: string;
  readonly systemUid: number;
  readonly systemGid: number;
  readonly umask: number;
}

/** Folders of the system and those that hold many customers: a login there would reach them all. */
const systemFolders = new Set(
  [
    '/',
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/home',
    '/lib',
    '/lib32',
    '/lib64',
    '/media',
    '/mnt',
    '/opt',
    '/proc',
    '/root',
  ].concat(['/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/usr/local', '/var', '/var/lib', '/var/log', '/var/tmp']),
);
/** Nothing under these is ever a web root. */
const systemTrees = ['/boot/', '/dev/', '/etc/', '/proc/', '/run/', '/sys/'];

export interface WebRootCheckTools {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly minSystemUid: number;
}

/** Why this cannot be a web root, as a sentence with the cure; undefined where it can. */
export async function refusalOfWebRoot(tools: WebRootCheckTools, plan: WebRootPlan): Promise<string | undefined> {
  return (
    refusalOfPath(plan.path) ??
    refusalOfIdentity(plan, tools.minSystemUid) ??
    (await refusalOfNesting(tools, plan.path)) ??
    (await refusalOfDisk(plan))
  );
}

/** Judges the path as written. */
export function refusalOfPath(path: string): string | undefined {
  if (!path.startsWith('/')) return 'Write the path from the root, such as /srv/www/example.com.';
  if (/\p{Cc}/u.test(path)) return 'The path holds a control character; leave it out.';
  if (posix.normalize(path) !== path || (path.endsWith('/') && path !== '/')) {
    return `Write the path plainly, without . or .. and without a slash at its end: ${tidied(path)}`;
  }
  if (systemFolders.has(path) || systemTrees.some((tree) => path.startsWith(tree))) {
    return `${path} belongs to the system; choose a folder of the customer's own.`;
  }
  return undefined;
}

function tidied(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/$/, '');
}

/** Judges the owner: system accounts own no web root. */
export function refusalOfIdentity(plan: WebRootPlan, minSystemUid: number): string | undefined {
  if (plan.systemUid < minSystemUid) {
    return `The system user ${plan.systemUid} is below ${minSystemUid} (MIN_SYSTEM_UID); choose the customer's own.`;
  }
  if (plan.systemGid < minSystemUid) {
    return `The system group ${plan.systemGid} is below ${minSystemUid} (MIN_SYSTEM_UID); choose the customer's own.`;
  }
  return undefined;
}

const nested = `
  select domain, path from web_roots where server_id = $1 and path <> $2
    and (starts_with($2, path || '/') or starts_with(path, $2 || '/')) limit 1`;

async function refusalOfNesting(tools: WebRootCheckTools, path: string): Promise<string | undefined> {
  const { rows } = await tools.database.query<{ domain: string; path: string }>(nested, [tools.serverId, path]);
  const other = rows[0];
  if (other === undefined) return undefined;
  return path.startsWith(`${other.path}/`)
    ? `${path} lies inside the web root of ${other.domain}; choose a folder outside it.`
    : `${path} holds the web root of ${other.domain}; choose a folder that holds no other.`;
}

async function refusalOfDisk(plan: WebRootPlan): Promise<string | undefined> {
  const { path, systemUid, systemGid, umask } = plan;
  try {
    const identity = { uid: systemUid, gid: systemGid, umask };
    const jail = await Jail.open({ webRoot: path as HostPath, folder: rootPath, identity });
    try {
      for await (const _entry of jail.list(rootPath)) break;
    } finally {
      await jail.close();
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof JailError)) throw error;
    if (error.code === 'home-missing') return `There is no folder ${path} on this server; make it first.`;
    if (error.code === 'home-not-a-folder') return `${path} is not a folder; choose one.`;
    if (error.code === 'not-permitted') {
      return `The system user ${systemUid} may not enter or list ${path}; give it the folder (chown) or correct the user.`;
    }
    return error.message;
  }
}
