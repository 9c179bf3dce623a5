// What a client asks about one file: SIZE MDTM (RFC 3659 §3, §4) and MLST (§7).
import { JailError } from '../jail/jail.js';
import { FtpError, reply, replies, type Reply } from '../replies.js';
import type { Session } from '../session.js';
import type { VirtualPath } from '../virtual-path.js';
import { describe } from './listing-source.js';
import { factsLine, mlstFactNames, timeValue, type MlstFact } from './mlst-facts.js';

/** SIZE: how many bytes RETR would send. In TYPE A only sending tells, so it is refused (RFC 3659 §4). */
export async function size(session: Session, path: VirtualPath): Promise<Reply> {
  if (session.type === 'A') throw new FtpError(replies.sizeNeedsBinary);
  const entry = await session.who.jail.stat(path);
  if (entry.kind !== 'file') throw new JailError('not-a-file');
  return reply(213, String(entry.sizeBytes));
}

/** MDTM: when the content last changed, in UTC. */
export async function mdtm(session: Session, path: VirtualPath): Promise<Reply> {
  const entry = await session.who.jail.stat(path);
  if (entry.kind !== 'file') throw new JailError('not-a-file');
  return reply(213, timeValue(entry.modifiedAt));
}

/** MLST: the facts of one thing, over the control connection; the name is the whole path (RFC 3659 §7.2). */
export async function mlst(session: Session, asked: VirtualPath | undefined): Promise<Reply> {
  const path = asked ?? session.workingFolder;
  const { account, jail } = session.who;
  const described = await describe(jail, { path, entry: await jail.stat(path) });
  const line = factsLine({ ...described, permissions: account.permissions }, session.mlstFacts, path);
  return reply(250, 'The facts:', ` ${line}`, 'End.');
}

/** OPTS MLST: chooses the facts; the answer names those that were understood (RFC 3659 §7.9). */
export function optsMlst(session: Session, facts: readonly MlstFact[]): Reply {
  session.mlstFacts = facts;
  const chosen = mlstFactNames.filter((name) => facts.includes(name));
  return reply(200, `MLST OPTS ${chosen.map((name) => `${name};`).join('')}`.trimEnd());
}
