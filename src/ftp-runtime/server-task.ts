// What each kind of server task does: arguments in, an answer out. It doesn't claim tasks or write answers.
import type pg from 'pg';
import {
  Jail,
  JailError,
  escapeBytes,
  resolvePath,
  rootPath,
  unescapeBytes,
  type JailErrorCode,
} from '../ftp/index.js';
import type { Entry, HostPath, Identity, SessionEnd, VirtualPath } from '../ftp/index.js';
import { measure, measurePlace, remove, type TaskRun } from './folder-tasks.js';
import { makeFolders } from './make-folders.js';
import { makeProbeLogin } from './probe-logins.js';
import { findProbeTarget } from './probe-target.js';
import { probe } from './probe.js';
import { askForRecount } from './transfer-table.js';
import { discardUpload } from './unfinished-uploads.js';
import { refusalOfWebRoot, type WebRootPlan } from './web-root-check.js';

/** Why a task failed, for the panel's problem: a fixed code and a sentence. */
export class TaskFailure extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'TaskFailure';
  }
}

/** What tasks work with. */
export interface TaskTools {
  readonly database: pg.Pool;
  readonly serverId: string;
  readonly minSystemUid: number;
  readonly endSessions: (
    where: { readonly sessionId: string },
    end: { readonly reason: SessionEnd; readonly sentence: string },
  ) => number;
  /** A web root has become due for a recount. */
  readonly recount: () => void;
}

type Arguments = Readonly<Record<string, unknown>>;

/** `slow` tasks work, `waiting` ones wait for the network; neither takes a place that a quick one waits for. */
export type TaskPace = 'quick' | 'slow' | 'waiting';

/** One kind of task. */
export interface TaskKind {
  readonly pace: TaskPace;
  run(tools: TaskTools, args: Arguments, task: TaskRun): Promise<object>;
}

const maxEntriesAnswered = 1_000;
/** A folder with more entries is cut before it is sorted, because the answer must come at once. */
const maxEntriesRead = 20_000;

/** Every kind of task that the panel can ask for. */
export const taskKinds: Readonly<Record<string, TaskKind>> = {
  'browse-folder': { pace: 'quick', run: browseFolder },
  'check-web-root': { pace: 'quick', run: checkWebRoot },
  'make-account-folder': { pace: 'quick', run: makeAccountFolder },
  'measure-folder': { pace: 'slow', run: measureFolder },
  'measure-web-root': { pace: 'slow', run: measureWebRoot },
  'remove-folder': { pace: 'slow', run: removeFolder },
  'discard-upload': { pace: 'quick', run: discard },
  'end-session': { pace: 'quick', run: endSession },
  'recount-usage': { pace: 'quick', run: recountUsage },
  'probe-server': { pace: 'waiting', run: probeServer },
};

async function browseFolder(tools: TaskTools, args: Arguments): Promise<object> {
  const folder = folderIn(args);
  return inWebRoot(tools, text(args, 'webRootId'), async (jail) => {
    const found: Entry[] = [];
    let truncated = false;
    for await (const entry of jail.list(folder)) {
      truncated = found.length === maxEntriesRead;
      if (truncated) break;
      if (entry.kind !== 'other') found.push(entry);
    }
    const sorted = found.map(toAnswer).sort(foldersFirst);
    const entries = sorted.slice(0, maxEntriesAnswered);
    return { folder: escapeBytes(folder), entries, truncated: truncated || entries.length < sorted.length };
  });
}

interface BrowsedEntry {
  readonly name: string;
  readonly kind: string;
  readonly sizeBytes: number;
  readonly modifiedAt: string;
}

function toAnswer(entry: Entry): BrowsedEntry {
  const { kind, sizeBytes, modifiedAt } = entry;
  return { name: escapeBytes(entry.name), kind, sizeBytes, modifiedAt: modifiedAt.toISOString() };
}

function foldersFirst(one: BrowsedEntry, other: BrowsedEntry): number {
  const rank = (entry: BrowsedEntry) => (entry.kind === 'folder' ? 0 : 1);
  return rank(one) - rank(other) || (one.name < other.name ? -1 : 1);
}

async function measureFolder(tools: TaskTools, args: Arguments, task: TaskRun): Promise<object> {
  const folder = folderIn(args);
  return inWebRoot(tools, text(args, 'webRootId'), (jail) => measure(jail, folder, task));
}

/** What was removed is missing from the ledgers once they are counted anew. */
async function removeFolder(tools: TaskTools, args: Arguments, task: TaskRun): Promise<object> {
  const folder = folderIn(args);
  const webRootId = text(args, 'webRootId');
  if (folder === rootPath && args.contents !== true) {
    throw new TaskFailure('web-root-itself', 'This folder is the web root itself, and that is never removed.');
  }
  try {
    return await inWebRoot(tools, webRootId, (jail) => remove(jail, folder, task));
  } finally {
    await askForRecount(tools.database, [webRootId]);
    tools.recount();
  }
}

const accountFolder = `
  select a.folder, a.web_root_id from ftp_accounts a join web_roots w on w.id = a.web_root_id
  where a.id = $1 and w.server_id = $2`;

/** What the panel asked for may come late: what counts is the folder that the account has now. */
async function makeAccountFolder(tools: TaskTools, args: Arguments): Promise<object> {
  const values = [text(args, 'accountId'), tools.serverId];
  const found = await tools.database.query<{ folder: string; web_root_id: string }>(accountFolder, values);
  const row = found.rows[0];
  if (row === undefined) throw new TaskFailure('account-missing', 'This FTP account is no longer there.');
  const folder = folderIn({ folder: row.folder });
  const made = await inWebRoot(tools, row.web_root_id, async (jail) => ({ made: await makeFolders(jail, folder) }));
  if (made.made) await recountUsage(tools, { webRootId: row.web_root_id });
  return made;
}

async function checkWebRoot(tools: TaskTools, args: Arguments): Promise<object> {
  const reason = await refusalOfWebRoot(tools, planIn(args));
  return reason === undefined ? { ok: true } : { ok: false, reason };
}

/** Counts a folder that is a web root or is to become one, where it may be. */
async function measureWebRoot(tools: TaskTools, args: Arguments, task: TaskRun): Promise<object> {
  const plan = planIn(args);
  const reason = await refusalOfWebRoot(tools, plan);
  return reason === undefined ? { ok: true, ...(await measurePlace(plan, task)) } : { ok: false, reason };
}

function planIn(args: Arguments): WebRootPlan {
  return {
    customerId: text(args, 'customerId'),
    path: text(args, 'path'),
    systemUid: wholeNumber(args, 'systemUid'),
    systemGid: wholeNumber(args, 'systemGid'),
    umask: wholeNumber(args, 'umask'),
  };
}

async function discard({ database, serverId }: TaskTools, args: Arguments): Promise<object> {
  return { discarded: await discardUpload(database, serverId, text(args, 'uploadId')) };
}

async function endSession(tools: TaskTools, args: Arguments): Promise<object> {
  const sessionId = text(args, 'sessionId');
  const sentence = Buffer.from(
    text(args, 'why')
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 200),
    'utf8',
  ).toString('latin1');
  return { ended: tools.endSessions({ sessionId }, { reason: 'ended-by-panel', sentence }) };
}

/** Only asks: counting takes as long as it takes, and its result is what the panel shows. */
async function recountUsage(tools: TaskTools, args: Arguments): Promise<object> {
  await askForRecount(tools.database, [text(args, 'webRootId')]);
  tools.recount();
  return { asked: true };
}

/** Looks at a server, this one or another, as a client on this machine would. */
async function probeServer({ database }: TaskTools, args: Arguments): Promise<object> {
  const serverId = text(args, 'serverId');
  const target = await findProbeTarget(database, serverId);
  if (target === undefined) throw new TaskFailure('server-missing', 'This server is no longer there.');
  return probe(target, () => makeProbeLogin(database, serverId));
}

const webRootById = `
  select path, system_uid::float8 as uid, system_gid::float8 as gid, umask from web_roots where id = $1 and server_id = $2`;

/** Opens the web root's jail under its identity for as long as the work takes. */
async function inWebRoot<T extends object>(
  tools: TaskTools,
  webRootId: string,
  work: (jail: Jail) => Promise<T>,
): Promise<T> {
  const found = await tools.database.query<Identity & { path: string }>(webRootById, [webRootId, tools.serverId]);
  const row = found.rows[0];
  if (row === undefined) throw new TaskFailure('web-root-missing', 'This web root does not belong to this server.');
  const { path, ...identity } = row;
  const jail = await Jail.open({ webRoot: path as HostPath, folder: rootPath, identity });
  try {
    return await work(jail);
  } finally {
    await jail.close();
  }
}

/** What to do about a web root that cannot be opened. */
const homeCures: Readonly<Partial<Record<JailErrorCode, string>>> = {
  'home-missing': "The web root's folder is not there on the server's disk; make it, or correct the web root's path.",
  'home-not-a-folder': "The web root's path leads to something that is no folder; correct it in the panel.",
};

/** The failure that the panel is told for an error of a task. Anything unexpected stays an error of this process. */
export function taskFailure(error: unknown): TaskFailure {
  if (error instanceof TaskFailure) return error;
  if (!(error instanceof JailError)) {
    return new TaskFailure('failed', 'The server could not do this because of an error of its own; its log says more.');
  }
  const cure = homeCures[error.code];
  return cure === undefined ? new TaskFailure(error.code, error.message) : new TaskFailure('web-root-missing', cure);
}

function folderIn(args: Arguments): VirtualPath {
  const folder = resolvePath(unescapeBytes(text(args, 'folder')), rootPath);
  if (folder === undefined) throw new TaskFailure('bad-arguments', 'The folder is not a path.');
  return folder;
}

function text(args: Arguments, name: string): string {
  const value = args[name];
  if (typeof value !== 'string') throw new TaskFailure('bad-arguments', `The task has no ${name}.`);
  return value;
}

function wholeNumber(args: Arguments, name: string): number {
  const value = args[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new TaskFailure('bad-arguments', `The task has no ${name} that is a whole number.`);
  }
  return value;
}
