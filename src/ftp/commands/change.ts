// What changes the tree without moving bytes: DELE RMD MKD RNFR RNTO (RFC 959), MFMT (draft-somers-ftp-mfxx) and
// SITE CHMOD and UTIME. Each is reported once it has happened.
import { randomUUID } from 'node:crypto';
import type { TreeChange } from '../facts.js';
import { JailError, type Entry } from '../jail/jail.js';
import { reply, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import type { VirtualPath } from '../virtual-path.js';
import { changeOf, charging } from './charging.js';
import { timeValue } from './mlst-facts.js';
import { moveCharged } from './moving.js';
import { quoted } from './navigation.js';

export async function dele(session: Session, path: VirtualPath): Promise<Reply> {
  const { jail } = session.who;
  const settlement = await charging(session, [], async () => ({ changes: [changeOf(await jail.removeFile(path))] }));
  report(session, 'delete', { path, settlement });
  return replies.done;
}

export async function rmd(session: Session, path: VirtualPath): Promise<Reply> {
  const { jail } = session.who;
  const settlement = await charging(session, [], async () => ({ changes: [changeOf(await jail.removeFolder(path))] }));
  report(session, 'remove-folder', { path, settlement });
  return replies.done;
}

export async function mkd(session: Session, path: VirtualPath): Promise<Reply> {
  const { jail } = session.who;
  const one = { folder: await jail.realFolder(path, 'makes'), bytes: 0, files: 1 };
  const settlement = await charging(session, [one], async () => ({ changes: [changeOf(await jail.makeFolder(path))] }));
  report(session, 'make-folder', { path, settlement });
  return reply(257, `${quoted(path)} was made.`);
}

/** RNFR: only remembers the name; RNTO does the work. */
export async function rnfr(session: Session, path: VirtualPath): Promise<Reply> {
  await session.who.jail.statLink(path);
  session.renameFrom = path;
  return replies.sendRnto;
}

/** RNTO: replaces a file of the new name only where the account may overwrite. */
export async function rnto(session: Session, to: VirtualPath): Promise<Reply> {
  const { account, jail } = session.who;
  const path = session.renameFrom;
  if (path === undefined) return replies.renameFirst;
  session.renameFrom = undefined;
  const replaced = await entryIfThere(jail.statLink(to));
  if (!account.permissions.has('overwrite') && replaced !== undefined) throw new JailError('exists');
  const settlement = await moveCharged(session, { from: path, to, replaced });
  report(session, 'rename', { path, to, settlement });
  return replies.done;
}

/** MFMT: sets what MDTM tells. */
export async function mfmt(session: Session, asked: { time: Date; path: VirtualPath }): Promise<Reply> {
  await session.who.jail.setTimes(asked.path, asked.time);
  report(session, 'set-time', { path: asked.path });
  return reply(213, `Modify=${timeValue(asked.time)}; ${asked.path}`);
}

/** SITE UTIME: the same, for clients from before MFMT. */
export async function utime(session: Session, asked: { time: Date; path: VirtualPath }): Promise<Reply> {
  await mfmt(session, asked);
  return replies.timeSet;
}

export async function chmod(session: Session, asked: { mode: number; path: VirtualPath }): Promise<Reply> {
  await session.who.jail.chmod(asked.path, asked.mode);
  report(session, 'chmod', { path: asked.path });
  return reply(200, 'The permissions are set.');
}

async function entryIfThere(looked: Promise<Entry>): Promise<Entry | undefined> {
  try {
    return await looked;
  } catch (error) {
    if (error instanceof JailError && error.code === 'not-found') return undefined;
    throw error;
  }
}

type Change = Pick<TreeChange, 'path'> & Partial<Pick<TreeChange, 'to' | 'settlement'>>;

function report(session: Session, kind: TreeChange['kind'], change: Change): void {
  const { account } = session.who;
  const changes = change.settlement?.changes ?? [];
  const addedBytes = changes.reduce((sum, { bytes }) => sum + bytes, 0);
  const addedFiles = changes.reduce((sum, { files }) => sum + files, 0);
  const facts = { id: randomUUID(), at: new Date(), kind, addedBytes, addedFiles, ...change };
  session.host.observer.treeChanged(session.facts, account, facts);
}
