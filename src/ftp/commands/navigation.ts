// The working folder: CWD CDUP PWD and their X-forms (RFC 959 §4.1.1, RFC 775).
import { JailError } from '../jail/jail.js';
import { reply, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import { folderOf, type ByteString, type VirtualPath } from '../virtual-path.js';

/** CWD: the folder must be there; whether it may be read shows when it is listed. */
export async function cwd(session: Session, path: VirtualPath): Promise<Reply> {
  const { kind } = await session.who.jail.stat(path);
  if (kind !== 'folder') throw new JailError('not-a-folder');
  session.workingFolder = path;
  return reply(250, `The working folder is ${quoted(path)}.`);
}

/** CDUP: the root is its own parent. */
export function cdup(session: Session): Promise<Reply> {
  return cwd(session, folderOf(session.workingFolder));
}

export function pwd(session: Session): Reply {
  return reply(257, `${quoted(session.workingFolder)} is the working folder.`);
}

/** A path between quotes, with those inside it doubled (RFC 959 appendix II). */
export function quoted(path: VirtualPath): ByteString {
  return `"${path.replaceAll('"', '""')}"`;
}
