// Whether a folder of this server may become a customer's web root, and the sentence that says why not. It changes
// nothing on disk.
import { realpath } from 'node:fs/promises';
import type pg from 'pg';
import { Jail, JailError, rootPath } from '../ftp/index.js';
import type { HostPath } from '../ftp/index.js';
import { type Neighbour, whyOverlapRefused } from '../web-roots/overlap.js';
import { normalPath, whyIdRefused, whyPathRefused } from '../web-roots/place.js';

/** What an admin wants a web root to be. */
export interface WebRootPlan {
  readonly customerId: string;
  readonly path: string;
  readonly systemUid: number;
  readonly systemGid: number;
  readonly umask: number;
}

export interface WebRootCheckTools {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly minSystemUid: number;
}

/** Why this cannot be a web root, as a sentence with the cure; undefined where it can. */
export async function refusalOfWebRoot(tools: WebRootCheckTools, plan: WebRootPlan): Promise<string | undefined> {
  return (
    whyIdRefused(plan.systemUid, tools.minSystemUid) ??
    whyIdRefused(plan.systemGid, tools.minSystemUid) ??
    (await refusalOfPlace(tools, plan)) ??
    (await refusalOfDisk(plan)) ??
    (await refusalOfRealPlace(tools, plan))
  );
}

/** Why the folder of a web root that is written down must not be opened, as a sentence; undefined where it may be. */
export async function refusalOfPlace(
  { database, serverId }: Pick<WebRootCheckTools, 'database' | 'serverId'>,
  { customerId, path }: Pick<WebRootPlan, 'customerId' | 'path'>,
): Promise<string | undefined> {
  const why = whyPathRefused(path);
  if (why !== undefined) return why;
  if (normalPath(path) !== path) return `Write the path plainly, without doubled slashes: ${normalPath(path)}`;
  const query = async (sql: string, values: unknown[]) => (await database.query<Neighbour>(sql, values)).rows;
  return whyOverlapRefused(query, { serverId, customerId, path });
}

/** The folder may be written as a link that leads to where none may lie. */
async function refusalOfRealPlace(tools: WebRootCheckTools, plan: WebRootPlan): Promise<string | undefined> {
  const path = await realPath(plan.path);
  if (path === plan.path) return undefined;
  const why = await refusalOfPlace(tools, { ...plan, path });
  return why === undefined ? undefined : `${plan.path} leads to another folder. ${why}`;
}

/** What the path means without links; the path itself where this process, unlike the customer, may not look. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return path;
    throw error;
  }
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
